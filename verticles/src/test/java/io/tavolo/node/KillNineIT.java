package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The node is killed in full load, again and again; what it had answered must stand. */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class KillNineIT {
  private static final int KILLS = Integer.getInteger("tavolo.kills", 3);
  private static final int ANSWERS_BEFORE_KILL = 2_000;
  private static final int DINERS = 32;

  @Test
  void shouldKeepEveryAcknowledgedReservationAndItsEventOverKillNine(@TempDir Path dir)
      throws Exception {
    NodeProcess node = new NodeProcess(dir, Map.of());
    try (node) {
      node.start();
      List<String> houses = new ArrayList<>();
      for (int n = 0; n < 8; n++) {
        houses.add("house-" + n);
        Houses.create(node, houses.get(n), 20);
      }
      Diners diners = new Diners(List.of(node), houses, 300);
      for (int kill = 0; kill < KILLS; kill++) {
        diners.until(ANSWERS_BEFORE_KILL, DINERS, kill, node::kill);
        node.start();
        diners.resolveUnanswered(node);
        check(node, diners);
      }
      assertThat(diners.surprises).isEmpty();
      assertThat(diners.unavailable.get()).isZero();
      System.out.printf(
          "%d kills, %d reservations acknowledged, none lost%n", KILLS, diners.told.size());
      try (Events events = new Events(node.server("kafka"))) {
        events.awaitAllOf(diners);
      }
    }
  }

  private static void check(NodeProcess node, Diners diners) throws Exception {
    for (Map.Entry<Diners.Booked, Diners.Told> entry : diners.told.entrySet()) {
      String status = diners.statusOf(node, entry.getKey());
      switch (entry.getValue()) {
        case CONFIRMED -> assertThat(status).isEqualTo("confirmed");
        case CANCELLED -> assertThat(status).isEqualTo("cancelled");
        case UNKNOWN -> {
          assertThat(status).isIn("confirmed", "cancelled");
          // Known from now on.
          entry.setValue(
              status.equals("cancelled") ? Diners.Told.CANCELLED : Diners.Told.CONFIRMED);
        }
      }
    }
  }
}
