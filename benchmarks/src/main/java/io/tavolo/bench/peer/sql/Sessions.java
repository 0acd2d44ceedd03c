package io.tavolo.bench.peer.sql;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sessions of one event loop, and who waits for one. */
final class Sessions {
  private static final int MAX_WAITING = 10_000;

  private final Deque<Session> idle = new ArrayDeque<>();
  private final Deque<Promise<Session>> waiting = new ArrayDeque<>();

  /**
   * Connects in the background; who asks meanwhile waits.
   *
   * @param statements that each session prepares
   */
  Sessions(Vertx vertx, PgConnectOptions options, List<String> statements, int sessions) {
    for (int i = 0; i < sessions; i++) {
      Session.connect(vertx, options, statements).onComplete(this::release, this::failAll);
    }
  }

  /** Does the work with a session, when there is one. */
  <T> Future<T> with(Function<Session, Future<T>> work) {
    return acquire().compose(session -> work.apply(session).onComplete(done -> release(session)));
  }

  private Future<Session> acquire() {
    @Nullable Session session = idle.poll();
    if (session != null) {
      return Future.succeededFuture(session);
    }
    if (waiting.size() >= MAX_WAITING) {
      return Future.failedFuture("too many wait for a session");
    }
    Promise<Session> promise = Promise.promise();
    waiting.add(promise);
    return promise.future();
  }

  private void release(Session session) {
    @Nullable Promise<Session> next = waiting.poll();
    if (next == null) {
      idle.push(session);
    } else {
      next.complete(session);
    }
  }

  private void failAll(Throwable cause) {
    waiting.forEach(promise -> promise.fail(cause));
    waiting.clear();
  }
}
