package io.tavolo.http;

import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.done;
import static io.tavolo.http.Fixtures.reservation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Status;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches whose senders do not wait. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BatchJobsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNode ANSWER = Contract.DOCUMENT.at("/components/schemas/BatchAnswer");
  private static final String BOOK =
      ("{\"op\":\"book\",\"idempotency_key\":\"k\",\"restaurant_id\":\"%s\",\"party_size\":4,"
              + "\"start\":\"2026-12-24T19:00\",\"diner\":{\"name\":\"Ada\"}}\n")
          .formatted(HOUSE);

  private final Api api = Api.start();

  @BeforeEach
  void answerBookings() {
    api.engine.script =
        request ->
            done(
                Event.Kind.BOOKED,
                reservation(request.command().reservation(), Status.CONFIRMED, 1, 0));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Api.Call batch(String text) {
    return api.call("POST", "/v1/batches")
        .bearer(Api.STAFF)
        .header("Content-Type", "application/x-ndjson")
        .body(text);
  }

  private Api.Call async(String text) {
    return batch(text).header("Prefer", "respond-async");
  }

  private Api.Answer read(String location) {
    return api.get(location).bearer(Api.STAFF).send();
  }

  private Api.Answer finished(String location) {
    Api.Answer answer = read(location);
    while (answer.status() == 202) {
      LockSupport.parkNanos(5_000_000);
      answer = read(location);
    }
    return answer;
  }

  private static String accepted(Api.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return Objects.requireNonNull(answer.header("Location"));
  }

  @Test
  void shouldAnswerBeforeAnythingIsDoneAndKeepTheAnswersAtItsAddress() throws IOException {
    Promise<Void> gate = Promise.promise();
    api.engine.gate = gate.future();
    Api.Answer taken = async(BOOK + "bad\n" + BOOK).send();
    String location = accepted(taken);
    assertThat(taken.header("Preference-Applied")).isEqualTo("respond-async");
    assertThat(taken.json().get("lines").asInt()).isEqualTo(3);
    assertThat(location).isEqualTo("/v1/batches/" + taken.json().get("batch_id").asText());

    Api.Answer running = read(location);
    assertThat(running.status()).isEqualTo(202);
    assertThat(running.json()).isEqualTo(taken.json());
    assertThat(running.header("Retry-After")).isEqualTo("1");
    gate.complete();

    Api.Answer answers = finished(location);
    assertThat(answers.status()).isEqualTo(200);
    assertThat(answers.header("Content-Type")).isEqualTo("application/x-ndjson");
    List<Integer> statuses = new ArrayList<>();
    for (String line : answers.text().lines().toList()) {
      Contract.checkShape(line, ANSWER, Buffer.buffer(line));
      statuses.add(MAPPER.readTree(line).path("status").asInt());
    }
    assertThat(statuses).containsExactly(201, 400, 201, 0);
    assertThat(answers.text()).endsWith("{\"done\":true,\"lines\":3}\n");
  }

  @Test
  void shouldKeepWhatTheSenderWouldHaveReadHadItWaited() {
    String text = BOOK + "bad\n" + " ".repeat(20_000) + "\n" + BOOK.strip();
    String waited = withoutWhatDiffers(batch(text).send().text());

    String kept = finished(accepted(async(text).send())).text();
    assertThat(withoutWhatDiffers(kept)).isEqualTo(waited);
  }

  private static String withoutWhatDiffers(String answers) {
    return answers.replaceAll(
        "\"(reservation_id|confirmation_code|manage_token|instance)\":\"[^\"]*\"", "");
  }

  @Test
  void shouldDoMoreLinesThanAreUnderWayAtOnceInTheirOrder() throws IOException {
    String answers = finished(accepted(async(BOOK.repeat(3_000)).send())).text();

    List<String> lines = answers.lines().toList();
    assertThat(lines).hasSize(3_001);
    for (int i = 0; i < 3_000; i++) {
      JsonNode line = MAPPER.readTree(lines.get(i));
      assertThat(line.get("line").asInt()).isEqualTo(i + 1);
      assertThat(line.get("status").asInt()).isEqualTo(201);
    }
  }

  @Test
  void shouldTakeABatchOfNoLines() {
    assertThat(finished(accepted(async("").send())).text())
        .isEqualTo("{\"done\":true,\"lines\":0}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Respond-Async", "wait=10, respond-async", "respond-async; x=1"})
  void shouldTakeThePreferenceHoweverItIsSpelled(String prefer) {
    accepted(batch(BOOK).header("Prefer", prefer).send());
  }

  @Test
  void shouldNotMindOtherPreferences() {
    assertThat(batch(BOOK).header("Prefer", "return=minimal").send().status()).isEqualTo(200);
  }

  @Test
  void shouldRefuseOneMoreThanItCarriesOutAtOnceAndTakeItAfterwards() {
    Promise<Void> gate = Promise.promise();
    api.engine.gate = gate.future();
    List<String> running = new ArrayList<>();
    for (int i = 0; i < Batches.MAX_RUNNING; i++) {
      running.add(accepted(async(BOOK).send()));
    }
    Api.Answer refused = async(BOOK).send();
    refused.isProblem(503, "unavailable");
    assertThat(refused.header("Retry-After")).isEqualTo("5");
    assertThat(api.engine.asked).hasSizeLessThanOrEqualTo(Batches.MAX_RUNNING);
    assertThat(batch("").send().status()).isEqualTo(200);

    gate.complete();
    running.forEach(this::finished);
    acceptedInTheEnd();
  }

  /** Room is given back a moment after the answers are there. */
  private void acceptedInTheEnd() {
    Api.Answer answer = async(BOOK).send();
    while (answer.status() == 503) {
      LockSupport.parkNanos(5_000_000);
      answer = async(BOOK).send();
    }
    finished(accepted(answer));
  }

  @Test
  void shouldHaveRoomAgainAfterBatchesThatWereRefusedOrLeftUnsent() throws IOException {
    for (int i = 0; i < 2 * Batches.MAX_RUNNING; i++) {
      async("\n".repeat(20_001)).send().isProblem(413, "body-too-large");
      async(" ".repeat(9_000_000)).send().isProblem(413, "body-too-large");
      api.call("POST", "/v1/batches")
          .bearer(Api.STAFF)
          .header("Prefer", "respond-async")
          .json(BOOK)
          .send()
          .isProblem(415, "unsupported-media-type");
      api.batches.down = true;
      async(BOOK).send().isProblem(503, "unavailable");
      api.batches.down = false;
      acceptedInTheEnd();
    }
    for (int i = 0; i < Batches.MAX_RUNNING; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
        String head =
            """
            POST /v1/batches HTTP/1.1\r
            Host: x\r
            Authorization: Bearer %s\r
            Prefer: respond-async\r
            Content-Type: application/x-ndjson\r
            Content-Length: 1000\r
            \r
            x""";
        socket
            .getOutputStream()
            .write(head.formatted(Api.STAFF).getBytes(StandardCharsets.US_ASCII));
      }
    }
    acceptedInTheEnd();
  }

  @Test
  void shouldShowABatchToItsSenderOnly() {
    String location = accepted(async(BOOK).send());
    finished(location);
    api.get(location).send().isProblem(401, "unauthenticated");
    api.get(location).bearer("other").send().isProblem(403, "forbidden");
    api.batches.giveAway(location.substring("/v1/batches/".length()));
    read(location).isProblem(404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0-0-0-0-0", "00000000-0000-0000-0000-000000000000"})
  void shouldAnswer404WhereThereIsNoBatch(String id) {
    read("/v1/batches/" + id).isProblem(404, "not-found");
  }

  @Test
  void shouldSayThatABatchWasInterruptedWhenItCannotBeFinishedAnyMore() {
    String id = new UUID(1, 2).toString();
    api.batches.kept(id, BatchJobs.INTERRUPTED_MS, null);
    assertThat(read("/v1/batches/" + id).status()).isEqualTo(202);
    api.batches.kept(id, BatchJobs.INTERRUPTED_MS + 1, null);
    read("/v1/batches/" + id).isProblem(410, "batch-interrupted");
  }

  @Test
  void shouldKeepTheAnswersWhenTheStoreIsAwayForAMoment() {
    Promise<Void> gate = Promise.promise();
    api.engine.gate = gate.future();
    String location = accepted(async(BOOK).send());
    api.batches.down = true;
    gate.complete();
    read(location).isProblem(503, "unavailable");
    api.batches.down = false;
    assertThat(finished(location).status()).isEqualTo(200);
  }
}
