package io.tavolo.postgres;

import static io.tavolo.postgres.TestDatabase.await;

import io.tavolo.engine.simulation.postgres.Result;
import io.tavolo.engine.simulation.postgres.Statement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The real server, led along a schedule by as many sessions. After each step it is waited for until
 * nothing moves any more: each statement has answered, or waits for a row in the server's lock
 * table. That table is read as a whole and after the answers: when all who have not answered wait
 * in it, nobody is left who could wake one of them.
 */
final class RealSide implements AutoCloseable {
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);
  private static final String CANCELLED = "57014";

  /** For a row; what is waited for besides is held by somebody who goes on, vacuum for one. */
  private static final String WAITING =
      """
      select pid from pg_locks where not granted and locktype in ('tuple', 'transactionid')
      """;

  /** One of the sessions. */
  private static final class Place {
    final PgConnection connection;
    final int pid;
    @Nullable Statement statement;
    @Nullable Future<RowSet<Row>> answer;

    Place(PgConnection connection, int pid) {
      this.connection = connection;
      this.pid = pid;
    }

    /** Whether the statement has not answered yet. */
    boolean isBusy() {
      return answer != null && !answer.isComplete();
    }
  }

  private final List<Place> places = new ArrayList<>();
  private final Connection observer;
  private final PreparedStatement waiting;
  private final PreparedStatement cancel;

  /**
   * Opens the sessions.
   *
   * @param settings of the planner, one session each
   */
  RealSide(Vertx vertx, TestDatabase test, List<Map<String, String>> settings) throws SQLException {
    for (Map<String, String> setting : settings) {
      PgConnectOptions options = test.database().session("model", 60_000);
      options.addProperty("idle_in_transaction_session_timeout", "0");
      options.setCachePreparedStatements(true);
      setting.forEach(options::addProperty);
      PgConnection connection = await(PgConnection.connect(vertx, options));
      int pid = connection.processId();
      places.add(new Place(connection, pid));
    }
    observer = test.connect();
    waiting = observer.prepareStatement(WAITING);
    cancel = observer.prepareStatement("select pg_cancel_backend(?)");
  }

  Outcome take(Step step) throws SQLException {
    Place place = places.get(step.session());
    if (step instanceof Step.Execute execute) {
      execute(place, execute.statement());
    } else if (step instanceof Step.Commit) {
      await(place.connection.query("commit").execute());
    } else {
      rollback(place);
    }
    return settled();
  }

  private static void execute(Place place, Statement statement) {
    place.statement = statement;
    if (!(statement instanceof Statement.Read)) {
      place.connection.query("begin").execute();
    }
    place.answer =
        place
            .connection
            .preparedQuery(StatementCalls.sql(statement))
            .execute(StatementCalls.parameters(statement));
  }

  private void rollback(Place place) throws SQLException {
    Future<RowSet<Row>> given = place.answer;
    if (given != null) {
      cancel.setInt(1, place.pid);
      cancel.execute();
      place.answer = null;
      String state = sqlState(await(given.map(rows -> (Throwable) null).otherwise(e -> e)));
      if (!CANCELLED.equals(state)) {
        throw new AssertionError("SQL state of a cancelled statement: " + state);
      }
    }
    await(place.connection.query("rollback").execute());
  }

  private static String sqlState(@Nullable Throwable failure) {
    if (failure instanceof PgException e) {
      return e.getSqlState();
    }
    throw new AssertionError("a failure of the server was expected", failure);
  }

  private Outcome settled() throws SQLException {
    SortedSet<Integer> busy = awaitRest();
    SortedMap<Integer, Result> answers = new TreeMap<>();
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      Future<RowSet<Row>> answer = place.answer;
      Statement statement = place.statement;
      if (answer != null && statement != null && !busy.contains(i)) {
        place.answer = null;
        if (answer.succeeded()) {
          answers.put(i, StatementCalls.answer(statement, answer.result()));
        } else {
          answers.put(i, new Result.Failed(sqlState(answer.cause())));
          await(place.connection.query("rollback").execute());
        }
      }
    }
    return new Outcome(answers, busy);
  }

  /** Waits until nothing moves; who waits then. */
  private SortedSet<Integer> awaitRest() throws SQLException {
    long deadline = System.nanoTime() + PATIENCE_NS;
    while (true) {
      SortedSet<Integer> busy = new TreeSet<>();
      Set<Integer> pids = new HashSet<>();
      for (int i = 0; i < places.size(); i++) {
        if (places.get(i).isBusy()) {
          busy.add(i);
          pids.add(places.get(i).pid);
        }
      }
      if (busy.isEmpty() || waiting().containsAll(pids)) {
        return busy;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no rest: sessions %s are on their way".formatted(busy));
      }
      LockSupport.parkNanos(50_000);
    }
  }

  private Set<Integer> waiting() throws SQLException {
    Set<Integer> pids = new HashSet<>();
    try (ResultSet rows = waiting.executeQuery()) {
      while (rows.next()) {
        pids.add(rows.getInt(1));
      }
    }
    return pids;
  }

  @Override
  public void close() throws SQLException {
    for (Place place : places) {
      await(place.connection.close());
    }
    observer.close();
  }
}
