package io.tavolo.engine.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.pacing.Pace;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.time.ServiceDay;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A day of 5-minute slots, of which there are more than a word has bits, with and without pacing.
 */
final class PacedDayTest {
  private static final Policies POLICIES = new Policies(0, 30, 1, 8, 300, 0, false);
  private static final int NOON = House.tick("2026-01-16T12:00:00+01:00");
  private static final int SLOTS = 145;

  private static House house(List<Pacing> pacing, int resetMinutes) {
    FloorPlan plan =
        new FloorPlan(
            List.of(new Area("hall", "Hall"), new Area("roof", "Roof"), new Area("bar", "Bar")),
            List.of(
                new Table("H", "hall", 1, 8, 0),
                new Table("R", "roof", 1, 4, 0),
                new Table("B", "bar", 1, 2, 0)));
    Schedule schedule =
        new Schedule(
            5,
            resetMinutes,
            List.of(new Shift("day", "Day", List.of(DayOfWeek.values()), 12 * 60, 24 * 60)),
            List.of(),
            List.of(),
            List.of(new TurnTime(2, 60), new TurnTime(3, 75), new TurnTime(8, 120)),
            pacing,
            List.of());
    return new House(plan, schedule, POLICIES);
  }

  private static void seat(House house, String label, int start, int end, int covers) {
    int table = house.order.indexOf(label);
    house.inventory.occupy(table, start, end);
    house.floor.pace().add(house.order.areaOf(table), start, end, covers);
  }

  /** As a decision about each slot and area by itself would find it. */
  private static List<OpenSlot> slowly(House house, int party) {
    ServiceDay day = house.calendar.day(House.MIDWINTER);
    Pace pace = house.floor.pace();
    List<OpenSlot> open = new ArrayList<>();
    for (int slot = 0; slot < day.count(); slot++) {
      int start = day.at(slot);
      int end = start + day.turnTicks(slot, party);
      List<String> areas = new ArrayList<>();
      for (int area = 0; area < 3; area++) {
        int free = end + house.floor.resetTicks();
        if (house.inventory.bestFit(party, 1 << area, Channel.ONLINE, start, free) != Inventory.NONE
            && party <= pace.room(Pace.HOUSE, day, slot, end)
            && party <= pace.room(area, day, slot, end)) {
          areas.add(house.order.areaId(area));
        }
      }
      if (!areas.isEmpty()) {
        open.add(new OpenSlot(start, (end - start) * 5, areas));
      }
    }
    return open;
  }

  private static void shouldSayWhatADecisionWouldFind(House house) {
    DaySnapshot taken = house.snapshot(House.MIDWINTER);
    DaySnapshot decoded = DaySnapshot.decode(taken.encode());
    for (int party = 1; party <= 8; party++) {
      List<OpenSlot> expected = slowly(house, party);
      assertThat(taken.slots(party, House.MORNING_MS)).as("party of %d", party).isEqualTo(expected);
      assertThat(decoded.slots(party, House.MORNING_MS)).isEqualTo(expected);
    }
  }

  private static House busy(House house) {
    seat(house, "H", NOON + 10, NOON + 40, 4);
    seat(house, "R", NOON + 60, NOON + 70, 2);
    seat(house, "R", NOON + 100, NOON + 110, 2);
    seat(house, "B", NOON + 64, NOON + 90, 2);
    return house;
  }

  @Test
  void shouldNameEachAreaSlotBySlotThroughALongDay() {
    House house = busy(house(List.of(), 0));
    shouldSayWhatADecisionWouldFind(house);
    // Five sit in the hall for 24 ticks, of which none may be among the thirty that are taken.
    assertThat(house.snapshot(House.MIDWINTER).slots(5, House.MORNING_MS)).hasSize(SLOTS - 40);
  }

  @Test
  void shouldCountTheResetAfterAVisit() {
    shouldSayWhatADecisionWouldFind(busy(house(List.of(), 30)));
  }

  @Test
  void shouldOfferNoSlotWhereTheHouseIsPacedOut() {
    House house = house(List.of(new Pacing(null, null, new Limits(6, null, null))), 0);
    seat(busy(house), "H", NOON + 80, NOON + 100, 5);
    shouldSayWhatADecisionWouldFind(house);
    assertThat(house.snapshot(House.MIDWINTER).slots(7, House.MORNING_MS)).isEmpty();
    assertThat(house.snapshot(House.MIDWINTER).slots(6, House.MORNING_MS)).isNotEmpty();
  }

  @Test
  void shouldOfferNoAreaThatIsPacedOutByItself() {
    House house =
        house(
            List.of(
                new Pacing(null, "roof", new Limits(null, null, 3)),
                new Pacing(null, "bar", new Limits(1, null, null))),
            0);
    shouldSayWhatADecisionWouldFind(busy(house));
    assertThat(house.snapshot(House.MIDWINTER).slots(4, House.MORNING_MS))
        .noneMatch(slot -> slot.areaIds().contains("roof"));
    assertThat(house.snapshot(House.MIDWINTER).slots(1, House.MORNING_MS))
        .anyMatch(slot -> slot.areaIds().contains("bar"));
  }

  @Test
  void shouldShareARowBetweenPartiesThatFindTheSame() {
    DaySnapshot day = house(List.of(), 0).snapshot(House.MIDWINTER);
    assertThat(day.rows.get(1)).as("two find what one finds").isSameAs(day.rows.get(0));
    assertThat(day.rows.get(2)).as("three stay longer").isNotSameAs(day.rows.get(1));
    assertThat(day.rows.get(7)).isSameAs(day.rows.get(5));
  }

  @Test
  void shouldGoOnOfferingAPartyWhatTheHorizonReaches() {
    House house = house(List.of(), 0);
    assertThat(house.snapshot(House.MIDWINTER + 30).slots(2, House.MORNING_MS)).hasSize(SLOTS);
    assertThat(house.snapshot(House.MIDWINTER + 31).slots(2, House.MORNING_MS)).isEmpty();
  }
}
