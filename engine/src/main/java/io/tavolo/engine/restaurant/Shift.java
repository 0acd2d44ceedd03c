package io.tavolo.engine.restaurant;

import java.time.DayOfWeek;
import java.util.List;

/**
 * A service of a day, such as lunch or dinner. Times are wall-clock minutes after midnight of the
 * service date.
 *
 * @param id 1..32 of {@code a-z 0-9 - _}, unique in its list
 * @param name 1..80 characters
 * @param weekdays service dates it takes place on; ignored within a date exception
 * @param firstSeating minutes, 0..1439
 * @param lastSeating minutes, firstSeating..2159: past 1440 it is the next morning, of the same
 *     service date. It bounds the start of a visit, not its end.
 * @param slotMinutes distance of two starts, 5..60, a multiple of 5; 0 for the schedule's
 */
public record Shift(
    String id,
    String name,
    List<DayOfWeek> weekdays,
    int firstSeating,
    int lastSeating,
    int slotMinutes) {
  public Shift {
    weekdays = List.copyOf(weekdays);
  }

  /** One with the schedule's slots. */
  public Shift(
      String id, String name, List<DayOfWeek> weekdays, int firstSeating, int lastSeating) {
    this(id, name, weekdays, firstSeating, lastSeating, 0);
  }
}
