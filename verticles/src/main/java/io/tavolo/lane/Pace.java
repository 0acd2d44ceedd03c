package io.tavolo.lane;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the lanes of a node, together, to so many commands a second: each batch has its place on
 * one line of time, as long as its commands may take. Any thread.
 */
public final class Pace {
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final long nanosPerCommand;

  /** When the next batch may begin. */
  private final AtomicLong freeNanos;

  private Pace(long nanosPerCommand, long nowNanos) {
    this.nanosPerCommand = nanosPerCommand;
    this.freeNanos = new AtomicLong(nowNanos);
  }

  /**
   * A pace.
   *
   * @param commandsPerSecond at least 1, or 0 for none
   */
  public static Pace of(int commandsPerSecond) {
    long each = commandsPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / commandsPerSecond;
    return new Pace(each, System.nanoTime());
  }

  /**
   * How many commands a batch may have at most, so that none keeps its clients for long.
   *
   * @param most without a pace, at least 1
   */
  public int batchesOf(int most) {
    return nanosPerCommand == 0
        ? most
        : (int) Math.max(1, Math.min(most, LONGEST_NANOS / nanosPerCommand));
  }

  /**
   * Gives a batch its place.
   *
   * @return when its answers may leave, on the clock of {@code nowNanos}
   */
  long reserve(int commands, long nowNanos) {
    long length = commands * nanosPerCommand;
    if (length == 0) {
      return nowNanos;
    }
    return freeNanos.updateAndGet(free -> (free - nowNanos > 0 ? free : nowNanos) + length);
  }
}
