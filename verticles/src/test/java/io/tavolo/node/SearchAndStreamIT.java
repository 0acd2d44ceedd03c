package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tavolo.http.EventReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A city of 250 restaurants searched for a table, and days watched, over real servers. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SearchAndStreamIT {
  private static final int CITY = 250;
  private static final int SEARCHES = 100;
  private static final int MAKERS = 32;
  private static final int STREAMS = 200;

  /** For half of them: a crowded machine makes the last ones late, whatever the software does. */
  private static final int HALF_WITHIN_MS = 200;

  private static final int HALF_OF_SEARCHES_WITHIN_MS = 60;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path dir;
  private static OutsideServers servers;
  private static NodeProcess node;

  @BeforeAll
  static void start() throws Exception {
    servers = new OutsideServers(dir);
    node = new NodeProcess(dir.resolve("node"), servers.settings(Map.of())).start();
    ExecutorService makers = Executors.newFixedThreadPool(MAKERS);
    try {
      List<Future<?>> houses = new ArrayList<>();
      for (int i = 0; i < CITY; i++) {
        String id = "city-%03d".formatted(i);
        houses.add(
            makers.submit(
                () -> {
                  Houses.create(node, id, 2);
                  return null;
                }));
      }
      for (Future<?> house : houses) {
        house.get(100, TimeUnit.SECONDS);
      }
    } finally {
      makers.shutdownNow();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    try (OutsideServers all = servers;
        NodeProcess one = node) {
      assertThat(List.of(all, one)).doesNotContainNull();
    }
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return node.client()
        .send(HttpRequest.newBuilder(node.api(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode search(LocalDate day) throws Exception {
    HttpResponse<String> answer =
        get("/v1/restaurants?q=House&limit=250&party_size=2&time=20:00&date=" + day);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return MAPPER.readTree(answer.body());
  }

  private static Histogram timed(LocalDate day, int times) throws Exception {
    Histogram micros = new Histogram(60_000_000, 3);
    HttpRequest request =
        HttpRequest.newBuilder(
                node.api("/v1/restaurants?limit=250&party_size=2&time=20:00&date=" + day))
            .build();
    for (int i = 0; i < times; i++) {
      long sent = System.nanoTime();
      HttpResponse<byte[]> answer =
          node.client().send(request, HttpResponse.BodyHandlers.ofByteArray());
      micros.recordValue((System.nanoTime() - sent) / 1_000);
      assertThat(answer.statusCode()).isEqualTo(200);
    }
    return micros;
  }

  private static String figures(Histogram micros) {
    return "p50 %.1f ms, p99 %.1f ms, max %.1f ms"
        .formatted(
            micros.getValueAtPercentile(50) / 1e3,
            micros.getValueAtPercentile(99) / 1e3,
            micros.getMaxValue() / 1e3);
  }

  /** Books, and tells when the answer came, by the same clock and threads as events. */
  private static long book(String house, String start) throws Exception {
    return node.client()
        .sendAsync(
            node.post("/v1/restaurants/" + house + "/reservations", Houses.booking(start)),
            HttpResponse.BodyHandlers.ofString())
        .thenApply(
            answer -> {
              long cameAtNanos = System.nanoTime();
              assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
              return cameAtNanos;
            })
        .get(30, TimeUnit.SECONDS);
  }

  @Test
  void shouldSearchAWholeCityForATable() throws Exception {
    LocalDate day = Diners.firstDay().plusDays(1);
    book("city-007", day + "T20:00:00Z");
    book("city-007", day + "T20:00:00Z");
    long began = System.nanoTime();
    JsonNode cold = search(day);
    double coldMs = (System.nanoTime() - began) / 1e6;
    assertThat(cold.get("unanswered").asInt() + cold.get("restaurants").size()).isEqualTo(CITY);
    Until.holds("the cache is filled", () -> search(day).get("unanswered").asInt() == 0);
    double hitsBefore = node.metric("tavolo_cache_reads_total{result=\"hit\"}");
    JsonNode warm = search(day);
    assertThat(node.metric("tavolo_cache_reads_total{result=\"hit\"}") - hitsBefore)
        .as("all from the cache")
        .isEqualTo(CITY);
    for (JsonNode one : warm.get("restaurants")) {
      boolean taken = one.get("restaurant_id").asText().equals("city-007");
      assertThat(one.get("times").findValuesAsText("start"))
          .as(one.toString())
          .hasSize(6)
          .contains(day + (taken ? "T21:30:00+00:00" : "T20:00:00+00:00"))
          .doesNotContain(day + (taken ? "T20:00:00+00:00" : "T21:30:00+00:00"));
    }
    timed(day, SEARCHES);
    Histogram fromCache = timed(day, SEARCHES);
    System.out.printf(
        "search of %d restaurants: cold %.0f ms (%d unanswered), from the cache %s%n",
        CITY, coldMs, cold.get("unanswered").asInt(), figures(fromCache));
    assertThat(fromCache.getValueAtPercentile(50)).isLessThan(HALF_OF_SEARCHES_WITHIN_MS * 1_000L);

    servers.stopRedis();
    try {
      JsonNode fromLanes = search(day);
      assertThat(fromLanes.get("restaurants")).hasSize(CITY);
      assertThat(fromLanes.get("unanswered").asInt()).isZero();
      System.out.printf("the same from the lanes, Redis away: %s%n", figures(timed(day, 50)));
    } finally {
      servers.startRedis();
    }
  }

  @Test
  void shouldShowABookingToAllWhoWatchSoon() throws Exception {
    LocalDate day = Diners.firstDay().plusDays(2);
    String path = "/v1/restaurants/city-001/availability/stream?party_size=2&date=" + day;
    List<EventReader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < STREAMS; i++) {
        readers.add(EventReader.open(node.client(), node.api(path), null));
      }
      readers.forEach(reader -> reader.await(0));
      assertThat(node.metric("tavolo_watchers")).isEqualTo(STREAMS);
      Histogram behindMicros = new Histogram(60_000_000, 3);
      Histogram sinceSentMicros = new Histogram(60_000_000, 3);
      for (int visit = 0; visit < 10; visit++) {
        String start = "%sT%02d:00:00+00:00".formatted(day, 10 + 2 * (1 + visit / 2));
        int before = readers.get(0).events.size();
        long sent = System.nanoTime();
        long booked = book("city-001", start);
        if (visit % 2 == 1) {
          // The second of the two tables: the time is gone.
          for (EventReader reader : readers) {
            EventReader.Event event = reader.await(before);
            assertThat(event.data()).doesNotContain("\"" + start + "\"");
            behindMicros.recordValue(Math.max(0, event.atNanos() - booked) / 1_000);
            sinceSentMicros.recordValue((event.atNanos() - sent) / 1_000);
          }
        }
      }
      System.out.printf(
          "%d streams behind a booking's answer: %s; since it was sent: %s%n",
          STREAMS, figures(behindMicros), figures(sinceSentMicros));
      assertThat(behindMicros.getValueAtPercentile(50)).isLessThan(HALF_WITHIN_MS * 1_000L);
      reconnect(path, readers.get(0));
    } finally {
      readers.forEach(EventReader::close);
    }
    Until.holds("nobody watches", () -> node.metric("tavolo_watchers") == 0);
  }

  private static void reconnect(String path, EventReader before) throws Exception {
    String last = before.events.get(before.events.size() - 1).id();
    String first = before.events.get(0).id();
    try (EventReader same = EventReader.open(node.client(), node.api(path), last);
        EventReader older = EventReader.open(node.client(), node.api(path), first)) {
      assertThat(older.await(0).data()).contains("\"slots\"");
      Until.holds("both are there", () -> node.metric("tavolo_watchers") == STREAMS + 2);
      String day = path.substring(path.length() - 10);
      book("city-001", day + "T22:00:00Z");
      book("city-001", day + "T22:00:00Z");
      EventReader.Event next = same.await(0);
      assertThat(next.data()).doesNotContain(day + "T22:00:00+00:00");
      assertThat(same.events).as("nothing that it had").hasSize(1);
    }
  }
}
