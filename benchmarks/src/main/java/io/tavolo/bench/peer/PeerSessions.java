package io.tavolo.bench.peer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sessions of one event loop, and who waits for one. */
final class PeerSessions {
  private static final int MAX_WAITING = 10_000;

  private final Deque<PeerSession> idle = new ArrayDeque<>();
  private final Deque<Promise<PeerSession>> waiting = new ArrayDeque<>();

  /** Connects in the background; who asks meanwhile waits. */
  PeerSessions(Vertx vertx, PgConnectOptions options, int sessions) {
    for (int i = 0; i < sessions; i++) {
      PeerSession.connect(vertx, options).onComplete(this::release, this::failAll);
    }
  }

  /** Does the work with a session, when there is one. */
  <T> Future<T> with(Function<PeerSession, Future<T>> work) {
    return acquire().compose(session -> work.apply(session).onComplete(done -> release(session)));
  }

  private Future<PeerSession> acquire() {
    @Nullable PeerSession session = idle.poll();
    if (session != null) {
      return Future.succeededFuture(session);
    }
    if (waiting.size() >= MAX_WAITING) {
      return Future.failedFuture("too many wait for a session");
    }
    Promise<PeerSession> promise = Promise.promise();
    waiting.add(promise);
    return promise.future();
  }

  private void release(PeerSession session) {
    @Nullable Promise<PeerSession> next = waiting.poll();
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
