package io.tavolo.engine.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Table;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DaySnapshotTest {
  private static final Policies POLICIES = new Policies(60, 30, 1, 10, 300, 0, false);
  private final House house = House.usual(POLICIES);

  private static List<Integer> ticks(List<OpenSlot> slots) {
    return slots.stream().map(OpenSlot::startTick).toList();
  }

  @Test
  void shouldOfferEverySlotOfAnEmptyHouse() {
    List<OpenSlot> slots = house.snapshot(House.MIDWINTER).slots(2, House.MORNING_MS);
    assertThat(slots).hasSize(11 + 23);
    assertThat(slots.get(0))
        .isEqualTo(
            new OpenSlot(
                House.tick("2026-01-16T12:00:00+01:00"), 90, List.of("hall", "terrace", "bar")));
    assertThat(slots.get(33).startTick()).isEqualTo(House.tick("2026-01-17T00:30:00+01:00"));
  }

  @Test
  void shouldOfferNothingToPartiesTheHouseDoesNotTake() {
    DaySnapshot day = house.snapshot(House.MIDWINTER);
    for (int party : new int[] {Integer.MIN_VALUE, -1, 0, 11, 1_000_000_000, Integer.MAX_VALUE}) {
      assertThat(day.slots(party, House.MORNING_MS)).isEmpty();
    }
    assertThat(day.slots(10, House.MORNING_MS)).as("no table so large").isEmpty();
    assertThat(day.slots(8, House.MORNING_MS)).isNotEmpty();
  }

  @Test
  void shouldLeaveOutWhatBeginsWithinTheNotice() {
    DaySnapshot day = house.snapshot(House.MIDWINTER);
    int quarterPast = House.tick("2026-01-16T12:15:00+01:00");
    long edge = House.ms("2026-01-16T11:15:00+01:00");
    assertThat(ticks(day.slots(2, edge))).startsWith(quarterPast);
    assertThat(ticks(day.slots(2, edge + 1))).startsWith(quarterPast + 3);
  }

  @Test
  void shouldOfferTheLateShiftAfterMidnightAndNothingWhenTheDateIsOver() {
    DaySnapshot day = house.snapshot(House.MIDWINTER);
    assertThat(ticks(day.slots(2, House.ms("2026-01-16T23:30:00+01:00"))))
        .containsExactly(House.tick("2026-01-17T00:30:00+01:00"));
    assertThat(day.slots(2, House.ms("2026-01-16T23:30:00.001+01:00"))).isEmpty();
    assertThat(day.slots(2, House.ms("2026-03-01T12:00:00+01:00"))).isEmpty();
  }

  @Test
  void shouldOpenADateWhenTheRestaurantsOwnCalendarReachesIt() {
    DaySnapshot day = house.snapshot(House.MIDWINTER + 30);
    // In Rome the 16th begins an hour before it does in UTC.
    long midnight = House.ms("2026-01-15T23:00:00Z");
    assertThat(day.slots(2, midnight - 1)).isEmpty();
    assertThat(day.slots(2, midnight)).hasSize(34);
  }

  @Test
  void shouldOfferOnlyWhereATableIsFreeForTheWholeVisit() {
    int two = House.tick("2026-01-16T14:00:00+01:00");
    house.fill(two, two + 1);
    List<Integer> slots = ticks(house.snapshot(House.MIDWINTER).slots(2, House.MORNING_MS));
    assertThat(slots)
        .startsWith(two - 24, two - 21, two - 18, two + 3, two + 6)
        .doesNotContain(two - 15, two);
  }

  @Test
  void shouldOfferNothingOnADateWithoutService() {
    House closed =
        new House(
            House.usualPlan(),
            new Schedule(15, List.of(), List.of(), House.usualSchedule().turnTimes()),
            POLICIES);
    DaySnapshot day = DaySnapshot.decode(closed.snapshot(House.MIDWINTER).encode());
    assertThat(day.slots(2, House.MORNING_MS)).isEmpty();
  }

  @Test
  void shouldTakeAFewHundredBytesForAUsualHouse() {
    for (int table = 0; table < 40; table++) {
      int start = House.tick("2026-01-16T19:00:00+01:00") + table % 9 * 3;
      house.inventory.occupy(table, start, start + 18);
    }
    assertThat(house.snapshot(House.MIDWINTER).encode()).hasSizeLessThan(300);
  }

  @Test
  void shouldKeepItsOriginThroughEncoding() {
    DaySnapshot day = DaySnapshot.decode(house.snapshot(House.MIDWINTER).encode());
    assertThat(day.restaurantId()).isEqualTo("da-mario");
    assertThat(day.zoneId()).isEqualTo("Europe/Rome");
    assertThat(day.serviceDay()).isEqualTo(House.MIDWINTER);
    assertThat(day.epoch()).isEqualTo(7);
    assertThat(day.seq()).isEqualTo(4_711);
  }

  @Test
  void shouldBeNewerThanAnEarlierStateOfItsEpochAndThanAnyOfAnEarlierOne() {
    DaySnapshot day = house.snapshot(House.MIDWINTER);
    assertThat(day.isNewerThan(7, 4_710)).isTrue();
    assertThat(day.isNewerThan(7, 4_711)).isFalse();
    assertThat(day.isNewerThan(7, 4_712)).isFalse();
    assertThat(day.isNewerThan(6, 9_999)).isTrue();
    assertThat(day.isNewerThan(8, 1)).isFalse();
  }

  @Test
  void shouldRefuseBytesThatAreNotWhole() {
    byte[] bytes = house.snapshot(House.MIDWINTER).encode();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> DaySnapshot.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> DaySnapshot.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    bytes[0] = 1;
    assertThatThrownBy(() -> DaySnapshot.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("version at octet 1: 1 (expected: 2)");
  }

  // ---- joined tables, channels, the reset pad and pacing

  private static House small(int resetMinutes, Pacing... pacing) {
    Schedule usual = House.usualSchedule();
    return new House(
        new FloorPlan(
            List.of(new Area("hall", "Hall"), new Area("bar", "Bar")),
            List.of(
                new Table("A", "hall", 1, 2, 0),
                new Table("B", "hall", 1, 2, 0),
                new Table("C", "bar", 1, 4, 0, Channel.IN_HOUSE)),
            List.of(new Join("A", "B")),
            List.of(),
            true),
        new Schedule(
            15,
            resetMinutes,
            usual.shifts(),
            List.of(),
            List.of(),
            usual.turnTimes(),
            List.of(pacing),
            List.of()),
        POLICIES);
  }

  private static List<Integer> free(House house, int party) {
    return ticks(house.snapshot(House.MIDWINTER).slots(party, House.MORNING_MS));
  }

  private static final int ONE = House.tick("2026-01-16T13:00:00+01:00");

  @Test
  void shouldOfferJoinedTablesWhileBothAreFreeAndNoneThatIsNotForDiners() {
    House house = small(0);
    assertThat(free(house, 4)).hasSize(34);
    assertThat(free(house, 5)).isEmpty();
    house.inventory.occupy(1, ONE, ONE + 18);
    assertThat(free(house, 3)).doesNotContain(ONE - 3, ONE, ONE + 15).contains(ONE + 18);
    assertThat(house.snapshot(House.MIDWINTER).slots(2, House.MORNING_MS))
        .allMatch(slot -> slot.areaIds().equals(List.of("hall")));
  }

  @Test
  void shouldOfferOnlyWhereTheResetFitsToo() {
    House house = small(30);
    house.inventory.occupy(0, ONE + 24, ONE + 30);
    house.inventory.occupy(1, ONE + 24, ONE + 30);
    assertThat(free(house, 2)).contains(ONE).doesNotContain(ONE + 3, ONE + 6);
    assertThat(house.snapshot(House.MIDWINTER).slots(2, House.MORNING_MS).get(0).minutes())
        .as("the reset is no part of the visit")
        .isEqualTo(90);
  }

  @Test
  void shouldOfferNothingToPartiesThatThePacingDoesNotTake() {
    House house = small(0, new Pacing(null, null, new Limits(3, null, null)));
    house.floor.pace().add(0, ONE, ONE + 18, 1);
    assertThat(free(house, 2)).contains(ONE);
    assertThat(free(house, 3)).doesNotContain(ONE).contains(ONE + 3);
    assertThat(free(house, 4)).isEmpty();
  }

  @Test
  void shouldOfferNoAreaThatIsPacedOut() {
    House house = small(0, new Pacing(null, "hall", new Limits(null, 1, null)));
    house.floor.pace().add(0, ONE, ONE + 18, 2);
    assertThat(free(house, 2)).doesNotContain(ONE).contains(ONE + 3, ONE - 3);
  }
}
