package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.publish.PublishingLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kafka is away for long, and comes back to all that happened meanwhile. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class BacklogIT {
  private static final int BACKLOG = Integer.getInteger("tavolo.backlog", 20_000);
  private static final int HOUSES = 32;
  private static final int TABLES = 20;
  private static final int DAYS = 300;
  private static final int DINERS = 32;

  /** The backlog as it would stand in memory takes more, reservations and keys that do are less. */
  private static final double HEAP_GROWTH_MB = 48;

  private static final double EVENTS_PER_SECOND = 2_000;
  private static final String LAG = "tavolo_publish_lag_events";

  @Test
  void shouldKeepNothingInMemoryWithoutKafkaAndCatchUpAtFullSpeed(@TempDir Path dir)
      throws Exception {
    try (OutsideServers servers = new OutsideServers(dir);
        NodeProcess node =
            new NodeProcess(dir.resolve("node"), servers.settings(Map.of())).lasting()) {
      node.start();
      List<String> houses = new ArrayList<>();
      for (int n = 0; n < HOUSES; n++) {
        houses.add("house-" + n);
        Houses.create(node, houses.get(n), TABLES);
      }
      Diners diners = new Diners(List.of(node), houses, DAYS);
      diners.come(DINERS, 1);
      diners.awaitAnswers(2_000);
      servers.stopKafka();
      diners.awaitAnswers(2_000);
      double heapBefore = heapAfterGc(node);
      double lagBefore = node.metric(LAG);
      diners.awaitAnswers(BACKLOG);
      diners.leave();
      double heapAfter = heapAfterGc(node);
      double backlog = node.metric(LAG);
      assertThat(node.metric("tavolo_publish_in_flight"))
          .as("records that wait in memory")
          .isLessThanOrEqualTo(PublishingLimits.DEFAULT.inFlight());
      assertThat(backlog).as("events that wait").isGreaterThan(lagBefore + BACKLOG / 2.0);
      servers.startKafka();
      Until.holds("the first of them go out", () -> node.metric(LAG) < backlog);
      long began = System.nanoTime();
      double left = node.metric(LAG);
      Until.holds("nothing is left to publish", () -> node.metric(LAG) == 0);
      double eventsPerSecond = left / ((System.nanoTime() - began) / 1e9);
      System.out.printf(
          "%,.0f events waited for Kafka; heap after GC %.0f MB, then %.0f MB; caught up at %,.0f/s%n",
          backlog, heapBefore, heapAfter, eventsPerSecond);
      assertThat(heapAfter - heapBefore).as("MB more in use").isLessThan(HEAP_GROWTH_MB);
      assertThat(eventsPerSecond).as("events/s caught up").isGreaterThan(EVENTS_PER_SECOND);
      try (Events events = new Events(servers.kafka())) {
        events.awaitAllOf(diners);
      }
      new Ledger(servers).check(node, diners);
    }
  }

  /** In megabytes, what reservations take included. */
  private static double heapAfterGc(NodeProcess node) throws Exception {
    Process gc =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(node.process().pid()),
                "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(gc.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return node.metric("jvm_memory_used_bytes{area=\"heap\"") / (1024 * 1024);
  }
}
