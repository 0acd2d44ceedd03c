package io.tavolo.bench.load;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What a run came to.
 *
 * @param books answers 201
 * @param cancels answers 204
 * @param refusals answers 409
 * @param errors everything else, over the whole run; a run with any is void
 * @param firstErrors what the first few were
 * @param seconds that were counted
 * @param latency of the writes, in nanoseconds
 * @param generatorCores how much of a core the generator itself took
 */
public record Figures(
    long books,
    long cancels,
    long refusals,
    long errors,
    List<String> firstErrors,
    double seconds,
    Histogram latency,
    double generatorCores) {
  public double writesPerSecond() {
    return (books + cancels) / seconds;
  }

  public double refusalsPerSecond() {
    return refusals / seconds;
  }

  /** The latency that {@code percentile} (0..100) of the writes did not exceed, in milliseconds. */
  public double latencyMs(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e6;
  }
}
