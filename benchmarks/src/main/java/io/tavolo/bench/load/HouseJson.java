package io.tavolo.bench.load;

import java.util.List;
import java.util.Locale;

/** Restaurants as the API takes them: one area, tables for 2, 4, 6 and 8 in turn, dinner. */
final class HouseJson {
  /** Three that no visit overlaps. */
  static final List<String> SEATINGS = List.of("18:00", "19:30", "21:00");

  static final String POLICIES = "{\"min_notice_minutes\":0,\"horizon_days\":365}";
  private static final int[] COVERS = {2, 4, 6, 8};
  private static final int TURN_MINUTES = 90;

  private HouseJson() {}

  /** The largest party that one of so many tables takes. */
  static int largestParty(int tables) {
    return COVERS[Math.min(tables, COVERS.length) - 1];
  }

  static String profile(String name) {
    return "{\"name\":\"%s\",\"timezone\":\"Europe/Rome\"}".formatted(name);
  }

  static String floorPlan(int tables) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tables; i++) {
      text.append(i == 0 ? "" : ",");
      text.append(
          String.format(
              Locale.ROOT,
              "{\"label\":\"T%d\",\"area_id\":\"main\",\"min_party\":1,\"max_party\":%d,\"priority\":0}",
              i + 1,
              COVERS[i % COVERS.length]));
    }
    return "{\"areas\":[{\"area_id\":\"main\",\"name\":\"Main room\"}],\"tables\":[" + text + "]}";
  }

  /** Dinner every day, seated from the one time to the other, wall-clock, and 90 minutes long. */
  static String schedule(String firstSeating, String lastSeating) {
    return """
    {"slot_minutes":15,
     "shifts":[{"shift_id":"dinner","name":"Dinner","first_seating":"%s","last_seating":"%s",
       "weekdays":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]}],
     "turn_times":[{"up_to_party":100,"minutes":%d}]}
    """
        .formatted(firstSeating, lastSeating, TURN_MINUTES);
  }
}
