package io.tavolo.http;

import static io.tavolo.http.Fixtures.ADA;
import static io.tavolo.http.Fixtures.BOOKING;
import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.ID;
import static io.tavolo.http.Fixtures.KEY;
import static io.tavolo.http.Fixtures.done;
import static io.tavolo.http.Fixtures.found;
import static io.tavolo.http.Fixtures.refused;
import static io.tavolo.http.Fixtures.reservation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Status;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldRoutesTest {
  private static final String HOLDS = "/v1/restaurants/" + HOUSE + "/holds";
  private static final String HOLD = "/v1/holds/" + ID;
  private static final String SLOT = "{\"party_size\":4,\"start\":\"2026-12-24T19:00\"";

  private final Api api = Api.start();

  @AfterEach
  void stop() {
    api.close();
  }

  private void hold() {
    long until = Api.NOW.toEpochMilli() + 300_999;
    api.engine.script =
        request ->
            done(
                Event.Kind.HELD,
                reservation(request.command().reservation(), Status.HELD, 1, until));
  }

  private void confirm() {
    api.engine.script =
        request -> {
          api.engine.reservations.put(ID, found(Status.CONFIRMED, 2, ADA));
          return done(Event.Kind.CONFIRMED, reservation(4_711, Status.CONFIRMED, 2, 0));
        };
  }

  @Test
  void shouldKeepATableWithoutADiner() {
    hold();
    Api.Answer answer = api.post(HOLDS, SLOT + ",\"ttl_seconds\":60}").send();

    assertThat(answer.status()).isEqualTo(201);
    JsonNode json = answer.json();
    assertThat(json.get("hold_id").asText()).isEqualTo(json.get("reservation_id").asText());
    assertThat(json.get("hold_token").asText()).matches("[A-Za-z0-9_-]{43}");
    assertThat(json.get("expires_at").asText()).isEqualTo("2026-12-01T11:05:00+01:00");
    assertThat(json.get("status").asText()).isEqualTo("held");
    assertThat(json.has("diner")).isFalse();
    Command.Hold command = api.engine.lastCommand(Command.Hold.class);
    assertThat(command.diner()).isNull();
    assertThat(command.ttlSeconds()).isEqualTo(60);
    String id = json.get("hold_id").asText();
    assertThat(answer.header("Location")).isEqualTo("/v1/reservations/" + id);
    assertThat(
            api.get("/v1/reservations/" + id)
                .bearer(json.get("hold_token").asText())
                .send()
                .status())
        .as("the hold's token is the reservation's")
        .isEqualTo(404);
  }

  @Test
  void shouldTakeADinerWithAHold() {
    hold();
    Api.Answer answer = api.post(HOLDS, BOOKING).send();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().get("diner").get("name").asText()).isEqualTo("Ada");
    assertThat(api.engine.lastCommand(Command.Hold.class).ttlSeconds()).isZero();
  }

  @Test
  void shouldRefuseRemarksThatBelongToNobody() {
    Api.Answer answer = api.post(HOLDS, SLOT + ",\"notes\":\"x\"}").send();

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("errors").get(0).get("pointer").asText()).isEqualTo("/diner");
    assertThat(api.engine.asked).isEmpty();
  }

  @Test
  void shouldConfirmWithADiner() {
    api.engine.reservations.put(ID, found(Status.HELD, 1, null));
    confirm();
    Api.Answer answer =
        api.post(HOLD + "/confirm", "{\"diner\":{\"name\":\"Ada\"}}")
            .header("Idempotency-Key", KEY)
            .bearer(Api.STAFF)
            .send();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/v1/reservations/" + ID);
    assertThat(answer.header("ETag")).isEqualTo("\"2t\"");
    assertThat(answer.json().get("status").asText()).isEqualTo("confirmed");
    assertThat(answer.json().has("manage_token")).isTrue();
    Diner diner = api.engine.lastCommand(Command.Confirm.class).diner();
    assertThat(diner).isNotNull();
    assertThat(diner.name()).isEqualTo("Ada");
    assertThat(diner.notes()).isNull();
    assertThat(api.engine.last().key().byCaller()).isTrue();
  }

  @Test
  void shouldKeepWhatTheHoldKnowsOfItsDiner() {
    api.engine.reservations.put(ID, found(Status.HELD, 1, ADA));
    confirm();
    api.post(HOLD + "/confirm", "{\"diner\":{\"name\":\"Ada L.\"}}").bearer(Api.STAFF).send();

    assertThat(api.engine.lastCommand(Command.Confirm.class).diner())
        .isEqualTo(
            Fixtures.diner(99, "Ada L.", ADA.email(), ADA.phone(), ADA.notes(), List.of("vegan")));
  }

  @Test
  void shouldConfirmWithoutABody() {
    confirm();
    Api.Answer answer = api.call("POST", HOLD + "/confirm").bearer(Api.STAFF).send();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(api.engine.lastCommand(Command.Confirm.class).diner()).isNull();
  }

  @Test
  void shouldPointToTheDinerThatIsMissing() {
    api.engine.script = request -> refused(Refusal.DINER_REQUIRED);
    Api.Answer answer = api.post(HOLD + "/confirm", "{}").bearer(Api.STAFF).send();

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("errors").get(0).get("pointer").asText()).isEqualTo("/diner");
  }

  @Test
  void shouldSayGoneWhenTheHoldHasRunOut() {
    api.engine.script = request -> refused(Refusal.HOLD_EXPIRED);
    Api.Answer answer = api.post(HOLD + "/confirm", "{}").bearer(Api.STAFF).send();

    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.json().get("type").asText()).isEqualTo("/problems/hold-expired");
  }

  @Test
  void shouldGiveTheTableBack() {
    api.engine.script =
        request -> done(Event.Kind.RELEASED, reservation(4_711, Status.CANCELLED, 2, 0));

    assertThat(api.call("DELETE", HOLD).bearer(Api.STAFF).send().status()).isEqualTo(204);
    assertThat(api.engine.lastCommand(Command.Release.class)).isEqualTo(new Command.Release(4_711));
  }

  @Test
  void shouldHonourIfMatch() {
    confirm();
    api.engine.reservations.put(ID, found(Status.HELD, 1, null));
    for (String method : List.of("POST /confirm", "DELETE ")) {
      String path = HOLD + method.substring(method.indexOf(' ') + 1);
      String verb = method.substring(0, method.indexOf(' '));
      assertThat(api.call(verb, path).bearer(Api.STAFF).header("If-Match", "\"7\"").send().status())
          .isEqualTo(412);
      assertThat(api.call(verb, path).bearer(Api.STAFF).header("If-Match", "7").send().status())
          .isEqualTo(400);
    }
    assertThat(api.engine.asked).isEmpty();
  }

  @Test
  void shouldConfirmAndReleaseAgainWhateverTheVersionThen() {
    confirm();
    api.engine.reservations.put(ID, found(Status.CONFIRMED, 2, ADA));
    assertThat(
            api.post(HOLD + "/confirm", "{}")
                .bearer(Api.STAFF)
                .header("If-Match", "\"1\"")
                .send()
                .status())
        .isEqualTo(201);

    api.engine.reservations.put(ID, found(Status.CANCELLED, 2, ADA));
    assertThat(
            api.call("DELETE", HOLD).bearer(Api.STAFF).header("If-Match", "\"1\"").send().status())
        .isEqualTo(204);
  }

  @Test
  void shouldWantTheHoldsToken() {
    assertThat(api.post(HOLD + "/confirm", "{}").send().status()).isEqualTo(401);
    assertThat(api.post(HOLD + "/confirm", "{}").bearer("x").send().status()).isEqualTo(403);
    assertThat(api.call("DELETE", HOLD).send().status()).isEqualTo(401);
    assertThat(api.call("DELETE", HOLD).bearer("x").send().status()).isEqualTo(403);
    assertThat(api.call("DELETE", "/v1/holds/nonsense").send().status()).isEqualTo(404);
  }
}
