package io.tavolo.bench.load;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The restaurants of a run and what diners want of them. Every restaurant of a scene is alike: one
 * area, tables for 2, 4, 6 and 8 in turn, and dinner every day.
 *
 * @param name of the profile, also the beginning of the restaurants' ids
 * @param restaurants at least 1
 * @param tables of each, 1..512
 * @param starts wall-clock times that diners ask for; no two of them overlap
 */
public record Scene(String name, int restaurants, int tables, List<String> starts) {
  private static final int[] COVERS = {2, 4, 6, 8};
  private static final int DAYS_AHEAD = 7;
  private static final List<String> SEATINGS = List.of("18:00", "19:30", "21:00");
  private static final int TURN_MINUTES = 90;

  public Scene {
    starts = List.copyOf(starts);
  }

  /** All diners want one restaurant of 40 tables: any of three seatings on seven evenings. */
  public static Scene hot(LocalDate today) {
    List<String> starts = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      LocalDate date = today.plusDays(DAYS_AHEAD + day);
      SEATINGS.forEach(clock -> starts.add(date + "T" + clock));
    }
    return new Scene("hot", 1, 40, starts);
  }

  /** Diners want one evening's middle seating, in any of many restaurants of 6 tables. */
  public static Scene spread(LocalDate today, int restaurants) {
    String start = today.plusDays(DAYS_AHEAD) + "T" + SEATINGS.get(1);
    return new Scene("spread", restaurants, 6, List.of(start));
  }

  /** The largest party that one of the tables takes. */
  public int largestParty() {
    return COVERS[Math.min(tables, COVERS.length) - 1];
  }

  /** How many parties fit in all. */
  public long seatings() {
    return (long) restaurants * tables * starts.size();
  }

  /** The id of restaurant number {@code index}. */
  public String restaurantId(int index) {
    return name + "-" + index;
  }

  String profile(int index) {
    return "{\"name\":\"%s %d\",\"timezone\":\"Europe/Rome\"}".formatted(name, index);
  }

  String floorPlan() {
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

  String schedule() {
    return """
    {"slot_minutes":15,
     "shifts":[{"shift_id":"dinner","name":"Dinner","first_seating":"%s","last_seating":"%s",
       "weekdays":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]}],
     "turn_times":[{"up_to_party":100,"minutes":%d}]}
    """
        .formatted(SEATINGS.get(0), SEATINGS.get(SEATINGS.size() - 1), TURN_MINUTES);
  }

  String policies() {
    return "{\"min_notice_minutes\":0,\"horizon_days\":365}";
  }
}
