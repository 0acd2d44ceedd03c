package io.tavolo.operations;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tavolo.http.auth.Access;
import io.tavolo.http.exchange.BodyReader;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.Routes;
import io.tavolo.http.exchange.Traceparent;
import io.tavolo.http.exchange.Undecodable;
import io.tavolo.http.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves health, metrics and shards, in the API's manners. */
public final class OperationsVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(OperationsVerticle.class);
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Nobody has a body to send here. */
  private static final int BODY_MS = 5_000;

  private final String host;
  private final int port;
  private final Access access;
  private final Health health;
  private final PrometheusMeterRegistry registry;
  private final Supplier<Future<JsonArray>> shards;
  private final LongSupplier randomBits;
  private final Routes routes = new Routes();
  private BodyReader bodies;
  private @Nullable HttpServer server;

  /**
   * An operators' port.
   *
   * @param access judges the token that operators must show, for all but health; of its own, since
   *     it belongs to one thread
   * @param shards one object for each shard
   * @param randomBits 64 bits at a time that nobody can foresee
   */
  @SuppressWarnings("NullAway.Init")
  public OperationsVerticle(
      String host,
      int port,
      Access access,
      Health health,
      PrometheusMeterRegistry registry,
      Supplier<Future<JsonArray>> shards,
      LongSupplier randomBits) {
    this.host = host;
    this.port = port;
    this.access = access;
    this.health = health;
    this.registry = registry;
    this.shards = shards;
    this.randomBits = randomBits;
  }

  @Override
  public Future<?> start() {
    bodies = new BodyReader(vertx, BODY_MS, BODY_MS);
    routes
        .add(HttpMethod.GET, "/health/live", OperationsVerticle::live)
        .add(HttpMethod.GET, "/health/ready", this::ready)
        // Health is for machines that cannot show a token; everything else tells how the house is
        // built.
        .add(HttpMethod.GET, "/metrics", this::metrics)
        .add(HttpMethod.GET, "/admin/shards", this::shards);
    return vertx
        .createHttpServer(Undecodable.options())
        .requestHandler(this::serve)
        .invalidRequestHandler(request -> Undecodable.refuse(exchange(request), request))
        .listen(port, host)
        .onSuccess(listening -> server = listening);
  }

  /** The port it listens on, once it is started. */
  public int port() {
    return server == null ? port : server.actualPort();
  }

  private void serve(HttpServerRequest request) {
    Exchange exchange = exchange(request);
    exchange.attempt(() -> routes.dispatch(exchange));
    exchange.discardUnreadBody();
  }

  private Exchange exchange(HttpServerRequest request) {
    var trace = Traceparent.read(request.getHeader(Traceparent.FIELD), randomBits);
    // Probes come every second: they are not the access log's.
    return new Exchange(request, trace, System::nanoTime, bodies).unlogged();
  }

  private void authorise(Exchange exchange) {
    access.requireStaff(exchange.header(HttpHeaders.AUTHORIZATION));
  }

  private static void live(Exchange exchange) {
    exchange.json(200, new JsonObject().put("status", "live").toBuffer());
  }

  private void ready(Exchange exchange) {
    JsonObject checks = new JsonObject();
    boolean whole = true;
    for (Health.Check check : health.checks()) {
      boolean holds = check.holds().getAsBoolean();
      whole &= holds;
      checks.put(check.name(), holds ? "up" : check.required() ? "down" : "down, not required");
    }
    boolean ready = health.isReady();
    JsonObject answer =
        new JsonObject()
            .put("status", ready ? (whole ? "ready" : "ready, degraded") : "not ready")
            .put("checks", checks);
    exchange.json(ready ? 200 : 503, answer.toBuffer());
  }

  /** The registry walks every meter: off the event loop. */
  private void metrics(Exchange exchange) {
    authorise(exchange);
    exchange.after(
        vertx.executeBlocking(() -> registry.scrape(METRICS_TYPE), false),
        text -> exchange.content(METRICS_TYPE, Buffer.buffer(text)));
  }

  private void shards(Exchange exchange) {
    authorise(exchange);
    exchange.after(
        shards.get().recover(OperationsVerticle::unread),
        all -> exchange.json(200, new JsonObject().put("shards", all).toBuffer()));
  }

  private static Future<JsonArray> unread(Throwable failure) {
    log.warn("the shards cannot be read: {}", failure.toString());
    return Future.failedFuture(
        Problem.unavailable("the database does not answer", 2).asException());
  }
}
