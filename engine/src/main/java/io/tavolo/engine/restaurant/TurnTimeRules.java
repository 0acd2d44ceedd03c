package io.tavolo.engine.restaurant;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What turn times must hold: each scope has one ladder that ascends, and of any visit it is clear
 * which ladder is the most specific one.
 */
final class TurnTimeRules {
  private static final int DAYS_OF_WEEK = 7;

  /** The specificity of a scope with dates is at least this. */
  private static final int WITH_DATES = 4;

  private final List<TurnTime> rules;
  private final Set<String> shiftIds;
  private final Findings found;

  /** By ladder: the last rung met. */
  private final List<TurnTime> ladders = new ArrayList<>();

  private final List<Integer> highest = new ArrayList<>();

  TurnTimeRules(List<TurnTime> rules, Set<String> shiftIds, Findings found) {
    this.rules = rules;
    this.shiftIds = shiftIds;
    this.found = found;
  }

  void check() {
    for (int i = 0; i < rules.size(); i++) {
      TurnTime rule = rules.get(i);
      String at = "/turn_times/" + i;
      int ladder = scope(at, rule);
      if (found.range(at + "/up_to_party", rule.upToParty(), 1, 100)) {
        int before = highest.get(ladder);
        if (rule.upToParty() <= before) {
          found.add(at + "/up_to_party", rule.upToParty(), "more than the rule before, " + before);
        }
        highest.set(ladder, rule.upToParty());
      }
      if (found.range(at + "/minutes", rule.minutes(), 15, 720)) {
        found.multipleOfFive(at + "/minutes", rule.minutes());
      }
    }
    if (rules.isEmpty()) {
      found.add("/turn_times", "0 entries", "at least 1");
    } else if (rules.stream().noneMatch(rule -> specificity(rule) == 0)) {
      found.add("/turn_times", "none without a scope", "at least 1");
    }
  }

  /** The number of the rule's ladder, made now when this is its first rung. */
  private int scope(String at, TurnTime rule) {
    for (int i = 0; i < ladders.size(); i++) {
      if (haveSameScope(ladders.get(i), rule)) {
        return i;
      }
    }
    if (rule.shiftId() != null && !shiftIds.contains(rule.shiftId())) {
      found.add(at + "/shift_id", Findings.quoted(rule.shiftId()), "the id of one of the shifts");
    }
    if (dates(at, rule)) {
      for (TurnTime other : ladders) {
        if (specificity(other) == specificity(rule) && overlap(other, rule)) {
          found.add(
              at,
              "a scope that meets that of rule " + rules.indexOf(other),
              "scopes of the same kind that exclude each other");
          break;
        }
      }
    }
    ladders.add(rule);
    highest.add(0);
    return ladders.size() - 1;
  }

  private boolean dates(String at, TurnTime rule) {
    LocalDate from = rule.from();
    LocalDate until = rule.until();
    if (from == null && until == null) {
      return true;
    }
    if (from == null) {
      found.add(at + "/from", "nothing", "a date, since until has one");
    } else if (until == null) {
      found.add(at + "/until", "nothing", "a date, since from has one");
    } else if (until.isBefore(from)) {
      found.add(at + "/until", until, from + " or later");
    } else {
      return true;
    }
    return false;
  }

  private static int specificity(TurnTime rule) {
    return (rule.from() == null && rule.until() == null ? 0 : WITH_DATES)
        + (rule.weekdays().isEmpty() ? 0 : 2)
        + (rule.shiftId() == null ? 0 : 1);
  }

  private static boolean haveSameScope(TurnTime a, TurnTime b) {
    return Objects.equals(a.shiftId(), b.shiftId())
        && Set.copyOf(a.weekdays()).equals(Set.copyOf(b.weekdays()))
        && Objects.equals(a.from(), b.from())
        && Objects.equals(a.until(), b.until());
  }

  /** Whether some visit lies in both; both are of the same specificity. */
  private static boolean overlap(TurnTime a, TurnTime b) {
    if (!Objects.equals(a.shiftId(), b.shiftId())) {
      return false;
    }
    Set<DayOfWeek> weekdays = new HashSet<>(a.weekdays());
    weekdays.retainAll(b.weekdays());
    if (!a.weekdays().isEmpty() && weekdays.isEmpty()) {
      return false;
    }
    if (a.from() == null || b.from() == null || a.until() == null || b.until() == null) {
      // Both are without dates; where a date is missing that is reported instead.
      return specificity(a) < WITH_DATES;
    }
    LocalDate from = a.from().isAfter(b.from()) ? a.from() : b.from();
    LocalDate until = a.until().isBefore(b.until()) ? a.until() : b.until();
    long days = Math.min(ChronoUnit.DAYS.between(from, until) + 1, DAYS_OF_WEEK);
    for (int day = 0; day < days; day++) {
      if (weekdays.isEmpty() || weekdays.contains(from.plusDays(day).getDayOfWeek())) {
        return true;
      }
    }
    return false;
  }
}
