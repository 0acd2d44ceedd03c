package io.tavolo.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.TurnTime;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TurnTimesTest {
  /** A Friday. */
  private static final LocalDate DATE = LocalDate.of(2026, 11, 20);

  private static final List<DayOfWeek> FRIDAY = List.of(DayOfWeek.FRIDAY);

  private static TurnTime scoped(
      int upTo, int minutes, @Nullable String shift, List<DayOfWeek> days, boolean dated) {
    return new TurnTime(
        upTo, minutes, shift, days, dated ? DATE : null, dated ? DATE.plusDays(2) : null);
  }

  private static int minutes(
      List<TurnTime> rules, @Nullable String shift, LocalDate date, int party) {
    return TurnTimes.ticks(new TurnTimes(rules).ticks(shift, date), party) * 5;
  }

  private static int minutes(List<TurnTime> rules, int party) {
    return minutes(rules, "dinner", DATE, party);
  }

  @Test
  void shouldTakeTheFirstRungThatReachesTheParty() {
    List<TurnTime> rules = List.of(new TurnTime(2, 90), new TurnTime(4, 120));
    assertThat(minutes(rules, 1)).isEqualTo(90);
    assertThat(minutes(rules, 2)).isEqualTo(90);
    assertThat(minutes(rules, 3)).isEqualTo(120);
    assertThat(minutes(rules, 4)).isEqualTo(120);
  }

  @Test
  void shouldServeEveryLargerPartyByTheLastGeneralRung() {
    List<TurnTime> rules = List.of(new TurnTime(2, 90), new TurnTime(4, 120));
    assertThat(minutes(rules, 5)).isEqualTo(120);
    assertThat(minutes(rules, 100)).isEqualTo(120);
    assertThat(minutes(rules, 1_000)).isEqualTo(120);
  }

  @Test
  void shouldServeByASpecificLadderOnlyThePartiesItHasARungFor() {
    List<TurnTime> rules = List.of(new TurnTime(2, 90), scoped(3, 60, "dinner", List.of(), false));
    assertThat(minutes(rules, 3)).isEqualTo(60);
    assertThat(minutes(rules, 4)).isEqualTo(90);
  }

  @Test
  void shouldPreferDatesToWeekdaysToTheShiftToNone() {
    TurnTime none = new TurnTime(8, 15);
    TurnTime shift = scoped(7, 20, "dinner", List.of(), false);
    TurnTime weekday = scoped(6, 25, null, FRIDAY, false);
    TurnTime weekdayAndShift = scoped(5, 30, "dinner", FRIDAY, false);
    TurnTime dates = scoped(4, 35, null, List.of(), true);
    TurnTime datesAndShift = scoped(3, 40, "dinner", List.of(), true);
    TurnTime datesAndWeekday = scoped(2, 45, null, FRIDAY, true);
    TurnTime all = scoped(1, 50, "dinner", FRIDAY, true);
    List<TurnTime> rules =
        List.of(datesAndWeekday, weekday, all, none, dates, weekdayAndShift, datesAndShift, shift);
    assertThat(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9))
        .extracting(party -> minutes(rules, party))
        .containsExactly(50, 45, 40, 35, 30, 25, 20, 15, 15);
  }

  @Test
  void shouldHoldAShiftsRulesInThatShiftOnly() {
    List<TurnTime> rules = List.of(new TurnTime(8, 90), scoped(8, 60, "lunch", List.of(), false));
    assertThat(minutes(rules, "lunch", DATE, 2)).isEqualTo(60);
    assertThat(minutes(rules, "dinner", DATE, 2)).isEqualTo(90);
    assertThat(minutes(rules, null, DATE, 2)).isEqualTo(90);
  }

  @Test
  void shouldHoldAWeekdaysRulesOnThatWeekdayOnly() {
    List<TurnTime> rules = List.of(new TurnTime(8, 90), scoped(8, 60, null, FRIDAY, false));
    assertThat(minutes(rules, null, DATE, 2)).isEqualTo(60);
    assertThat(minutes(rules, null, DATE.plusDays(1), 2)).isEqualTo(90);
    assertThat(minutes(rules, null, DATE.plusDays(7), 2)).isEqualTo(60);
  }

  @Test
  void shouldHoldDatedRulesFromTheFirstDateToTheLast() {
    List<TurnTime> rules = List.of(new TurnTime(8, 90), scoped(8, 60, null, List.of(), true));
    assertThat(minutes(rules, null, DATE.minusDays(1), 2)).isEqualTo(90);
    assertThat(minutes(rules, null, DATE, 2)).isEqualTo(60);
    assertThat(minutes(rules, null, DATE.plusDays(2), 2)).isEqualTo(60);
    assertThat(minutes(rules, null, DATE.plusDays(3), 2)).isEqualTo(90);
  }

  @Test
  void shouldTakeRulesOfOneScopeForOneLadderWhereverTheyStand() {
    List<TurnTime> rules =
        List.of(
            scoped(2, 30, null, FRIDAY, false),
            new TurnTime(2, 90),
            scoped(4, 45, null, FRIDAY, false),
            new TurnTime(9, 120));
    assertThat(List.of(2, 4, 5))
        .extracting(party -> minutes(rules, party))
        .containsExactly(30, 45, 120);
    assertThat(minutes(rules, null, DATE.plusDays(1), 2)).isEqualTo(90);
  }
}
