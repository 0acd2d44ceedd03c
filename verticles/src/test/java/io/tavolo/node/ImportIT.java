package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches and the import, as whole programs. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ImportIT {
  private static final Path SAMPLE = Path.of("..", "scripts", "sample").toAbsolutePath();

  /** The day before the sample's first visit. */
  private static final LocalDate EVE = LocalDate.of(2026, 9, 30);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is wrong with each bad line of the sample, wherever and whenever it is imported. */
  private static final List<String> REFUSED =
      List.of(
          "127: visit_at: \"2026-13-40 19:00\" (expected: a time such as",
          "377: visit_at: \"31/12/2026 19:00\" (expected: a time such as",
          "627: visit_at: empty",
          "877: visit_at: \"2026-11-31 20:00\" (expected: a time such as",
          "1127: visit_at: \"tomorrow at eight\" (expected: a time such as",
          "1377: visit_at: \"2026-12-05 25:00\" (expected: a time such as",
          "1627: no visit starts at that time (zum-loewen,",
          "1877: reserved_at: \"yesterday\" (expected: a time such as",
          "2127: reserved_at: empty",
          "2377: party_size: \"0\" (expected: a whole number, 1..100)",
          "2627: party_size: \"two\" (expected: a whole number, 1..100)",
          "2877: party_size: \"101\" (expected: a whole number, 1..100)",
          "3127: party_size: empty",
          "3377: party_size: \"2.5\" (expected: a whole number, 1..100)",
          "3627: restaurant_id: empty",
          "3877: restaurant_id: \"no-such-place\" (expected: a restaurant of the server,",
          "4127: restaurant_id: \"da mario!\" (expected: 1..64 letters, digits, dashes",
          "4377: email: \"not-an-address\" (expected: an address such as",
          "4627: 2 fields (expected: 8, as in the header)",
          "4877: a quotation mark is not closed");

  @TempDir static Path dir;

  @SuppressWarnings("NullAway.Init")
  private static OutsideDatabase database;

  @SuppressWarnings("NullAway.Init")
  private static NodeProcess node;

  @BeforeAll
  static void start() throws Exception {
    database = new OutsideDatabase(dir);
    Map<String, String> settings = database.settings(Map.of());
    node = new NodeProcess(dir.resolve("data"), settings).start();
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
    database.close();
  }

  private record Running(Process process, Path out) {
    List<String> report(int status) throws Exception {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      List<String> lines = Files.readAllLines(out);
      assertThat(process.exitValue()).as(String.join("\n", lines)).isEqualTo(status);
      return lines;
    }
  }

  private static Running importSample(String name, String... more) throws Exception {
    Path out = dir.resolve(name);
    long shift = ChronoUnit.DAYS.between(EVE, LocalDate.now(ZoneOffset.UTC)) + 1;
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.tavolo.importer.Import",
            "--url=" + node.api("/"),
            "--token=" + NodeProcess.STAFF,
            "--tables=2x8,4x10,8x2",
            "--hours=12:00-14:30,18:00-23:00",
            "--join=2",
            "--reset=0",
            "--pacing=60",
            "--shift-days=" + shift,
            SAMPLE.resolve("reservations.csv").toString(),
            SAMPLE.resolve("restaurants.csv").toString()));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    return new Running(process, out);
  }

  private static void assertRefusals(List<String> report) {
    List<String> refused = report.subList(report.size() - REFUSED.size(), report.size());
    for (int i = 0; i < REFUSED.size(); i++) {
      assertThat(refused.get(i)).startsWith("reservations.csv:" + REFUSED.get(i));
    }
  }

  @Test
  void shouldBringInTheSampleOnceThoughTheNodeIsKilledMeanwhile() throws Exception {
    Running first = importSample("first", "--timezone=Europe/Rome");
    Until.holds(
        "some hundred lines are in",
        () -> node.metric("tavolo_bookings_total{outcome=\"booked\"") > 300);
    node.kill();
    node.start();
    List<String> report = first.report(1);
    assertThat(report).contains("refused       20 lines");
    assertRefusals(report);
    assertThat(definition("floor-plan").get("joins")).hasSize(5);
    assertThat(definition("schedule").at("/pacing/0/covers_starting").asInt()).isEqualTo(60);

    // Who is there needs no zone.
    List<String> second = importSample("second").report(1);
    second.removeIf(line -> line.startsWith("took ") || line.startsWith("["));
    assertThat(second.subList(0, 3))
        .containsExactly(
            "restaurants   0 made, 12 there before; 0 got tables, 0 got hours",
            "reservations  0 taken in (0 to come, 0 past), 4,980 there before",
            "refused       20 lines");
    assertThat(second).hasSize(23);
    assertRefusals(second);
  }

  private static JsonNode definition(String document) throws Exception {
    HttpRequest read =
        HttpRequest.newBuilder(node.api("/v1/restaurants/osteria-del-ponte/" + document))
            .header("authorization", "Bearer " + NodeProcess.STAFF)
            .build();
    return lines(send(read)).get(0);
  }

  @Test
  void shouldAnswerABatchInItsOrderThoughOneLineIsBad() throws Exception {
    Houses.create(node, "batch-house", 20);
    LocalDate day = LocalDate.now(ZoneOffset.UTC);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      String start =
          i % 2 == 0 ? day.plusDays(2L + i / 20) + "T19:00" : day.minusDays(i) + "T19:00";
      text.append(i == 200 ? "{\"op\":" : line(i, start)).append('\n');
    }
    // The last does not wait for its answers.
    for (int round = 0; round < 3; round++) {
      List<JsonNode> answers = round == 2 ? later(text.toString()) : batch(text.toString());
      assertThat(answers).hasSize(401);
      assertThat(answers.get(400).toString()).isEqualTo("{\"done\":true,\"lines\":400}");
      for (int i = 0; i < 400; i++) {
        JsonNode answer = answers.get(i);
        assertThat(answer.get("line").asInt()).isEqualTo(i + 1);
        assertThat(answer.get("status").asInt())
            .as(answer.toString())
            .isEqualTo(i == 200 ? 400 : 201);
        assertThat(answer.has("repeated")).isEqualTo(round > 0 && i != 200);
        if (i != 200) {
          JsonNode made = answer.get("reservation");
          assertThat(made.get("status").asText()).isEqualTo(i % 2 == 0 ? "confirmed" : "finished");
          assertThat(made.get("tables")).hasSize(i % 2 == 0 ? 1 : 0);
        }
      }
    }
  }

  private static String line(int i, String start) {
    return """
        {"op":"book","idempotency_key":"b-%d","restaurant_id":"batch-house","party_size":2,\
        "start":"%s","recorded_at":"2026-01-02T03:04:05Z","diner":{"name":"Ada"}}"""
        .formatted(i, start);
  }

  private static List<JsonNode> batch(String text) throws Exception {
    return lines(send(batchRequest(text).build()));
  }

  private static List<JsonNode> later(String text) throws Exception {
    HttpResponse<String> taken = send(batchRequest(text).header("prefer", "respond-async").build());
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
    HttpRequest read =
        HttpRequest.newBuilder(node.api(taken.headers().firstValue("location").orElseThrow()))
            .header("authorization", "Bearer " + NodeProcess.STAFF)
            .build();
    Until.holds("the answers are there", () -> send(read).statusCode() != 202);
    return lines(send(read));
  }

  private static HttpRequest.Builder batchRequest(String text) {
    return HttpRequest.newBuilder(node.api("/v1/batches"))
        .header("authorization", "Bearer " + NodeProcess.STAFF)
        .header("content-type", "application/x-ndjson")
        .POST(HttpRequest.BodyPublishers.ofString(text, StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return node.client().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static List<JsonNode> lines(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : answer.body().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
