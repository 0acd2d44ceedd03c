package io.tavolo.lane;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tavolo.engine.lane.Failure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What a lane tells: decide and commit latency, batch size, queue depth. Any thread. */
final class LaneMetrics {
  private final Timer decide;
  private final Timer commit;
  private final DistributionSummary batchCommands;
  private final Map<Failure, Counter> failures = new EnumMap<>(Failure.class);

  LaneMetrics(
      MeterRegistry registry, int lane, Supplier<Number> pending, Supplier<Number> residents) {
    String tag = Integer.toString(lane);
    decide =
        Timer.builder("tavolo.decide")
            .description("Time on the lane for one request: keys, rules, gathering")
            .tag("lane", tag)
            .serviceLevelObjectives(micros(1, 2, 5, 10, 20, 50, 100, 500, 5_000))
            .register(registry);
    commit =
        Timer.builder("tavolo.commit")
            .description("From sending a batch to its committed answer")
            .tag("lane", tag)
            .serviceLevelObjectives(
                micros(500, 1_000, 2_000, 3_000, 5_000, 10_000, 20_000, 50_000, 200_000, 1_000_000))
            .register(registry);
    batchCommands =
        DistributionSummary.builder("tavolo.batch.commands")
            .description("Commands committed by one statement")
            .tag("lane", tag)
            .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
            .register(registry);
    for (Failure failure : Failure.values()) {
      failures.put(
          failure,
          Counter.builder("tavolo.batch.failures")
              .description("Batches that did not commit, or may not have")
              .tag("lane", tag)
              .tag("kind", failure.name().toLowerCase(java.util.Locale.ROOT))
              .register(registry));
    }
    Gauge.builder("tavolo.lane.pending", pending)
        .description("Requests accepted and not answered")
        .tag("lane", tag)
        .register(registry);
    Gauge.builder("tavolo.lane.restaurants", residents)
        .description("Restaurants in memory")
        .tag("lane", tag)
        .register(registry);
  }

  void decided(long nanos) {
    decide.record(nanos, TimeUnit.NANOSECONDS);
  }

  void committed(long nanos, int commands) {
    commit.record(nanos, TimeUnit.NANOSECONDS);
    batchCommands.record(commands);
  }

  void failed(Failure failure) {
    Counter counter = failures.get(failure);
    if (counter != null) {
      counter.increment();
    }
  }

  private static Duration[] micros(long... values) {
    return java.util.Arrays.stream(values)
        .mapToObj(v -> Duration.of(v, java.time.temporal.ChronoUnit.MICROS))
        .toArray(Duration[]::new);
  }
}
