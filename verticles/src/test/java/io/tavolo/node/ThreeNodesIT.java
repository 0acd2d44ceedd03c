package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tavolo.engine.id.RestaurantNumber;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes over the same three servers: they come, go, die and fall asleep under load. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ThreeNodesIT {
  private static final int DINERS = 12;
  private static final int HOUSES = 48;
  private static final int DAYS = 20;
  private static final long RECOVERY_MS = 2_000;
  private static final long SLEEP_MS = 2_500;
  private static final double EXIT_S = 10;
  private static final long WINDOW_MS = 3_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path dir;
  private static OutsideServers servers;
  private static Ledger ledger;
  private static Nodes nodes;
  private static final List<String> houses = new ArrayList<>();

  @BeforeAll
  static void startServers() throws Exception {
    servers = new OutsideServers(dir);
    ledger = new Ledger(servers);
    nodes = new Nodes(dir, servers, 3);
    nodes.start();
    for (int n = 0; n < HOUSES; n++) {
      houses.add("house-" + n);
      Houses.create(nodes.get(n % 3), houses.get(n), 40);
    }
  }

  @AfterAll
  static void stopServers() throws Exception {
    nodes.close();
    servers.close();
  }

  @BeforeEach
  void startNodes() throws Exception {
    nodes.start();
  }

  private static void check(Diners diners) throws Exception {
    ledger.check(nodes.get(0), diners);
    try (Events events = new Events(servers.kafka())) {
      events.awaitAllOf(diners);
    }
  }

  @Test
  void shouldRestartOneAfterTheOtherWithoutAFailedRequest() throws Exception {
    Diners diners = new Diners(nodes.all(), houses, DAYS, true);
    diners.come(DINERS, 1);
    diners.awaitAnswers(500);
    for (NodeProcess node : nodes.all()) {
      long asked = System.nanoTime();
      node.close();
      double seconds = (System.nanoTime() - asked) / 1e9;
      System.out.printf("stopped in %.1f s%n", seconds);
      assertThat(seconds).isLessThan(EXIT_S);
      diners.awaitAnswers(200);
      nodes.start();
      diners.awaitAnswers(200);
    }
    diners.leave();
    assertThat(diners.unavailable.get()).as("told to wait: %s", diners.whyUnavailable).isZero();
    assertThat(diners.hungUpOn).as("requests without an answer").isEmpty();
    assertThat(diners.turnedAway.get()).isGreaterThanOrEqualTo(DINERS / 3);
    check(diners);
  }

  @Test
  void shouldTakeBookingsAgainWithinTwoSecondsAfterAKillWhileTheOthersGoOn() throws Exception {
    List<NodeProcess> living = List.of(nodes.get(0), nodes.get(1));
    List<String> lost = ownedBy(nodes.get(2));
    try (Steady steady = new Steady(living, ownedBy(nodes.get(0), nodes.get(1)), DAYS)) {
      double capacity = steady.begin(WINDOW_MS);
      double before = steady.measure(WINDOW_MS);
      Recovery recovery = new Recovery(living, lost);
      nodes.get(2).kill();
      recovery.begin();
      double after = steady.measure(WINDOW_MS);
      System.out.printf(
          "%d restaurants of a killed node bookable again within %d ms; the others, at half of %.0f"
              + " bookings/s, took %.0f/s before and %.0f/s after%n",
          lost.size(), recovery.slowestMs(), capacity, before, after);
      assertThat(recovery.slowestMs()).isLessThan(RECOVERY_MS);
      // What came before counts in part what had waited from when they were asked for all they can.
      assertThat(after).isGreaterThan(0.95 * Math.min(before, capacity / 2));
    }
  }

  @Test
  void shouldGoOnWhenTwoOfThreeAreKilledAtOnce() throws Exception {
    Diners diners = new Diners(nodes.all(), houses, DAYS);
    diners.come(DINERS, 3);
    diners.awaitAnswers(500);
    nodes.get(1).kill();
    nodes.get(2).kill();
    Recovery recovery = new Recovery(List.of(nodes.get(0)), houses);
    recovery.begin();
    System.out.printf(
        "all restaurants bookable at the last node %d ms after two were killed%n",
        recovery.slowestMs());
    assertThat(recovery.slowestMs()).isLessThan(2 * RECOVERY_MS);
    diners.awaitAnswers(200);
    diners.leave();
    assertThat(Nodes.held(nodes.get(0))).isEqualTo(Nodes.SHARDS);
    check(diners);
  }

  @Test
  void shouldAnswerNothingStaleAfterASleepAndComeBack() throws Exception {
    NodeProcess sleeper = nodes.get(2);
    List<String> lost = ownedBy(sleeper);
    Diners diners = new Diners(nodes.all(), houses, DAYS);
    diners.come(DINERS, 4);
    diners.awaitAnswers(500);
    sleeper.signal("STOP");
    Recovery recovery = new Recovery(List.of(nodes.get(0), nodes.get(1)), lost);
    recovery.begin();
    assertThat(recovery.slowestMs()).isLessThan(RECOVERY_MS + SLEEP_MS);
    Until.holds("it has slept past its lease", () -> recovery.sinceMs() > SLEEP_MS);
    sleeper.signal("CONT");
    nodes.awaitShares();
    Recovery after = new Recovery(List.of(sleeper), houses);
    after.begin();
    assertThat(after.slowestMs()).isLessThan(RECOVERY_MS);
    diners.awaitAnswers(200);
    diners.leave();
    check(diners);
  }

  /** The houses whose shards these nodes hold. */
  private static List<String> ownedBy(NodeProcess... owners) throws Exception {
    List<String> owned = new ArrayList<>();
    for (NodeProcess owner : owners) {
      for (JsonNode shard : JSON.readTree(owner.operations("/admin/shards").body()).get("shards")) {
        if (shard.get("held_here").asBoolean()) {
          int held = shard.get("shard").asInt();
          houses.stream().filter(house -> shardOf(house) == held).forEach(owned::add);
        }
      }
    }
    return owned;
  }

  private static int shardOf(String house) {
    return RestaurantNumber.shardOf(RestaurantNumber.of(house), Nodes.SHARDS);
  }
}
