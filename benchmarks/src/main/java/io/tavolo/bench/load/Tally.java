package io.tavolo.bench.load;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Counts what is answered between two moments; errors count always. One thread. */
final class Tally {
  private static final long HIGHEST_NANOS = 60_000_000_000L;
  private static final int DIGITS = 3;
  private static final int ERRORS_KEPT = 5;

  private final long fromNanos;
  private final long untilNanos;
  private final Histogram latency = new Histogram(HIGHEST_NANOS, DIGITS);
  private long books;
  private long cancels;
  private long refusals;
  private long errors;
  private final List<String> firstErrors = new ArrayList<>();

  /** Both on the clock of {@link System#nanoTime}. */
  Tally(long fromNanos, long untilNanos) {
    this.fromNanos = fromNanos;
    this.untilNanos = untilNanos;
  }

  boolean isOver(long nowNanos) {
    return nowNanos - untilNanos >= 0;
  }

  private boolean counts(long nowNanos) {
    return nowNanos - fromNanos >= 0 && !isOver(nowNanos);
  }

  void booked(long nowNanos, long tookNanos) {
    if (counts(nowNanos)) {
      books++;
      record(tookNanos);
    }
  }

  void cancelled(long nowNanos, long tookNanos) {
    if (counts(nowNanos)) {
      cancels++;
      record(tookNanos);
    }
  }

  void refused(long nowNanos) {
    if (counts(nowNanos)) {
      refusals++;
    }
  }

  void error(String what) {
    errors++;
    if (firstErrors.size() < ERRORS_KEPT) {
      firstErrors.add(what);
    }
  }

  private void record(long tookNanos) {
    latency.recordValue(Math.min(tookNanos, HIGHEST_NANOS));
  }

  Figures figures(double generatorCores) {
    return new Figures(
        books,
        cancels,
        refusals,
        errors,
        List.copyOf(firstErrors),
        (untilNanos - fromNanos) / 1e9,
        latency,
        generatorCores);
  }
}
