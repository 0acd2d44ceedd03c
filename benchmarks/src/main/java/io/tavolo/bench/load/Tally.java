package io.tavolo.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Counts a run after its warm-up; errors count always. A closed loop counts what is answered within
 * its time, an open one what is due within it, whenever the answer comes. One thread.
 */
final class Tally {
  private static final long HIGHEST_NANOS = 60_000_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MS = 1e6;
  private static final int DIGITS = 3;
  private static final int ERRORS_KEPT = 5;

  private final long warmUpNanos;
  private final long measuredNanos;
  private final boolean open;
  private final boolean shedding;
  private final Histogram writes = new Histogram(HIGHEST_NANOS, DIGITS);
  private final Histogram refusals = new Histogram(HIGHEST_NANOS, DIGITS);
  private final Histogram reads = new Histogram(HIGHEST_NANOS, DIGITS);
  private long fromNanos;
  private long untilNanos;
  private long booked;
  private long shed;
  private long offered;
  private long dropped;
  private long droppedEver;
  private long errors;
  private final List<String> firstErrors = new ArrayList<>();
  private long startNanos;
  private long shownNanos;
  private long shownWrites;

  /** What became of a request that was answered as requests may be. */
  enum Outcome {
    BOOKED,
    CANCELLED,
    REFUSED,
    LOOKED,
    SHED
  }

  /**
   * How it goes.
   *
   * @param writesPerSecond since it was last asked; 0 in the warm-up
   * @param p99Ms of all writes so far
   */
  record Progress(double seconds, double writesPerSecond, double p99Ms, long errors, long dropped) {
    String text() {
      return String.format(
          Locale.ROOT,
          "%5.0f s  %,9.0f writes/s  p99 %8.2f ms  %,d errors%s",
          seconds,
          writesPerSecond,
          p99Ms,
          errors,
          dropped == 0 ? "" : String.format(Locale.ROOT, "  %,d dropped", dropped));
    }
  }

  private Tally(Duration warmUp, Duration measured, boolean open, boolean shedding) {
    this.warmUpNanos = warmUp.toNanos();
    this.measuredNanos = measured.toNanos();
    this.open = open;
    this.shedding = shedding;
  }

  /** Of a closed loop, begun now. */
  static Tally closed(Duration warmUp, Duration measured) {
    Tally tally = new Tally(warmUp, measured, false, false);
    tally.start(System.nanoTime());
    return tally;
  }

  /** Of an open loop, which starts it. */
  static Tally open(Duration warmUp, Duration measured, boolean shedding) {
    return new Tally(warmUp, measured, true, shedding);
  }

  /** All moments are on the clock of {@link System#nanoTime}. */
  void start(long nowNanos) {
    startNanos = nowNanos;
    shownNanos = nowNanos;
    fromNanos = nowNanos + warmUpNanos;
    untilNanos = fromNanos + measuredNanos;
  }

  boolean isOver(long nowNanos) {
    return nowNanos - untilNanos >= 0;
  }

  /** Whether being turned away by an overloaded server is an answer and not an error. */
  boolean expectsShedding() {
    return shedding;
  }

  private boolean counts(long nanos) {
    return nanos - fromNanos >= 0 && !isOver(nanos);
  }

  void answered(Outcome outcome, long dueNanos, long nowNanos) {
    if (!counts(open ? dueNanos : nowNanos)) {
      return;
    }
    long tookNanos = Math.min(nowNanos - dueNanos, HIGHEST_NANOS);
    switch (outcome) {
      case BOOKED -> {
        booked++;
        writes.recordValue(tookNanos);
      }
      case CANCELLED -> writes.recordValue(tookNanos);
      case REFUSED -> refusals.recordValue(tookNanos);
      case LOOKED -> reads.recordValue(tookNanos);
      case SHED -> shed++;
    }
  }

  /** A request became due in an open loop. */
  void offered(long dueNanos) {
    if (counts(dueNanos)) {
      offered++;
    }
  }

  /** One of those was never sent. */
  void dropped(long dueNanos) {
    droppedEver++;
    if (counts(dueNanos)) {
      dropped++;
    }
  }

  void error(String what) {
    errors++;
    if (firstErrors.size() < ERRORS_KEPT) {
      firstErrors.add(what);
    }
  }

  Progress progress() {
    long now = System.nanoTime();
    long written = writes.getTotalCount();
    Progress progress =
        new Progress(
            (now - startNanos) / NANOS_PER_SECOND,
            (written - shownWrites) * NANOS_PER_SECOND / (now - shownNanos),
            writes.getValueAtPercentile(99) / NANOS_PER_MS,
            errors,
            droppedEver);
    shownNanos = now;
    shownWrites = written;
    return progress;
  }

  Figures figures(Duration generatorCpu) {
    List<String> faults = new ArrayList<>(firstErrors);
    if (droppedEver > 0 && !shedding) {
      faults.add("%,d requests were dropped: no connection was free".formatted(droppedEver));
    }
    return new Figures(
        booked,
        writes.getTotalCount() - booked,
        refusals.getTotalCount(),
        reads.getTotalCount(),
        shed,
        offered,
        dropped,
        errors,
        List.copyOf(faults),
        measuredNanos / NANOS_PER_SECOND,
        writes,
        refusals,
        reads,
        generatorCpu);
  }
}
