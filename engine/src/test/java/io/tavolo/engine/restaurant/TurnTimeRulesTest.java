package io.tavolo.engine.restaurant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TurnTimeRulesTest {
  private static final TurnTime GENERAL = new TurnTime(4, 90);
  private static final String CLASH =
      " (expected: scopes of the same kind that exclude each other)";

  private static List<String> faults(TurnTime... rules) {
    List<DayOfWeek> daily = List.of(DayOfWeek.values());
    List<Shift> week =
        List.of(
            new Shift("lunch", "Lunch", daily, 720, 840),
            new Shift("dinner", "Dinner", daily, 1140, 1320));
    DateException party =
        new DateException(
            LocalDate.parse("2026-12-31"), List.of(new Shift("party", "Party", daily, 1200, 1300)));
    return Validation.faults(new Schedule(15, week, List.of(party), List.of(rules))).stream()
        .map(fault -> fault.pointer() + " " + fault.detail())
        .toList();
  }

  private static TurnTime rule(
      int party,
      @Nullable String shift,
      List<DayOfWeek> weekdays,
      @Nullable String from,
      @Nullable String until) {
    return new TurnTime(party, 120, shift, weekdays, date(from), date(until));
  }

  private static @Nullable LocalDate date(@Nullable String text) {
    return text == null ? null : LocalDate.parse(text);
  }

  private static TurnTime ofShift(int party, String shift) {
    return rule(party, shift, List.of(), null, null);
  }

  private static TurnTime of(DayOfWeek... weekdays) {
    return rule(4, null, List.of(weekdays), null, null);
  }

  private static TurnTime dated(String from, String until, DayOfWeek... weekdays) {
    return rule(4, null, List.of(weekdays), from, until);
  }

  @Test
  void shouldTakeALadderForEachScopeWhateverTheOrderOfTheRungs() {
    assertThat(
            faults(
                ofShift(2, "lunch"),
                GENERAL,
                ofShift(2, "dinner"),
                ofShift(6, "lunch"),
                new TurnTime(8, 150),
                ofShift(1, "party")))
        .isEmpty();
  }

  @Test
  void shouldHoldEachLadderToAscendByItself() {
    assertThat(faults(GENERAL, ofShift(8, "lunch"), new TurnTime(6, 100), ofShift(7, "lunch")))
        .containsExactly(
            "/turn_times/3/up_to_party up_to_party: 7 (expected: more than the rule before, 8)");
  }

  @Test
  void shouldWantARuleWithoutAScope() {
    assertThat(faults(ofShift(6, "lunch")))
        .containsExactly("/turn_times turn_times: none without a scope (expected: at least 1)");
    assertThat(faults())
        .containsExactly("/turn_times turn_times: 0 entries (expected: at least 1)");
  }

  @Test
  void shouldWantShiftsThatExist() {
    assertThat(faults(GENERAL, ofShift(2, "brunch")))
        .containsExactly(
            "/turn_times/1/shift_id shift_id: \"brunch\" (expected: the id of one of the shifts)");
  }

  @Test
  void shouldWantBothDatesOrNoneInTheirOrder() {
    assertThat(
            faults(
                GENERAL,
                rule(2, null, List.of(), "2026-12-01", null),
                rule(2, null, List.of(), null, "2026-12-01"),
                dated("2026-12-02", "2026-12-01")))
        .containsExactly(
            "/turn_times/1/until until: nothing (expected: a date, since from has one)",
            "/turn_times/2/from from: nothing (expected: a date, since until has one)",
            "/turn_times/3/until until: 2026-12-01 (expected: 2026-12-02 or later)");
    assertThat(faults(GENERAL, dated("2026-12-01", "2026-12-01"))).isEmpty();
  }

  @Test
  void shouldRefuseWeekdaysThatMeet() {
    assertThat(faults(GENERAL, of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY), of(DayOfWeek.SUNDAY)))
        .isEmpty();
    assertThat(faults(GENERAL, of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY), of(DayOfWeek.FRIDAY)))
        .containsExactly("/turn_times/2 turn_times: a scope that meets that of rule 1" + CLASH);
    assertThat(
            faults(
                GENERAL,
                rule(2, "lunch", List.of(DayOfWeek.FRIDAY), null, null),
                rule(2, "dinner", List.of(DayOfWeek.FRIDAY), null, null),
                of(DayOfWeek.FRIDAY)))
        .isEmpty();
  }

  @Test
  void shouldRefuseDatesThatMeet() {
    assertThat(
            faults(GENERAL, dated("2026-12-01", "2026-12-10"), dated("2026-12-11", "2026-12-20")))
        .isEmpty();
    assertThat(
            faults(GENERAL, dated("2026-12-01", "2026-12-10"), dated("2026-12-10", "2026-12-20")))
        .containsExactly("/turn_times/2 turn_times: a scope that meets that of rule 1" + CLASH);
  }

  @Test
  void shouldTakeDatesThatMeetOnNoSharedWeekday() {
    // The first is a Tuesday.
    assertThat(
            faults(
                GENERAL,
                dated("2026-12-01", "2026-12-04", DayOfWeek.SATURDAY, DayOfWeek.FRIDAY),
                dated("2026-12-02", "2026-12-03", DayOfWeek.FRIDAY)))
        .isEmpty();
    assertThat(
            faults(
                GENERAL,
                dated("2026-12-01", "2026-12-04", DayOfWeek.SATURDAY, DayOfWeek.FRIDAY),
                dated("2026-12-04", "2026-12-30", DayOfWeek.FRIDAY)))
        .containsExactly("/turn_times/2 turn_times: a scope that meets that of rule 1" + CLASH);
    assertThat(
            faults(
                GENERAL,
                dated("2026-12-01", "2026-12-30", DayOfWeek.SATURDAY),
                dated("2026-12-01", "2026-12-31", DayOfWeek.FRIDAY),
                dated("2026-12-01", "2026-12-07", DayOfWeek.SATURDAY)))
        .containsExactly("/turn_times/3 turn_times: a scope that meets that of rule 1" + CLASH);
  }

  @Test
  void shouldTakeScopesOfDifferentKindsThatMeet() {
    assertThat(
            faults(
                GENERAL,
                of(DayOfWeek.FRIDAY),
                dated("2026-12-01", "2026-12-31", DayOfWeek.FRIDAY),
                dated("2026-12-01", "2026-12-31"),
                ofShift(4, "lunch"),
                rule(4, "lunch", List.of(DayOfWeek.FRIDAY), null, null)))
        .isEmpty();
  }

  @Test
  void shouldCompareNothingWithAScopeThatLacksADate() {
    assertThat(
            faults(
                GENERAL,
                rule(2, null, List.of(), "2026-12-01", null),
                dated("2026-12-01", "2026-12-31")))
        .hasSize(1);
  }
}
