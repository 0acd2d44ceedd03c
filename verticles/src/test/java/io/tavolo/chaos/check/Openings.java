package io.tavolo.chaos.check;

import io.tavolo.engine.reservation.Reservation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Which starts are free at which version, by the naive rule: some table that takes the party has
 * nobody for the whole visit.
 */
final class Openings {
  /** There is no such version. */
  static final int NEVER = -1;

  private record DayAndParty(int day, int partySize) {}

  private final House house;

  /** At the versions at which a date changed: what stands on it from then on. */
  private final Map<Integer, NavigableMap<Integer, List<Reservation>>> standing = new HashMap<>();

  private final Map<DayAndParty, NavigableMap<Integer, List<Integer>>> free = new HashMap<>();

  Openings(Story story) {
    house = story.house();
    Map<Long, Reservation> now = new HashMap<>();
    for (int version = 1; version <= story.events().size(); version++) {
      Reservation after = Story.ofReservation(story.events().get(version - 1)).after();
      Reservation before =
          after.status().occupies() ? now.put(after.id(), after) : now.remove(after.id());
      Set<Integer> days = new TreeSet<>();
      if (before != null) {
        days.add(House.dayOf(before.startTick()));
      }
      days.add(House.dayOf(after.startTick()));
      for (int day : days) {
        standing.computeIfAbsent(day, d -> new TreeMap<>()).put(version, on(day, now));
      }
    }
  }

  private static List<Reservation> on(int day, Map<Long, Reservation> now) {
    List<Reservation> list = new ArrayList<>();
    for (Reservation one : now.values()) {
      if (House.dayOf(one.startTick()) == day) {
        list.add(one);
      }
    }
    return list;
  }

  private NavigableMap<Integer, List<Reservation>> day(int day) {
    return standing.getOrDefault(day, new TreeMap<>());
  }

  /** Whether a party could come then, if one reservation were not there. */
  private boolean isFree(List<Reservation> standing, int startTick, int partySize, long except) {
    for (House.Table table : house.tables()) {
      if (!table.takes(partySize)) {
        continue;
      }
      boolean taken = false;
      for (Reservation one : standing) {
        taken |=
            one.id() != except
                && one.tables().contains(table.label())
                && one.startTick() < startTick + House.TURN_TICKS
                && startTick < one.endTick();
      }
      if (!taken) {
        return true;
      }
    }
    return false;
  }

  /** The free starts of a date at a version. */
  List<Integer> freeAt(int version, int day, int partySize) {
    var changes = free.computeIfAbsent(new DayAndParty(day, partySize), this::freeOverTime);
    return Objects.requireNonNull(changes.floorEntry(version)).getValue();
  }

  private NavigableMap<Integer, List<Integer>> freeOverTime(DayAndParty asked) {
    NavigableMap<Integer, List<Integer>> all = new TreeMap<>();
    all.put(0, House.slots(asked.day()));
    day(asked.day()).forEach((version, list) -> all.put(version, freeStarts(list, asked)));
    return all;
  }

  private List<Integer> freeStarts(List<Reservation> list, DayAndParty asked) {
    return House.slots(asked.day()).stream()
        .filter(start -> isFree(list, start, asked.partySize(), 0))
        .toList();
  }

  /** The lowest version of a range at which exactly these starts are free, or {@link #NEVER}. */
  int whenExactly(List<Integer> starts, int day, int partySize, int from, int to) {
    return first(day, from, to, version -> freeAt(version, day, partySize).equals(starts));
  }

  /** The same, at which all of these are free and perhaps others. */
  int whenAllFree(List<Integer> starts, int day, int partySize, int from, int to) {
    return first(day, from, to, version -> freeAt(version, day, partySize).containsAll(starts));
  }

  /**
   * The lowest version of a range at which the party cannot come then, or {@link #NEVER}.
   *
   * @param except a reservation whose own table counts as free, or 0
   */
  int whenTaken(int startTick, int partySize, long except, int from, int to) {
    int day = House.dayOf(startTick);
    return first(
        day,
        from,
        to,
        version -> {
          var entry = day(day).floorEntry(version);
          return !isFree(
              entry == null ? List.of() : entry.getValue(), startTick, partySize, except);
        });
  }

  /** Only where the date changes can anything become true. */
  private int first(int day, int from, int to, IntPredicate holds) {
    if (from > to) {
      return NEVER;
    }
    if (holds.test(from)) {
      return from;
    }
    for (int version : day(day).subMap(from, false, to, true).keySet()) {
      if (holds.test(version)) {
        return version;
      }
    }
    return NEVER;
  }
}
