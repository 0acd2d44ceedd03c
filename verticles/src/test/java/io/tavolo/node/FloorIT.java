package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Joined tables, pacing, deposits and changes of plan, through a whole node. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FloorIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TABLES =
      """
      {"areas":[{"area_id":"sala","name":"Sala"}],
       "tables":[{"label":"T1","area_id":"sala","min_party":1,"max_party":2,"priority":0},
                 {"label":"T2","area_id":"sala","min_party":1,"max_party":2,"priority":0},
                 {"label":"T3","area_id":"sala","min_party":1,"max_party":2,"priority":0,
                  "channel":"walk_in"}],
       "joins":[["T1","T2"]]}""";
  private static final String ONE_LARGE =
      """
      {"areas":[{"area_id":"sala","name":"Sala"}],
       "tables":[{"label":"L","area_id":"sala","min_party":1,"max_party":4,"priority":0}]}""";
  private static final String WEEK =
      """
      {"slot_minutes":60,"reset_minutes":15,
       "shifts":[{"shift_id":"day","name":"Day","weekdays":["monday","tuesday","wednesday",
                  "thursday","friday","saturday","sunday"],
                  "first_seating":"%s","last_seating":"21:00"}],
       "turn_times":[{"up_to_party":8,"minutes":45}],
       "pacing":[{"covers_starting":4}]}""";
  private static final String POLICIES =
      """
      {"horizon_days":730,"show_tables":true,
       "deposit":{"min_party":4,"minor_per_cover":1000,"currency":"EUR"}}""";

  @TempDir static Path dir;
  private static NodeProcess node;

  @BeforeAll
  static void start() throws Exception {
    node = new NodeProcess(dir, Map.of()).start();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static void open(String id) throws Exception {
    put(id, "", "{\"name\":\"%s\",\"timezone\":\"UTC\"}".formatted(id), 201);
    put(id, "/floor-plan", TABLES, 200);
    put(id, "/schedule", WEEK.formatted("12:00"), 200);
    put(id, "/policies", POLICIES, 200);
  }

  private static JsonNode put(String id, String part, String body, int status) throws Exception {
    HttpResponse<String> answer = node.put("/v1/restaurants/" + id + part, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return MAPPER.readTree(answer.body());
  }

  private static JsonNode send(HttpRequest request, int status) throws Exception {
    HttpResponse<String> answer = node.client().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return MAPPER.readTree(answer.body());
  }

  private static HttpRequest post(String path, @Nullable String token, String body, String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.api(path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  private static JsonNode book(String id, @Nullable String token, String members, int status)
      throws Exception {
    String path = "/v1/restaurants/" + id + "/reservations";
    return send(post(path, token, members, UUID.randomUUID().toString()), status);
  }

  private static String party(int size, LocalDate day, String email, String more) {
    return """
        {"party_size":%d,"start":"%sT20:00","diner":{"name":"Ada","email":"%s"}%s}"""
        .formatted(size, day, email, more);
  }

  private static JsonNode read(String reservation) throws Exception {
    return send(
        HttpRequest.newBuilder(node.api("/v1/reservations/" + reservation))
            .header("Authorization", "Bearer " + NodeProcess.STAFF)
            .build(),
        200);
  }

  @Test
  void shouldJoinTablesForADepositAndKeepToThePacing() throws Exception {
    open("floor");
    LocalDate day = Diners.firstDay();
    JsonNode held = book("floor", null, party(4, day, "ada@example.org", ""), 201);
    assertThat(held.get("status").asText()).isEqualTo("held");
    assertThat(held.get("tables").toString()).isEqualTo("[\"T1\",\"T2\"]");
    assertThat(held.get("deposit").toString())
        .isEqualTo("{\"amount_minor\":4000,\"currency\":\"EUR\",\"state\":\"due\"}");
    assertThat(held.has("expires_at")).isTrue();

    String id = held.get("reservation_id").asText();
    String token = held.get("manage_token").asText();
    String key = UUID.randomUUID().toString();
    String deposit = "/v1/reservations/" + id + "/deposit";
    send(post("/v1/holds/" + id + "/confirm", token, "{}", UUID.randomUUID().toString()), 409);
    String declined = "{\"payment_token\":\"tok_declined\"}";
    send(post(deposit, token, declined, UUID.randomUUID().toString()), 402);
    for (int times = 0; times < 2; times++) {
      JsonNode paid = send(post(deposit, token, "{\"payment_token\":\"tok_ok\"}", key), 200);
      assertThat(paid.get("status").asText()).isEqualTo("confirmed");
      assertThat(paid.at("/deposit/state").asText()).isEqualTo("paid");
      assertThat(paid.get("version").asInt()).isEqualTo(2);
    }

    JsonNode none = book("floor", null, party(2, day, "bob@example.org", ""), 409);
    assertThat(none.get("reason").asText())
        .as("the last table is for walk-ins")
        .isEqualTo("no_table");
    String walkIn = party(2, day, "bob@example.org", ",\"channel\":\"walk_in\"");
    JsonNode paced = book("floor", NodeProcess.STAFF, walkIn, 409);
    assertThat(paced.get("reason").asText()).isEqualTo("pacing");
    String exceeding = walkIn.replace("\"channel\"", "\"exceed_pacing\":true,\"channel\"");
    JsonNode seated = book("floor", NodeProcess.STAFF, exceeding, 201);
    assertThat(seated.get("tables").toString()).isEqualTo("[\"T3\"]");
    assertThat(seated.get("pacing_exceeded").asBoolean()).isTrue();
  }

  @Test
  void shouldLeaveNobodyWithoutATableInSilence() throws Exception {
    open("changed");
    LocalDate day = Diners.firstDay();
    String body = party(2, day, "ada@example.org", ",\"channel\":\"online\"");
    String id = book("changed", NodeProcess.STAFF, body, 201).get("reservation_id").asText();
    String only = "[\"" + id + "\"]";

    JsonNode plan = put("changed", "/floor-plan", ONE_LARGE, 409);
    assertThat(plan.get("reservations").toString()).isEqualTo(only);
    put("changed", "/floor-plan?on_conflict=reassign", ONE_LARGE, 200);
    assertThat(read(id).get("tables").toString()).isEqualTo("[\"L\"]");
    assertThat(read(id).get("version").asInt()).isEqualTo(2);

    JsonNode schedule = put("changed", "/schedule", WEEK.formatted("20:30"), 409);
    assertThat(schedule.get("reservations").toString()).isEqualTo(only);
    put("changed", "/schedule?on_conflict=keep", WEEK.formatted("20:30"), 200);
    JsonNode policies = put("changed", "/policies", "{\"min_party\":3}", 409);
    assertThat(policies.get("reservations").toString()).isEqualTo(only);
    put("changed", "/policies?on_conflict=keep", "{\"min_party\":3}", 200);
    assertThat(read(id).get("status").asText()).isEqualTo("confirmed");
  }

  @Test
  void shouldWarnOfAReservationElsewhereAtThatTime() throws Exception {
    open("one");
    open("other");
    put("one", "/policies", "{\"one_per_diner\":true}", 200);
    put("other", "/policies", "{\"one_per_diner\":true}", 200);
    LocalDate day = Diners.firstDay();
    String body = party(2, day, "eve@example.org", "");
    assertThat(book("one", null, body, 201).has("warnings")).isFalse();
    // It is noted a moment after the answer: until then, nothing is said.
    Until.holds(
        "a warning",
        () -> {
          JsonNode made = book("other", null, body, 201);
          send(
              HttpRequest.newBuilder(
                      node.api("/v1/reservations/" + made.get("reservation_id").asText()))
                  .header("Authorization", "Bearer " + made.get("manage_token").asText())
                  .DELETE()
                  .build(),
              204);
          return made.has("warnings");
        });
  }
}
