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
 */
public record Shift(
    String id, String name, List<DayOfWeek> weekdays, int firstSeating, int lastSeating) {
  public Shift {
    weekdays = List.copyOf(weekdays);
  }
}
