package io.tavolo.bench.jmh;

import io.tavolo.postgres.DatabaseUnusable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long the journal's statement takes, for a whole batch of bookings: brought into its form,
 * sent to a real Postgres with {@code fsync} on, committed and answered, one after the other on one
 * connection. The tables are emptied before each iteration.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class JournalBenchmark {
  private static final int BATCHES = 8;

  /** Bookings in the batch; each is a row in four tables. */
  @Param({"1", "16", "64", "256"})
  int rows = 1;

  /** Whether all are of one restaurant, or each of another in another shard. */
  @Param({"one", "many"})
  String restaurants = "";

  /** Closed by the end of the JVM: what that costs would be counted in the last iteration. */
  @SuppressWarnings("NullAway.Init")
  JournalStage stage;

  @Setup
  public void open() throws IOException, DatabaseUnusable, InterruptedException, TimeoutException {
    stage = new JournalStage();
  }

  @Setup(Level.Iteration)
  public void empty() throws TimeoutException {
    stage.empty();
  }

  /** Batches with nothing else under way. */
  @Benchmark
  @OperationsPerInvocation(BATCHES)
  public int batch() throws TimeoutException {
    return stage.write(BATCHES, rows, restaurants.equals("one") ? 1 : rows);
  }
}
