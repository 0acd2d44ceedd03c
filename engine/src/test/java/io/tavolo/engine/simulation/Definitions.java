package io.tavolo.engine.simulation;

import io.tavolo.engine.reservation.House;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.Deposit;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The houses of the simulated cities, and what their operators change about them. */
final class Definitions {
  private static final Restaurant USUAL = House.named("a");

  private static final List<Join> JOINS = List.of(new Join("T1", "T2"), new Join("T2", "T3"));

  private Definitions() {}

  /** Every other house joins tables and paces its kitchen. */
  static Restaurant named(String restaurantId, int number) {
    Restaurant house = House.named(restaurantId);
    if (number % 2 == 0) {
      return house;
    }
    return house
        .withFloorPlan(joined(house.floorPlan().areas(), house.floorPlan().tables()))
        .withSchedule(schedule(15, 15, List.of(pacing(null, 8, null, 12))))
        .withPolicies(policies(1, 8, true, 2, true, null));
  }

  private static FloorPlan joined(List<Area> areas, List<Table> tables) {
    return new FloorPlan(areas, tables, JOINS, List.of(), true);
  }

  static Policies policies(SplittableRandom random) {
    return policies(
        1 + random.nextInt(2),
        5 + random.nextInt(5),
        random.nextBoolean(),
        random.nextInt(3),
        random.nextInt(3) == 0,
        random.nextInt(3) == 0 ? new Deposit(4, 500, "EUR") : null);
  }

  private static Policies policies(
      int minParty,
      int maxParty,
      boolean showTables,
      int holdsPerDiner,
      boolean onePerDiner,
      @Nullable Deposit deposit) {
    Policies usual = USUAL.policies();
    return new Policies(
        usual.minNoticeMinutes(),
        usual.horizonDays(),
        minParty,
        maxParty,
        usual.holdTtlSeconds(),
        usual.cancellationCutoffMinutes(),
        showTables,
        holdsPerDiner,
        onePerDiner,
        deposit);
  }

  /** The usual tables in another order, at times without one at which somebody may be sitting. */
  static FloorPlan plan(SplittableRandom random) {
    List<Table> tables = new ArrayList<>(USUAL.floorPlan().tables());
    Collections.rotate(tables, random.nextInt(tables.size()));
    boolean whole = random.nextInt(3) != 0;
    if (!whole) {
      tables.remove(random.nextInt(tables.size()));
    }
    if (random.nextInt(4) == 0) {
      Table last = tables.remove(tables.size() - 1);
      tables.add(
          new Table(
              last.label(),
              last.areaId(),
              last.minParty(),
              last.maxParty(),
              last.priority(),
              Channel.IN_HOUSE));
    }
    List<Combination> combinations =
        whole && random.nextInt(3) == 0
            ? List.of(new Combination("corner", List.of("T1", "T3"), 4, 7, 0))
            : List.of();
    List<Join> joins =
        JOINS.stream()
            .filter(join -> has(tables, join.first()) && has(tables, join.second()))
            .toList();
    return new FloorPlan(
        USUAL.floorPlan().areas(), tables, joins, combinations, random.nextInt(6) != 0);
  }

  private static boolean has(List<Table> tables, String label) {
    return tables.stream().anyMatch(table -> table.label().equals(label));
  }

  static Schedule schedule(SplittableRandom random) {
    List<Pacing> pacing = new ArrayList<>();
    if (random.nextBoolean()) {
      pacing.add(pacing(null, 4 + random.nextInt(8), null, null));
    }
    if (random.nextInt(3) == 0) {
      pacing.add(pacing("sala", null, 1 + random.nextInt(3), 6 + random.nextInt(6)));
    }
    return schedule(
        random.nextBoolean() ? 15 : 30, random.nextBoolean() ? 0 : 5 * random.nextInt(7), pacing);
  }

  private static Schedule schedule(int slotMinutes, int resetMinutes, List<Pacing> pacing) {
    Schedule usual = USUAL.schedule();
    return new Schedule(
        slotMinutes,
        resetMinutes,
        usual.shifts(),
        usual.exceptions(),
        List.of(),
        usual.turnTimes(),
        pacing,
        List.of());
  }

  private static Pacing pacing(
      @Nullable String areaId,
      @Nullable Integer covers,
      @Nullable Integer parties,
      @Nullable Integer present) {
    return new Pacing(null, areaId, new Limits(covers, parties, present));
  }
}
