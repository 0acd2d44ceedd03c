package io.tavolo.bench.peer.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One held connection with its statements prepared. One event loop; one transaction at a time. */
final class Session {
  private static final String BEGIN = "begin";
  private static final String COMMIT = "commit";
  private static final List<String> STATEMENTS =
      List.of(BEGIN, Sql.LOCK, COMMIT, Sql.RESERVATION, Sql.KEY, Sql.PUT_PROFILE, Sql.DROP_TABLES);

  private final PgConnection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private Session(PgConnection connection) {
    this.connection = connection;
  }

  /**
   * Connects and prepares.
   *
   * @param statements what will be run besides the common ones
   */
  static Future<Session> connect(Vertx vertx, PgConnectOptions options, List<String> statements) {
    List<String> all = new ArrayList<>(STATEMENTS);
    all.addAll(statements);
    return PgConnection.connect(vertx, options)
        .compose(
            connection -> {
              Session session = new Session(connection);
              Future<?> ready = Future.succeededFuture();
              for (String sql : all) {
                ready = ready.compose(done -> session.prepare(sql));
              }
              return ready.map(session);
            });
  }

  private Future<?> prepare(String sql) {
    return connection.prepare(sql).onSuccess(statement -> prepared.put(sql, statement));
  }

  /** One statement by itself. */
  Future<RowSet<Row>> run(String sql, Tuple parameters) {
    PreparedStatement statement = prepared.get(sql);
    return statement == null
        ? Future.failedFuture(new IllegalArgumentException("not prepared: " + sql))
        : statement.query().execute(parameters);
  }

  /** A statement of a transaction. */
  record Step(String sql, Tuple parameters) {}

  /**
   * Runs the steps in one transaction that first locks the restaurant's row. All of it is sent at
   * once: the server works it off without waiting for us. A step that fails makes the commit a
   * rollback.
   *
   * @return the rows of the last step, once they are committed
   */
  Future<RowSet<Row>> locked(long restaurant, List<Step> steps) {
    Future<?> begun = run(BEGIN, Tuple.tuple());
    Future<?> locked = run(Sql.LOCK, Tuple.of(restaurant));
    Future<RowSet<Row>> last = Future.failedFuture("no steps");
    Future<?> all = Future.join(begun, locked);
    for (Step step : steps) {
      last = run(step.sql(), step.parameters());
      all = Future.join(all, last);
    }
    Future<RowSet<Row>> rows = last;
    return Future.join(all, run(COMMIT, Tuple.tuple())).compose(done -> rows);
  }
}
