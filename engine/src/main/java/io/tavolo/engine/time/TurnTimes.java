package io.tavolo.engine.time;

import io.tavolo.engine.restaurant.TurnTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for turn times, laid out by party size. Single owner thread: layouts are remembered.
 */
final class TurnTimes {
  private static final int MAX_PARTY = 100;

  /** From the general to the specific. */
  private final List<List<TurnTime>> ladders = new ArrayList<>();

  private final Map<List<List<TurnTime>>, int[]> layouts = new HashMap<>();

  TurnTimes(List<TurnTime> rules) {
    for (TurnTime rule : rules) {
      ladderOf(rule).add(rule);
    }
    ladders.sort(Comparator.comparingInt(ladder -> specificity(ladder.get(0))));
  }

  private List<TurnTime> ladderOf(TurnTime rule) {
    for (List<TurnTime> ladder : ladders) {
      if (haveSameScope(ladder.get(0), rule)) {
        return ladder;
      }
    }
    List<TurnTime> fresh = new ArrayList<>();
    ladders.add(fresh);
    return fresh;
  }

  private static boolean haveSameScope(TurnTime a, TurnTime b) {
    return Objects.equals(a.shiftId(), b.shiftId())
        && Set.copyOf(a.weekdays()).equals(Set.copyOf(b.weekdays()))
        && Objects.equals(a.from(), b.from())
        && Objects.equals(a.until(), b.until());
  }

  private static int specificity(TurnTime rule) {
    return (rule.from() == null ? 0 : 4)
        + (rule.weekdays().isEmpty() ? 0 : 2)
        + (rule.shiftId() == null ? 0 : 1);
  }

  private static boolean holds(TurnTime rule, @Nullable String shiftId, LocalDate date) {
    return (rule.shiftId() == null || rule.shiftId().equals(shiftId))
        && (rule.weekdays().isEmpty() || rule.weekdays().contains(date.getDayOfWeek()))
        && (rule.from() == null || !date.isBefore(rule.from()))
        && (rule.until() == null || !date.isAfter(rule.until()));
  }

  /**
   * The ticks a party stays, by its size, 0..100.
   *
   * @param shiftId the shift it starts in, or null for a start in none
   */
  int[] ticks(@Nullable String shiftId, LocalDate date) {
    List<List<TurnTime>> holding =
        ladders.stream().filter(ladder -> holds(ladder.get(0), shiftId, date)).toList();
    return layouts.computeIfAbsent(holding, TurnTimes::layOut);
  }

  private static int[] layOut(List<List<TurnTime>> ladders) {
    int[] ticks = new int[MAX_PARTY + 1];
    for (List<TurnTime> ladder : ladders) {
      int party = 0;
      for (TurnTime rung : ladder) {
        for (; party <= rung.upToParty(); party++) {
          ticks[party] = Ticks.ofMinutes(rung.minutes());
        }
      }
      if (specificity(ladder.get(0)) == 0) {
        for (; party <= MAX_PARTY; party++) {
          ticks[party] = ticks[party - 1];
        }
      }
    }
    return ticks;
  }

  /** The entry of a layout for a party of any size. */
  static int ticks(int[] layout, int partySize) {
    return layout[Math.min(partySize, MAX_PARTY)];
  }
}
