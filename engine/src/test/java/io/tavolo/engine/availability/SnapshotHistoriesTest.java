package io.tavolo.engine.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.RandomHistories;
import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.restaurant.Validation;
import io.tavolo.engine.time.ServiceDay;
import io.tavolo.engine.time.Ticks;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random houses in random states: a snapshot says what the inventory says, slot by slot. */
final class SnapshotHistoriesTest {
  /** The days around the spring change, an ordinary one, and the days around the autumn change. */
  private static final int[] DAYS = {20_540, 20_541, 20_600, 20_750, 20_751};

  @Test
  void shouldAgreeWithTheInventoryItWasTakenFrom() {
    RandomHistories.run(
        0.1,
        (random, steps) -> {
          House house = house(random);
          int serviceDay = DAYS[random.nextInt(DAYS.length)];
          for (int round = 0; round < 5; round++) {
            steps.next("round on day " + serviceDay);
            occupy(house, serviceDay, random);
            long nowMs = (serviceDay + random.nextInt(-40, 2)) * 86_400_000L + random.nextInt();
            DaySnapshot taken = house.snapshot(serviceDay);
            DaySnapshot decoded = DaySnapshot.decode(taken.encode());
            assertThat(decoded.encode()).isEqualTo(taken.encode());
            for (int party = 0; party <= 12; party++) {
              List<OpenSlot> expected = slowly(house, serviceDay, party, nowMs);
              assertThat(taken.slots(party, nowMs)).isEqualTo(expected);
              assertThat(decoded.slots(party, nowMs)).isEqualTo(expected);
              checkAlternatives(decoded, party, expected, nowMs, random);
            }
          }
        });
  }

  private static House house(SplittableRandom random) {
    List<Area> areas =
        IntStream.range(0, 1 + random.nextInt(4)).mapToObj(i -> new Area("a" + i, "A")).toList();
    List<Table> tables = new ArrayList<>();
    for (int i = random.nextInt(9); i >= 0; i--) {
      int max = 1 + random.nextInt(10);
      String area = areas.get(random.nextInt(areas.size())).id();
      tables.add(new Table("T" + i, area, 1 + random.nextInt(max), max, 0));
    }
    List<DayOfWeek> daily = List.of(DayOfWeek.values());
    int early = random.nextInt(60, 240) / 5 * 5;
    int late = random.nextInt(500, 1_440) / 5 * 5;
    Schedule schedule =
        new Schedule(
            5 * (1 + random.nextInt(12)),
            List.of(
                new Shift("early", "Early", daily, early, early + random.nextInt(180)),
                new Shift("late", "Late", daily, late, late + random.nextInt(60))),
            List.of(),
            List.of(
                new TurnTime(1 + random.nextInt(4), turn(random)),
                new TurnTime(5 + random.nextInt(4), turn(random))));
    Policies policies =
        new Policies(
            random.nextInt(2) * random.nextInt(3_000),
            1 + random.nextInt(30),
            1 + random.nextInt(3),
            4 + random.nextInt(8),
            300,
            0,
            false);
    assertThat(Validation.faults(schedule)).isEmpty();
    assertThat(Validation.faults(policies)).isEmpty();
    return new House(new FloorPlan(areas, tables), schedule, policies);
  }

  private static int turn(SplittableRandom random) {
    return random.nextInt(15, 721) / 5 * 5;
  }

  private static void occupy(House house, int serviceDay, SplittableRandom random) {
    int midnight = serviceDay * Ticks.PER_DAY;
    for (int i = random.nextInt(20); i > 0; i--) {
      int start = midnight + random.nextInt(-200, 500);
      int end = start + 1 + random.nextInt(40);
      int table = random.nextInt(house.order.size());
      if (house.inventory.isFree(table, start, end)) {
        house.inventory.occupy(table, start, end);
      }
    }
  }

  private static List<OpenSlot> slowly(House house, int serviceDay, int party, long nowMs) {
    Policies policies = house.restaurant.policies();
    ServiceDay day = house.calendar.day(serviceDay);
    List<OpenSlot> open = new ArrayList<>();
    boolean tooFar = serviceDay > house.calendar.today(nowMs).toEpochDay() + policies.horizonDays();
    for (int i = 0; i < day.count() && !tooFar; i++) {
      int start = day.at(i);
      long startMs = Ticks.epochSecond(start) * 1000;
      boolean tooSoon = startMs < nowMs + policies.minNoticeMinutes() * 60_000L;
      int minutes = house.calendar.turnTicks(start, party) * 5;
      List<String> areas = new ArrayList<>();
      for (int area = 0; area < house.order.areaCount(); area++) {
        int end = start + minutes / 5;
        if (house.inventory.bestFit(party, 1 << area, Channel.ONLINE, start, end)
            != Inventory.NONE) {
          areas.add(house.order.areaId(area));
        }
      }
      boolean taken = party >= policies.minParty() && party <= policies.maxParty();
      if (taken && !tooSoon && !areas.isEmpty()) {
        open.add(new OpenSlot(start, minutes, areas));
      }
    }
    return open;
  }

  private static void checkAlternatives(
      DaySnapshot day, int party, List<OpenSlot> open, long nowMs, SplittableRandom random) {
    int wanted = day.serviceDay() * Ticks.PER_DAY + random.nextInt(-50, 400);
    List<Integer> expected =
        open.stream()
            .map(OpenSlot::startTick)
            .filter(tick -> tick != wanted)
            .sorted(
                Comparator.comparingInt(
                    tick -> Math.abs(tick - wanted) * 2 + (tick < wanted ? 0 : 1)))
            .limit(Alternatives.MAX)
            .toList();
    assertThat(Alternatives.nearest(day, party, wanted, null, nowMs))
        .extracting(Alternative::startTick)
        .containsExactlyElementsOf(expected);
  }
}
