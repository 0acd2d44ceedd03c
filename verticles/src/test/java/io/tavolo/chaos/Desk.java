package io.tavolo.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tavolo.chaos.check.Answer;
import io.tavolo.chaos.check.Attempt;
import io.tavolo.chaos.check.Shown;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.time.Ticks;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends one request to one node, and reads the answer. Any thread. */
final class Desk {
  /** What a client waits for an answer, before it asks another node. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpClient http;
  private final History history;
  private final ObjectMapper json = new ObjectMapper();

  Desk(HttpClient http, History history) {
    this.http = http;
    this.history = history;
  }

  /**
   * What is sent.
   *
   * @param key an idempotency key, or null
   * @param token of the reservation, or null
   */
  record Sending(
      String method,
      String path,
      @Nullable String body,
      @Nullable String key,
      @Nullable String token) {}

  /** An answer, and the token that came with a reservation that was made. */
  record Received(Attempt attempt, @Nullable String token) {}

  Received send(Node node, Sending sending) throws InterruptedException {
    long sentNs = history.nowNs();
    String token = null;
    Answer answer;
    try {
      HttpResponse<String> response =
          http.send(request(node, sending), HttpResponse.BodyHandlers.ofString());
      answer = read(response);
      if (response.statusCode() == 201) {
        JsonNode given = json.readTree(response.body()).get("manage_token");
        JsonNode held = json.readTree(response.body()).get("hold_token");
        token = held != null ? held.asText() : given != null ? given.asText() : null;
      }
    } catch (HttpConnectTimeoutException | ConnectException e) {
      answer = new Answer.Nothing("no connection");
    } catch (HttpTimeoutException e) {
      answer = new Answer.Unknown("no answer in " + PATIENCE.toSeconds() + " s");
    } catch (IOException e) {
      answer = new Answer.Unknown("the connection was lost");
    }
    long endedNs = history.nowNs();
    return new Received(
        new Attempt(node.number(), sentNs, endedNs, System.currentTimeMillis(), answer), token);
  }

  private static HttpRequest request(Node node, Sending sending) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(node.place().api(sending.path())).timeout(PATIENCE);
    if (sending.key() != null) {
      builder.header("idempotency-key", '"' + sending.key() + '"');
    }
    if (sending.token() != null) {
      builder.header("authorization", "Bearer " + sending.token());
    }
    if (sending.body() != null) {
      builder.header("content-type", "application/json");
    }
    return builder
        .method(
            sending.method(),
            sending.body() == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(sending.body()))
        .build();
  }

  private Answer read(HttpResponse<String> response) {
    try {
      return switch (response.statusCode()) {
        case 200, 201 -> success(json.readTree(response.body()));
        case 204 -> new Answer.Done();
        case 404, 409, 410 -> refused(json.readTree(response.body()));
        case 503 -> unavailable(response);
        default -> surprise(response);
      };
    } catch (IOException | RuntimeException e) {
      return surprise(response);
    }
  }

  private static Answer success(JsonNode body) {
    if (body.has("slots")) {
      List<Integer> starts = new ArrayList<>();
      body.get("slots").forEach(slot -> starts.add(tick(slot.get("start"))));
      return new Answer.Free(starts);
    }
    List<String> tables = new ArrayList<>();
    body.get("tables").forEach(table -> tables.add(table.asText()));
    ReservationId id = ReservationId.parse(body.get("reservation_id").asText());
    return new Answer.Stands(
        new Shown(
            Objects.requireNonNull(id).reservation(),
            Status.valueOf(body.get("status").asText().toUpperCase(Locale.ROOT)),
            body.get("version").asInt(),
            body.get("party_size").asInt(),
            tick(body.get("start")),
            tick(body.get("end")),
            tables));
  }

  private static int tick(JsonNode instant) {
    return Ticks.ofEpochSecond(OffsetDateTime.parse(instant.asText()).toEpochSecond());
  }

  private static Answer refused(JsonNode body) {
    String type = body.get("type").asText();
    JsonNode reason = body.get("reason");
    List<Integer> alternatives = new ArrayList<>();
    if (body.has("alternatives")) {
      body.get("alternatives").forEach(one -> alternatives.add(tick(one.get("start"))));
    }
    return new Answer.Refused(
        reason != null ? reason.asText() : type.substring(type.lastIndexOf('/') + 1), alternatives);
  }

  /** It must say when to come again, in the form of a problem. */
  private Answer unavailable(HttpResponse<String> response) throws IOException {
    boolean whole =
        response.headers().firstValue("retry-after").isPresent()
            && response
                .headers()
                .firstValue("content-type")
                .orElse("")
                .startsWith("application/problem+json");
    if (!whole) {
      return surprise(response);
    }
    String detail = json.readTree(response.body()).path("detail").asText();
    return detail.endsWith("nothing was done")
        ? new Answer.Nothing("503 " + detail)
        : new Answer.Unknown("503 " + detail);
  }

  private static Answer surprise(HttpResponse<String> response) {
    return new Answer.Surprise(
        response.statusCode() + " " + response.headers().map() + " " + response.body());
  }
}
