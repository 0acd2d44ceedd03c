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
import static io.tavolo.http.Fixtures.tick;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tavolo.engine.availability.Alternative;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.time.Start;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReservationRoutesTest {
  private static final String RESERVATIONS = "/v1/restaurants/" + HOUSE + "/reservations";
  private static final String ONE = "/v1/reservations/" + ID;

  private final Api api = Api.start();

  @AfterEach
  void stop() {
    api.close();
  }

  private void book() {
    api.engine.script =
        request ->
            done(
                Event.Kind.BOOKED,
                reservation(request.command().reservation(), Status.CONFIRMED, 1, 0));
  }

  private void stands(Status status, int version) {
    api.engine.reservations.put(ID, found(status, version, ADA));
  }

  private String token() {
    api.engine.script = request -> repeated(Event.Kind.BOOKED);
    stands(Status.CONFIRMED, 1);
    return api.post(RESERVATIONS, BOOKING).send().json().get("manage_token").asText();
  }

  @Test
  void shouldAnswerABookingWithTheReservation() {
    book();
    Api.Answer answer = api.post(RESERVATIONS, BOOKING).send();

    assertThat(answer.status()).isEqualTo(201);
    JsonNode json = answer.json();
    String id = json.get("reservation_id").asText();
    assertThat(answer.header("Location")).isEqualTo("/v1/reservations/" + id);
    assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(json.get("restaurant_id").asText()).isEqualTo(HOUSE);
    assertThat(json.get("status").asText()).isEqualTo("confirmed");
    assertThat(json.get("party_size").asInt()).isEqualTo(4);
    assertThat(json.get("start").asText()).isEqualTo("2026-12-24T19:00:00+01:00");
    assertThat(json.get("end").asText()).isEqualTo("2026-12-24T20:45:00+01:00");
    assertThat(json.get("area_id").asText()).isEqualTo("hall");
    assertThat(json.get("diner").get("email").asText()).isEqualTo("ada@example.com");
    assertThat(json.get("notes").asText()).isEqualTo("by the window");
    assertThat(json.get("version").asInt()).isEqualTo(1);
    assertThat(json.get("confirmation_code").asText()).hasSize(7);
    assertThat(json.get("manage_token").asText()).matches("[A-Za-z0-9_-]{43}");
    assertThat(json.has("tables")).as("a diner does not see the table").isFalse();
  }

  @Test
  void shouldHandTheEngineWhatTheBodySays() {
    book();
    api.post(RESERVATIONS, BOOKING).send();

    Command.Book command = api.engine.lastCommand(Command.Book.class);
    assertThat(api.engine.last().restaurantId()).isEqualTo(HOUSE);
    assertThat(api.engine.last().restaurant()).isEqualTo(RestaurantNumber.of(HOUSE));
    assertThat(api.engine.last().key().byCaller()).isFalse();
    assertThat(command.partySize()).isEqualTo(4);
    assertThat(command.start()).isEqualTo(Start.instant(tick("2026-12-24T19:00:00+01:00") * 300L));
    assertThat(command.areaId()).isEqualTo("hall");
    Diner diner = command.diner();
    assertThat(diner)
        .isEqualTo(
            Fixtures.diner(
                diner.ref(), "Ada", "ada@example.com", "+39 06 1", ADA.notes(), ADA.tags()));
  }

  @Test
  void shouldLeaveAWallClockTimeToTheRestaurantsZone() {
    book();
    api.post(RESERVATIONS, BOOKING.replace(":00+01:00", "")).send();

    assertThat(api.engine.lastCommand(Command.Book.class).start())
        .isEqualTo(
            Start.wallClock(LocalDateTime.parse("2026-12-24T19:00").toEpochSecond(ZoneOffset.UTC)));
  }

  @Test
  void shouldShowStaffTheTable() {
    book();
    JsonNode json = api.post(RESERVATIONS, BOOKING).bearer(Api.STAFF).send().json();

    assertThat(json.get("tables").get(0).asText()).isEqualTo("T4");
  }

  @Test
  void shouldAnswerARepeatedCommandWithTheReservationAsItStands() {
    api.engine.script = request -> repeated(Event.Kind.BOOKED);
    stands(Status.CANCELLED, 3);
    Api.Answer answer = api.post(RESERVATIONS, BOOKING).header("Idempotency-Key", KEY).send();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().get("status").asText()).isEqualTo("cancelled");
    assertThat(answer.json().get("reservation_id").asText()).isEqualTo(ID.toString());
    assertThat(answer.header("ETag")).isEqualTo("\"3\"");
    assertThat(answer.json().has("manage_token")).isTrue();
  }

  @Test
  void shouldNameTheSameRequestTheSameWhateverItsSpelling() {
    book();
    String other =
        """
        {"tags":["vegan"],"notes":"by the window","area_id":"hall","start":"2026-12-24T18:00Z",
         "diner":{"phone":"+39 06 1","name":"Ada","email":"ada@example.com"},"party_size":4}""";
    api.post(RESERVATIONS, BOOKING).header("Idempotency-Key", '"' + KEY + '"').send();
    api.post(RESERVATIONS, other).header("Idempotency-Key", KEY).send();
    api.post(RESERVATIONS, BOOKING.replace(":4", ":3")).header("Idempotency-Key", KEY).send();
    List<CommandKey> keys = api.engine.asked.stream().map(asked -> asked.key()).toList();

    assertThat(keys.get(0).byCaller()).isTrue();
    assertThat(keys.get(1)).isEqualTo(keys.get(0));
    assertThat(keys.get(2).high()).isEqualTo(keys.get(0).high());
    assertThat(keys.get(2).payloadHash()).isNotEqualTo(keys.get(0).payloadHash());
  }

  @Test
  void shouldOfferAlternativesWhenThereIsNoTable() {
    List<Alternative> free = List.of(new Alternative(tick("2026-12-24T20:30:00+01:00"), "terrace"));
    api.engine.script =
        request -> new Reply.Refused(Refusal.NO_TABLE, Fixtures.ROME, free, List.of());
    Api.Answer answer = api.post(RESERVATIONS, BOOKING).send();

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.get("type").asText()).isEqualTo("/problems/slot-unavailable");
    assertThat(problem.get("reason").asText()).isEqualTo("no_table");
    JsonNode alternative = problem.get("alternatives").get(0);
    assertThat(alternative.get("start").asText()).isEqualTo("2026-12-24T20:30:00+01:00");
    assertThat(alternative.get("area_id").asText()).isEqualTo("terrace");
  }

  @ParameterizedTest
  @EnumSource(
      value = Refusal.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ORPHANS", "RESTAURANT_ID_TAKEN", "DEPOSIT_REQUIRED"})
  void shouldTellEveryRefusalAsAProblemWithAPage(Refusal refusal) {
    Api.Answer answer = refusedWith(refusal);

    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("status").asInt()).isEqualTo(answer.status());
    Api.Answer page = api.get(answer.json().get("type").asText()).send();
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains(answer.json().get("title").asText());
    assertThat(
            api.meters
                .get("tavolo.bookings")
                .tag("outcome", refusal.name().toLowerCase(Locale.ROOT))
                .counter()
                .count())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "HOLD_EXPIRED,410,hold-expired",
    "NOT_CHANGEABLE,409,not-changeable",
    "UNKNOWN_RESTAURANT,404,not-found",
    "VERSION_MISMATCH,412,precondition-failed",
    "KEY_REUSED,422,idempotency-key-reused",
    "UNKNOWN_AREA,422,invalid-body",
    "NONEXISTENT_TIME,422,invalid-body",
    "CANCELLATION_CUTOFF,409,slot-unavailable",
    "PACING,409,slot-unavailable",
    "DINER_OVERLAP,409,slot-unavailable",
    "HOLD_LIMIT,409,slot-unavailable",
    "DEPOSIT_REQUIRED,409,deposit-required",
  })
  void shouldGiveEachRefusalItsStatus(Refusal refusal, int status, String type) {
    Api.Answer answer = refusedWith(refusal);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().get("type").asText()).isEqualTo("/problems/" + type);
  }

  /** Asks for something that can be refused so. */
  private Api.Answer refusedWith(Refusal refusal) {
    api.engine.script = request -> refused(refusal);
    return switch (refusal) {
      case HOLD_EXPIRED, NOT_CHANGEABLE, VERSION_MISMATCH, CANCELLATION_CUTOFF, DEPOSIT_REQUIRED ->
          api.call("PATCH", ONE).bearer(Api.tokenOf(ID)).json("{\"party_size\":2}").send();
      default -> api.post(RESERVATIONS, BOOKING).send();
    };
  }

  @ParameterizedTest
  @EnumSource(Reply.Reason.class)
  void shouldAskToComeBackWhenNobodyAnswers(Reply.Reason reason) {
    api.engine.script = request -> new Reply.Unavailable(reason);
    Api.Answer answer = api.post(RESERVATIONS, BOOKING).send();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).matches("\\d+");
    assertThat(answer.json().get("type").asText()).isEqualTo("/problems/unavailable");
  }

  @Test
  void shouldGiveTheReservationToWhoHasItsToken() {
    String token = token();
    Api.Answer answer = api.get(ONE).bearer(token).send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    assertThat(answer.header("Cache-Control")).contains("private");
    assertThat(answer.json().get("diner").get("name").asText()).isEqualTo("Ada");
    assertThat(answer.json().has("manage_token")).isFalse();
    assertThat(api.get(ONE).bearer(Api.STAFF).send().json().has("tables")).isTrue();
  }

  @Test
  void shouldAnswer304ToWhoHasThatVersion() {
    String token = token();
    for (String known : List.of("\"1\"", "W/\"1\"", "\"7\", \"1\"", "*")) {
      Api.Answer answer = api.get(ONE).bearer(token).header("If-None-Match", known).send();
      assertThat(answer.status()).as(known).isEqualTo(304);
      assertThat(answer.text()).isEmpty();
      assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    }
    assertThat(api.get(ONE).bearer(token).header("If-None-Match", "\"2\"").send().status())
        .isEqualTo(200);
  }

  @Test
  void shouldGiveAnotherEntityTagWhereTheTablesAreShown() {
    String token = token();
    assertThat(api.get(ONE).bearer(Api.STAFF).send().header("ETag")).isEqualTo("\"1t\"");
    api.engine.reservations.put(
        ID,
        new Reads.Found(
            HOUSE, Fixtures.ROME, true, reservation(4_711, Status.CONFIRMED, 1, 0), null, ADA));
    Api.Answer shown = api.get(ONE).bearer(token).header("If-None-Match", "\"1\"").send();

    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.header("ETag")).isEqualTo("\"1t\"");
    assertThat(shown.json().get("tables").get(0).asText()).isEqualTo("T4");
  }

  @Test
  void shouldKeepOthersFromAReservation() {
    String token = token();
    for (String method : List.of("GET", "PATCH", "DELETE")) {
      Api.Answer none = api.call(method, ONE).json("{}").send();
      assertThat(none.status()).isEqualTo(401);
      assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
      for (String wrong : List.of("x", token + "x", token.substring(1), "", "é", KEY)) {
        assertThat(api.call(method, ONE).json("{}").bearer(wrong).send().status())
            .as(method + wrong)
            .isIn(401, 403);
      }
      ReservationId other = new ReservationId(ID.restaurant(), 5);
      assertThat(
              api.call(method, "/v1/reservations/" + other)
                  .json("{}")
                  .bearer(token)
                  .send()
                  .status())
          .isEqualTo(403);
      assertThat(api.call(method, ONE).header("Authorization", "Basic eA==").send().status())
          .isEqualTo(401);
    }
  }

  @Test
  void shouldNotFindWhatIsNotThere() {
    ReservationId unknown = new ReservationId(1, 2);
    api.engine.script = request -> refused(Refusal.UNKNOWN_RESERVATION);
    for (String method : List.of("GET", "PATCH", "DELETE")) {
      for (String id : List.of(unknown.toString(), "nonsense", "%00", "%ff", "a%2Fb")) {
        assertThat(
                api.call(method, "/v1/reservations/" + id)
                    .json("{}")
                    .bearer(Api.STAFF)
                    .send()
                    .status())
            .as(method + " " + id)
            .isEqualTo(404);
      }
    }
  }

  @Test
  void shouldTellADatabaseThatIsDownWithoutItsName() {
    api.engine.databaseDown = true;
    Api.Answer answer = api.get(ONE).bearer(Api.STAFF).send();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotNull();
    assertThat(answer.text()).doesNotContain("secret").doesNotContain("relation");
  }

  @Test
  void shouldTellADefectByItsTraceOnly() {
    api.engine.script =
        request -> {
          throw new IllegalStateException("SELECT secret FROM lane");
        };
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    Api.Answer answer =
        api.post(RESERVATIONS, BOOKING)
            .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
            .send();

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.json().get("instance").asText()).isEqualTo("urn:trace:" + trace);
    assertThat(answer.text()).doesNotContain("secret").doesNotContain("Exception");
  }
}
