package io.tavolo.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads a stream of server-sent events, holds it to the document, and keeps what came and when. */
public final class EventReader implements Flow.Subscriber<String>, AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** An event that came at that time of {@link System#nanoTime}. */
  public record Event(String id, String data, long atNanos) {}

  public final List<Event> events = new CopyOnWriteArrayList<>();
  final List<String> heartbeats = new CopyOnWriteArrayList<>();
  private final CompletableFuture<HttpResponse<Void>> answer;
  private final List<String> block = new ArrayList<>();
  private volatile Flow.@Nullable Subscription subscription;
  private volatile @Nullable AssertionError undeclared;
  private String id = "";
  private @Nullable String data;
  private boolean comment;

  private EventReader(HttpClient client, URI uri, @Nullable String lastEventId) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    answer = client.sendAsync(request.build(), HttpResponse.BodyHandlers.fromLineSubscriber(this));
  }

  /** Begins to read. */
  public static EventReader open(HttpClient client, URI uri, @Nullable String lastEventId) {
    return new EventReader(client, uri, lastEventId);
  }

  /** The event number {@code index}, from 0, once it has come. */
  public Event await(int index) {
    until(() -> events.size() > index || undeclared != null);
    AssertionError fault = undeclared;
    if (fault != null) {
      throw new AssertionError("not as declared", fault);
    }
    return events.get(index);
  }

  /** Waits until the server has ended the stream. */
  void awaitEnd() throws Exception {
    answer.get(20, TimeUnit.SECONDS);
  }

  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not in time");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription made) {
    subscription = made;
    made.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    if (line.startsWith("id: ")) {
      id = line.substring(4);
    } else if (line.startsWith("data: ")) {
      data = line.substring(6);
    } else if (line.startsWith(":")) {
      comment = true;
    }
    if (!line.isEmpty()) {
      block.add(line);
    } else {
      check();
      if (data != null) {
        events.add(new Event(id, data, System.nanoTime()));
      } else if (comment) {
        heartbeats.add(id);
      }
      data = null;
      comment = false;
    }
  }

  private void check() {
    try {
      Contract.checkEvent("a stream", block);
    } catch (AssertionError fault) {
      undeclared = fault;
    }
    block.clear();
  }

  @Override
  public void onError(Throwable fault) {}

  @Override
  public void onComplete() {}

  @Override
  public void close() {
    Flow.Subscription made = subscription;
    if (made != null) {
      made.cancel();
    }
  }
}
