package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each of the three servers goes away while diners book, and comes back. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class OutageIT {
  private static final int DINERS = 16;
  private static final int HOUSES = 4;
  private static final int TABLES = 4;
  private static final int DAYS = 3;

  @TempDir static Path dir;
  private static OutsideServers servers;
  private static Ledger ledger;

  @BeforeAll
  static void startServers() throws Exception {
    servers = new OutsideServers(dir);
    ledger = new Ledger(servers);
  }

  @AfterAll
  static void stopServers() throws Exception {
    servers.close();
  }

  private static NodeProcess node() {
    return new NodeProcess(dir.resolve("node"), servers.settings(Map.of()));
  }

  private static List<String> houses(NodeProcess node, String name) throws Exception {
    List<String> houses = new ArrayList<>();
    for (int n = 0; n < HOUSES; n++) {
      houses.add(name + "-" + n);
      Houses.create(node, houses.get(n), TABLES);
    }
    return houses;
  }

  private static void awaitAvailabilityAsStored(NodeProcess node, List<String> houses)
      throws Exception {
    for (String house : houses) {
      for (LocalDate day :
          Diners.firstDay().datesUntil(Diners.firstDay().plusDays(DAYS)).toList()) {
        ledger.awaitAvailabilityAsStored(node, house, TABLES, day);
      }
    }
  }

  @Test
  void shouldBookAsBeforeWithoutKafkaAndCatchUpAfterwards() throws Exception {
    NodeProcess node = node();
    try (node) {
      node.start();
      Diners diners = new Diners(List.of(node), houses(node, "kafka"), DAYS);
      diners.come(DINERS, 1);
      diners.awaitAnswers(500);
      double healthySeconds = diners.awaitAnswers(1_000);
      servers.stopKafka();
      try {
        double secondsWithout = diners.awaitAnswers(1_000);
        assertThat(secondsWithout).isLessThan(5 * healthySeconds + 1);
        assertThat(node.operations("/health/ready").statusCode()).isEqualTo(200);
        diners.leave();
        assertThat(node.metric("tavolo_publish_lag_events")).isPositive();

        node.close();
        node.start();
        diners.come(DINERS, 2);
        diners.awaitAnswers(200);
        diners.leave();
      } finally {
        servers.startKafka();
      }
      assertThat(diners.surprises).isEmpty();
      assertThat(diners.unavailable.get()).isZero();
      try (Events events = new Events(servers.kafka())) {
        events.awaitAllOf(diners);
      }
      Until.holds(
          "nothing is left to publish", () -> node.metric("tavolo_publish_lag_events") == 0);
      ledger.check(node, diners);
    }
  }

  @Test
  void shouldBookWithoutRedisAndCloseTheGapAfterwards() throws Exception {
    NodeProcess node = node();
    try (node) {
      node.start();
      List<String> houses = houses(node, "redis");
      Diners diners = new Diners(List.of(node), houses, DAYS);
      diners.come(DINERS, 3);
      diners.awaitAnswers(300);
      awaitAnswersFromTheCache(node, houses.get(0));
      servers.stopRedis();
      try {
        diners.awaitAnswers(500);
        assertThat(node.operations("/health/ready").statusCode()).isEqualTo(200);
        diners.leave();
        awaitAvailabilityAsStored(node, houses);
      } finally {
        servers.startRedis();
      }
      diners.come(DINERS, 4);
      diners.awaitAnswers(300);
      awaitAnswersFromTheCache(node, houses.get(0));
      diners.leave();
      awaitAvailabilityAsStored(node, houses);
      awaitAnswersFromTheCache(node, houses.get(0));
      awaitAvailabilityAsStored(node, houses);
      assertThat(diners.unavailable.get()).isZero();
      ledger.check(node, diners);
    }
  }

  private static void awaitAnswersFromTheCache(NodeProcess node, String house) throws Exception {
    String hits = "tavolo_cache_reads_total{result=\"hit\"}";
    double before = node.metric(hits);
    Until.holds(
        "availability comes from the cache",
        () -> {
          ledger.offered(node, house, Diners.firstDay());
          return node.metric(hits) > before;
        });
  }

  @Test
  void shouldLoseNothingWhenPostgresCrashes() throws Exception {
    NodeProcess node = node();
    try (node) {
      node.start();
      List<String> houses = houses(node, "crash");
      Diners diners = new Diners(List.of(node), houses, DAYS);
      diners.come(DINERS, 5);
      diners.awaitAnswers(500);
      servers.crashPostgres();
      try {
        Until.holds("diners are told to wait", () -> diners.unavailable.get() >= DINERS);
      } finally {
        servers.startPostgres();
      }
      diners.awaitAnswers(500);
      diners.leave();
      ledger.check(node, diners);
      awaitAvailabilityAsStored(node, houses);
      try (Events events = new Events(servers.kafka())) {
        events.awaitAllOf(diners);
      }
    }
  }

  @Test
  void shouldDropItsShardsWhilePostgresStandsStillAndTakeThemAgain() throws Exception {
    NodeProcess node = node();
    try (node) {
      node.start();
      List<String> houses = houses(node, "stall");
      Diners diners = new Diners(List.of(node), houses, DAYS);
      diners.come(DINERS, 6);
      diners.awaitAnswers(500);
      servers.stallPostgres();
      try {
        Until.holds("shards are dropped", () -> node.metric("tavolo_shards_held") == 0);
        assertThat(node.operations("/health/ready").statusCode()).isEqualTo(503);
        Until.holds("diners are told to wait", () -> diners.unavailable.get() >= DINERS);
      } finally {
        servers.resumePostgres();
      }
      diners.awaitAnswers(500);
      assertThat(node.metric("tavolo_shards_held")).isEqualTo(256);
      diners.leave();
      ledger.check(node, diners);
      awaitAvailabilityAsStored(node, houses);
      try (Events events = new Events(servers.kafka())) {
        events.awaitAllOf(diners);
      }
    }
  }
}
