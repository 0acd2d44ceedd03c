package io.tavolo.postgres;

import io.tavolo.engine.form.Formats;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Failure;
import io.tavolo.retry.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A lane's way into the database: one held connection, one prepared statement, one commit a batch.
 *
 * <p>It connects by itself, again and again, with growing and jittered pauses. Everything runs on
 * the event loop that called {@link #start}; all methods are called there and the listener and the
 * futures answer there.
 *
 * <p>A future that succeeds says that the commit is durable: the client completes it on {@code
 * ReadyForQuery}, which Postgres sends after the commit.
 */
public final class PgJournal {
  private static final Backoff BACKOFF = new Backoff(50, 2_000);
  private static final int CONNECT_TIMEOUT_MS = 10_000;

  /** Told when batches can be written and when not; a failed attempt to connect is a down too. */
  public interface Listener {
    /** Connected and prepared. */
    void up();

    /**
     * The connection is gone; a batch in flight fails as {@link Failure#UNKNOWN} by itself.
     *
     * @param why one line for the log
     */
    void down(String why);
  }

  private final Vertx vertx;
  private final PgConnectOptions session;
  private final long deadlineMs;
  private final IntSupplier format;
  private final Listener listener;

  /** Which attempt or connection counts: what an older one still says is not heard. */
  private int generation;

  private int failedAttempts;
  private boolean closed;
  private @Nullable PgConnection connection;
  private @Nullable PreparedStatement statement;
  private @Nullable PreparedStatement statementAt;
  private final HeadPlaces places = new HeadPlaces();

  /**
   * A journal that is not yet connected.
   *
   * @param name shown in {@code pg_stat_activity} and the metrics, such as {@code journal-0}
   * @param statementTimeoutMs after which Postgres gives a batch up ({@link Failure#REFUSED}), at
   *     least 1
   * @param graceMs how much later the client gives Postgres up ({@link Failure#UNKNOWN}), at least
   *     1
   * @param format in which events and definitions are written just now
   */
  public PgJournal(
      Vertx vertx,
      Database database,
      String name,
      int statementTimeoutMs,
      int graceMs,
      IntSupplier format,
      Listener listener) {
    this.vertx = vertx;
    this.session = database.session(name, statementTimeoutMs);
    // Planning anew would cost more than the statement, and the plan does not depend on the values.
    this.session.addProperty("plan_cache_mode", "force_generic_plan");
    // The plan is made while the table of the heads is small; it may hold many old versions later.
    this.session.addProperty("enable_seqscan", "off");
    this.deadlineMs = (long) statementTimeoutMs + graceMs;
    this.format = format;
    this.listener = listener;
  }

  /** Begins to connect; the listener hears when it is up. Called once. */
  public void start() {
    connect();
  }

  /** Whether a batch would be sent. */
  public boolean isUp() {
    return statement != null;
  }

  /**
   * Writes the batch in one statement.
   *
   * @return what the fence said of each head, in the order of the shards; fails only with {@link
   *     JournalFailure}
   */
  public Future<List<Batch.FenceResult>> write(Batch batch) {
    PreparedStatement prepared = statement;
    PreparedStatement preparedAt = statementAt;
    if (prepared == null || preparedAt == null) {
      return Future.failedFuture(new JournalFailure(Failure.REFUSED, "not connected"));
    }
    Tuple rows;
    try {
      rows = BatchRows.of(batch, format.getAsInt());
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(new JournalFailure(Failure.DATA, String.valueOf(e.getMessage())));
    }
    String[] straight = places.straight(batch.heads(), nowMs());
    if (straight != null) {
      prepared = preparedAt;
      rows.addValue(straight);
    }
    Promise<List<Batch.FenceResult>> answer = Promise.promise();
    int mine = generation;
    long timer =
        vertx.setTimer(
            deadlineMs,
            id -> {
              String why = "no answer within " + deadlineMs + " ms";
              if (answer.tryFail(new JournalFailure(Failure.UNKNOWN, why))) {
                lost(mine, why);
              }
            });
    prepared
        .query()
        .execute(rows)
        .onComplete(
            result -> {
              vertx.cancelTimer(timer);
              answer.tryComplete(fences(result, straight));
            },
            failure -> {
              vertx.cancelTimer(timer);
              answer.tryFail(classified(failure));
            });
    return answer.future();
  }

  /** Brings the batch into the form in which it would be sent, and sends nothing. Any thread. */
  public static void rehearse(Batch batch) {
    BatchRows.of(batch, Formats.HERE.newest());
  }

  /** Stops for good; a batch in flight is answered first, if Postgres still answers. */
  public Future<Void> close() {
    closed = true;
    generation++;
    statement = null;
    statementAt = null;
    PgConnection held = connection;
    connection = null;
    return held == null ? Future.succeededFuture() : held.close();
  }

  private void connect() {
    int mine = generation;
    PgConnection.connect(vertx, session)
        .compose(
            opened -> {
              if (mine != generation) {
                opened.close();
                return Future.failedFuture("too late");
              }
              connection = opened;
              opened.exceptionHandler(e -> lost(mine, String.valueOf(e.getMessage())));
              opened.closeHandler(v -> lost(mine, "connection closed"));
              return Future.all(
                  planned(opened, BatchSql.WRITE, BatchRows.none()),
                  planned(opened, BatchSql.WRITE_AT, BatchRows.none().addValue(new String[0])));
            })
        .timeout(CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .onComplete(
            prepared -> {
              if (mine == generation) {
                statement = prepared.resultAt(0);
                statementAt = prepared.resultAt(1);
                failedAttempts = 0;
                listener.up();
              }
            },
            failure -> lost(mine, String.valueOf(failure.getMessage())));
  }

  /** Postgres plans with the first execution, which takes longer than many a batch. */
  private static Future<PreparedStatement> planned(
      PgConnection session, String sql, Tuple nothing) {
    return session
        .prepare(sql)
        .compose(prepared -> prepared.query().execute(nothing).map(prepared));
  }

  private void lost(int which, String why) {
    if (which != generation || closed) {
      return;
    }
    generation++;
    statement = null;
    statementAt = null;
    PgConnection former = connection;
    connection = null;
    if (former != null) {
      former.close();
    }
    vertx.setTimer(
        BACKOFF.pauseMs(failedAttempts++),
        id -> {
          if (!closed) {
            connect();
          }
        });
    listener.down(why);
  }

  private List<Batch.FenceResult> fences(RowSet<Row> rows, String @Nullable [] straight) {
    List<Batch.FenceResult> results = new ArrayList<>(rows.size());
    if (straight != null && rows.size() < straight.length) {
      places.forget();
    }
    HeadPlaces.Written written = places.written(straight != null);
    for (Row row : rows) {
      int shard = row.getInteger(0);
      long epoch = row.getLong(1);
      boolean passed = row.getBoolean(3);
      results.add(new Batch.FenceResult(shard, epoch, row.getLong(2), passed));
      if (passed) {
        written.head(shard, epoch, row.getString(4));
      }
    }
    written.end(nowMs());
    return results;
  }

  private static long nowMs() {
    return System.nanoTime() / 1_000_000;
  }

  /**
   * An error response followed by {@code ReadyForQuery} means that the transaction is rolled back.
   * A fatal one, and every other failure, comes with the loss of the connection and says nothing
   * certain.
   */
  private static JournalFailure classified(Throwable failure) {
    if (failure instanceof PgException e && "ERROR".equals(e.getSeverity())) {
      String message = e.getSqlState() + " " + e.getErrorMessage();
      return new JournalFailure(
          isAboutData(e.getSqlState()) ? Failure.DATA : Failure.REFUSED, message);
    }
    return new JournalFailure(Failure.UNKNOWN, String.valueOf(failure.getMessage()));
  }

  /**
   * Classes 22 (data exception) and 23 (integrity violation), 21 (a row twice in the batch) and 54
   * (a value too large for an index).
   */
  private static boolean isAboutData(String sqlState) {
    return sqlState.startsWith("22")
        || sqlState.startsWith("23")
        || sqlState.startsWith("21")
        || sqlState.startsWith("54");
  }
}
