package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
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
      Diners diners = new Diners(node, houses);
      for (int kill = 0; kill < KILLS; kill++) {
        diners.until(ANSWERS_BEFORE_KILL, DINERS, kill, node::kill);
        node.start();
        retryUnanswered(node, diners);
        check(diners);
      }
      assertThat(diners.surprises).isEmpty();
      System.out.printf(
          "%d kills, %d reservations acknowledged, none lost%n", KILLS, diners.told.size());
      checkEvents(node, diners);
    }
  }

  /** An outcome that nobody knows resolves by the same key, twice to the same. */
  private static void retryUnanswered(NodeProcess node, Diners diners) throws Exception {
    for (Map.Entry<String, HttpRequest> entry : diners.unanswered.entrySet()) {
      HttpResponse<String> first =
          node.client().send(entry.getValue(), HttpResponse.BodyHandlers.ofString());
      HttpResponse<String> second =
          node.client().send(entry.getValue(), HttpResponse.BodyHandlers.ofString());
      assertThat(first.statusCode()).isIn(201, 409);
      assertThat(second.statusCode()).isEqualTo(first.statusCode());
      if (first.statusCode() == 201) {
        assertThat(reservationId(second)).isEqualTo(reservationId(first));
      }
    }
    diners.unanswered.clear();
  }

  private static String reservationId(HttpResponse<String> answer) {
    return answer.body().replaceAll("(?s).*\"reservation_id\":\"([^\"]+)\".*", "$1");
  }

  private static void check(Diners diners) throws Exception {
    for (Map.Entry<Diners.Booked, Diners.Told> entry : diners.told.entrySet()) {
      String status = diners.statusOf(entry.getKey());
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

  private static void checkEvents(NodeProcess node, Diners diners) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    try (Events events = new Events(node.server("kafka"))) {
      List<Diners.Booked> missing = new ArrayList<>(diners.told.keySet());
      while (!missing.isEmpty() && System.nanoTime() < deadline) {
        events.poll();
        missing.removeIf(
            booked -> expected(diners, booked).equals(events.typesByReservation.get(booked.id())));
      }
      assertThat(missing)
          .as("reservations without their events")
          .allSatisfy(
              b ->
                  assertThat(events.typesByReservation.get(b.id())).isEqualTo(expected(diners, b)));
      assertThat(missing).isEmpty();
      assertThat(events.disorder).isEmpty();
    }
  }

  private static List<String> expected(Diners diners, Diners.Booked booked) {
    String confirmed = "io.tavolo.reservation.confirmed.v1";
    return diners.told.get(booked) == Diners.Told.CANCELLED
        ? List.of(confirmed, "io.tavolo.reservation.cancelled.v1")
        : List.of(confirmed);
  }
}
