package io.tavolo.http;

import static io.tavolo.http.Fixtures.ADA;
import static io.tavolo.http.Fixtures.BOOKING;
import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.ID;
import static io.tavolo.http.Fixtures.KEY;
import static io.tavolo.http.Fixtures.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.reservation.Status;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bad queries and bad header fields: the right problem goes out, and the engine is not bothered.
 */
class BadFieldsTest {
  private static final String HOUSE_PATH = "/v1/restaurants/" + HOUSE;
  private static final String LIST = "/v1/restaurants";
  private static final String AVAILABILITY = HOUSE_PATH + "/availability";

  @SuppressWarnings("NullAway.Init")
  private static Api api;

  @BeforeAll
  static void start() {
    api = Api.start();
    api.engine.reservations.put(ID, found(Status.CONFIRMED, 1, ADA));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @AfterEach
  void engineWasNotBothered() {
    assertThat(api.engine.asked).isEmpty();
    assertThat(api.engine.searches).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', date",
    "party_size=2, date",
    "date=2026-12-24, party_size",
    "date=2026-02-30&party_size=2, date",
    "date=2026-12-24T19:00&party_size=2, date",
    "date=&party_size=2, date",
    "date=tomorrow&party_size=2, date",
    "date=99999-01-01&party_size=2, date",
    "date=2026-12-24&party_size=0, party_size",
    "date=2026-12-24&party_size=-1, party_size",
    "date=2026-12-24&party_size=1000000000, party_size",
    "date=2026-12-24&party_size=1e400, party_size",
    "date=2026-12-24&party_size=2.0, party_size",
    "date=2026-12-24&party_size=, party_size",
    "date=2026-12-24&party_size=%D9%A2, party_size",
    "date=2026-12-24&party_size=2&party_size=2, party_size",
    "date=2026-12-24&party_size=2&time=19:00, time",
  })
  void shouldNameTheBadParameterOfAvailability(String query, String parameter) {
    assertThat(api.get(AVAILABILITY + "?" + query).send().faults(400)).containsExactly(parameter);
  }

  @ParameterizedTest
  @CsvSource({
    "near=1, near",
    "near=, near",
    "'near=91,0', near",
    "'near=0,181', near",
    "'near=NaN,0', near",
    "'near=1e3,0', near",
    "'near=1,2,3', near",
    "'near=1,2&radius_km=0', radius_km",
    "'near=1,2&radius_km=-5', radius_km",
    "'near=1,2&radius_km=x', radius_km",
    "'near=1,2&radius_km=30000', radius_km",
    "radius_km=5, radius_km",
    "cursor=%00, cursor",
    "cursor=nonsense, cursor",
    "cursor=!!!!, cursor",
    "cursor=AAAA, cursor",
    "cursor=f_gAAAAAAAAAAAAAAAAAAA, cursor",
    "cursor=AAAAAAAAAAAAAAAAAAAAAAA, cursor",
    "q=%00, q",
    "q=%ff, q",
    "q=%ed%a0%80, q",
    "cuisine=a%00, cuisine",
    "q=a&q=b, q",
    "page=2, page",
    "date=2026-12-24, party_size",
    "party_size=2, date",
    "time=20:00, date",
    "date=tomorrow&party_size=2, date",
    "date=2026-12-24&party_size=0, party_size",
    "date=2026-12-24&party_size=2&time=8pm, time",
    "date=2026-12-24&party_size=2&time=24:00, time",
    "date=2026-12-24&party_size=2&time=, time",
    "limit=0, limit",
    "limit=251, limit",
    "limit=ten, limit",
    "limit=, limit",
  })
  void shouldNameTheBadParameterOfASearch(String query, String parameter) {
    assertThat(api.get(LIST + "?" + query).send().faults(400)).contains(parameter);
  }

  @Test
  void shouldNameEveryBadParameterOfASearchWithWhatCameAndWhatWasExpected() {
    Api.Answer answer =
        api.get(LIST + "?near=91,0&radius_km=0&date=31.12.&time=8pm&limit=1000&cursor=x").send();

    assertThat(answer.faults(400))
        .containsExactly("near", "radius_km", "date", "party_size", "time", "limit", "cursor");
    assertThat(answer.json().get("detail").asText()).isEqualTo("7 parameters cannot be used");
    assertThat(answer.json().get("errors"))
        .extracting(error -> error.get("detail").asText())
        .containsExactly(
            "91.0,0.0 (expected: -90..90,-180..180)",
            "0.0 (expected: 0..20000, together with near)",
            "\"31.12.\" (expected: a date such as 2026-12-24)",
            "missing",
            "\"8pm\" (expected: a time of day such as 19:30)",
            "\"1000\" (expected: a whole number, 1..250)",
            "something else (expected: one from a Link of this list)");
  }

  @Test
  void shouldLimitTheTextOfASearch() {
    assertThat(api.get(LIST + "?q=" + "a".repeat(101)).send().faults(400)).containsExactly("q");
    assertThat(api.get(LIST + "?cursor=" + "a".repeat(2_000)).send().faults(400))
        .containsExactly("cursor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"abc", "1", "not a uuid", "\"\"", "\"a", "0b5f9b0e6c1f4f7e9a542d3c1c6f8a11"})
  void shouldRefuseBadIdempotencyKeys(String key) {
    for (String path : List.of("/reservations", "/holds")) {
      api.post(HOUSE_PATH + path, BOOKING)
          .header("Idempotency-Key", key)
          .send()
          .isProblem(400, "invalid-idempotency-key");
    }
    api.post(HOUSE_PATH + "/holds", BOOKING)
        .header("Idempotency-Key", KEY)
        .header("Idempotency-Key", KEY)
        .send()
        .isProblem(400, "invalid-idempotency-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1", "1\"", "", "*, \"1\"", "\"1\" \"2\"", "w/\"1\"", ","})
  void shouldRefuseBadConditions(String field) {
    String one = "/v1/reservations/" + ID;
    for (String method : List.of("PATCH", "DELETE")) {
      api.call(method, one)
          .bearer(Api.STAFF)
          .json("{}")
          .header("If-Match", field)
          .send()
          .isProblem(400, "invalid-header");
    }
    api.get(one)
        .bearer(Api.STAFF)
        .header("If-None-Match", field)
        .send()
        .isProblem(400, "invalid-header");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer", "Bearer ", "bearer", "Basic YTpi", "x", "Bearer a b", "Bearer \u00e9"})
  void shouldRefuseBadAuthorization(String field) {
    for (BadBodyTest.Route route : BadBodyTest.routes()) {
      Api.Answer answer =
          api.call(route.method(), route.path()).json("{}").header("Authorization", field).send();
      assertThat(answer.status()).as(route + field).isIn(401, 403);
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }
  }
}
