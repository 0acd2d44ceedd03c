package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.http.EventReader;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes over the same three servers. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class TwoNodesIT {
  private static final int ROUNDS = 10;
  private static final int LAST_TABLE_DINERS = 64;
  private static final int DINERS = 16;
  private static final int WATCHED = 4;
  private static final int DAYS = 20;

  @TempDir static Path dir;
  private static OutsideServers servers;
  private static Ledger ledger;
  private static int tests;

  private Nodes nodes;
  private NodeProcess one;
  private NodeProcess two;
  private final List<String> houses = new ArrayList<>();

  @BeforeAll
  static void startServers() throws Exception {
    servers = new OutsideServers(dir);
    ledger = new Ledger(servers);
  }

  @AfterAll
  static void stopServers() throws Exception {
    servers.close();
  }

  @BeforeEach
  void startNodes() throws Exception {
    nodes = new Nodes(dir, servers, 2);
    nodes.start();
    one = nodes.get(0);
    two = nodes.get(1);
    tests++;
    for (int n = 0; n < DINERS; n++) {
      houses.add("house-" + tests + "-" + n);
      Houses.create(n % 2 == 0 ? one : two, houses.get(n), 4);
    }
  }

  @AfterEach
  void stopNodes() {
    nodes.close();
  }

  private static int book(NodeProcess node, String house, String start) throws Exception {
    HttpResponse<String> answer =
        node.client()
            .send(
                node.post(
                    "/v1/restaurants/" + house + "/reservations",
                    Houses.booking(start, UUID.randomUUID().toString())),
                HttpResponse.BodyHandlers.ofString());
    return answer.statusCode();
  }

  @Test
  void shouldAnswerEverythingOnEveryNodeAndLoseNothingWhenOneIsKilled() throws Exception {
    LocalDate day = Diners.firstDay().plusDays(DAYS);
    for (String house : houses) {
      assertThat(book(one, house, day + "T12:00:00Z")).isEqualTo(201);
      assertThat(book(two, house, day + "T12:00:00Z")).isEqualTo(201);
    }
    lastTable();
    createWatched();
    List<EventReader> atOne = watch(one, day);
    List<EventReader> atTwo = watch(two, day);
    bookWatched(one, day + "T12:00:00");
    bookWatched(two, day + "T16:00:00");
    for (List<EventReader> readers : List.of(atOne, atTwo)) {
      awaitTaken(readers, day + "T12:00:00");
      awaitTaken(readers, day + "T16:00:00");
    }

    Diners diners = new Diners(List.of(one, two), houses, DAYS);
    diners.come(DINERS, 7);
    diners.awaitAnswers(500);
    two.kill();
    long killed = System.nanoTime();
    for (String house : houses) {
      Until.holds(house + " is bookable", () -> book(one, house, day + "T14:00:00Z") == 201);
    }
    double seconds = (System.nanoTime() - killed) / 1e9;
    bookWatched(one, day + "T20:00:00");
    awaitTaken(atOne, day + "T20:00:00");
    atOne.forEach(EventReader::close);
    System.out.printf(
        "all restaurants bookable %.1f s after kill -9 of a node; %d diners told to wait%n",
        seconds, diners.unavailable.get());
    assertThat(seconds).isLessThan(20);
    diners.awaitAnswers(200);
    diners.leave();
    assertThat(diners.hungUpOn.size() + diners.turnedAway.get()).isEqualTo(DINERS / 2);
    assertThat(Nodes.held(one)).isEqualTo(Nodes.SHARDS);
    ledger.check(one, diners);
    try (Events events = new Events(servers.kafka())) {
      events.awaitAllOf(diners);
    }
  }

  /** Of one table each, so that a booking takes the time away. */
  private void createWatched() throws Exception {
    for (int n = 0; n < WATCHED; n++) {
      Houses.create(one, "watched-" + n, 1);
    }
  }

  /** Whoever owns them. */
  private static List<EventReader> watch(NodeProcess node, LocalDate day) {
    List<EventReader> readers = new ArrayList<>();
    for (int n = 0; n < WATCHED; n++) {
      String path =
          "/v1/restaurants/watched-%d/availability/stream?party_size=2&date=%s".formatted(n, day);
      readers.add(EventReader.open(node.client(), node.api(path), null));
    }
    readers.forEach(reader -> assertThat(reader.await(0).data()).contains(day + "T12:00:00"));
    return readers;
  }

  private static void bookWatched(NodeProcess node, String start) throws Exception {
    for (int n = 0; n < WATCHED; n++) {
      String house = "watched-" + n;
      Until.holds(house + " is bookable", () -> book(node, house, start + "Z") == 201);
    }
  }

  private static void awaitTaken(List<EventReader> readers, String start) throws Exception {
    for (EventReader reader : readers) {
      Until.holds(
          "it is seen that " + start + " is taken",
          () -> !reader.events.get(reader.events.size() - 1).data().contains(start));
    }
  }

  private void lastTable() throws Exception {
    Houses.create(one, "last-table", 1);
    for (int round = 0; round < ROUNDS; round++) {
      String start = Diners.firstDay().plusDays(round) + "T20:00:00Z";
      List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
      for (int diner = 0; diner < LAST_TABLE_DINERS; diner++) {
        NodeProcess node = diner % 2 == 0 ? one : two;
        calls.add(
            node.client()
                .sendAsync(
                    node.post(
                        "/v1/restaurants/last-table/reservations",
                        Houses.booking(start, UUID.randomUUID().toString())),
                    HttpResponse.BodyHandlers.ofString()));
      }
      int booked = 0;
      for (CompletableFuture<HttpResponse<String>> call : calls) {
        int status = call.get(30, TimeUnit.SECONDS).statusCode();
        assertThat(status).isIn(201, 409);
        booked += status == 201 ? 1 : 0;
      }
      assertThat(booked).as("round " + round).isEqualTo(1);
    }
  }

  @Test
  void shouldHandOverWithoutAFailedRequestWhenOneIsStopped() throws Exception {
    Diners diners = new Diners(List.of(one, two), houses, DAYS);
    diners.come(DINERS, 8);
    diners.awaitAnswers(500);
    long asked = System.nanoTime();
    two.close();
    System.out.printf("stopped in %.1f s%n", (System.nanoTime() - asked) / 1e9);
    diners.awaitAnswers(500);
    diners.leave();
    assertThat(Nodes.held(one)).isEqualTo(Nodes.SHARDS);
    assertThat(diners.unavailable.get()).as("told to wait").isZero();
    assertThat(diners.hungUpOn).as("requests without an answer").isEmpty();
    ledger.check(one, diners);
    try (Events events = new Events(servers.kafka())) {
      events.awaitAllOf(diners);
    }
  }
}
