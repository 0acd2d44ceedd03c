package io.tavolo.engine.simulation;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Failure;
import io.tavolo.engine.simulation.postgres.Result;
import io.tavolo.engine.simulation.postgres.Statement;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A lane's one held connection: as the product's, it connects again and again and tells failures
 * apart.
 */
final class JournalLink {
  private static final long STATEMENT_US = 5_000_000;
  private static final long GRACE_US = 1_000_000;
  private static final long FIRST_PAUSE_US = 50_000;
  private static final long LONGEST_PAUSE_US = 2_000_000;

  /** How a batch ended; in the lane's thread. */
  interface Ended {
    void committed(List<Batch.FenceResult> results);

    void failed(Failure failure);
  }

  private final Machine process;
  private final int from;
  private final Database database;
  private final RandomGenerator random;
  private @Nullable Connection connection;
  private int failures;

  JournalLink(Machine process, int from, Database database, RandomGenerator random) {
    this.process = process;
    this.from = from;
    this.database = database;
    this.random = random;
    connect();
  }

  private void connect() {
    database.connect(
        process,
        from,
        STATEMENT_US,
        opened -> {
          if (opened == null) {
            connectAgain();
          } else {
            failures = 0;
            connection = opened;
            opened.onClosed(
                () -> {
                  connection = null;
                  connectAgain();
                });
          }
        });
  }

  private void connectAgain() {
    long mostUs = Math.min(LONGEST_PAUSE_US, FIRST_PAUSE_US << Math.min(10, failures++));
    process.after(mostUs / 2 + random.nextLong(mostUs / 2 + 1), this::connect);
  }

  void write(Batch batch, Ended ended) {
    Connection open = connection;
    if (open == null) {
      process.after(1, () -> ended.failed(Failure.REFUSED));
      return;
    }
    boolean[] answered = {false};
    open.execute(
        new Statement.Write(batch),
        result -> {
          if (!answered[0]) {
            answered[0] = true;
            end(result, ended);
          }
        });
    process.after(
        STATEMENT_US + GRACE_US,
        () -> {
          if (!answered[0]) {
            open.close();
          }
        });
  }

  private static void end(@Nullable Result result, Ended ended) {
    if (result instanceof Result.Fences fences) {
      ended.committed(fences.heads());
    } else if (result instanceof Result.Failed failed) {
      ended.failed(isAboutData(failed.sqlState()) ? Failure.DATA : Failure.REFUSED);
    } else {
      ended.failed(Failure.UNKNOWN);
    }
  }

  /** Data exceptions, integrity violations, rows twice, values too large. */
  private static boolean isAboutData(String sqlState) {
    return sqlState.startsWith("22")
        || sqlState.startsWith("23")
        || sqlState.startsWith("21")
        || sqlState.startsWith("54");
  }
}
