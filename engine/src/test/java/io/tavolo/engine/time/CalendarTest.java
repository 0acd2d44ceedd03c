package io.tavolo.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Closure;
import io.tavolo.engine.restaurant.DateException;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.TurnTime;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CalendarTest {
  private static final List<DayOfWeek> DAILY = List.of(DayOfWeek.values());
  private static final int HOUR = 12;

  private static Shift shift(String first, String last) {
    int firstMinute = minutes(first);
    return new Shift("s" + firstMinute, "Shift", DAILY, firstMinute, minutes(last));
  }

  private static int minutes(String wallClock) {
    String[] parts = wallClock.split(":", 2);
    return Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
  }

  private static Calendar calendar(String zone, int slotMinutes, Shift... shifts) {
    return calendar(zone, slotMinutes, List.of(shifts), List.of());
  }

  private static Calendar calendar(
      String zone, int slotMinutes, List<Shift> shifts, List<DateException> exceptions) {
    return new Calendar(
        ZoneId.of(zone),
        new Schedule(slotMinutes, shifts, exceptions, List.of(new TurnTime(20, 90))));
  }

  private static long day(String date) {
    return LocalDate.parse(date).toEpochDay();
  }

  private static int tick(String offsetDateTime) {
    return Ticks.ofEpochSecond(OffsetDateTime.parse(offsetDateTime).toEpochSecond());
  }

  private static Start wall(String local) {
    return Start.wallClock(LocalDateTime.parse(local).toEpochSecond(ZoneOffset.UTC));
  }

  /** The slots of a date as the wall clock shows them, with the offset. */
  private static List<String> slots(Calendar calendar, String date) {
    ServiceDay day = calendar.day(day(date));
    return IntStream.range(0, day.count())
        .mapToObj(i -> calendar.atOffset(day.at(i)))
        .map(time -> time.toLocalTime() + " " + time.getOffset())
        .toList();
  }

  @Test
  void shouldLayTheWallClocksSlotsOnTheTickLine() {
    Calendar calendar = calendar("Europe/Rome", 30, shift("19:00", "20:15"));
    assertThat(slots(calendar, "2026-01-15"))
        .containsExactly("19:00 +01:00", "19:30 +01:00", "20:00 +01:00");
    assertThat(slots(calendar, "2026-07-15"))
        .containsExactly("19:00 +02:00", "19:30 +02:00", "20:00 +02:00");
    ServiceDay day = calendar.day(day("2026-01-15"));
    assertThat(day.at(0)).isEqualTo(tick("2026-01-15T18:00:00Z"));
    assertThat(day.indexOf(day.at(2))).isEqualTo(2);
    assertThat(day.contains(day.at(0) + 1)).isFalse();
    assertThat(day.contains(Integer.MIN_VALUE)).isFalse();
    assertThat(day.contains(Integer.MAX_VALUE)).isFalse();
  }

  @Test
  void shouldSkipTheSpringGapAndTakeTheFirstOfTheAutumnOverlapInRome() {
    Calendar calendar = calendar("Europe/Rome", 30, shift("01:00", "03:30"));
    assertThat(slots(calendar, "2026-03-29"))
        .containsExactly("01:00 +01:00", "01:30 +01:00", "03:00 +02:00", "03:30 +02:00");
    assertThat(slots(calendar, "2026-10-25"))
        .containsExactly(
            "01:00 +02:00",
            "01:30 +02:00",
            "02:00 +02:00",
            "02:30 +02:00",
            "03:00 +01:00",
            "03:30 +01:00");
  }

  @Test
  void shouldSkipTheSpringGapAndTakeTheFirstOfTheAutumnOverlapInNewYork() {
    // The late shift of the Saturday before reaches into the change of the Sunday.
    Calendar calendar = calendar("America/New_York", 30, shift("25:00", "27:00"));
    assertThat(slots(calendar, "2026-03-07"))
        .containsExactly("01:00 -05:00", "01:30 -05:00", "03:00 -04:00");
    assertThat(slots(calendar, "2026-10-31"))
        .containsExactly(
            "01:00 -04:00", "01:30 -04:00", "02:00 -05:00", "02:30 -05:00", "03:00 -05:00");
  }

  @Test
  void shouldFollowAChangeOfHalfAnHourOnLordHowe() {
    Calendar calendar = calendar("Australia/Lord_Howe", 15, shift("01:30", "02:30"));
    assertThat(slots(calendar, "2026-10-04"))
        .containsExactly("01:30 +10:30", "01:45 +10:30", "02:30 +11:00");
    assertThat(slots(calendar, "2026-04-05"))
        .containsExactly(
            "01:30 +11:00", "01:45 +11:00", "02:00 +10:30", "02:15 +10:30", "02:30 +10:30");
  }

  @Test
  void shouldFollowTheSouthernYearInSantiagoWhereMidnightItselfIsSkipped() {
    Calendar calendar = calendar("America/Santiago", 60, shift("22:00", "26:00"));
    // 2026-09-06 begins at 01:00.
    assertThat(slots(calendar, "2026-09-05"))
        .containsExactly("22:00 -04:00", "23:00 -04:00", "01:00 -03:00", "02:00 -03:00");
    // 2026-04-04 has its 23:00 twice.
    assertThat(slots(calendar, "2026-04-04"))
        .containsExactly(
            "22:00 -03:00", "23:00 -03:00", "00:00 -04:00", "01:00 -04:00", "02:00 -04:00");
    assertThat(calendar.resolve(wall("2026-09-06T00:30:00"))).isEqualTo(Calendar.NONEXISTENT);
  }

  @Test
  void shouldFollowTheSouthernYearInAuckland() {
    Calendar calendar = calendar("Pacific/Auckland", 60, shift("01:00", "04:00"));
    assertThat(slots(calendar, "2026-09-27"))
        .containsExactly("01:00 +12:00", "03:00 +13:00", "04:00 +13:00");
    assertThat(slots(calendar, "2026-04-05"))
        .containsExactly("01:00 +13:00", "02:00 +13:00", "03:00 +12:00", "04:00 +12:00");
  }

  @Test
  void shouldKeepQuarterHourZonesOnTheTickLine() {
    Calendar calendar = calendar("Asia/Kathmandu", 15, shift("19:00", "19:30"));
    assertThat(slots(calendar, "2026-05-01"))
        .containsExactly("19:00 +05:45", "19:15 +05:45", "19:30 +05:45");
    assertThat(calendar.resolve(wall("2026-05-01T19:15:00")))
        .isEqualTo(tick("2026-05-01T13:30:00Z"));
    assertThat(calendar.serviceDateOf(tick("2026-05-01T19:15:00+05:45")))
        .isEqualTo(day("2026-05-01"));
  }

  @Test
  void shouldCountATableAfterMidnightToTheLateShiftsDate() {
    Calendar calendar =
        calendar("Europe/Rome", 30, shift("12:00", "14:00"), shift("19:00", "24:30"));
    assertThat(calendar.serviceDateOf(tick("2026-01-17T00:30:00+01:00")))
        .isEqualTo(day("2026-01-16"));
    assertThat(calendar.serviceDateOf(tick("2026-01-17T12:00:00+01:00")))
        .isEqualTo(day("2026-01-17"));
    assertThat(calendar.serviceDateOf(tick("2026-01-17T01:00:00+01:00")))
        .isEqualTo(Calendar.NO_SERVICE);
    assertThat(calendar.serviceDateOf(tick("2026-01-17T12:05:00+01:00")))
        .isEqualTo(Calendar.NO_SERVICE);
  }

  @Test
  void shouldReadAStartAsAnInstantOrOnTheRestaurantsWallClock() {
    Calendar calendar = calendar("Europe/Rome", 30, shift("19:00", "21:00"));
    int seven = tick("2026-12-24T19:00:00+01:00");
    assertThat(calendar.resolve(wall("2026-12-24T19:00:00"))).isEqualTo(seven);
    assertThat(calendar.resolve(Start.instant(Ticks.epochSecond(seven)))).isEqualTo(seven);
    assertThat(calendar.resolve(wall("2026-03-29T02:30:00"))).isEqualTo(Calendar.NONEXISTENT);
    assertThat(calendar.resolve(wall("2026-10-25T02:30:00")))
        .isEqualTo(tick("2026-10-25T02:30:00+02:00"));
    assertThat(calendar.resolve(wall("2026-12-24T19:01:00"))).isEqualTo(Calendar.UNALIGNED);
    assertThat(calendar.resolve(Start.instant(1))).isEqualTo(Calendar.UNALIGNED);
  }

  @Test
  void shouldCallTimesOffTheTickLineUnaligned() {
    Calendar calendar = calendar("Europe/Rome", 30, shift("19:00", "21:00"));
    for (long second : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 300L << 31}) {
      assertThat(calendar.resolve(Start.instant(second))).isEqualTo(Calendar.UNALIGNED);
      assertThat(calendar.resolve(Start.wallClock(second))).isEqualTo(Calendar.UNALIGNED);
    }
    assertThat(calendar.day(LocalDate.MAX.toEpochDay()).isClosed()).isTrue();
    assertThat(calendar.day(LocalDate.MIN.toEpochDay()).isClosed()).isTrue();
    assertThat(calendar.day(day("9999-12-31")).count()).isEqualTo(5);
    assertThat(calendar.serviceDateOf(Integer.MAX_VALUE)).isEqualTo(Calendar.NO_SERVICE);
    assertThat(calendar.closedAround(Integer.MAX_VALUE)).isTrue();
  }

  @Test
  void shouldPutAnExceptionInThePlaceOfItsWeekday() {
    DateException closed = new DateException(LocalDate.parse("2026-12-25"), List.of());
    DateException lunch =
        new DateException(LocalDate.parse("2026-12-24"), List.of(shift("12:00", "12:30")));
    Calendar calendar =
        calendar("Europe/Rome", 30, List.of(shift("19:00", "19:30")), List.of(closed, lunch));
    assertThat(slots(calendar, "2026-12-24")).containsExactly("12:00 +01:00", "12:30 +01:00");
    assertThat(calendar.day(day("2026-12-25")).isClosed()).isTrue();
    assertThat(slots(calendar, "2026-12-26")).containsExactly("19:00 +01:00", "19:30 +01:00");
  }

  @Test
  void shouldTellAClosedHouseFromAnOpenOneWithoutSuchASlot() {
    Shift weekend =
        new Shift("d", "Dinner", List.of(DayOfWeek.SATURDAY), minutes("19:00"), minutes("25:00"));
    Calendar calendar = calendar("Europe/Rome", 30, weekend);
    assertThat(calendar.closedAround(tick("2026-01-16T19:00:00+01:00"))).isTrue();
    assertThat(calendar.closedAround(tick("2026-01-17T11:00:00+01:00"))).isFalse();
    assertThat(calendar.closedAround(tick("2026-01-18T11:00:00+01:00"))).isFalse();
    assertThat(calendar.closedAround(tick("2026-01-19T00:00:00+01:00"))).isTrue();
  }

  @Test
  void shouldKnowTodayOnTheRestaurantsWallClock() {
    long instant = Instant.parse("2026-03-28T23:30:00Z").toEpochMilli();
    assertThat(calendar("Europe/Rome", 30).today(instant)).isEqualTo("2026-03-29");
    assertThat(calendar("America/New_York", 30).today(instant)).isEqualTo("2026-03-28");
    assertThat(calendar("Pacific/Auckland", 30).today(instant)).isEqualTo("2026-03-29");
    assertThat(calendar("UTC", 30).today(-1)).isEqualTo("1969-12-31");
  }

  @Test
  void shouldAnswerTheSameWhateverWasAskedBefore() {
    Shift[] shifts = {shift("00:00", "10:00"), shift("12:00", "23:45")};
    for (String zone : List.of("Europe/Rome", "America/Santiago", "Australia/Lord_Howe")) {
      Calendar remembering = calendar(zone, 15, shifts);
      long first = day("2026-01-01");
      // Steps over many changes, back and forth, so that remembered days and offsets are replaced.
      for (int i = 0; i < 2_000; i++) {
        long date = first + (i * 389L) % 1_500;
        Calendar fresh = calendar(zone, 15, shifts);
        assertThat(ticks(remembering.day(date))).isEqualTo(slowly(zone, date, shifts));
        int tick = Ticks.ofEpochSecond(date * 86_400);
        for (int t = tick; t < tick + 288; t += 5 * HOUR) {
          assertThat(remembering.dateOf(t)).isEqualTo(fresh.dateOf(t));
          assertThat(remembering.dateOf(t))
              .isEqualTo(remembering.atOffset(t).toLocalDate().toEpochDay());
        }
      }
    }
  }

  private static int[] ticks(ServiceDay day) {
    return IntStream.range(0, day.count()).map(day::at).toArray();
  }

  /** The slots by the library alone, one by one. */
  private static int[] slowly(String zone, long date, Shift... shifts) {
    ZoneId id = ZoneId.of(zone);
    return Arrays.stream(shifts)
        .flatMapToInt(s -> IntStream.rangeClosed(s.firstSeating() / 15, s.lastSeating() / 15))
        .mapToObj(
            quarter -> LocalDate.ofEpochDay(date).atTime(LocalTime.MIN).plusMinutes(quarter * 15L))
        .filter(local -> local.atZone(id).toLocalDateTime().equals(local))
        .mapToInt(local -> Ticks.ofEpochSecond(local.atZone(id).toEpochSecond()))
        .toArray();
  }

  // ---- shifts with slots of their own, closures

  private static Calendar house(List<DateException> exceptions, List<Closure> closures) {
    return new Calendar(
        ZoneId.of("Europe/Rome"),
        new Schedule(
            30,
            0,
            List.of(
                new Shift("dinner", "Dinner", DAILY, 19 * 60, 20 * 60, 20),
                new Shift("lunch", "Lunch", DAILY, 12 * 60, 13 * 60),
                new Shift("late", "Late", DAILY, 23 * 60 + 30, 24 * 60 + 30)),
            exceptions,
            closures,
            List.of(
                new TurnTime(20, 90),
                new TurnTime(20, 60, "lunch", List.of(), null, null),
                new TurnTime(20, 45, null, List.of(DayOfWeek.SUNDAY), null, null)),
            List.of(),
            List.of()));
  }

  @Test
  void shouldGiveAShiftItsOwnSlotsAndTheOthersTheSchedules() {
    Calendar calendar = house(List.of(), List.of());
    assertThat(slots(calendar, "2026-01-15").stream().map(time -> time.substring(0, 5)))
        .containsExactly(
            "12:00", "12:30", "13:00", "19:00", "19:20", "19:40", "20:00", "23:30", "00:00",
            "00:30");
    ServiceDay day = calendar.day(day("2026-01-15"));
    assertThat(IntStream.range(0, day.count()).map(day::intervalTicks))
        .containsExactly(6, 6, 6, 4, 4, 4, 4, 6, 6, 6);
    assertThat(IntStream.range(0, day.count()).map(day::shiftNumber))
        .containsExactly(1, 1, 1, 0, 0, 0, 0, 2, 2, 2);
    assertThat(IntStream.range(0, day.count()).map(day::wallMinutes))
        .containsExactly(720, 750, 780, 1140, 1160, 1180, 1200, 1410, 1440, 1470);
  }

  @Test
  void shouldCountASlotNoLongerThanUntilTheNextWhereTheClockSkips() {
    Calendar calendar = calendar("Europe/Rome", 60, shift("01:30", "04:30"));
    ServiceDay spring = calendar.day(day("2026-03-29"));
    assertThat(IntStream.range(0, spring.count()).map(spring::wallMinutes))
        .containsExactly(90, 210, 270);
    assertThat(IntStream.range(0, spring.count()).map(spring::intervalTicks))
        .containsExactly(12, 12, 12);
    ServiceDay autumn = calendar.day(day("2026-10-25"));
    assertThat(IntStream.range(0, autumn.count()).map(autumn::intervalTicks))
        .containsExactly(12, 12, 12, 12);
  }

  @Test
  void shouldEndASlotsIntervalWhereTheNextShiftBegins() {
    Calendar calendar = calendar("UTC", 60, shift("12:00", "13:00"), shift("13:10", "13:10"));
    ServiceDay day = calendar.day(day("2026-01-15"));
    assertThat(IntStream.range(0, day.count()).map(day::intervalTicks)).containsExactly(12, 2, 12);
  }

  @Test
  void shouldStayByTheShiftItStartsInAndTheServiceDate() {
    Calendar calendar = house(List.of(), List.of());
    assertThat(calendar.turnTicks(tick("2026-01-15T12:30:00+01:00"), 2)).isEqualTo(12);
    assertThat(calendar.turnTicks(tick("2026-01-15T19:20:00+01:00"), 2)).isEqualTo(18);
    assertThat(calendar.turnTicks(tick("2026-01-18T00:30:00+01:00"), 2))
        .as("Saturday's service")
        .isEqualTo(18);
    assertThat(calendar.turnTicks(tick("2026-01-19T00:30:00+01:00"), 2))
        .as("Sunday's service")
        .isEqualTo(9);
    assertThat(calendar.turnTicks(tick("2026-01-15T12:35:00+01:00"), 2))
        .as("no slot, and so no shift")
        .isEqualTo(18);
    assertThat(calendar.turnTicks(tick("2026-01-18T16:00:00+01:00"), 2)).isEqualTo(9);
  }

  @Test
  void shouldCloseFromTheFirstDateOfAClosureToTheLast() {
    Calendar calendar =
        house(
            List.of(),
            List.of(new Closure(LocalDate.parse("2026-08-10"), LocalDate.parse("2026-08-12"))));
    assertThat(
            List.of("2026-08-09", "2026-08-10", "2026-08-11", "2026-08-12", "2026-08-13").stream()
                .map(date -> calendar.day(day(date)).isClosed()))
        .containsExactly(false, true, true, true, false);
    assertThat(calendar.serviceDateOf(tick("2026-08-10T00:30:00+02:00")))
        .as("the night before the closure is still served")
        .isEqualTo(day("2026-08-09"));
    assertThat(calendar.serviceDateOf(tick("2026-08-10T12:00:00+02:00")))
        .isEqualTo(Calendar.NO_SERVICE);
    assertThat(calendar.closedAround(tick("2026-08-10T12:00:00+02:00"))).isFalse();
    assertThat(calendar.closedAround(tick("2026-08-11T12:00:00+02:00"))).isTrue();
    assertThat(calendar.closedAround(tick("2026-08-13T01:00:00+02:00"))).isFalse();
  }

  @Test
  void shouldPreferAnExceptionToTheWeek() {
    Calendar calendar =
        house(
            List.of(
                new DateException(
                    LocalDate.parse("2026-08-10"),
                    List.of(new Shift("feast", "Feast", List.of(), 15 * 60, 15 * 60)))),
            List.of());
    assertThat(slots(calendar, "2026-08-10")).containsExactly("15:00 +02:00");
    assertThat(calendar.day(day("2026-08-10")).shiftNumber(0)).isEqualTo(3);
    assertThat(calendar.turnTicks(tick("2026-08-10T15:00:00+02:00"), 2)).isEqualTo(18);
  }
}
