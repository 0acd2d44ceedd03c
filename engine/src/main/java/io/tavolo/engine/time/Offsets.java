package io.tavolo.engine.time;

import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * A zone's offsets from UTC, the last few looked up remembered: what is asked for lies mostly in
 * this summer or the next winter. Single owner thread.
 */
final class Offsets {
  /** Near a change of the clock, where a wall-clock time may exist twice or not at all. */
  static final int UNSURE = Integer.MIN_VALUE;

  private static final int REMEMBERED = 4;
  private static final long DAY_SECONDS = 86_400;

  private final ZoneRules rules;

  /** From when until when, in seconds since the epoch, the offset holds. */
  private final long[] from = new long[REMEMBERED];

  private final long[] until = new long[REMEMBERED];
  private final int[] seconds = new int[REMEMBERED];
  private int newest;

  Offsets(ZoneRules rules) {
    this.rules = rules;
  }

  /** The offset in seconds at that moment, given in seconds since the epoch. */
  int at(long epochSecond) {
    return seconds[entry(epochSecond)];
  }

  /**
   * The offset in seconds when the wall clock shows that time, or {@link #UNSURE} when a change of
   * the clock is less than two days away.
   */
  int whenWallShows(long localSecond) {
    int entry = entry(localSecond);
    return localSecond - from[entry] > 2 * DAY_SECONDS
            && until[entry] - localSecond > 2 * DAY_SECONDS
        ? seconds[entry]
        : UNSURE;
  }

  private int entry(long epochSecond) {
    for (int entry = 0; entry < REMEMBERED; entry++) {
      if (epochSecond >= from[entry] && epochSecond < until[entry]) {
        return entry;
      }
    }
    return remember(epochSecond);
  }

  private int remember(long epochSecond) {
    Instant instant = Instant.ofEpochSecond(epochSecond);
    // previousTransition looks strictly before: a transition at this very second counts.
    ZoneOffsetTransition before = rules.previousTransition(instant.plusSeconds(1));
    ZoneOffsetTransition after = rules.nextTransition(instant);
    newest = (newest + 1) % REMEMBERED;
    seconds[newest] = rules.getOffset(instant).getTotalSeconds();
    // Half the range, so that distances to them never overflow.
    from[newest] = before == null ? Long.MIN_VALUE / 2 : before.toEpochSecond();
    until[newest] = after == null ? Long.MAX_VALUE / 2 : after.toEpochSecond();
    return newest;
  }
}
