package io.tavolo.http;

import static io.tavolo.http.Fixtures.ADA;
import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.ID;
import static io.tavolo.http.Fixtures.done;
import static io.tavolo.http.Fixtures.found;
import static io.tavolo.http.Fixtures.refused;
import static io.tavolo.http.Fixtures.repeated;
import static io.tavolo.http.Fixtures.reservation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.time.Start;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BatchRoutesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNode ANSWER = Contract.DOCUMENT.at("/components/schemas/BatchAnswer");
  private static final JsonNode LINE = Contract.DOCUMENT.at("/components/schemas/BatchLine");
  private static final String REST =
      "\"party_size\":4,\"start\":\"2026-12-24T19:00\",\"diner\":{\"name\":\"Ada\"}";

  /** What is under way at once, at most. */
  private static final int IN_FLIGHT = 1_024;

  private final Api api = Api.start();

  @AfterEach
  void stop() {
    api.close();
  }

  private static String book(String key) {
    return "{\"op\":\"book\",\"idempotency_key\":\"%s\",\"restaurant_id\":\"%s\",%s}"
        .formatted(key, HOUSE, REST);
  }

  private static String change(String op, String rest) {
    return "{\"op\":\"%s\",\"idempotency_key\":\"k\",\"reservation_id\":\"%s\"%s}"
        .formatted(op, ID, rest);
  }

  private Api.Call batch(String text) {
    return api.call("POST", "/v1/batches")
        .bearer(Api.STAFF)
        .header("Content-Type", "application/x-ndjson")
        .body(text);
  }

  /** The answers, without the last line, which must count them. */
  private static List<JsonNode> answers(Api.Answer answer) throws IOException {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
    List<JsonNode> lines = new ArrayList<>();
    for (String line : answer.text().lines().toList()) {
      Contract.checkShape(line, ANSWER, Buffer.buffer(line));
      lines.add(MAPPER.readTree(line));
    }
    JsonNode last = lines.remove(lines.size() - 1);
    assertThat(last.get("done").asBoolean()).isTrue();
    assertThat(last.get("lines").asInt()).isEqualTo(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i).get("line").asInt()).isEqualTo(i + 1);
    }
    return lines;
  }

  /** What is taken must be something that the document offers. */
  private static String offered(String line) {
    Contract.checkShape(line, LINE, Buffer.buffer(line));
    return line;
  }

  private void answerBookings() {
    api.engine.script =
        request ->
            done(
                Event.Kind.BOOKED,
                reservation(request.command().reservation(), Status.CONFIRMED, 1, 0));
  }

  @Test
  void shouldDoWhatTheLinesSayAndAnswerEach() throws IOException {
    api.engine.reservations.put(ID, found(Status.CONFIRMED, 2, ADA));
    api.engine.script =
        request -> {
          if (request.command() instanceof Command.Book book) {
            return book.partySize() == 4
                ? done(Event.Kind.BOOKED, reservation(book.reservation(), Status.CONFIRMED, 1, 0))
                : refused(Refusal.NO_TABLE);
          }
          return request.command() instanceof Command.Modify
              ? done(Event.Kind.MODIFIED, reservation(4_711, Status.CONFIRMED, 2, 0))
              : repeated(Event.Kind.CANCELLED);
        };
    List<JsonNode> lines =
        answers(
            batch(
                    String.join(
                        "\r\n",
                        offered(book("a")),
                        book("b").replace("\"party_size\":4", "\"party_size\":5"),
                        offered(change("modify", ",\"party_size\":3")),
                        offered(change("cancel", ""))))
                .send());

    assertThat(lines).extracting(l -> l.get("status").asInt()).containsExactly(201, 409, 200, 204);
    assertThat(lines.get(0).get("reservation").get("manage_token").asText()).hasSize(43);
    assertThat(lines.get(0).get("reservation").get("tables")).hasSize(1);
    assertThat(lines.get(0).has("repeated")).isFalse();
    assertThat(lines.get(1).get("problem").get("reason").asText()).isEqualTo("no_table");
    assertThat(lines.get(2).get("reservation").get("version").asInt()).isEqualTo(2);
    assertThat(lines.get(3).has("reservation")).isFalse();
    assertThat(api.engine.asked).allMatch(request -> request.key().byCaller());
  }

  @Test
  void shouldBeTheSameCommandAsTheSingleRequest() throws IOException {
    answerBookings();
    api.call("POST", "/v1/restaurants/" + HOUSE + "/reservations")
        .bearer(Api.STAFF)
        .header("Idempotency-Key", "a")
        .json("{" + REST + "}")
        .send();
    var single = api.engine.last().key();
    api.engine.reservations.put(
        new ReservationId(ID.restaurant(), 4_711), found(Status.CONFIRMED, 1, ADA));
    api.engine.script = request -> repeated(Event.Kind.BOOKED);
    JsonNode line = answers(batch(book("a")).send()).get(0);

    assertThat(api.engine.last().key()).isEqualTo(single);
    assertThat(line.get("repeated").asBoolean()).isTrue();
    assertThat(line.get("status").asInt()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{                                                                  | 400 |",
        "~~                                                                 | 400 |",
        "{\"op\":\"seat\",\"idempotency_key\":\"k\"}                        | 422 | /op",
        "{\"op\":\"cancel\",\"reservation_id\":\"x\"}                       | 422 | /idempotency_key",
        "{\"op\":\"cancel\",\"idempotency_key\":\"k\"}                      | 422 | /reservation_id",
        "{\"op\":\"cancel\",\"idempotency_key\":\"k\",\"reservation_id\":\"x\"} | 404 |",
        "{\"op\":\"cancel\",\"idempotency_key\":\"é\",\"reservation_id\":\"x\",\"a\":1}"
            + "| 422 | /idempotency_key /a",
        "{\"op\":\"modify\",\"idempotency_key\":\"k\",\"reservation_id\":\"x\",\"party_size\":0}"
            + "| 422 | /party_size",
        "{\"op\":\"book\",\"idempotency_key\":\"k\",\"party_size\":2,\"party_size\":2}"
            + "| 422 | /restaurant_id /party_size /start /diner",
      })
  void shouldAnswerABadLineAloneWithEveryFault(String bad, int status, String places)
      throws IOException {
    answerBookings();
    List<JsonNode> lines =
        answers(batch(book("a") + "\n" + (bad == null ? "" : bad) + "\n" + book("b")).send());

    assertThat(lines).extracting(l -> l.get("status").asInt()).containsExactly(201, status, 201);
    JsonNode problem = lines.get(1).get("problem");
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    List<String> found = new ArrayList<>();
    problem.path("errors").forEach(error -> found.add(error.get("pointer").asText()));
    assertThat(String.join(" ", found)).isEqualTo(places == null ? "" : places);
  }

  @Test
  void shouldAnswer413ToALineOver16KiBAndGoOn() throws IOException {
    answerBookings();
    String fits = book("a") + " ".repeat(16_384 - book("a").length());
    List<JsonNode> lines =
        answers(batch(fits + "\n" + fits + " \n" + book("b") + "\n").sendChunked());

    assertThat(lines).extracting(l -> l.get("status").asInt()).containsExactly(201, 413, 201);
    assertThat(lines.get(1).get("problem").get("type").asText())
        .isEqualTo("/problems/body-too-large");
  }

  @Test
  void shouldHaveABoundedNumberUnderWayAndKeepTheOrder() throws Exception {
    answerBookings();
    Promise<Void> gate = Promise.promise();
    api.engine.gate = gate.future();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3 * IN_FLIGHT; i++) {
      text.append(i % 7 == 3 ? "bad" : book("k" + i)).append('\n');
    }
    CompletableFuture<Api.Answer> answer = batch(text.toString()).begin();
    int asked = 0;
    while (asked < IN_FLIGHT * 6 / 7 || asked < api.engine.asked.size()) {
      asked = api.engine.asked.size();
      LockSupport.parkNanos(50_000_000);
    }
    assertThat(asked).isLessThanOrEqualTo(IN_FLIGHT);
    gate.complete();

    List<JsonNode> lines = answers(answer.get(30, TimeUnit.SECONDS));
    assertThat(lines).hasSize(3 * IN_FLIGHT);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i).get("status").asInt()).isEqualTo(i % 7 == 3 ? 400 : 201);
    }
  }

  @Test
  void shouldReadNoMoreFromAClientThatDoesNotReadAndThenCutItOff() throws IOException {
    answerBookings();
    byte[] line = (book("k") + "\n").getBytes(StandardCharsets.UTF_8);
    long sent = 0;
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(16 * 1024);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), api.port()));
      OutputStream out = socket.getOutputStream();
      String head =
          """
          POST /v1/batches HTTP/1.1\r
          Host: x\r
          Authorization: Bearer %s\r
          Content-Type: application/x-ndjson\r
          Content-Length: 1000000000000\r
          \r
          """;
      out.write(head.formatted(Api.STAFF).getBytes(StandardCharsets.US_ASCII));
      while (sent < 1_000_000) {
        out.write(line);
        sent++;
      }
    } catch (IOException cutOff) {
      assertThat(api.engine.asked.size()).isBetween(1, (int) sent);
      return;
    }
    throw new AssertionError(sent + " lines taken from a client that does not read");
  }

  @Test
  void shouldBringInTheOperatorsPastReservationsOnly() throws IOException {
    answerBookings();
    String body = "{" + REST + ",\"recorded_at\":\"2026-11-01T09:00:00Z\"}";
    api.post("/v1/restaurants/" + HOUSE + "/reservations", body).send().isProblem(403, "forbidden");
    assertThat(api.engine.asked).isEmpty();

    answers(
        batch(offered(book("a").replace("}}", "},\"recorded_at\":\"2026-11-01T09:00\"}"))).send());
    Command.Import command = api.engine.lastCommand(Command.Import.class);
    assertThat(command.recorded())
        .isEqualTo(Start.wallClock(Instant.parse("2026-11-01T09:00:00Z").getEpochSecond()));
    assertThat(command.partySize()).isEqualTo(4);
  }

  @Test
  void shouldNeedTheOperatorsTokenAndLines() {
    api.call("POST", "/v1/batches")
        .header("Content-Type", "application/x-ndjson")
        .body(book("a"))
        .send()
        .isProblem(401, "unauthenticated");
    api.call("POST", "/v1/batches")
        .bearer("other")
        .header("Content-Type", "application/x-ndjson")
        .body(book("a"))
        .send()
        .isProblem(403, "forbidden");
    api.call("POST", "/v1/batches")
        .bearer(Api.STAFF)
        .json(book("a"))
        .send()
        .isProblem(415, "unsupported-media-type");
    api.get("/v1/batches").send().isProblem(405, "method-not-allowed");
    assertThat(api.engine.asked).isEmpty();
  }

  @Test
  void shouldAnswerABatchOfNoLines() throws IOException {
    assertThat(answers(batch("").send())).isEmpty();
  }
}
