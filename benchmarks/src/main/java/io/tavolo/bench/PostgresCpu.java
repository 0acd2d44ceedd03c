package io.tavolo.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A profiler of JMH's: the processor time that each operation costs the Postgres which a benchmark
 * has started, in microseconds. It says nothing of a benchmark that has none; one that has must
 * leave it alone after its last iteration too, or that one counts as nothing.
 */
public final class PostgresCpu implements InternalProfiler {
  private static final double NANOS_PER_MICRO = 1e3;

  private Duration before = Duration.ZERO;

  @Override
  public String getDescription() {
    return "processor time of Postgres";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = used().orElse(Duration.ZERO);
  }

  @Override
  public List<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long operations = result.getMetadata().getAllOps();
    return used()
        .map(now -> now.minus(before).toNanos() / NANOS_PER_MICRO / operations)
        .map(micros -> new ScalarResult("postgres.cpu", micros, "us/op", AggregationPolicy.AVG))
        .stream()
        .toList();
  }

  private static Optional<Duration> used() {
    return ProcessTree.ofThisJvm().below("postgres").map(ProcessTree::cpu);
  }
}
