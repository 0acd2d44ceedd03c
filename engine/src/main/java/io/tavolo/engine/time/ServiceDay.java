package io.tavolo.engine.time;

import java.util.Arrays;

/**
 * The slots of one service date: every tick a visit may start at, ascending, without repetition.
 * Immutable; any thread.
 */
public final class ServiceDay {
  private final long epochDay;
  private final int baseTick;

  /** Ticks after {@link #baseTick}; days that look alike share one array. */
  private final int[] pattern;

  ServiceDay(long epochDay, int baseTick, int[] pattern) {
    this.epochDay = epochDay;
    this.baseTick = baseTick;
    this.pattern = pattern;
  }

  /** The service date, in days since 1970-01-01. */
  public long epochDay() {
    return epochDay;
  }

  /** How many slots the date has. */
  public int count() {
    return pattern.length;
  }

  /** The tick of slot {@code index}, 0..count-1. */
  public int at(int index) {
    return baseTick + pattern[index];
  }

  /** The slot at that tick, or a negative number. */
  public int indexOf(int tick) {
    // A difference that overflows is none of ours, and the search does not find it.
    return Arrays.binarySearch(pattern, tick - baseTick);
  }

  public boolean contains(int tick) {
    return indexOf(tick) >= 0;
  }

  /** No slot at all. */
  public boolean isClosed() {
    return pattern.length == 0;
  }
}
