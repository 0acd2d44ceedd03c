package io.tavolo.engine.restaurant;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a party keeps its table.
 *
 * <p>Rules with the same scope (shift, weekdays, dates) are a ladder, ascending by party. Of the
 * ladders whose scope a visit lies in, the most specific one that has a rung for the party says:
 * dates before weekdays before shift before none; one with dates and weekdays before one with dates
 * alone. The last rung of the ladder without a scope serves every larger party.
 *
 * @param upToParty parties of this size and smaller, down to the rung before, 1..100
 * @param minutes 15..720, a multiple of 5
 * @param shiftId only visits that start in this shift, or null
 * @param weekdays only service dates on these; none means all
 * @param from only service dates from this one on, or null
 * @param until only service dates until this one, inclusive, or null; with {@code from} or not at
 *     all
 */
public record TurnTime(
    int upToParty,
    int minutes,
    @Nullable String shiftId,
    List<DayOfWeek> weekdays,
    @Nullable LocalDate from,
    @Nullable LocalDate until) {
  public TurnTime {
    weekdays = List.copyOf(weekdays);
  }

  /** One that holds always. */
  public TurnTime(int upToParty, int minutes) {
    this(upToParty, minutes, null, List.of(), null, null);
  }
}
