package io.tavolo.engine.restaurant;

import java.util.List;

/**
 * When a house seats diners, and for how long.
 *
 * @param slotMinutes distance of two starts, 5..60, a multiple of 5; counted from a shift's first
 *     seating
 * @param shifts the ordinary week
 * @param exceptions at most one a date
 * @param turnTimes ascending by party; the last one serves every larger party
 */
public record Schedule(
    int slotMinutes, List<Shift> shifts, List<DateException> exceptions, List<TurnTime> turnTimes) {
  public Schedule {
    shifts = List.copyOf(shifts);
    exceptions = List.copyOf(exceptions);
    turnTimes = List.copyOf(turnTimes);
  }

  /** Minutes a party of this size keeps its table. */
  public int turnMinutes(int partySize) {
    for (TurnTime rule : turnTimes) {
      if (partySize <= rule.upToParty()) {
        return rule.minutes();
      }
    }
    return turnTimes.get(turnTimes.size() - 1).minutes();
  }
}
