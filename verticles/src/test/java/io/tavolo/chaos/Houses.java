package io.tavolo.chaos;

import io.tavolo.chaos.check.House;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the restaurants of a run, through the API. */
final class Houses {
  private static final int HOUSES = 12;
  private static final int ATTEMPTS = 20;

  private Houses() {}

  /** A few restaurants with few tables: many are refused. */
  static List<House> all() {
    List<House> houses = new ArrayList<>();
    for (int n = 0; n < HOUSES; n++) {
      houses.add(
          new House(
              "house-" + n,
              List.of(
                  new House.Table("T1", 1, 2),
                  new House.Table("T2", 1, 2),
                  new House.Table("T3", 1, 4))));
    }
    return houses;
  }

  static void create(Town town, List<House> houses) throws IOException, InterruptedException {
    for (House house : houses) {
      String path = "/v1/restaurants/" + house.id();
      put(town, path, "{\"name\":\"%s\",\"timezone\":\"UTC\"}".formatted(house.id()));
      put(town, path + "/floor-plan", floorPlan(house));
      put(
          town,
          path + "/schedule",
          """
          {"slot_minutes":15,"shifts":[{"shift_id":"day","name":"Day","weekdays":["monday","tuesday",
          "wednesday","thursday","friday","saturday","sunday"],"first_seating":"12:00",
          "last_seating":"22:00"}],"exceptions":[],"turn_times":[{"up_to_party":8,"minutes":90}]}
          """);
      put(
          town,
          path + "/policies",
          "{\"horizon_days\":365,\"min_notice_minutes\":0,\"show_tables\":true}");
    }
  }

  private static String floorPlan(House house) {
    List<String> tables =
        house.tables().stream()
            .map(
                table ->
                    "{\"label\":\"%s\",\"area_id\":\"sala\",\"min_party\":%d,\"max_party\":%d,\"priority\":0}"
                        .formatted(table.label(), table.minParty(), table.maxParty()))
            .toList();
    return "{\"areas\":[{\"area_id\":\"sala\",\"name\":\"Sala\"}],\"tables\":["
        + String.join(",", tables)
        + "],\"joins\":[]}";
  }

  private static void put(Town town, String path, String body)
      throws IOException, InterruptedException {
    HttpClient http = town.http();
    HttpRequest request =
        HttpRequest.newBuilder(town.node(1).place().api(path))
            .header("authorization", "Bearer " + town.staffToken())
            .header("content-type", "application/json")
            .timeout(Duration.ofSeconds(15))
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    String said = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() < 300) {
        return;
      }
      said = answer.statusCode() + " " + answer.body();
      Thread.sleep(200);
    }
    throw new IOException(path + ": " + said);
  }
}
