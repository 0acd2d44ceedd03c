package io.tavolo.engine.restaurant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScheduleValidationTest {
  private static final List<DayOfWeek> DAILY = List.of(DayOfWeek.values());
  private static final List<TurnTime> TURNS = List.of(new TurnTime(4, 90));

  private static Shift shift(String id, int first, int last, DayOfWeek... weekdays) {
    return new Shift(id, id, weekdays.length == 0 ? DAILY : List.of(weekdays), first, last);
  }

  private static List<String> faults(Shift... shifts) {
    return faults(new Schedule(15, List.of(shifts), List.of(), TURNS));
  }

  private static List<String> faults(List<Shift> shifts, DateException... exceptions) {
    return faults(new Schedule(15, shifts, List.of(exceptions), TURNS));
  }

  private static List<String> faults(Schedule schedule) {
    return Validation.faults(schedule).stream()
        .map(fault -> fault.pointer() + " " + fault.detail())
        .toList();
  }

  private static DateException exception(String date, Shift... shifts) {
    return new DateException(LocalDate.parse(date), List.of(shifts));
  }

  @Test
  void shouldFindNoFaultInASoundSchedule() {
    assertThat(faults(shift("lunch", 720, 855), shift("dinner", 1140, 1500))).isEmpty();
    assertThat(faults(new Schedule(5, List.of(), List.of(), TURNS))).isEmpty();
  }

  @Test
  void shouldHoldAShiftToItsOwnRanges() {
    assertThat(faults(shift("Late", 1140, 1139), shift("x", 1440, 1500), shift("y", -5, 0)))
        .containsExactly(
            "/shifts/0/shift_id shift_id: \"Late\" (expected: [a-z0-9_-]{1,32})",
            "/shifts/0/last_seating last_seating: 18:59 (expected: first_seating 19:00..35:59)",
            "/shifts/1/first_seating first_seating: 24:00"
                + " (expected: 00:00..23:55, on a 5-minute mark)",
            "/shifts/2/first_seating first_seating: -5 minutes"
                + " (expected: 00:00..23:55, on a 5-minute mark)");
    assertThat(faults(shift("a", 1142, 1200), shift("b", 0, 2160))).hasSize(2);
  }

  @Test
  void shouldWantAWeekdayAndAnIdOfItsOwn() {
    Shift never = new Shift("a", "Never", List.of(), 600, 660);
    assertThat(faults(shift("a", 720, 800), never))
        .containsExactly(
            "/shifts/1/shift_id shift_id: \"a\" (expected: a value of its own)",
            "/shifts/1/weekdays weekdays: [] (expected: at least one weekday)");
  }

  @Test
  void shouldRefuseShiftsOfOneDateThatOverlap() {
    assertThat(faults(shift("dinner", 1140, 1320), shift("lunch", 720, 1140)))
        .containsExactly(
            "/shifts/0/first_seating first_seating: 19:00"
                + " (expected: after 19:00, the last seating of shift \"lunch\" of the same date)");
    assertThat(faults(shift("lunch", 720, 1135), shift("dinner", 1140, 1320))).isEmpty();
    assertThat(
            faults(
                shift("lunch", 720, 1200, DayOfWeek.SUNDAY),
                shift("dinner", 1140, 1320, DayOfWeek.MONDAY)))
        .isEmpty();
  }

  @Test
  void shouldRefuseALateShiftThatReachesIntoTheNextDays() {
    Shift late = shift("late", 1200, 1560, DayOfWeek.SUNDAY);
    assertThat(faults(late, shift("early", 120, 300, DayOfWeek.MONDAY)))
        .containsExactly(
            "/shifts/1/first_seating first_seating: 02:00"
                + " (expected: after 26:00, the last seating of shift \"late\" of the day before)");
    assertThat(faults(late, shift("early", 125, 300, DayOfWeek.MONDAY))).isEmpty();
    assertThat(faults(late, shift("early", 120, 300, DayOfWeek.TUESDAY))).isEmpty();
  }

  @Test
  void shouldRefuseExceptionsThatMeetTheirNeighbours() {
    List<Shift> week = List.of(shift("brunch", 600, 900), shift("dinner", 1140, 1500));
    assertThat(faults(week, exception("2026-12-24", shift("early", 60, 120)))).hasSize(1);
    assertThat(faults(week, exception("2026-12-24", shift("party", 1200, 2040)))).hasSize(1);
    assertThat(
            faults(
                week,
                exception("2026-12-31", shift("party", 1200, 2040)),
                exception("2027-01-01", shift("late", 605, 900))))
        .isEmpty();
    assertThat(
            faults(
                week,
                exception("2027-01-01", shift("late", 600, 900)),
                exception("2026-12-31", shift("party", 1200, 2040))))
        .containsExactly(
            "/exceptions/0/shifts/0/first_seating first_seating: 10:00 (expected: after 34:00,"
                + " the last seating of shift \"party\" of the day before)");
  }

  @Test
  void shouldRefuseTwoExceptionsForOneDate() {
    assertThat(faults(List.of(), exception("2026-12-25"), exception("2026-12-25")))
        .containsExactly("/exceptions/1/date date: 2026-12-25 (expected: one exception a date)");
  }

  @Test
  void shouldWantTurnTimesThatAscend() {
    Schedule none = new Schedule(7, List.of(), List.of(), List.of());
    assertThat(faults(none))
        .containsExactly(
            "/slot_minutes slot_minutes: 7 (expected: a multiple of 5)",
            "/turn_times turn_times: 0 entries (expected: at least 1)");
    List<TurnTime> turns =
        List.of(
            new TurnTime(4, 90), new TurnTime(4, 10), new TurnTime(0, 92), new TurnTime(3, 725));
    assertThat(faults(new Schedule(65, List.of(), List.of(), turns)))
        .containsExactly(
            "/slot_minutes slot_minutes: 65 (expected: 5..60)",
            "/turn_times/1/up_to_party up_to_party: 4 (expected: more than the rule before, 4)",
            "/turn_times/1/minutes minutes: 10 (expected: 15..720)",
            "/turn_times/2/up_to_party up_to_party: 0 (expected: 1..100)",
            "/turn_times/2/minutes minutes: 92 (expected: a multiple of 5)",
            "/turn_times/3/up_to_party up_to_party: 3 (expected: more than the rule before, 4)",
            "/turn_times/3/minutes minutes: 725 (expected: 15..720)");
  }

  private static List<String> faults(
      List<Shift> shifts, List<DateException> exceptions, Closure... closures) {
    return faults(
        new Schedule(15, 0, shifts, exceptions, List.of(closures), TURNS, List.of(), List.of()));
  }

  private static Closure closure(String from, String until) {
    return new Closure(LocalDate.parse(from), LocalDate.parse(until));
  }

  @Test
  void shouldHoldTheResetAndAShiftsOwnSlotsToTheirRanges() {
    Shift five = new Shift("a", "A", DAILY, 600, 660, 5);
    Shift odd = new Shift("b", "B", DAILY, 700, 760, 12);
    Shift wide = new Shift("c", "C", DAILY, 800, 860, 65);
    assertThat(faults(five, odd, wide))
        .containsExactly(
            "/shifts/1/slot_minutes slot_minutes: 12 (expected: a multiple of 5)",
            "/shifts/2/slot_minutes slot_minutes: 65 (expected: 5..60)");
    assertThat(reset(-5)).containsExactly("/reset_minutes reset_minutes: -5 (expected: 0..120)");
    assertThat(reset(125)).containsExactly("/reset_minutes reset_minutes: 125 (expected: 0..120)");
    assertThat(reset(7))
        .containsExactly("/reset_minutes reset_minutes: 7 (expected: a multiple of 5)");
    assertThat(reset(120)).isEmpty();
  }

  private static List<String> reset(int minutes) {
    return faults(
        new Schedule(15, minutes, List.of(), List.of(), List.of(), TURNS, List.of(), List.of()));
  }

  @Test
  void shouldRefuseClosuresThatEndBeforeTheyBeginOrMeet() {
    assertThat(
            faults(
                List.of(),
                List.of(),
                closure("2026-08-10", "2026-08-09"),
                closure("2026-08-01", "2026-08-09"),
                closure("2026-08-10", "2026-08-10"),
                closure("2026-07-20", "2026-08-01")))
        .containsExactly(
            "/closures/0/until until: 2026-08-09 (expected: 2026-08-10 or later)",
            "/closures/3 closures: 2026-07-20..2026-08-01"
                + " (expected: dates outside the closure 2026-08-01..2026-08-09)");
  }

  @Test
  void shouldRefuseAnExceptionWithinAClosure() {
    assertThat(
            faults(
                List.of(),
                List.of(exception("2026-08-01"), exception("2026-08-10"), exception("2026-07-31")),
                closure("2026-08-01", "2026-08-09")))
        .containsExactly(
            "/exceptions/0/date date: 2026-08-01"
                + " (expected: a date outside the closure 2026-08-01..2026-08-09)");
  }

  @Test
  void shouldLetAnExceptionReachIntoDatesThatAreClosed() {
    List<Shift> week = List.of(shift("brunch", 600, 900), shift("late", 1140, 1560));
    List<DateException> party = List.of(exception("2026-12-31", shift("party", 60, 2040)));
    assertThat(faults(week, party)).hasSize(2);
    assertThat(
            faults(
                week,
                party,
                closure("2026-12-30", "2026-12-30"),
                closure("2027-01-01", "2027-01-01")))
        .isEmpty();
  }

  @Test
  void shouldTakeTheFirstAndTheLastSeatingThatThereAre() {
    assertThat(faults(shift("a", 0, 0, DayOfWeek.MONDAY))).isEmpty();
    assertThat(faults(shift("a", 1435, 2159, DayOfWeek.MONDAY))).isEmpty();
  }

  @Test
  void shouldWantANameOfEachShift() {
    assertThat(faults(new Shift("a", "", DAILY, 600, 660)))
        .containsExactly("/shifts/0/name name: 0 characters (expected: 1..80)");
  }

  @Test
  void shouldRefuseShiftsOfAnExceptionThatOverlap() {
    assertThat(
            faults(List.of(), exception("2026-12-24", shift("a", 600, 720), shift("b", 700, 800))))
        .hasSize(1);
  }

  @Test
  void shouldNotTakeADateForClosedBecauseAnotherOneIs() {
    List<Shift> week = List.of(shift("brunch", 600, 900), shift("late", 1140, 1560));
    List<DateException> party = List.of(exception("2026-12-31", shift("party", 60, 2040)));
    assertThat(faults(week, party, closure("2026-08-01", "2026-08-09"))).hasSize(2);
  }
}
