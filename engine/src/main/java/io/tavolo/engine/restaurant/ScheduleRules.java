package io.tavolo.engine.restaurant;

import io.tavolo.engine.restaurant.Validation.Findings;
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
    }
    overlapsOfTheWeek(week, found);
    overlapsOfExceptions(week, exceptions, found);
    turnTimes(schedule.turnTimes(), found);
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
      List<PlacedShift> week, SortedMap<LocalDate, List<PlacedShift>> exceptions, Findings found) {
    Set<String> reported = new HashSet<>();
    exceptions.forEach(
        (date, today) -> {
          overlapsWithin(today, reported, found);
          overlapsAcross(onDate(date.minusDays(1), week, exceptions), today, reported, found);
          if (!exceptions.containsKey(date.plusDays(1))) {
            DayOfWeek tomorrow = date.plusDays(1).getDayOfWeek();
            overlapsAcross(today, onWeekday(week, tomorrow), reported, found);
          }
        });
  }

  private static List<PlacedShift> onDate(
      LocalDate date, List<PlacedShift> week, Map<LocalDate, List<PlacedShift>> exceptions) {
    List<PlacedShift> exception = exceptions.get(date);
    return exception != null ? exception : onWeekday(week, date.getDayOfWeek());
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

  private static void turnTimes(List<TurnTime> turnTimes, Findings found) {
    if (turnTimes.isEmpty()) {
      found.add("/turn_times", "0 entries", "at least 1");
    }
    int before = 0;
    for (int i = 0; i < turnTimes.size(); i++) {
      TurnTime rule = turnTimes.get(i);
      String at = "/turn_times/" + i;
      if (found.range(at + "/up_to_party", rule.upToParty(), 1, 100)) {
        if (rule.upToParty() <= before) {
          found.add(at + "/up_to_party", rule.upToParty(), "more than the rule before, " + before);
        }
        before = rule.upToParty();
      }
      if (found.range(at + "/minutes", rule.minutes(), 15, 720)) {
        found.multipleOfFive(at + "/minutes", rule.minutes());
      }
    }
  }

  private static String clock(int minutes) {
    return minutes < 0 ? minutes + " minutes" : "%02d:%02d".formatted(minutes / 60, minutes % 60);
  }
}
