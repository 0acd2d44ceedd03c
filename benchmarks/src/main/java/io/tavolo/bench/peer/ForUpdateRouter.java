package io.tavolo.bench.peer;

import io.tavolo.cluster.Router;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.restaurant.Restaurant;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands where Tavolo has its lanes: answers every command by a transaction of its own. Each event
 * loop has its own sessions, so that nothing passes from one to another.
 *
 * <p>Definitions live for the process. A request other than a definition, a booking or a
 * cancellation fails.
 */
public final class ForUpdateRouter implements Router {
  private final Vertx vertx;
  private final PgConnectOptions database;
  private final int sessionsPerLoop;
  private final LongSupplier wallClockMs;
  private final ConcurrentMap<Long, Restaurant> definitions = new ConcurrentHashMap<>();
  private final ConcurrentMap<Thread, PeerCommands> loops = new ConcurrentHashMap<>();

  /**
   * Takes a database that has the peer's tables.
   *
   * @param sessionsPerLoop connections of each event loop that asks, at least 1
   * @param wallClockMs milliseconds since the epoch
   */
  public ForUpdateRouter(
      Vertx vertx, PgConnectOptions database, int sessionsPerLoop, LongSupplier wallClockMs) {
    this.vertx = vertx;
    this.database = database;
    this.sessionsPerLoop = sessionsPerLoop;
    this.wallClockMs = wallClockMs;
  }

  @Override
  public Future<Reply> ask(Request request, long timeoutMs) {
    return request instanceof Request.Submit submit
        ? ofThisLoop().answer(submit)
        : Future.failedFuture(new UnsupportedOperationException("the peer keeps no days"));
  }

  /** The restaurant's definition, or null when there is no such restaurant. */
  @Nullable Restaurant definition(long restaurant) {
    return definitions.get(restaurant);
  }

  PeerCommands ofThisLoop() {
    return loops.computeIfAbsent(Thread.currentThread(), thread -> newLoop());
  }

  private PeerCommands newLoop() {
    return new PeerCommands(
        new PeerSessions(vertx, database, sessionsPerLoop), definitions, wallClockMs);
  }
}
