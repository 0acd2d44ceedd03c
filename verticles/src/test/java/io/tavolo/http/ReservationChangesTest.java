package io.tavolo.http;

import static io.tavolo.http.Fixtures.ADA;
import static io.tavolo.http.Fixtures.BOOKING;
import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.ID;
import static io.tavolo.http.Fixtures.KEY;
import static io.tavolo.http.Fixtures.done;
import static io.tavolo.http.Fixtures.found;
import static io.tavolo.http.Fixtures.refused;
import static io.tavolo.http.Fixtures.repeated;
import static io.tavolo.http.Fixtures.reservation;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Status;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReservationChangesTest {
  private static final String ONE = "/v1/reservations/" + ID;

  private final Api api = Api.start();

  @AfterEach
  void stop() {
    api.close();
  }

  private void stands(Status status, int version) {
    api.engine.reservations.put(ID, found(status, version, ADA));
  }

  private String token() {
    api.engine.script = request -> repeated(Event.Kind.BOOKED);
    stands(Status.CONFIRMED, 1);
    return api.post("/v1/restaurants/" + HOUSE + "/reservations", BOOKING)
        .send()
        .json()
        .get("manage_token")
        .asText();
  }

  @Test
  void shouldCancelAndCancelAgain() {
    String token = token();
    api.engine.script =
        request -> done(Event.Kind.CANCELLED, reservation(4_711, Status.CANCELLED, 2, 0));
    for (int i = 0; i < 2; i++) {
      Api.Answer answer = api.call("DELETE", ONE).bearer(token).header("If-Match", "\"1\"").send();
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.text()).isEmpty();
    }
    assertThat(api.engine.lastCommand(Command.Cancel.class))
        .isEqualTo(new Command.Cancel(4_711, 1, false));
    assertThat(api.engine.last().restaurant()).isEqualTo(ID.restaurant());
    assertThat(api.engine.last().restaurantId()).isEmpty();
  }

  @Test
  void shouldAskForTheVersionThatIfMatchNames() {
    stands(Status.CONFIRMED, 3);
    api.engine.script =
        request -> done(Event.Kind.CANCELLED, reservation(4_711, Status.CANCELLED, 4, 0));
    assertThat(cancelled("*")).isZero();
    assertThat(cancelled("\"2\"")).isEqualTo(2);
    assertThat(cancelled("W/\"3\"")).isEqualTo(Integer.MAX_VALUE);
    assertThat(cancelled("\"x\"")).isEqualTo(Integer.MAX_VALUE);
    assertThat(cancelled("\"99999999999999\"")).isEqualTo(Integer.MAX_VALUE);
    assertThat(cancelled("\"2t\"")).isEqualTo(2);
    assertThat(cancelled("\"1\", \"3\"")).isEqualTo(3);
    assertThat(cancelled("\"1\", \"3t\"")).isEqualTo(3);
    assertThat(cancelled("\"1\", \"2\"")).isEqualTo(Integer.MAX_VALUE);
  }

  private int cancelled(String ifMatch) {
    api.call("DELETE", ONE).bearer(Api.STAFF).header("If-Match", ifMatch).send();
    return api.engine.lastCommand(Command.Cancel.class).version();
  }

  @Test
  void shouldMoveAReservation() {
    String token = token();
    api.engine.script =
        request -> done(Event.Kind.MODIFIED, reservation(4_711, Status.CONFIRMED, 2, 0));
    stands(Status.CONFIRMED, 2);
    Api.Answer answer =
        api.call("PATCH", ONE)
            .header("Content-Type", "application/merge-patch+json; charset=UTF-8")
            .header("If-Match", "\"1\"")
            .header("Idempotency-Key", KEY)
            .bearer(token)
            .body("{\"party_size\":3,\"start\":\"2026-12-24T20:00\"}")
            .send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"2\"");
    assertThat(answer.json().get("diner").get("name").asText()).isEqualTo("Ada");
    Command.Modify command = api.engine.lastCommand(Command.Modify.class);
    assertThat(command.partySize()).isEqualTo(3);
    assertThat(command.start()).isNotNull();
    assertThat(command.areaId()).isNull();
    assertThat(command.diner()).isNull();
    assertThat(command.version()).isEqualTo(1);
    assertThat(command.byStaff()).isFalse();
    assertThat(api.engine.last().key().byCaller()).isTrue();
  }

  @Test
  void shouldAskForNoAreaAnyMoreWhenItIsPatchedToNull() {
    api.engine.script =
        request -> done(Event.Kind.MODIFIED, reservation(4_711, Status.CONFIRMED, 2, 0));
    stands(Status.CONFIRMED, 2);

    assertThat(api.call("PATCH", ONE).bearer(token()).json("{\"area_id\":null}").send().status())
        .isEqualTo(200);
    assertThat(api.engine.lastCommand(Command.Modify.class).areaId())
        .isEqualTo(Command.Modify.ANY_AREA);
  }

  @Test
  void shouldWriteTheWholeCorrectedDiner() {
    Diner corrected = patchedDiner("{\"diner\":{\"phone\":null,\"email\":\"a@b\"}}");
    assertThat(corrected)
        .isEqualTo(Fixtures.diner(99, "Ada", "a@b", null, "by the window", List.of("vegan")));
    assertThat(patchedDiner("{\"notes\":null,\"tags\":null}"))
        .isEqualTo(Fixtures.diner(99, "Ada", "ada@example.com", "+39 06 1", null, List.of()));
    assertThat(patchedDiner("{\"tags\":[\"x\"]}").tags()).containsExactly("x");
  }

  private Diner patchedDiner(String patch) {
    stands(Status.CONFIRMED, 5);
    api.engine.script =
        request -> done(Event.Kind.MODIFIED, reservation(4_711, Status.CONFIRMED, 6, 0));
    Api.Answer answer = api.call("PATCH", ONE).json(patch).bearer(Api.STAFF).send();
    assertThat(answer.status()).isEqualTo(200);
    Command.Modify command = api.engine.lastCommand(Command.Modify.class);
    assertThat(command.version()).as("only if nothing came between").isEqualTo(5);
    Diner diner = command.diner();
    assertThat(diner).isNotNull();
    return diner;
  }

  @Test
  void shouldCorrectAnewWhenAnotherChangeCameBetween() {
    Deque<Reply> replies =
        new ArrayDeque<>(
            Arrays.asList(
                refused(Refusal.VERSION_MISMATCH),
                done(Event.Kind.MODIFIED, reservation(4_711, Status.CONFIRMED, 6, 0))));
    stands(Status.CONFIRMED, 5);
    api.engine.script = request -> replies.remove();
    Api.Answer answer = api.call("PATCH", ONE).json("{\"notes\":\"x\"}").bearer(Api.STAFF).send();
    assertThat(answer.status()).isEqualTo(200);

    api.engine.script = request -> refused(Refusal.VERSION_MISMATCH);
    assertThat(api.call("PATCH", ONE).json("{\"notes\":\"x\"}").bearer(Api.STAFF).send().status())
        .as("it gives up after some attempts")
        .isEqualTo(503);
    assertThat(
            api.call("PATCH", ONE)
                .json("{\"notes\":\"x\"}")
                .bearer(Api.STAFF)
                .header("If-Match", "\"5\"")
                .send()
                .status())
        .as("but the version asked for is the client's own affair")
        .isEqualTo(412);
  }
}
