package io.tavolo.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers as a server would that has as many tables as it was given, and counts what it saw. */
final class FakeServer implements AutoCloseable {
  private static final String DAY =
      "/v1/restaurants/[a-z]+-\\d+/availability\\?date=\\d{4}-\\d\\d-\\d\\d&party_size=\\d+";
  private static final long NANOS_PER_MS = 1_000_000;

  final AtomicInteger accepted = new AtomicInteger();
  final AtomicInteger cancelled = new AtomicInteger();
  final AtomicInteger refused = new AtomicInteger();
  final AtomicInteger looks = new AtomicInteger();
  final AtomicInteger defined = new AtomicInteger();
  final Set<String> keys = ConcurrentHashMap.newKeySet();
  final Map<String, String> standing = new ConcurrentHashMap<>();

  private final Vertx vertx = Vertx.vertx();
  private final int tables;
  private final HttpServer server;

  /** What it answers instead, once in so many requests; 0 for never. */
  volatile int failEach;

  /** What it sends with every answer to a booking: more than one read can hold. */
  volatile String padding = "";

  /** Turns away this many of every ten. */
  volatile int shedOfTen;

  private volatile int pauseAt;
  private volatile long pauseNanos;
  private volatile long silentUntilNanos = System.nanoTime();

  private final AtomicInteger requests = new AtomicInteger();

  FakeServer(int tables) throws Exception {
    this.tables = tables;
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(this::serve)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  LoadGenerator.Target target() {
    return new LoadGenerator.Target(server.actualPort(), "admin");
  }

  /** From a request on, answers nothing for so long. */
  void pauseAt(int request, Duration pause) {
    this.pauseNanos = pause.toNanos();
    this.pauseAt = request;
  }

  private void serve(HttpServerRequest request) {
    int number = requests.incrementAndGet();
    if (number == pauseAt) {
      silentUntilNanos = System.nanoTime() + pauseNanos;
    }
    long silentNanos = silentUntilNanos - System.nanoTime();
    if (silentNanos > 0) {
      vertx.setTimer(silentNanos / NANOS_PER_MS + 1, timer -> answer(request, number));
    } else {
      answer(request, number);
    }
  }

  private void answer(HttpServerRequest request, int number) {
    if (number % 10 < shedOfTen) {
      request.response().setStatusCode(number % 2 == 0 ? 503 : 429).end();
    } else if (failEach > 0 && number % failEach == 0) {
      request.response().setStatusCode(500).end("broken on purpose");
    } else if (request.method().equals(HttpMethod.PUT)) {
      boolean admin = "Bearer admin".equals(request.getHeader("Authorization"));
      defined.incrementAndGet();
      request.response().setStatusCode(admin ? 200 : 403).end("{}");
    } else if (request.method().equals(HttpMethod.GET)) {
      looks.incrementAndGet();
      request.response().setStatusCode(request.uri().matches(DAY) ? 200 : 400).end("{}");
    } else if (request.method().equals(HttpMethod.POST)) {
      book(request);
    } else {
      cancel(request);
    }
  }

  private void book(HttpServerRequest request) {
    boolean fresh = keys.add(request.getHeader("Idempotency-Key"));
    if (!fresh || standing.size() >= tables) {
      refused.incrementAndGet();
      request.response().setStatusCode(409).end("{\"title\":\"none\"}");
      return;
    }
    String id = "id" + accepted.incrementAndGet();
    standing.put(id, "token-of-" + id);
    request
        .response()
        .setStatusCode(201)
        .end(
            "{\"reservation_id\":\"%s\",\"padding\":\"%s\",\"manage_token\":\"token-of-%s\"}"
                .formatted(id, padding, id));
  }

  private void cancel(HttpServerRequest request) {
    String id = request.path().substring(request.path().lastIndexOf('/') + 1);
    boolean own = ("Bearer " + standing.remove(id)).equals(request.getHeader("Authorization"));
    if (own) {
      cancelled.incrementAndGet();
    }
    request.response().setStatusCode(own ? 204 : 403).end();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
