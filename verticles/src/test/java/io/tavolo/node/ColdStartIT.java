package io.tavolo.node;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.postgres.Database;
import io.tavolo.postgres.Migrations;
import io.tavolo.postgres.Partitions;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How soon a node takes bookings whose database is full. The bounds are those of a machine with
 * other work; what a quiet one needs is printed beside them.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ColdStartIT {
  private static final int RESTAURANTS = 20_000;
  private static final int RESERVATIONS = Integer.getInteger("tavolo.reservations", 1_000_000);
  private static final int STARTS = 2;
  private static final int BOOKINGS = 5;
  private static final double READY_S = 15;
  private static final double FIRST_BOOKING_MS = 150;

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void shouldBeReadySoonAndBookAtOnceWithAMillionReservationsToCome(@TempDir Path dir)
      throws Exception {
    try (OutsideServers servers = new OutsideServers(dir)) {
      Map<String, String> settings = servers.settings(Map.of());
      fill(servers, requireNonNull(settings.get("TAVOLO_POSTGRES_URI")));
      List<Double> ready = new ArrayList<>();
      List<Double> first = new ArrayList<>();
      for (int n = 0; n < STARTS; n++) {
        NodeProcess node = new NodeProcess(dir.resolve("node"), settings).lasting();
        try (node) {
          long began = System.nanoTime();
          node.start();
          ready.add((System.nanoTime() - began) / 1e9);
          List<Double> bookings = book(node);
          first.add(bookings.get(0));
          System.out.printf(
              "%,d reservations: ready in %.1f s, then bookings in ms: %s%n",
              RESERVATIONS, ready.get(n), bookings.stream().map("%.0f"::formatted).toList());
        }
      }
      assertThat(Collections.min(ready)).as("seconds until it is ready").isLessThan(READY_S);
      assertThat(Collections.min(first))
          .as("milliseconds of the first booking")
          .isLessThan(FIRST_BOOKING_MS);
    }
  }

  private static void fill(OutsideServers servers, String uri) throws Exception {
    Database database = Database.at(uri);
    Migrations.run(database, Duration.ofSeconds(10));
    Vertx vertx = Vertx.vertx();
    try (Connection connection = servers.sql()) {
      new Partitions(database.pool(vertx, "test", 1, 10_000), InstantSource.system(), 30)
          .keep()
          .await(30, TimeUnit.SECONDS);
      new Books(RESTAURANTS, RESERVATIONS / RESTAURANTS).write(connection);
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  /** Each anywhere, by a client that has long been running. */
  private List<Double> book(NodeProcess node) throws Exception {
    List<Double> milliseconds = new ArrayList<>();
    for (int n = 0; n < BOOKINGS; n++) {
      String house = Books.restaurantId(random.nextInt(RESTAURANTS));
      String start = "%sT%d:00:00Z".formatted(Books.freeEvening(), 12 + n);
      long began = System.nanoTime();
      HttpResponse<String> answer =
          node.client()
              .send(
                  node.post("/v1/restaurants/" + house + "/reservations", Houses.booking(start)),
                  HttpResponse.BodyHandlers.ofString());
      milliseconds.add((System.nanoTime() - began) / 1e6);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
    return milliseconds;
  }
}
