package io.tavolo.engine.time;

/**
 * A start as the client gave it: an instant, or a wall-clock time that is read in the restaurant's
 * zone.
 *
 * @param second seconds since 1970-01-01T00:00, in UTC for an instant, on the restaurant's wall
 *     clock when {@code local}
 * @param local whether the time came without an offset
 */
public record Start(long second, boolean local) {
  public static Start instant(long epochSecond) {
    return new Start(epochSecond, false);
  }

  public static Start wallClock(long localSecond) {
    return new Start(localSecond, true);
  }
}
