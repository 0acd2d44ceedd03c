package io.tavolo.engine.restaurant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PacingRulesTest {
  private static final Limits SOME = new Limits(20, null, null);
  private static final LocalDate EVE = LocalDate.parse("2026-12-24");

  private static List<String> faults(List<Pacing> pacing, PacingOverride... overrides) {
    Shift dinner = new Shift("dinner", "Dinner", List.of(DayOfWeek.values()), 1140, 1320);
    Schedule schedule =
        new Schedule(
            15,
            0,
            List.of(dinner),
            List.of(),
            List.of(),
            List.of(new TurnTime(4, 90)),
            pacing,
            List.of(overrides));
    return Validation.faults(schedule).stream()
        .map(fault -> fault.pointer() + " " + fault.detail())
        .toList();
  }

  private static PacingOverride override(int from, int until, @Nullable String areaId) {
    return new PacingOverride(EVE, from, until, areaId, SOME);
  }

  @Test
  void shouldFindNoFaultInSoundPacing() {
    assertThat(
            faults(
                List.of(
                    new Pacing(null, null, new Limits(1, 1, 1)),
                    new Pacing("dinner", null, new Limits(10_000, 1_000, 10_000)),
                    new Pacing(null, "hall", SOME),
                    new Pacing("dinner", "hall", SOME)),
                override(1140, 1200, null),
                override(1200, 1260, null),
                override(1140, 1200, "hall"),
                override(0, 5, null),
                override(2155, 2160, null)))
        .isEmpty();
  }

  @Test
  void shouldRefuseAPacingOfNothing() {
    assertThat(
            faults(
                List.of(
                    new Pacing(null, null, new Limits(0, 0, 0)),
                    new Pacing("dinner", null, new Limits(10_001, 1_001, 10_001)),
                    new Pacing(null, "hall", Limits.NONE))))
        .containsExactly(
            "/pacing/0/covers_starting covers_starting: 0 (expected: 1..10000)",
            "/pacing/0/parties_starting parties_starting: 0 (expected: 1..1000)",
            "/pacing/0/covers_present covers_present: 0 (expected: 1..10000)",
            "/pacing/1/covers_starting covers_starting: 10001 (expected: 1..10000)",
            "/pacing/1/parties_starting parties_starting: 1001 (expected: 1..1000)",
            "/pacing/1/covers_present covers_present: 10001 (expected: 1..10000)",
            "/pacing/2 pacing: no limit"
                + " (expected: covers_starting, parties_starting or covers_present)");
  }

  @Test
  void shouldWantShiftsThatExistAndEachScopeOnce() {
    assertThat(
            faults(
                List.of(
                    new Pacing("lunch", null, SOME),
                    new Pacing(null, "The Hall", SOME),
                    new Pacing(null, null, SOME),
                    new Pacing("dinner", "hall", SOME),
                    new Pacing("dinner", "hall", SOME),
                    new Pacing(null, null, SOME))))
        .containsExactly(
            "/pacing/0/shift_id shift_id: \"lunch\" (expected: the id of one of the shifts)",
            "/pacing/1/area_id area_id: \"The Hall\" (expected: [a-z0-9_-]{1,32})",
            "/pacing/4 pacing: shift \"dinner\", area \"hall\""
                + " (expected: one rule for each shift and area)",
            "/pacing/5 pacing: every shift, the whole house"
                + " (expected: one rule for each shift and area)");
  }

  @Test
  void shouldHoldOverridesToTheirTimes() {
    assertThat(
            faults(
                List.of(),
                override(-5, 60, null),
                override(1142, 1200, null),
                override(1200, 1200, null),
                override(1200, 1203, null),
                override(2100, 2165, null),
                override(2160, 2160, null)))
        .containsExactly(
            "/pacing_overrides/0/from from: -5 minutes"
                + " (expected: 00:00..35:55, on a 5-minute mark)",
            "/pacing_overrides/1/from from: 19:02 (expected: 00:00..35:55, on a 5-minute mark)",
            "/pacing_overrides/2/until until: 20:00"
                + " (expected: after 20:00, at most 36:00, on a 5-minute mark)",
            "/pacing_overrides/3/until until: 20:03"
                + " (expected: after 20:00, at most 36:00, on a 5-minute mark)",
            "/pacing_overrides/4/until until: 36:05"
                + " (expected: after 35:00, at most 36:00, on a 5-minute mark)",
            "/pacing_overrides/5/from from: 36:00 (expected: 00:00..35:55, on a 5-minute mark)");
  }

  @Test
  void shouldRefuseOverridesOfOneDateAndAreaThatMeet() {
    PacingOverride another = new PacingOverride(EVE.plusDays(1), 1140, 1200, "hall", Limits.NONE);
    assertThat(
            faults(
                List.of(),
                override(1140, 1200, "hall"),
                override(1195, 1260, "hall"),
                override(1195, 1260, null),
                another))
        .containsExactly(
            "/pacing_overrides/1 pacing_overrides: 2026-12-24 19:55..21:00"
                + " (expected: times outside those of the override of 19:00..20:00)",
            "/pacing_overrides/3 pacing_overrides: no limit"
                + " (expected: covers_starting, parties_starting or covers_present)");
  }

  @Test
  void shouldLookAtAnOverridesAreaAndAtTheOrderOfTimesInEitherWay() {
    assertThat(faults(List.of(), override(1140, 1200, "The Hall")))
        .containsExactly(
            "/pacing_overrides/0/area_id area_id: \"The Hall\" (expected: [a-z0-9_-]{1,32})");
    assertThat(faults(List.of(), override(1200, 1260, null), override(1140, 1200, null))).isEmpty();
    assertThat(faults(List.of(), override(1200, 1260, null), override(1140, 1205, null)))
        .hasSize(1);
  }

  @Test
  void shouldCompareNothingWithAnOverrideWhoseTimesAreNone() {
    assertThat(faults(List.of(), override(1140, 1262, null), override(1200, 1260, null)))
        .hasSize(1);
    assertThat(faults(List.of(), override(1141, 1260, null), override(1200, 1260, null)))
        .hasSize(1);
  }
}
