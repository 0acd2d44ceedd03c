package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tavolo.engine.id.RestaurantNumber;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of the version before and of the present one, side by side over the same servers. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class TwoVersionsIT {
  private static final int DINERS = 8;
  private static final int HOUSES = 16;
  private static final int DAYS = 20;

  @TempDir static Path dir;
  private static OutsideServers servers;
  private static String before;

  private final ObjectMapper json = new ObjectMapper();
  private final List<String> houses = new ArrayList<>();
  private Nodes nodes;
  private int rounds;

  @BeforeAll
  static void buildTheVersionBefore() throws Exception {
    before = VersionBefore.build(dir.resolve("before"));
    servers = new OutsideServers(dir);
  }

  @AfterAll
  static void stopServers() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @BeforeEach
  void makeNodes() throws Exception {
    nodes = new Nodes(dir, servers, 2);
  }

  @AfterEach
  void stopNodes() {
    nodes.close();
  }

  @Test
  void shouldBeExchangedNodeByNodeUnderLoadAndGoBack() throws Exception {
    nodes.all().forEach(node -> node.software(before));
    nodes.start();
    for (int n = 0; n < HOUSES; n++) {
      houses.add("house-" + n);
      Houses.create(nodes.get(n % 2), houses.get(n), 4);
    }
    Diners diners = new Diners(nodes.all(), houses, DAYS, true);
    diners.come(DINERS, 1);
    diners.awaitAnswers(200);

    exchange(1, present(), diners);
    askEachOther();
    exchange(0, present(), diners);
    askEachOther();
    exchange(0, before, diners);
    askEachOther();

    diners.leave();
    System.out.printf(
        "nodes exchanged three times under load: %d reservations, %d answers of 503, %d hung up on%n",
        diners.told.size(), diners.unavailable.get(), diners.hungUpOn.size());
    assertThat(diners.unavailable.get()).as("told to wait").isZero();
    assertThat(diners.hungUpOn).as("requests without an answer").isEmpty();
    assertThat(readByRunningNodes()).containsOnly("2..2");
    new Ledger(servers).check(nodes.get(1), diners);
    try (Events events = new Events(servers.kafka())) {
      events.awaitAllOf(diners);
    }
  }

  private static String present() {
    return System.getProperty("java.class.path");
  }

  /** Stops a node, as an operator does, and starts other software in its place. */
  private void exchange(int which, String classPath, Diners diners) throws Exception {
    nodes.get(which).close();
    nodes.get(which).software(classPath);
    nodes.start();
    rounds++;
    diners.awaitAnswers(200);
  }

  /** Every kind of request, from each node for a restaurant that the other owns. */
  private void askEachOther() throws Exception {
    for (int asker = 0; asker < 2; asker++) {
      Set<Integer> theirs = shardsHeldBy(nodes.get(1 - asker));
      String made = newHouseIn(theirs, "made-" + rounds + "-" + asker + "-");
      Houses.create(nodes.get(asker), made, 2);
      for (String house : List.of(made, houseIn(theirs))) {
        serveRemotely(nodes.get(asker), house);
      }
      assertThat(shardsHeldBy(nodes.get(1 - asker)))
          .as("who owned them owns them")
          .isEqualTo(theirs);
    }
  }

  private void serveRemotely(NodeProcess asker, String house) throws Exception {
    String day = Diners.firstDay().plusDays(DAYS + rounds).toString();
    String path = "/v1/restaurants/" + house;
    String start = day + "T%02d:00:00".formatted(asker == nodes.get(0) ? 13 : 18);
    assertThat(
            send(asker, "GET", path + "/availability?date=" + day + "&party_size=2", "", "", 200)
                .body())
        .contains(start);
    JsonNode booked = reservation(send(asker, "POST", path + "/reservations", "", start, 201));
    String token = booked.get("manage_token").asText();
    String at = "/v1/reservations/" + booked.get("reservation_id").asText();
    HttpResponse<String> moved =
        send(
            asker,
            "PATCH",
            at,
            token,
            "{\"start\":\"" + start.replace(":00:00", ":30:00") + "\"}",
            200);
    assertThat(reservation(moved).get("version").asInt()).isEqualTo(2);
    send(asker, "DELETE", at, token, "", 204);
    JsonNode held = reservation(send(asker, "POST", path + "/holds", "", start, 201));
    send(
        asker,
        "DELETE",
        "/v1/holds/" + held.get("hold_id").asText(),
        held.get("hold_token").asText(),
        "",
        204);
    assertThat(send(asker, "POST", path + "/reservations", "", day + "T04:00:00", 409).body())
        .contains("not_a_slot");
  }

  /**
   * @param content a body, or the start of a booking; empty for none
   */
  private static HttpResponse<String> send(
      NodeProcess node, String method, String path, String token, String content, int expected)
      throws Exception {
    boolean patch = method.equals("PATCH");
    String body =
        content.isEmpty() || patch
            ? content
            : Houses.booking(content, UUID.randomUUID().toString());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.api(path))
            .header("content-type", patch ? "application/merge-patch+json" : "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    HttpResponse<String> answer =
        node.client().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode())
        .as("%s %s: %s", method, path, answer.body())
        .isEqualTo(expected);
    return answer;
  }

  private JsonNode reservation(HttpResponse<String> answer) throws Exception {
    return json.readTree(answer.body());
  }

  private Set<Integer> shardsHeldBy(NodeProcess node) throws Exception {
    Set<Integer> held = new HashSet<>();
    for (JsonNode shard :
        json.readTree(node.operations("/admin/shards").body()).findParents("shard")) {
      if (shard.get("held_here").asBoolean()) {
        held.add(shard.get("shard").asInt());
      }
    }
    return held;
  }

  private String houseIn(Set<Integer> shards) {
    return houses.stream().filter(house -> isIn(shards, house)).findFirst().orElseThrow();
  }

  private static String newHouseIn(Set<Integer> shards, String prefix) {
    int n = 0;
    while (!isIn(shards, prefix + n)) {
      n++;
    }
    return prefix + n;
  }

  private static boolean isIn(Set<Integer> shards, String house) {
    return shards.contains(RestaurantNumber.shardOf(RestaurantNumber.of(house), Nodes.SHARDS));
  }

  /** The formats of each, as the database has them: also of software that does not say so. */
  private static List<String> readByRunningNodes() throws Exception {
    List<String> formats = new ArrayList<>();
    try (Connection connection = servers.sql();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "select reads_from || '..' || reads_to from node"
                        + " where lease_until > clock_timestamp()")) {
      while (rows.next()) {
        formats.add(rows.getString(1));
      }
    }
    assertThat(formats).hasSize(2);
    return formats;
  }
}
