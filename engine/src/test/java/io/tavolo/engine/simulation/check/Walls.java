package io.tavolo.engine.simulation.check;

/** What wall clocks have shown so far, in milliseconds since the epoch. */
final class Walls {
  private static final long UNKEYED_LIFETIME_MS = 120_000;
  private static final long KEYED_LIFETIME_MS = 24 * 3_600_000L;

  long lowestMs = Long.MAX_VALUE;
  long highestMs = Long.MIN_VALUE;

  void widen(long lowMs, long highMs) {
    lowestMs = Math.min(lowestMs, lowMs);
    highestMs = Math.max(highestMs, highMs);
  }

  boolean showed(long ms) {
    return lowestMs <= ms && ms <= highestMs;
  }

  /** Whether by some clock a key may have outlived its time. */
  boolean mayForget(boolean byCaller) {
    return highestMs - lowestMs >= (byCaller ? KEYED_LIFETIME_MS : UNKEYED_LIFETIME_MS);
  }
}
