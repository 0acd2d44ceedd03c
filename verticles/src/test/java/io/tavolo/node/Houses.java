package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** Restaurants for tests, made through the API. */
final class Houses {
  private Houses() {}

  /** Sends a document to a path of the API, as staff. */
  @FunctionalInterface
  interface Put {
    HttpResponse<String> send(String path, String body) throws Exception;
  }

  /** Open every day from 12:00 to 22:00 in UTC, turn time 90 minutes, so many tables for two. */
  static void create(NodeProcess node, String id, int tables) throws Exception {
    create(node::put, id, tables);
  }

  /** The same through any door. */
  static void create(Put door, String id, int tables) throws Exception {
    StringBuilder list = new StringBuilder();
    for (int n = 1; n <= tables; n++) {
      list.append(n == 1 ? "" : ",")
          .append(
              "{\"label\":\"T%d\",\"area_id\":\"sala\",\"min_party\":1,\"max_party\":2,\"priority\":0}"
                  .formatted(n));
    }
    put(door, "/v1/restaurants/" + id, "{\"name\":\"House " + id + "\",\"timezone\":\"UTC\"}");
    put(
        door,
        "/v1/restaurants/" + id + "/floor-plan",
        "{\"areas\":[{\"area_id\":\"sala\",\"name\":\"Sala\"}],\"tables\":[" + list + "]}");
    put(
        door,
        "/v1/restaurants/" + id + "/schedule",
        """
        {"slot_minutes":15,"shifts":[{"shift_id":"day","name":"Day","weekdays":["monday","tuesday",
        "wednesday","thursday","friday","saturday","sunday"],"first_seating":"12:00",
        "last_seating":"22:00"}],"exceptions":[],"turn_times":[{"up_to_party":8,"minutes":90}]}
        """);
    put(
        door,
        "/v1/restaurants/" + id + "/policies",
        "{\"horizon_days\":730,\"min_notice_minutes\":0,\"show_tables\":true}");
  }

  private static void put(Put door, String path, String body) throws Exception {
    HttpResponse<String> answer = door.send(path, body);
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 204);
  }

  static String booking(String start) {
    return booking(start, "Ada");
  }

  static String booking(String start, String name) {
    return "{\"party_size\":2,\"start\":\"%s\",\"diner\":{\"name\":\"%s\",\"email\":\"ada@example.org\"}}"
        .formatted(start, name);
  }
}
