package io.tavolo.bench.jmh;

import io.tavolo.engine.lane.Reply;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to ask over the event bus and to be answered, for a booking: both ways, with the
 * bytes made and read at each end, between two event loops of one Vert.x or of two in a cluster.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HopBenchmark {
  private static final int HOPS = 1_024;
  private static final int AT_ONCE = 64;

  /** Whether the bus is within one Vert.x, or between two, over TCP on loopback. */
  @Param({"local", "clustered"})
  String bus = "";

  @SuppressWarnings("NullAway.Init")
  private Hop hop;

  @Setup
  public void open() throws IOException, TimeoutException {
    hop = bus.equals("local") ? TwoNodes.inOne() : TwoNodes.clustered();
  }

  @TearDown
  public void close() throws TimeoutException {
    hop.close();
  }

  /** One after the other: how long each takes. */
  @Benchmark
  @OperationsPerInvocation(HOPS)
  public Reply alone() throws TimeoutException {
    return hop.ask(HOPS, 1);
  }

  /** Many at once: what each costs. */
  @Benchmark
  @OperationsPerInvocation(HOPS)
  public Reply together() throws TimeoutException {
    return hop.ask(HOPS, AT_ONCE);
  }
}
