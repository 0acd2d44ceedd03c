package io.tavolo.http;

import static io.tavolo.http.Fixtures.ADA;
import static io.tavolo.http.Fixtures.BOOKING;
import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.ID;
import static io.tavolo.http.Fixtures.KEY;
import static io.tavolo.http.Fixtures.found;
import static io.tavolo.http.Fixtures.restaurant;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tavolo.engine.reservation.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes in: the right problem goes out, the engine is not bothered, and no answer is 5xx.
 */
class BadInputTest {
  private static final String HOUSE_PATH = "/v1/restaurants/" + HOUSE;
  private static final String LIST = "/v1/restaurants";
  private static final String AVAILABILITY = HOUSE_PATH + "/availability";

  @SuppressWarnings("NullAway.Init")
  private static Api api;

  @BeforeAll
  static void start() {
    api = Api.start();
    api.engine.restaurants.put(HOUSE, restaurant(HOUSE));
    api.engine.reservations.put(ID, found(Status.CONFIRMED, 1, ADA));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void forget() {
    api.engine.asked.clear();
    api.engine.searches.clear();
  }

  @AfterEach
  void engineWasNotBothered() {
    assertThat(api.engine.asked).isEmpty();
    assertThat(api.engine.searches).isEmpty();
  }

  /** A route that takes a body. */
  record Route(String method, String path) {
    Api.Call call() {
      return api.call(method, path).bearer(Api.STAFF);
    }
  }

  static List<Route> routes() {
    return List.of(
        new Route("POST", HOUSE_PATH + "/reservations"),
        new Route("POST", HOUSE_PATH + "/holds"),
        new Route("POST", "/v1/holds/" + ID + "/confirm"),
        new Route("PATCH", "/v1/reservations/" + ID),
        new Route("PUT", HOUSE_PATH),
        new Route("PUT", HOUSE_PATH + "/floor-plan"),
        new Route("PUT", HOUSE_PATH + "/schedule"),
        new Route("PUT", HOUSE_PATH + "/policies"));
  }

  private static List<String> pointers(Api.Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    List<String> pointers = new ArrayList<>();
    JsonNode errors = answer.json().get("errors");
    if (errors != null) {
      for (JsonNode error : errors) {
        assertThat(error.get("detail").asText()).isNotBlank();
        JsonNode place = error.has("pointer") ? error.get("pointer") : error.get("parameter");
        pointers.add(place.asText());
      }
    }
    return pointers;
  }

  private static void is(Api.Answer answer, int status, String type) {
    pointers(answer, status);
    assertThat(answer.json().get("type").asText()).isEqualTo("/problems/" + type);
  }

  static Stream<byte[]> malformed() {
    return Stream.concat(
        Stream.of(
                " ",
                "{",
                "}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{} {}",
                "{\"a\":1}x",
                "{\"a\":tru}",
                "{\"a\":0123}",
                "{\"a\":1.}",
                "{\"a\":NaN}",
                "{\"a\":-Infinity}",
                "{\"a\":\"\\q\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\u0000\"}",
                "/**/{}",
                "<xml/>",
                "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
                "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000),
                "[".repeat(60_000),
                "{\"a\":" + "9".repeat(50_000) + "}",
                "{\"a\":1e" + "9".repeat(50_000) + "}",
                "{\"" + "a".repeat(60_000) + "\":1}")
            .map(text -> text.getBytes(StandardCharsets.UTF_8)),
        Stream.of(
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE),
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16),
            bytes("{\"a\":\"", new byte[] {(byte) 0xff}, "\"}"),
            bytes("{\"a\":\"", new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, "\"}"),
            bytes("{\"a\":\"", new byte[] {(byte) 0xc0, (byte) 0x80}, "\"}"),
            bytes("{\"", new byte[] {(byte) 0xe2, (byte) 0x28, (byte) 0xa1}, "\":1}")));
  }

  private static byte[] bytes(String before, byte[] between, String after) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(before.getBytes(StandardCharsets.UTF_8));
    all.writeBytes(between);
    all.writeBytes(after.getBytes(StandardCharsets.UTF_8));
    return all.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldRefuseWhatIsNotJson(Route route) {
    malformed().forEach(body -> is(route.call().json(body).send(), 400, "malformed-json"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldRefuseAnEmptyBody(Route route) {
    if (!route.path().endsWith("/confirm")) {
      is(route.call().json("").send(), 400, "malformed-json");
      is(route.call().send(), 415, "unsupported-media-type");
    }
    is(route.call().json("").sendChunked(), 400, "malformed-json");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldRefuseWhatIsNoObject(Route route) {
    for (String body : List.of("[]", "1", "\"a\"", "null", "true", "[{}]", "1e400", "-0")) {
      assertThat(pointers(route.call().json(body).send(), 422)).containsExactly("");
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldRefuseUnknownMembers(Route route) {
    assertThat(pointers(route.call().json("{\"status\":{\"a\":[1]},\"__proto__\":1}").send(), 422))
        .contains("/status", "/__proto__");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldRefuseNamesThatAreNoText(Route route) {
    for (String name : List.of("\\u0000", "a\\u0000b", "\\ud800", "\\udfff", "x\\ud83dx")) {
      assertThat(pointers(route.call().json("{\"" + name + "\":1}").send(), 422)).contains("");
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldRefuseTooLargeBodiesAndOtherTypes(Route route) {
    String large = "{\"a\":\"" + "x".repeat(70_000) + "\"}";
    is(route.call().json(large).send(), 413, "body-too-large");
    is(route.call().json(large).sendChunked(), 413, "body-too-large");
    is(
        route.call().header("Content-Type", "text/plain").body("{}").send(),
        415,
        "unsupported-media-type");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldTellAThousandFaultsWithoutTrouble(Route route) {
    StringBuilder body = new StringBuilder("{\"x\":1");
    while (body.length() < 60_000) {
      body.append(",\"x\":1");
    }
    assertThat(pointers(route.call().json(body.append('}').toString()).send(), 422))
        .hasSizeBetween(1_000, 1_010);
  }

  /** What stands in the booking, what stands there instead, and where the fault is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"party_size\":4      | \"party_size\":0                  | /party_size",
        "\"party_size\":4      | \"party_size\":-1                 | /party_size",
        "\"party_size\":4      | \"party_size\":1000000000         | /party_size",
        "\"party_size\":4      | \"party_size\":9223372036854775808 | /party_size",
        "\"party_size\":4      | \"party_size\":1e400              | /party_size",
        "\"party_size\":4      | \"party_size\":4.0                | /party_size",
        "\"party_size\":4      | \"party_size\":\"4\"              | /party_size",
        "\"party_size\":4      | \"party_size\":null               | /party_size",
        "\"party_size\":4      | \"party_size\":true               | /party_size",
        "\"party_size\":4      | \"party_size\":[4]                | /party_size",
        "\"party_size\":4      | \"party_size\":{}                 | /party_size",
        "\"party_size\":4      | \"party_size\":4,\"party_size\":4 | /party_size",
        "2026-12-24T           | 2026-02-30T                       | /start",
        "2026-12-24T           | 2026-13-24T                       | /start",
        "2026-12-24T           | 2027-02-29T                       | /start",
        "2026-12-24T           | 99999-12-24T                      | /start",
        "T19:00:00             | T24:00:00                         | /start",
        "T19:00:00             | T19:60:00                         | /start",
        "T19:00:00             | T19:00:61                         | /start",
        "T19:00:00             | T19:00:00.001                     | /start",
        "+01:00                | +99:00                            | /start",
        "+01:00                | Europe/Rome                       | /start",
        "\"start\":\"2026-12-24T19:00:00+01:00\" | \"start\":1798135200 | /start",
        "\"start\":\"2026-12-24T19:00:00+01:00\" | \"start\":null   | /start",
        "\"start\":\"2026-12-24T19:00:00+01:00\" | \"start\":\"\"   | /start",
        "\"name\":\"Ada\"      | \"name\":\"\"                     | /diner/name",
        "\"name\":\"Ada\"      | \"name\":\"  \"                   | /diner/name",
        "\"name\":\"Ada\"      | \"name\":null                     | /diner/name",
        "\"name\":\"Ada\"      | \"name\":7                        | /diner/name",
        "\"name\":\"Ada\"      | \"name\":\"A\\u0000\"             | /diner/name",
        "\"name\":\"Ada\"      | \"name\":\"\\ud800\"              | /diner/name",
        "\"name\":\"Ada\"      | \"name\":\"\\udc00\\ud800\"       | /diner/name",
        "\"name\":\"Ada\"      | \"name\":\"Ada\",\"vip\":1        | /diner/vip",
        "\"name\":\"Ada\"      | \"name\":\"Ada\",\"name\":\"Bob\" | /diner/name",
        "ada@example.com       | ada                               | /diner/email",
        "ada@example.com       | a da@example.com                  | /diner/email",
        "ada@example.com       | a@b@c                             | /diner/email",
        "\"phone\":\"+39 06 1\" | \"phone\":391                    | /diner/phone",
        "\"area_id\":\"hall\"  | \"area_id\":\"\"                  | /area_id",
        "\"area_id\":\"hall\"  | \"area_id\":[\"hall\"]            | /area_id",
        "[\"vegan\"]           | [\"vegan\",1]                     | /tags/1",
        "[\"vegan\"]           | [\"vegan\",null,\"\"]             | /tags/1 /tags/2",
        "[\"vegan\"]           | \"vegan\"                         | /tags",
        "[\"vegan\"]           | [\"vegan\\u0000\"]                | /tags/0",
        "\"by the window\"     | {\"a\":\"b\"}                     | /notes",
        "\"by the window\"     | \"x\",\"manage_token\":\"x\"      | /manage_token",
        "\"by the window\"     | \"x\",\"external_id\":5           | /external_id",
        "\"by the window\"     | \"x\",\"external_id\":\"\"        | /external_id",
        "\"by the window\"     | \"x\",\"a/b~\":\"\"               | /a~1b~0",
      })
  void shouldPointToTheFaultOfABooking(String good, String bad, String places) {
    assertThat(BOOKING).contains(good);
    String body = BOOKING.replace(good, bad);
    for (String route : List.of("/reservations", "/holds")) {
      assertThat(pointers(api.post(HOUSE_PATH + route, body).send(), 422))
          .containsExactly(places.split(" ", -1));
    }
  }

  @Test
  void shouldTellAllThatIsMissing() {
    assertThat(pointers(api.post(HOUSE_PATH + "/reservations", "{}").send(), 422))
        .containsExactly("/party_size", "/start", "/diner");
    assertThat(pointers(api.post(HOUSE_PATH + "/holds", "{}").send(), 422))
        .containsExactly("/party_size", "/start");
    assertThat(
            pointers(
                api.post(HOUSE_PATH + "/reservations", BOOKING.replace("\"name\"", "\"x\"")).send(),
                422))
        .containsExactly("/diner/x", "/diner/name");
    assertThat(
            pointers(
                api.post(
                        HOUSE_PATH + "/reservations",
                        "{\"party_size\":2,\"start\":\"2026-12-24T19:00\",\"diner\":null}")
                    .send(),
                422))
        .containsExactly("/diner");
  }

  @Test
  void shouldLimitEveryText() {
    String route = HOUSE_PATH + "/reservations";
    assertThat(pointers(api.post(route, BOOKING.replace("Ada", "a".repeat(121))).send(), 422))
        .containsExactly("/diner/name");
    assertThat(pointers(api.post(route, BOOKING.replace("+39", "1".repeat(41))).send(), 422))
        .containsExactly("/diner/phone");
    assertThat(
            pointers(api.post(route, BOOKING.replace("ada@", "a".repeat(260) + "@")).send(), 422))
        .containsExactly("/diner/email");
    assertThat(pointers(api.post(route, BOOKING.replace("by the", "a".repeat(2_000))).send(), 422))
        .containsExactly("/notes");
    String tags = "\"x\",".repeat(20) + "\"vegan\"";
    assertThat(pointers(api.post(route, BOOKING.replace("\"vegan\"", tags)).send(), 422))
        .containsExactly("/tags");
    for (String ttl : List.of("9", "3601", "-1", "60.0", "\"60\"")) {
      String hold = BOOKING.replace("\"party_size\"", "\"ttl_seconds\":" + ttl + ",\"party_size\"");
      assertThat(pointers(api.post(HOUSE_PATH + "/holds", hold).send(), 422))
          .containsExactly("/ttl_seconds");
      assertThat(pointers(api.post(route, hold).send(), 422)).containsExactly("/ttl_seconds");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"party_size\":null}              | /party_size",
        "{\"party_size\":0}                 | /party_size",
        "{\"start\":null}                   | /start",
        "{\"start\":\"2026-02-30T19:00\"}   | /start",
        "{\"area_id\":null}                 | /area_id",
        "{\"diner\":null}                   | /diner",
        "{\"diner\":{\"name\":null}}        | /diner/name",
        "{\"diner\":{\"email\":\"x\"}}      | /diner/email",
        "{\"external_id\":\"x\"}            | /external_id",
        "{\"status\":\"cancelled\"}         | /status",
        "{\"version\":7}                    | /version",
        "{\"tags\":{}}                      | /tags",
      })
  void shouldPointToTheFaultOfAPatch(String patch, String place) {
    Api.Answer answer =
        api.call("PATCH", "/v1/reservations/" + ID).bearer(Api.STAFF).json(patch).send();

    assertThat(pointers(answer, 422)).containsExactly(place);
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
    assertThat(pointers(api.get(AVAILABILITY + "?" + query).send(), 400))
        .containsExactly(parameter);
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
    "date=2026-12-24&party_size=2, date",
  })
  void shouldNameTheBadParameterOfASearch(String query, String parameter) {
    assertThat(pointers(api.get(LIST + "?" + query).send(), 400)).contains(parameter);
  }

  @Test
  void shouldLimitTheTextOfASearch() {
    assertThat(pointers(api.get(LIST + "?q=" + "a".repeat(101)).send(), 400)).containsExactly("q");
    assertThat(pointers(api.get(LIST + "?cursor=" + "a".repeat(2_000)).send(), 400))
        .containsExactly("cursor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"abc", "1", "not a uuid", "\"\"", "\"a", "0b5f9b0e6c1f4f7e9a542d3c1c6f8a11"})
  void shouldRefuseBadIdempotencyKeys(String key) {
    for (String path : List.of("/reservations", "/holds")) {
      is(
          api.post(HOUSE_PATH + path, BOOKING).header("Idempotency-Key", key).send(),
          400,
          "invalid-idempotency-key");
    }
    is(
        api.post(HOUSE_PATH + "/holds", BOOKING)
            .header("Idempotency-Key", KEY)
            .header("Idempotency-Key", KEY)
            .send(),
        400,
        "invalid-idempotency-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1", "1\"", "", "*, \"1\"", "\"1\" \"2\"", "w/\"1\"", ","})
  void shouldRefuseBadConditions(String field) {
    String one = "/v1/reservations/" + ID;
    for (String method : List.of("PATCH", "DELETE")) {
      is(
          api.call(method, one).bearer(Api.STAFF).json("{}").header("If-Match", field).send(),
          400,
          "invalid-header");
    }
    is(api.get(one).bearer(Api.STAFF).header("If-None-Match", field).send(), 400, "invalid-header");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer", "Bearer ", "bearer", "Basic YTpi", "x", "Bearer a b", "Bearer \u00e9"})
  void shouldRefuseBadAuthorization(String field) {
    for (Route route : routes()) {
      Api.Answer answer =
          api.call(route.method(), route.path()).json("{}").header("Authorization", field).send();
      assertThat(answer.status()).as(route + field).isIn(401, 403);
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }
  }

  @Test
  void shouldRefuseAGuestsExternalIdThatNobodyStandsFor() {
    String hold = "{\"party_size\":2,\"start\":\"2026-12-24T19:00\",\"external_id\":\"1\"}";

    assertThat(pointers(api.post(HOUSE_PATH + "/holds", hold).send(), 422))
        .containsExactly("/external_id");
  }
}
