package io.tavolo.importer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sees to it that a restaurant is there, with tables and hours. What is there already stays as it
 * is.
 */
final class Restaurants {
  private static final List<String> EVERY_DAY =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
  private static final int SLOT_MINUTES = 15;
  private static final int ROW_TABLES = 3;

  /** How long parties stay: up to so many covers, so many minutes. */
  private static final int[][] TURN_TIMES = {{2, 90}, {4, 105}, {100, 120}};

  private final Definitions definitions;
  private final Options options;
  private final Report report;
  private final Map<String, Boolean> known = new HashMap<>();

  Restaurants(Definitions definitions, Options options, Report report) {
    this.definitions = definitions;
    this.options = options;
    this.report = report;
  }

  /** Makes the restaurant of the row, if there is none of that id. */
  void make(RestaurantRow row) {
    if (known.containsKey(row.id())) {
      throw Fault.of("restaurant_id", row.id(), "each restaurant once");
    }
    String path = "/v1/restaurants/" + row.id();
    boolean isNew = definitions.get(path) == null;
    if (isNew) {
      definitions.put(path, row.toMake());
    }
    known.put(row.id(), true);
    report.restaurant(isNew);
    complete(row.id(), isNew);
  }

  /** Whether there is such a restaurant; it has tables and hours then, as far as options say. */
  boolean isKnown(String id) {
    Boolean there = known.get(id);
    if (there == null) {
      there = definitions.get("/v1/restaurants/" + id) != null;
      known.put(id, there);
      if (there) {
        complete(id, false);
      }
    }
    return there;
  }

  private void complete(String id, boolean isNew) {
    String plan = "/v1/restaurants/" + id + "/floor-plan";
    if (!options.tables().isEmpty() && (isNew || isEmpty(plan, "tables"))) {
      definitions.put(plan, floorPlan());
      report.planGiven();
    }
    String schedule = "/v1/restaurants/" + id + "/schedule";
    if (!options.hours().isEmpty() && (isNew || isEmpty(schedule, "shifts"))) {
      definitions.put(schedule, schedule());
      report.scheduleGiven();
    }
  }

  private boolean isEmpty(String path, String member) {
    JsonNode document = definitions.get(path);
    return document == null || document.path(member).isEmpty();
  }

  private Map<String, Object> floorPlan() {
    List<Map<String, Object>> tables = new ArrayList<>();
    for (Options.Tables kind : options.tables()) {
      for (int i = 0; i < kind.count(); i++) {
        tables.add(
            Map.of(
                "label",
                "T" + (tables.size() + 1),
                "area_id",
                "main",
                "min_party",
                1,
                "max_party",
                kind.seats(),
                "priority",
                0));
      }
    }
    return Map.of(
        "areas",
        List.of(Map.of("area_id", "main", "name", "Main")),
        "tables",
        tables,
        "joins",
        joins());
  }

  /** The small tables of one size stand in rows. */
  private List<List<String>> joins() {
    List<List<String>> joins = new ArrayList<>();
    int number = 0;
    for (Options.Tables kind : options.tables()) {
      for (int i = 0; i < kind.count(); i++) {
        number++;
        if (kind.seats() <= options.service().joinSeats() && i % ROW_TABLES != 0) {
          joins.add(List.of("T" + (number - 1), "T" + number));
        }
      }
    }
    return joins;
  }

  private Map<String, Object> schedule() {
    List<Map<String, Object>> shifts = new ArrayList<>();
    for (Options.Hours hours : options.hours()) {
      int number = shifts.size() + 1;
      shifts.add(
          Map.of(
              "shift_id",
              "shift-" + number,
              "name",
              "Shift " + number,
              "weekdays",
              EVERY_DAY,
              "first_seating",
              hours.first(),
              "last_seating",
              hours.last()));
    }
    List<Map<String, Object>> turns = new ArrayList<>();
    for (int[] rule : TURN_TIMES) {
      turns.add(Map.of("up_to_party", rule[0], "minutes", rule[1]));
    }
    int covers = options.service().coversStarting();
    return Map.of(
        "slot_minutes",
        SLOT_MINUTES,
        "reset_minutes",
        options.service().resetMinutes(),
        "shifts",
        shifts,
        "exceptions",
        List.of(),
        "turn_times",
        turns,
        "pacing",
        covers == 0 ? List.of() : List.of(Map.of("covers_starting", covers)));
  }
}
