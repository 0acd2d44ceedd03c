package io.tavolo.engine.time;

/**
 * The global time line: tick {@code t} is the 5 minutes from {@code t * 300} seconds after
 * 1970-01-01T00:00Z. Every zone in use today is a whole number of ticks away from UTC.
 */
public final class Ticks {
  public static final int MINUTES = 5;
  public static final int SECONDS = MINUTES * 60;
  public static final int PER_DAY = 24 * 60 / MINUTES;

  private Ticks() {}

  /** The tick that begins at the instant; the caller has checked {@link #isAligned}. */
  public static int ofEpochSecond(long epochSecond) {
    return Math.toIntExact(Math.floorDiv(epochSecond, (long) SECONDS));
  }

  /** The tick that the instant lies in, given in milliseconds since the epoch. */
  public static int ofEpochMilli(long epochMilli) {
    return ofEpochSecond(Math.floorDiv(epochMilli, 1000L));
  }

  /** Whether the instant is the very beginning of a tick. */
  public static boolean isAligned(long epochSecond) {
    return Math.floorMod(epochSecond, (long) SECONDS) == 0;
  }

  /** The instant at which the tick begins, in seconds since the epoch. */
  public static long epochSecond(int tick) {
    return (long) tick * SECONDS;
  }

  /** The instant at which the tick begins, in milliseconds since the epoch. */
  public static long epochMilli(int tick) {
    return epochSecond(tick) * 1000;
  }

  /** Ticks needed for so many minutes, rounded up. */
  public static int ofMinutes(int minutes) {
    return (minutes + MINUTES - 1) / MINUTES;
  }
}
