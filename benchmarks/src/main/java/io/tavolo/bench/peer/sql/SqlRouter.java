package io.tavolo.bench.peer.sql;

import io.tavolo.bench.peer.house.Definitions;
import io.tavolo.bench.peer.house.PeerRouter;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.http.Reads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers every command by SQL of its own. Each event loop has its own sessions, so that nothing
 * passes from one to another. Definitions live for the process.
 */
public final class SqlRouter implements PeerRouter {
  private final Vertx vertx;
  private final PgConnectOptions database;
  private final Writing writing;
  private final int sessionsPerLoop;
  private final LongSupplier wallClockMs;
  private final Definitions definitions = new Definitions();
  private final ConcurrentMap<Thread, SqlCommands> loops = new ConcurrentHashMap<>();

  private SqlRouter(
      Vertx vertx,
      PgConnectOptions database,
      Writing writing,
      int sessionsPerLoop,
      LongSupplier wallClockMs) {
    this.vertx = vertx;
    this.database = database;
    this.writing = writing;
    this.sessionsPerLoop = sessionsPerLoop;
    this.wallClockMs = wallClockMs;
  }

  /**
   * The peer that locks the restaurant's row, in an empty database.
   *
   * @param sessionsPerLoop connections of each event loop that asks, at least 1
   */
  public static Future<PeerRouter> forUpdate(Vertx vertx, String uri, int sessionsPerLoop) {
    return open(vertx, uri, new ForUpdate(), sessionsPerLoop);
  }

  /**
   * The peer that books by one statement, in an empty database.
   *
   * @param sessionsPerLoop connections of each event loop that asks, at least 1
   */
  public static Future<PeerRouter> singleStatement(Vertx vertx, String uri, int sessionsPerLoop) {
    return open(vertx, uri, new SingleStatement(), sessionsPerLoop);
  }

  private static Future<PeerRouter> open(
      Vertx vertx, String uri, Writing writing, int sessionsPerLoop) {
    PgConnectOptions database = sessions(uri);
    String schema = Sql.script("schema.sql") + Sql.script(writing.script());
    return PgConnection.connect(vertx, database)
        .compose(session -> session.query(schema).execute().eventually(session::close))
        .map(
            made ->
                new SqlRouter(
                    vertx, database, writing, sessionsPerLoop, System::currentTimeMillis));
  }

  /** Plans are made once, and must not hang on how full the tables were at that moment. */
  private static PgConnectOptions sessions(String uri) {
    return PgConnectOptions.fromUri(uri)
        .addProperty("synchronous_commit", "on")
        .addProperty("plan_cache_mode", "force_generic_plan")
        .addProperty("enable_seqscan", "off")
        .addProperty("enable_bitmapscan", "off")
        .addProperty("enable_sort", "off")
        .addProperty("jit", "off");
  }

  @Override
  public Future<Reply> ask(Request request, long timeoutMs) {
    return request instanceof Request.Submit submit
        ? ofThisLoop().answer(submit)
        : Future.failedFuture(new UnsupportedOperationException("the peer keeps no days"));
  }

  @Override
  public Future<Optional<Reads.Found>> reservation(ReservationId id) {
    @Nullable Restaurant restaurant = definition(id.restaurant());
    if (restaurant == null) {
      return Future.succeededFuture(Optional.empty());
    }
    return ofThisLoop()
        .find(id.restaurant(), id.reservation())
        .map(
            found ->
                found.map(
                    row ->
                        new Reads.Found(
                            restaurant.profile().restaurantId(),
                            restaurant.profile().zone().getId(),
                            restaurant.policies().showTables(),
                            Rows.reservation(row),
                            null,
                            Rows.diner(row))));
  }

  @Override
  public @Nullable Restaurant definition(long restaurant) {
    return definitions.of(restaurant);
  }

  private SqlCommands ofThisLoop() {
    return loops.computeIfAbsent(Thread.currentThread(), thread -> newLoop());
  }

  private SqlCommands newLoop() {
    return new SqlCommands(
        new Sessions(vertx, database, writing.statements(), sessionsPerLoop),
        writing,
        definitions,
        wallClockMs);
  }
}
