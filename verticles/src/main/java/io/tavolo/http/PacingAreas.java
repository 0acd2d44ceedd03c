package io.tavolo.http;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Fault;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.http.json.Faults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a schedule's pacing names areas that the floor plan does not have. */
final class PacingAreas {
  private final List<String> known;
  private final List<Fault> faults = new ArrayList<>();

  private PacingAreas(Restaurant house) {
    known = house.floorPlan().areas().stream().map(Area::id).toList();
  }

  static List<Fault> faults(Schedule schedule, Restaurant house) {
    PacingAreas areas = new PacingAreas(house);
    for (int i = 0; i < schedule.pacing().size(); i++) {
      areas.check("/pacing/" + i, schedule.pacing().get(i).areaId());
    }
    for (int i = 0; i < schedule.pacingOverrides().size(); i++) {
      areas.check("/pacing_overrides/" + i, schedule.pacingOverrides().get(i).areaId());
    }
    return areas.faults;
  }

  private void check(String at, @Nullable String areaId) {
    if (areaId != null && !known.contains(areaId)) {
      String detail =
          "area_id: %s (expected: an area of the floor plan, one of %s)"
              .formatted(Faults.quoted(areaId), String.join(", ", known));
      faults.add(new Fault(at + "/area_id", detail));
    }
  }
}
