package io.tavolo.engine.restaurant;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a schedule must hold. Beyond the ranges: no moment belongs to two shifts, so that a start
 * has one service date and one only.
 */
final class ScheduleRules {
  private static final int DAY_MINUTES = 1440;
  private static final int LAST_SEATING_MAX = 2159;

  private ScheduleRules() {}

  static void check(Schedule schedule, Findings found) {
    if (found.range("/slot_minutes", schedule.slotMinutes(), 5, 60)) {
      found.multipleOfFive("/slot_minutes", schedule.slotMinutes());
    }
    if (found.range("/reset_minutes", schedule.resetMinutes(), 0, 120)) {
      found.multipleOfFive("/reset_minutes", schedule.resetMinutes());
    }
    List<PlacedShift> week = shifts("/shifts", schedule.shifts(), found);
    for (int i = 0; i < schedule.shifts().size(); i++) {
      if (schedule.shifts().get(i).weekdays().isEmpty()) {
        found.add("/shifts/" + i + "/weekdays", "[]", "at least one weekday");
      }
    }
    SortedMap<LocalDate, List<PlacedShift>> exceptions = new TreeMap<>();
    for (int i = 0; i < schedule.exceptions().size(); i++) {
      DateException exception = schedule.exceptions().get(i);
      String at = "/exceptions/" + i;
      List<PlacedShift> shifts = shifts(at + "/shifts", exception.shifts(), found);
      if (exceptions.putIfAbsent(exception.date(), shifts) != null) {
        found.add(at + "/date", exception.date(), "one exception a date");
      }
      for (Closure closure : schedule.closures()) {
        if (covers(closure, exception.date())) {
          found.add(at + "/date", exception.date(), "a date outside the closure " + dates(closure));
        }
      }
    }
    closures(schedule.closures(), found);
    overlapsOfTheWeek(week, found);
    overlapsOfExceptions(week, exceptions, schedule.closures(), found);
    Set<String> shiftIds = shiftIds(schedule);
    new TurnTimeRules(schedule.turnTimes(), shiftIds, found).check();
    PacingRules.check(schedule, shiftIds, found);
  }

  private static Set<String> shiftIds(Schedule schedule) {
    Set<String> ids = new HashSet<>();
    schedule.shifts().forEach(shift -> ids.add(shift.id()));
    schedule.exceptions().forEach(date -> date.shifts().forEach(shift -> ids.add(shift.id())));
    return ids;
  }

  private static void closures(List<Closure> closures, Findings found) {
    for (int i = 0; i < closures.size(); i++) {
      Closure closure = closures.get(i);
      String at = "/closures/" + i;
      if (closure.until().isBefore(closure.from())) {
        found.add(at + "/until", closure.until(), closure.from() + " or later");
        continue;
      }
      for (Closure before : closures.subList(0, i)) {
        if (!closure.until().isBefore(before.from()) && !closure.from().isAfter(before.until())) {
          found.add(at, dates(closure), "dates outside the closure " + dates(before));
          break;
        }
      }
    }
  }

  private static boolean covers(Closure closure, LocalDate date) {
    return !date.isBefore(closure.from()) && !date.isAfter(closure.until());
  }

  private static String dates(Closure closure) {
    return closure.from() + ".." + closure.until();
  }

  /** A shift and where it stands in the document. */
  private record PlacedShift(String at, Shift shift) {
    boolean on(DayOfWeek weekday) {
      return shift.weekdays().contains(weekday);
    }
  }

  /** Checks each shift by itself; gives back those whose times make sense. */
  private static List<PlacedShift> shifts(String at, List<Shift> shifts, Findings found) {
    Set<String> ids = new HashSet<>();
    List<PlacedShift> sound = new ArrayList<>();
    for (int i = 0; i < shifts.size(); i++) {
      Shift shift = shifts.get(i);
      String here = at + "/" + i;
      found.matches(here + "/shift_id", shift.id(), Validation.ID);
      found.unique(here + "/shift_id", shift.id(), ids);
      found.length(here + "/name", shift.name(), 1, 80);
      if (shift.slotMinutes() != 0
          && found.range(here + "/slot_minutes", shift.slotMinutes(), 5, 60)) {
        found.multipleOfFive(here + "/slot_minutes", shift.slotMinutes());
      }
      if (seatings(here, shift, found)) {
        sound.add(new PlacedShift(here, shift));
      }
    }
    return sound;
  }

  private static boolean seatings(String at, Shift shift, Findings found) {
    int first = shift.firstSeating();
    int last = shift.lastSeating();
    if (first < 0 || first >= DAY_MINUTES || first % 5 != 0) {
      found.add(at + "/first_seating", clock(first), "00:00..23:55, on a 5-minute mark");
      return false;
    }
    if (last < first || last > LAST_SEATING_MAX) {
      String expected = "first_seating %s..%s".formatted(clock(first), clock(LAST_SEATING_MAX));
      found.add(at + "/last_seating", clock(last), expected);
      return false;
    }
    return true;
  }

  private static void overlapsOfTheWeek(List<PlacedShift> week, Findings found) {
    Set<String> reported = new HashSet<>();
    for (DayOfWeek weekday : DayOfWeek.values()) {
      List<PlacedShift> today = onWeekday(week, weekday);
      overlapsWithin(today, reported, found);
      overlapsAcross(today, onWeekday(week, weekday.plus(1)), reported, found);
    }
  }

  private static void overlapsOfExceptions(
      List<PlacedShift> week,
      SortedMap<LocalDate, List<PlacedShift>> exceptions,
      List<Closure> closures,
      Findings found) {
    Set<String> reported = new HashSet<>();
    exceptions.forEach(
        (date, today) -> {
          overlapsWithin(today, reported, found);
          LocalDate yesterday = date.minusDays(1);
          overlapsAcross(onDate(yesterday, week, exceptions, closures), today, reported, found);
          LocalDate tomorrow = date.plusDays(1);
          if (!exceptions.containsKey(tomorrow)) {
            overlapsAcross(today, onDate(tomorrow, week, exceptions, closures), reported, found);
          }
        });
  }

  private static List<PlacedShift> onDate(
      LocalDate date,
      List<PlacedShift> week,
      Map<LocalDate, List<PlacedShift>> exceptions,
      List<Closure> closures) {
    List<PlacedShift> exception = exceptions.get(date);
    if (exception != null) {
      return exception;
    }
    boolean closed = closures.stream().anyMatch(closure -> covers(closure, date));
    return closed ? List.of() : onWeekday(week, date.getDayOfWeek());
  }

  private static List<PlacedShift> onWeekday(List<PlacedShift> week, DayOfWeek weekday) {
    return week.stream().filter(placed -> placed.on(weekday)).toList();
  }

  private static void overlapsWithin(
      List<PlacedShift> shifts, Set<String> reported, Findings found) {
    List<PlacedShift> byTime = new ArrayList<>(shifts);
    byTime.sort(Comparator.comparingInt(placed -> placed.shift().firstSeating()));
    for (int i = 1; i < byTime.size(); i++) {
      PlacedShift before = byTime.get(i - 1);
      PlacedShift after = byTime.get(i);
      if (after.shift().firstSeating() <= before.shift().lastSeating()) {
        overlap(after, before, "of the same date", reported, found);
      }
    }
  }

  private static void overlapsAcross(
      List<PlacedShift> today, List<PlacedShift> tomorrow, Set<String> reported, Findings found) {
    for (PlacedShift late : today) {
      int untilTomorrow = late.shift().lastSeating() - DAY_MINUTES;
      for (PlacedShift early : tomorrow) {
        if (early.shift().firstSeating() <= untilTomorrow) {
          overlap(early, late, "of the day before", reported, found);
        }
      }
    }
  }

  /** One line for a pair, on however many dates it meets. */
  private static void overlap(
      PlacedShift at, PlacedShift other, String whose, Set<String> reported, Findings found) {
    if (reported.add(at.at() + ' ' + other.at())) {
      found.add(
          at.at() + "/first_seating",
          clock(at.shift().firstSeating()),
          "after %s, the last seating of shift \"%s\" %s"
              .formatted(clock(other.shift().lastSeating()), other.shift().id(), whose));
    }
  }

  /** Wall-clock minutes after midnight of the service date. */
  static String clock(int minutes) {
    return minutes < 0 ? minutes + " minutes" : "%02d:%02d".formatted(minutes / 60, minutes % 60);
  }
}
