package io.tavolo.bench.load;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What a run came to. Latencies are in nanoseconds; in an open loop they are counted from when the
 * request was due.
 *
 * @param books answers 201
 * @param cancels answers 204
 * @param refusals answers 409
 * @param reads answers 200 to who looked at a day
 * @param shed answers 503 and 429 where those are expected; elsewhere they are errors
 * @param offered requests that were due, in an open loop; 0 in a closed one
 * @param dropped those of them that found no free connection in time, and were not sent
 * @param errors everything else, over the whole run; a run with any is void
 * @param firstErrors what the first few were, and that requests were dropped where none should be;
 *     empty when the run is valid
 * @param seconds that were counted
 * @param latency of the writes
 * @param refusalLatency of the refusals
 * @param readLatency of the reads
 * @param generatorCpu processor time of the generator itself while it counted
 */
public record Figures(
    long books,
    long cancels,
    long refusals,
    long reads,
    long shed,
    long offered,
    long dropped,
    long errors,
    List<String> firstErrors,
    double seconds,
    Histogram latency,
    Histogram refusalLatency,
    Histogram readLatency,
    Duration generatorCpu) {
  public double writesPerSecond() {
    return (books + cancels) / seconds;
  }

  /** Writes and refusals. */
  public double decidedPerSecond() {
    return writesPerSecond() + refusalsPerSecond();
  }

  public double refusalsPerSecond() {
    return refusals / seconds;
  }

  public double readsPerSecond() {
    return reads / seconds;
  }

  public double shedPerSecond() {
    return shed / seconds;
  }

  public double offeredPerSecond() {
    return offered / seconds;
  }

  public double droppedPerSecond() {
    return dropped / seconds;
  }

  /** Writes a second that were answered within {@code deadline} (to three digits). */
  public double goodputPerSecond(Duration deadline) {
    return latency.getCountBetweenValues(0, deadline.toNanos()) / seconds;
  }

  /** The latency that {@code percentile} (0..100) of the writes did not exceed, in milliseconds. */
  public double latencyMs(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e6;
  }

  /** How much of a core the generator took. */
  public double generatorCores() {
    return generatorCpu.toNanos() / 1e9 / seconds;
  }

  /** Processor time of the generator for each answer, in microseconds. */
  public double generatorMicrosPerRequest() {
    return generatorCpu.toNanos() / 1e3 / (books + cancels + refusals + reads + shed);
  }
}
