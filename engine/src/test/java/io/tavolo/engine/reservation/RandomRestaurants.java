package io.tavolo.engine.reservation;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.Deposit;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.Validation;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Definitions that {@code Validation} finds no fault in, small enough for parties to collide. */
public final class RandomRestaurants {
  /** Changes at midnight, of half an hour, of two hours, none, and offsets of odd minutes. */
  private static final List<String> ZONES =
      List.of(
          "Europe/Rome",
          "America/New_York",
          "America/Havana",
          "America/Santiago",
          "Africa/Cairo",
          "Australia/Lord_Howe",
          "Antarctica/Troll",
          "Atlantic/Azores",
          "America/St_Johns",
          "Pacific/Chatham",
          "Asia/Kathmandu",
          "UTC");

  private final SplittableRandom random;

  public RandomRestaurants(SplittableRandom random) {
    this.random = random;
  }

  Profile profile(String restaurantId) {
    return new Profile(restaurantId, "A", zone(), null, null, null, null, null);
  }

  private ZoneId zone() {
    return ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
  }

  public FloorPlan floorPlan() {
    while (true) {
      List<Area> areas =
          IntStream.range(0, 1 + random.nextInt(3)).mapToObj(i -> new Area("a" + i, "A")).toList();
      List<Table> tables = tables(areas);
      FloorPlan plan =
          new FloorPlan(areas, tables, joins(tables), combinations(tables), random.nextInt(8) != 0);
      if (Validation.faults(plan).isEmpty()) {
        return plan;
      }
    }
  }

  private List<Table> tables(List<Area> areas) {
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      if (i == 0 || random.nextInt(4) != 0) {
        int max = 1 + random.nextInt(5);
        String area = areas.get(random.nextInt(random.nextInt(1, areas.size() + 1))).id();
        int min = 1 + random.nextInt((max + 1) / 2);
        Channel channel = random.nextInt(4) != 0 ? Channel.ONLINE : Channel.of(random.nextInt(3));
        tables.add(new Table("T" + i, area, min, max, random.nextInt(3), channel));
      }
    }
    return tables;
  }

  /** Each table with one before it or with none: no ring. */
  private List<Join> joins(List<Table> tables) {
    List<Join> joins = new ArrayList<>();
    boolean many = random.nextInt(3) != 0;
    for (int i = 1; i < tables.size(); i++) {
      Table table = tables.get(i);
      Table other = tables.get(random.nextInt(i));
      if (many && random.nextInt(6) != 0 && other.areaId().equals(table.areaId())) {
        Join join =
            random.nextBoolean()
                ? new Join(table.label(), other.label())
                : new Join(other.label(), table.label());
        joins.add(random.nextInt(joins.size() + 1), join);
      }
    }
    return joins;
  }

  /** Often of tables that are not of one area: such plans are thrown away. */
  private List<Combination> combinations(List<Table> tables) {
    List<Combination> combinations = new ArrayList<>();
    for (int i = random.nextInt(4) - 1; i > 0 && tables.size() > 1; i--) {
      List<String> labels = new ArrayList<>(tables.stream().map(Table::label).toList());
      while (labels.size() > Math.min(4, Math.max(2, random.nextInt(6)))) {
        labels.remove(random.nextInt(labels.size()));
      }
      int max = 2 + random.nextInt(9);
      combinations.add(
          new Combination("c" + i, labels, 1 + random.nextInt(max), max, random.nextInt(3)));
    }
    return combinations;
  }

  Policies policies() {
    return new Policies(
        random.nextInt(2) * random.nextInt(200),
        1 + random.nextInt(9),
        random.nextInt(6) == 0 ? 2 : 1,
        5 + random.nextInt(7),
        10 + random.nextInt(3_591),
        random.nextInt(2) * random.nextInt(600),
        random.nextBoolean(),
        random.nextBoolean() ? 0 : 1 + random.nextInt(3),
        random.nextBoolean(),
        random.nextBoolean()
            ? null
            : new Deposit(1 + random.nextInt(8), 100 * random.nextInt(1, 50), "EUR"));
  }
}
