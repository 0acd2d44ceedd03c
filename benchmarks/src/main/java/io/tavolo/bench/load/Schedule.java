package io.tavolo.bench.load;

import java.util.SplittableRandom;

/** The moments of {@link Arrivals}, one after the other. One thread. */
final class Schedule {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double QUIET_SHARE = 0.1;

  private final double gapNanos;
  private final boolean random;
  private final double quietNanos;
  private final SplittableRandom dice;
  private double atNanos;

  Schedule(Arrivals arrivals) {
    this.gapNanos = NANOS_PER_SECOND / arrivals.perSecond();
    this.random = arrivals.random();
    this.quietNanos = arrivals.quiet().toNanos();
    this.dice = new SplittableRandom(arrivals.seed());
  }

  /** Nanoseconds from the beginning to the next moment; never less than the last. */
  long next() {
    if (atNanos < quietNanos) {
      // What has not come when the quiet ends is drawn anew: Poisson arrivals have no memory.
      atNanos = Math.min(atNanos + gap() / QUIET_SHARE, quietNanos);
    } else {
      atNanos += gap();
    }
    return (long) atNanos;
  }

  private double gap() {
    return random ? -Math.log(1 - dice.nextDouble()) * gapNanos : gapNanos;
  }
}
