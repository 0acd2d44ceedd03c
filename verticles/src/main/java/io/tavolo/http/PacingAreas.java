package io.tavolo.http;

import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Fault;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.http.json.Faults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where pacing and floor plan do not agree about areas, in the document that was put. */
final class PacingAreas {
  private final List<String> known;
  private final boolean planIsPut;
  private final List<Fault> faults = new ArrayList<>();

  private PacingAreas(FloorPlan plan, boolean planIsPut) {
    known = plan.areas().stream().map(Area::id).toList();
    this.planIsPut = planIsPut;
  }

  /** What is wrong with a schedule or a plan that was put to the house; none of other commands. */
  static List<Fault> faults(Command put, Restaurant house) {
    if (put instanceof Command.PutSchedule schedule) {
      return new PacingAreas(house.floorPlan(), false).checked(schedule.schedule());
    }
    return put instanceof Command.PutFloorPlan plan
        ? new PacingAreas(plan.floorPlan(), true).checked(house.schedule())
        : List.of();
  }

  private List<Fault> checked(Schedule schedule) {
    for (int i = 0; i < schedule.pacing().size(); i++) {
      check("/pacing/" + i, schedule.pacing().get(i).areaId());
    }
    for (int i = 0; i < schedule.pacingOverrides().size(); i++) {
      check("/pacing_overrides/" + i, schedule.pacingOverrides().get(i).areaId());
    }
    return faults;
  }

  private void check(String at, @Nullable String areaId) {
    if (areaId == null || known.contains(areaId)) {
      return;
    }
    String areas = String.join(", ", known);
    if (planIsPut) {
      String detail = "areas: %s (expected: also %s, which %s of the schedule names)";
      faults.add(new Fault("/areas", detail.formatted(areas, Faults.quoted(areaId), at)));
    } else {
      String detail = "area_id: %s (expected: an area of the floor plan, one of %s)";
      faults.add(new Fault(at + "/area_id", detail.formatted(Faults.quoted(areaId), areas)));
    }
  }
}
