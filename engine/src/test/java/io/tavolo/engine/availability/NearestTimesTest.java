package io.tavolo.engine.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.time.Ticks;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTimesTest {
  private static final int EIGHT = House.tick("2026-01-16T20:00:00+01:00");
  private final House house = House.usual(Policies.DEFAULT);

  private List<String> around(String clock) {
    return around(clock, House.MORNING_MS);
  }

  private List<String> around(String clock, long nowMs) {
    int minuteOfDay = LocalTime.parse(clock).toSecondOfDay() / 60;
    return clocks(NearestTimes.of(house.snapshot(House.MIDWINTER), 2, minuteOfDay, nowMs));
  }

  private static List<String> clocks(List<OpenSlot> slots) {
    return slots.stream()
        .map(slot -> Instant.ofEpochSecond(Ticks.epochSecond(slot.startTick())))
        .map(start -> start.atZone(ZoneId.of("Europe/Rome")).toLocalTime().toString())
        .toList();
  }

  @Test
  void shouldTellTheNearestInTheOrderOfTheClock() {
    assertThat(around("20:00"))
        .containsExactly("19:15", "19:30", "19:45", "20:00", "20:15", "20:30");
    assertThat(around("20:07"))
        .containsExactly("19:30", "19:45", "20:00", "20:15", "20:30", "20:45");
  }

  @Test
  void shouldLookFurtherToOneSideWhereTheOtherHasNone() {
    house.fill(EIGHT - 200, EIGHT + 6);
    assertThat(around("20:00"))
        .containsExactly("20:30", "20:45", "21:00", "21:15", "21:30", "21:45");
  }

  @Test
  void shouldNotLookFurtherThanTwoHours() {
    assertThat(around("17:00")).containsExactly("19:00");
    assertThat(around("16:45")).isEmpty();
    house.fill(EIGHT - 20, EIGHT + 18);
    assertThat(around("19:15")).isEmpty();
    assertThat(around("19:30")).containsExactly("21:30");
  }

  @Test
  void shouldCountTheHourAfterMidnightToTheEveningBefore() {
    assertThat(around("00:30"))
        .containsExactly("23:15", "23:30", "23:45", "00:00", "00:15", "00:30");
  }

  @Test
  void shouldTellNoneThatHasPassed() {
    assertThat(around("20:00", House.ms("2026-01-16T20:05:00+01:00")))
        .doesNotContain("20:00")
        .contains("20:30");
  }

  @Test
  void shouldTellTheFirstOnesWhenNoHourIsNamed() {
    DaySnapshot day = house.snapshot(House.MIDWINTER);
    assertThat(clocks(NearestTimes.first(day, 2, House.MORNING_MS)))
        .containsExactly("12:00", "12:15", "12:30", "12:45", "13:00", "13:15");
    assertThat(NearestTimes.first(day, 99, House.MORNING_MS)).isEmpty();
  }
}
