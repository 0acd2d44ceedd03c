package io.tavolo.engine.reservation;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.DateException;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.restaurant.Validation;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Definitions that {@code Validation} finds no fault in, small enough for parties to collide. */
final class RandomRestaurants {
  /** Changes at midnight, of half an hour, of two hours, none, and offsets of odd minutes. */
  private static final List<String> ZONES =
      List.of(
          "Europe/Rome",
          "America/New_York",
          "America/Havana",
          "Africa/Cairo",
          "Australia/Lord_Howe",
          "Antarctica/Troll",
          "Atlantic/Azores",
          "America/St_Johns",
          "Pacific/Chatham",
          "Asia/Kathmandu",
          "UTC");

  private final SplittableRandom random;

  RandomRestaurants(SplittableRandom random) {
    this.random = random;
  }

  Profile profile(String restaurantId) {
    return new Profile(restaurantId, "A", zone(), null, null, null, null, null);
  }

  private ZoneId zone() {
    return ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
  }

  FloorPlan floorPlan() {
    List<Area> areas =
        IntStream.range(0, 1 + random.nextInt(3)).mapToObj(i -> new Area("a" + i, "A")).toList();
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      if (i == 0 || random.nextInt(3) != 0) {
        int max = 2 + random.nextInt(7);
        String area = areas.get(random.nextInt(areas.size())).id();
        tables.add(new Table("T" + i, area, 1 + random.nextInt(max / 2), max, random.nextInt(3)));
      }
    }
    return new FloorPlan(areas, tables);
  }

  /** A schedule with exceptions around the date. */
  Schedule schedule(LocalDate around) {
    while (true) {
      List<DateException> exceptions =
          IntStream.range(-3, 6)
              .filter(i -> random.nextInt(8) == 0)
              .mapToObj(i -> new DateException(around.plusDays(i), shifts()))
              .toList();
      Schedule schedule =
          new Schedule(5 * (1 + random.nextInt(12)), shifts(), exceptions, turnTimes());
      if (Validation.faults(schedule).isEmpty()) {
        return schedule;
      }
    }
  }

  private List<Shift> shifts() {
    return IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(this::shift).toList();
  }

  private Shift shift(int number) {
    List<DayOfWeek> days =
        random.nextInt(3) != 0
            ? List.of(DayOfWeek.values())
            : List.of(DayOfWeek.of(1 + random.nextInt(7)));
    int first = random.nextInt(288) * 5;
    int last = Math.min(2159, first + random.nextInt(random.nextBoolean() ? 120 : 900));
    return new Shift("s" + number, "S", days, first, last);
  }

  private List<TurnTime> turnTimes() {
    TreeSet<Integer> sizes = new TreeSet<>();
    Stream.generate(() -> 1 + random.nextInt(8)).limit(1 + random.nextInt(3)).forEach(sizes::add);
    return sizes.stream()
        .map(size -> new TurnTime(size, 5 * random.nextInt(3, random.nextBoolean() ? 40 : 145)))
        .toList();
  }

  Policies policies() {
    return new Policies(
        random.nextInt(2) * random.nextInt(200),
        1 + random.nextInt(9),
        1 + random.nextInt(2),
        4 + random.nextInt(6),
        10 + random.nextInt(3_591),
        random.nextInt(2) * random.nextInt(600),
        random.nextBoolean());
  }
}
