package io.tavolo.http;

import static io.tavolo.http.Fixtures.ADA;
import static io.tavolo.http.Fixtures.BOOKING;
import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.ID;
import static io.tavolo.http.Fixtures.found;
import static io.tavolo.http.Fixtures.restaurant;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.reservation.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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

/** Whatever body comes in: the right problem goes out, and the engine is not bothered. */
class BadBodyTest {
  private static final String HOUSE_PATH = "/v1/restaurants/" + HOUSE;

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
                "surrogate",
                "{\"a\":surrogate}",
                "{surrogate:1}",
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
    malformed().forEach(body -> route.call().json(body).send().isProblem(400, "malformed-json"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldRefuseAnEmptyBody(Route route) {
    if (!route.path().endsWith("/confirm")) {
      route.call().json("").send().isProblem(400, "malformed-json");
      route.call().send().isProblem(415, "unsupported-media-type");
    }
    route.call().json("").sendChunked().isProblem(400, "malformed-json");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldRefuseWhatIsNoObject(Route route) {
    for (String body : List.of("[]", "1", "\"a\"", "null", "true", "[{}]", "1e400", "-0")) {
      assertThat(route.call().json(body).send().faults(422)).containsExactly("");
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldRefuseUnknownMembers(Route route) {
    assertThat(route.call().json("{\"status\":{\"a\":[1]},\"__proto__\":1}").send().faults(422))
        .contains("/status", "/__proto__");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldTakeNumbersOfAnyLengthForJson(Route route) {
    for (String number : List.of("9".repeat(300), "9".repeat(50_000), "1e" + "9".repeat(50_000))) {
      assertThat(route.call().json("{\"a\":" + number + "}").send().faults(422)).contains("/a");
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldRefuseNamesThatAreNoText(Route route) {
    for (String name : List.of("\\u0000", "a\\u0000b", "\\ud800", "\\udfff", "x\\ud83dx")) {
      assertThat(route.call().json("{\"" + name + "\":1}").send().faults(422)).contains("");
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldRefuseTooLargeBodiesAndOtherTypes(Route route) {
    String large = "{\"a\":\"" + "x".repeat(70_000) + "\"}";
    route.call().json(large).send().isProblem(413, "body-too-large");
    route.call().json(large).sendChunked().isProblem(413, "body-too-large");
    route
        .call()
        .header("Content-Type", "text/plain")
        .body("{}")
        .send()
        .isProblem(415, "unsupported-media-type");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldTellAThousandFaultsWithoutTrouble(Route route) {
    StringBuilder body = new StringBuilder("{\"x\":1");
    while (body.length() < 60_000) {
      body.append(",\"x\":1");
    }
    assertThat(route.call().json(body.append('}').toString()).send().faults(422))
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
      assertThat(api.post(HOUSE_PATH + route, body).send().faults(422))
          .containsExactly(places.split(" ", -1));
    }
  }

  @Test
  void shouldTellAllThatIsMissing() {
    assertThat(api.post(HOUSE_PATH + "/reservations", "{}").send().faults(422))
        .containsExactly("/party_size", "/start", "/diner");
    assertThat(api.post(HOUSE_PATH + "/holds", "{}").send().faults(422))
        .containsExactly("/party_size", "/start");
    assertThat(
            api.post(HOUSE_PATH + "/reservations", BOOKING.replace("\"name\"", "\"x\""))
                .send()
                .faults(422))
        .containsExactly("/diner/x", "/diner/name");
    assertThat(
            api.post(
                    HOUSE_PATH + "/reservations",
                    "{\"party_size\":0,\"start\":\"2026-12-24T19:00\",\"diner\":null}")
                .send()
                .faults(422))
        .containsExactly("/party_size", "/diner");
  }

  @Test
  void shouldLimitEveryText() {
    String route = HOUSE_PATH + "/reservations";
    assertThat(api.post(route, BOOKING.replace("Ada", "a".repeat(121))).send().faults(422))
        .containsExactly("/diner/name");
    assertThat(api.post(route, BOOKING.replace("+39", "1".repeat(41))).send().faults(422))
        .containsExactly("/diner/phone");
    assertThat(api.post(route, BOOKING.replace("ada@", "a".repeat(260) + "@")).send().faults(422))
        .containsExactly("/diner/email");
    assertThat(api.post(route, BOOKING.replace("by the", "a".repeat(2_000))).send().faults(422))
        .containsExactly("/notes");
    String tags = "\"x\",".repeat(20) + "\"vegan\"";
    assertThat(api.post(route, BOOKING.replace("\"vegan\"", tags)).send().faults(422))
        .containsExactly("/tags");
    for (String ttl : List.of("9", "3601", "-1", "60.0", "\"60\"")) {
      String hold = BOOKING.replace("\"party_size\"", "\"ttl_seconds\":" + ttl + ",\"party_size\"");
      assertThat(api.post(HOUSE_PATH + "/holds", hold).send().faults(422))
          .containsExactly("/ttl_seconds");
      assertThat(api.post(route, hold).send().faults(422)).containsExactly("/ttl_seconds");
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
        "{\"area_id\":\"\"}                   | /area_id",
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

    assertThat(answer.faults(422)).containsExactly(place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "order-1", "0b5f9b0e6c1f4f7e9a542d3c1c6f8a11"})
  void shouldRefuseAGuestsExternalIdThatCanBeGuessed(String externalId) {
    String named = "{\"external_id\":\"" + externalId + "\",";
    String anonymous = named + "\"party_size\":2,\"start\":\"2026-12-24T19:00\"}";
    String booking = BOOKING.replaceFirst("\\{", named);

    assertThat(api.post(HOUSE_PATH + "/holds", anonymous).send().faults(422))
        .containsExactly("/external_id");
    assertThat(api.post(HOUSE_PATH + "/holds", booking).send().faults(422))
        .containsExactly("/external_id");
    assertThat(
            api.post(HOUSE_PATH + "/reservations", booking.replace("Ada", "")).send().faults(422))
        .containsExactly("/external_id", "/diner/name");
  }
}
