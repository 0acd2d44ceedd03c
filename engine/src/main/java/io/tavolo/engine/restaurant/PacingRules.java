package io.tavolo.engine.restaurant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What pacing must hold, apart from whether the floor plan has its areas: the engine asks that. */
final class PacingRules {
  private static final int LAST_MINUTE = 2160;
  private static final String SOME_LIMIT = "covers_starting, parties_starting or covers_present";

  private PacingRules() {}

  static void check(Schedule schedule, Set<String> shiftIds, Findings found) {
    Set<List<@Nullable String>> scopes = new HashSet<>();
    for (int i = 0; i < schedule.pacing().size(); i++) {
      Pacing rule = schedule.pacing().get(i);
      String at = "/pacing/" + i;
      String shiftId = rule.shiftId();
      if (shiftId != null && !shiftIds.contains(shiftId)) {
        found.add(at + "/shift_id", Findings.quoted(shiftId), "the id of one of the shifts");
      }
      area(at, rule.areaId(), found);
      if (!scopes.add(Arrays.asList(shiftId, rule.areaId()))) {
        found.add(at, scope(shiftId, rule.areaId()), "one rule for each shift and area");
      }
      limits(at, rule.limits(), found);
    }
    List<PacingOverride> sound = new ArrayList<>();
    for (int i = 0; i < schedule.pacingOverrides().size(); i++) {
      override("/pacing_overrides/" + i, schedule.pacingOverrides().get(i), sound, found);
    }
  }

  private static String scope(@Nullable String shiftId, @Nullable String areaId) {
    return (shiftId == null ? "every shift" : "shift " + Findings.quoted(shiftId))
        + (areaId == null ? ", the whole house" : ", area " + Findings.quoted(areaId));
  }

  private static void area(String at, @Nullable String areaId, Findings found) {
    if (areaId != null) {
      found.matches(at + "/area_id", areaId, Validation.ID);
    }
  }

  private static void limits(String at, Limits limits, Findings found) {
    if (limits.equals(Limits.NONE)) {
      found.add(at, "no limit", SOME_LIMIT);
    }
    limit(at + "/covers_starting", limits.coversStarting(), 10_000, found);
    limit(at + "/parties_starting", limits.partiesStarting(), 1_000, found);
    limit(at + "/covers_present", limits.coversPresent(), 10_000, found);
  }

  private static void limit(String at, @Nullable Integer limit, int max, Findings found) {
    if (limit != null) {
      found.range(at, limit, 1, max);
    }
  }

  private static void override(
      String at, PacingOverride override, List<PacingOverride> sound, Findings found) {
    area(at, override.areaId(), found);
    limits(at, override.limits(), found);
    if (!times(at, override, found)) {
      return;
    }
    for (PacingOverride before : sound) {
      if (overlap(before, override)) {
        found.add(
            at,
            override.date() + " " + times(override),
            "times outside those of the override of " + times(before));
        return;
      }
    }
    sound.add(override);
  }

  private static String times(PacingOverride override) {
    return ScheduleRules.clock(override.from()) + ".." + ScheduleRules.clock(override.until());
  }

  private static boolean times(String at, PacingOverride override, Findings found) {
    int from = override.from();
    int until = override.until();
    if (from < 0 || from >= LAST_MINUTE || from % 5 != 0) {
      found.add(at + "/from", ScheduleRules.clock(from), "00:00..35:55, on a 5-minute mark");
      return false;
    }
    if (until <= from || until > LAST_MINUTE || until % 5 != 0) {
      found.add(
          at + "/until",
          ScheduleRules.clock(until),
          "after %s, at most 36:00, on a 5-minute mark".formatted(ScheduleRules.clock(from)));
      return false;
    }
    return true;
  }

  private static boolean overlap(PacingOverride a, PacingOverride b) {
    return a.date().equals(b.date())
        && Objects.equals(a.areaId(), b.areaId())
        && a.from() < b.until()
        && b.from() < a.until();
  }
}
