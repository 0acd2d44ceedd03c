package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.multimap.MultiMap;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes in this JVM, whose registrations on the event bus are spoilt behind their backs. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class RegistrationsIT {
  private static final long START_S = 90;
  private static final String NOBODY = "a-node-that-does-not-exist";

  @TempDir static Path dir;
  private static OutsideDatabase database;
  private static final Deque<Node> started = new ArrayDeque<>();
  private static Node one;
  private static Node two;
  private static HazelcastInstance hazelcast;
  private static MultiMap<String, HazelcastRegistrationInfo> registrations;
  private static final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeAll
  static void startNodes() throws Exception {
    database = new OutsideDatabase(dir);
    int[] ports = {NodeProcess.freePort(), NodeProcess.freePort()};
    Set<HazelcastInstance> before = new HashSet<>(Hazelcast.getAllHazelcastInstances());
    one = start(ClusterFile.onPorts(dir, ports[0], ports[1]));
    two = start(ClusterFile.onPorts(dir, ports[1], ports[0]));
    List<HazelcastInstance> ours = new ArrayList<>(Hazelcast.getAllHazelcastInstances());
    ours.removeAll(before);
    hazelcast = ours.get(0);
    assertThat(hazelcast.getCluster().getMembers()).hasSize(2);
    registrations = hazelcast.getMultiMap("__vertx.subs");
    Until.holds(
        "each is where it says", () -> addresses().stream().allMatch(registrations::containsKey));
    Until.holds("everybody is served everywhere", RegistrationsIT::everybodyIsServed);
  }

  @AfterAll
  static void stopNodes() throws Exception {
    try (OutsideDatabase last = database) {
      for (Node node : started) {
        node.stop().toCompletionStage().toCompletableFuture().get(START_S, TimeUnit.SECONDS);
      }
      assertThat(last).isNotNull();
    }
  }

  private static Node start(Path clusterFile) throws Exception {
    Settings settings =
        Settings.read(
            database.settings(
                Map.of(
                    "TAVOLO_CLUSTER_CONFIG",
                    clusterFile.toString(),
                    "TAVOLO_HTTP_PORT",
                    "0",
                    "TAVOLO_ADMIN_PORT",
                    "0",
                    "TAVOLO_ADMIN_TOKEN",
                    NodeProcess.STAFF)),
            Map.of());
    Node node = new Node(settings);
    // Also one that does not come up has to be stopped.
    started.push(node);
    node.start().toCompletionStage().toCompletableFuture().get(START_S, TimeUnit.SECONDS);
    return node;
  }

  /** Where the nodes are reached, as the database has it. */
  private static List<String> addresses() throws Exception {
    List<String> addresses = new ArrayList<>();
    try (Connection sql = database.sql();
        Statement statement = sql.createStatement();
        ResultSet rows = statement.executeQuery("select address from node order by node")) {
      while (rows.next()) {
        addresses.add(rows.getString(1));
      }
    }
    return addresses;
  }

  /** Makes restaurants at each node: of so many, some belong to the other one. */
  private static boolean everybodyIsServed() throws Exception {
    for (Node node : List.of(one, two)) {
      for (int n = 0; n < 8; n++) {
        if (put(node, "/v1/restaurants/house-" + n) / 100 != 2) {
          return false;
        }
      }
    }
    return true;
  }

  private static int put(Node node, String path) throws IOException, InterruptedException {
    return send(
            node,
            0,
            path,
            HttpRequest.BodyPublishers.ofString("{\"name\":\"H\",\"timezone\":\"UTC\"}"))
        .statusCode();
  }

  /** What a node's metrics add up to, of both nodes. */
  private static double metrics(String begin) throws Exception {
    double sum = 0;
    for (Node node : List.of(one, two)) {
      sum +=
          send(node, 1, "/metrics", null)
              .body()
              .lines()
              .filter(line -> line.startsWith(begin))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
              .sum();
    }
    return sum;
  }

  /** A request to a node's public port, or to its operators'. */
  private static HttpResponse<String> send(
      Node node, int line, String path, HttpRequest.@Nullable BodyPublisher body)
      throws IOException, InterruptedException {
    String base = node.announcement().get(line).replaceFirst("\\S+\\s+", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("authorization", "Bearer " + NodeProcess.STAFF)
            .header("content-type", "application/json")
            .timeout(Duration.ofSeconds(20));
    return client.send(
        body == null ? request.GET().build() : request.PUT(body).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void awaitHealth(String what, long begun) throws Exception {
    Until.holds(what + ": everybody is heard", () -> metrics("tavolo_cluster_unheard") == 0);
    Until.holds(what + ": everybody is served", RegistrationsIT::everybodyIsServed);
    System.out.printf("%s: repaired within %.1f s%n", what, (System.nanoTime() - begun) / 1e9);
  }

  @Test
  void shouldRegisterAnewUnderAFreshAddressWhenALiveNodesEntryIsGone() throws Exception {
    String lost = addresses().get(0);
    double before = metrics("tavolo_cluster_repairs_total{kind=\"registered anew\"");
    long begun = System.nanoTime();
    registrations.remove(lost);
    Until.holds("it has another address", () -> !addresses().contains(lost));
    Until.holds("it is there", () -> addresses().stream().allMatch(registrations::containsKey));
    awaitHealth("an entry that was gone", begun);
    assertThat(metrics("tavolo_cluster_repairs_total{kind=\"registered anew\""))
        .isEqualTo(before + 1);
  }

  @Test
  void shouldRemoveTheEntryOfANodeThatDoesNotExist() throws Exception {
    double before = metrics("tavolo_cluster_repairs_total{kind=\"stray removed\"");
    String shared = addresses().get(1);
    HazelcastRegistrationInfo stray =
        new HazelcastRegistrationInfo(new RegistrationInfo(NOBODY, 7, false));
    long begun = System.nanoTime();
    registrations.put(shared, stray);
    assertThat(registrations.get(shared)).hasSize(2);
    Until.holds(
        "nobody is said to be where nobody is",
        () -> registrations.values().stream().noneMatch(r -> NOBODY.equals(r.unwrap().nodeId())));
    awaitHealth("an entry of nobody", begun);
    assertThat(metrics("tavolo_cluster_repairs_total{kind=\"stray removed\""))
        .isEqualTo(before + 1);
  }

  @Test
  void shouldSayAgainWhereItTakesConnectionsWhenThatIsLost() throws Exception {
    Map<String, Object> places = hazelcast.getMap("__vertx.nodeInfo");
    String node = places.keySet().iterator().next();
    long begun = System.nanoTime();
    places.remove(node);
    Until.holds("its place is known", () -> places.containsKey(node));
    awaitHealth("a place that was lost", begun);
  }
}
