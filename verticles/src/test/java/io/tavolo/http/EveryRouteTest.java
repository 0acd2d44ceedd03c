package io.tavolo.http;

import static io.tavolo.http.Fixtures.BOOKING;
import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.restaurant;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.http.problem.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EveryRouteTest {
  private static final String RESERVATIONS = "/v1/restaurants/" + HOUSE + "/reservations";
  private static final String CLOSE = "Host: x\r\nConnection: close\r\n";

  private final Api api = Api.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "//",
        "/v1",
        "/v1/",
        "/v1/restaurants/",
        "/v1/restaurants//reservations",
        "/v2/x",
        RESERVATIONS + "/",
        "/problems/",
        "/problems/nonsense",
        "/v1/reservations",
        "/%00",
        "/V1/x"
      })
  void shouldAnswer404WhereThereIsNothing(String path) {
    api.get(path).send().isProblem(404, "not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /v1/restaurants/x/reservations, POST",
    "GET, /v1/restaurants/x/holds, POST",
    "POST, /v1/restaurants, 'GET, HEAD'",
    "DELETE, /v1/restaurants/x, 'GET, HEAD, PUT'",
    "POST, /v1/reservations/x, 'DELETE, GET, HEAD, PATCH'",
    "OPTIONS, /v1/holds/x, DELETE",
    "BREW, /v1/restaurants/x/policies, 'GET, HEAD, PUT'",
  })
  void shouldAnswer405WithTheMethodsThereAre(String method, String path, String allow) {
    Api.Answer answer = api.call(method, path).send();

    answer.isProblem(405, "method-not-allowed");
    assertThat(answer.header("Allow")).isEqualTo(allow);
  }

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void shouldExplainEveryTypeOfProblem(ProblemType type) {
    Api.Answer page = api.get(type.uri()).send();

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.text()).contains("<h1>" + type.title()).contains(type.uri());
  }

  @Test
  void shouldTakeBodiesUpToTheLimitAndNoMore() {
    String note = "x".repeat(64 * 1024);
    byte[] fits =
        (BOOKING + " ".repeat(65_536 - BOOKING.length())).getBytes(StandardCharsets.UTF_8);
    byte[] large =
        (BOOKING + " ".repeat(65_537 - BOOKING.length())).getBytes(StandardCharsets.UTF_8);

    assertThat(api.call("POST", RESERVATIONS).json(fits).send().status()).isEqualTo(503);
    assertThat(api.call("POST", RESERVATIONS).json(fits).sendChunked().status()).isEqualTo(503);
    api.call("POST", RESERVATIONS).json(large).send().isProblem(413, "body-too-large");
    api.call("POST", RESERVATIONS).json(large).sendChunked().isProblem(413, "body-too-large");
    api.post(RESERVATIONS, note.repeat(4)).send().isProblem(413, "body-too-large");
    assertThat(api.engine.asked).hasSize(2);
  }

  @Test
  void shouldAnswer413BeforeTheBodyComes() throws IOException {
    String answer =
        api.raw(
            "POST "
                + RESERVATIONS
                + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 1073741824\r\n\r\n"
                + "x".repeat(2 * 1024 * 1024));

    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/xml",
        "application/json; charset=iso-8859-1",
        "application/jsonx",
        "application/merge-patch+json",
        "json",
        ";",
      })
  void shouldRefuseOtherContentTypes(String type) {
    api.call("POST", RESERVATIONS)
        .header("Content-Type", type)
        .body(BOOKING)
        .send()
        .isProblem(415, "unsupported-media-type");
  }

  @Test
  void shouldRefuseABodyOfNoTypeAndOneThatIsEncoded() {
    api.call("POST", RESERVATIONS).body(BOOKING).send().isProblem(415, "unsupported-media-type");
    api.post(RESERVATIONS, BOOKING)
        .header("Content-Encoding", "gzip")
        .send()
        .isProblem(415, "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;charset=utf-8",
        "Application/JSON ; Charset=\"UTF-8\"",
        "application/json; profile=x",
      })
  void shouldTakeJsonHoweverItsTypeIsSpelled(String type) {
    assertThat(
            api.call("POST", RESERVATIONS)
                .header("Content-Type", type)
                .body(BOOKING)
                .send()
                .status())
        .isEqualTo(503);
  }

  @Test
  void shouldLimitTheRateOfEachClient() {
    try (Api limited = Api.limitedTo(3)) {
      for (int i = 2; i >= 0; i--) {
        Api.Answer answer = limited.get("/v1/restaurants").send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"default\";q=3;w=60");
        assertThat(answer.header("RateLimit")).startsWith("\"default\";r=" + i + ";t=");
      }
      Api.Answer refused = limited.post(RESERVATIONS, BOOKING).send();
      refused.isProblem(429, "too-many-requests");
      assertThat(refused.header("Retry-After")).isEqualTo("20");
      assertThat(refused.header("RateLimit")).isEqualTo("\"default\";r=0;t=60");
      assertThat(limited.engine.asked).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /v1/restaurants HTTP/1.1\r\nHost: x\r\nA: ', 9000, 431",
    "'GET /', 5000, 414",
  })
  void shouldLimitHeaderAndAddress(String start, int length, int status) throws IOException {
    String answer = api.raw(start + "a".repeat(length) + " HTTP/1.1\r\n" + CLOSE + "\r\n");

    assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*").contains("problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET /v1/restaurants HTTP/1.1\r\nno colon\r\n\r\n",
        "POST /v1/restaurants/x/holds HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST /v1/restaurants/x/holds HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET /v1/restaurants HTTP/1.1\r\nA\u0000: b\r\n\r\n",
      })
  void shouldAnswerWhatIsNoHttpWithAProblem(String bytes) throws IOException {
    String answer = api.raw(bytes);

    assertThat(answer).matches("(?s)HTTP/1\\.[01] 400 .*");
    assertThat(answer).contains("problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/restaurants?q=%", "/v1/restaurants?q=%zz", "/v1/restaurants/%/availability?date=1",
        "/v1/restaurants/%zz", "/v1/reservations/%e", "/problems/%",
      })
  void shouldAnswer400WhenAnAddressIsBadlyEncoded(String path) throws IOException {
    String answer = api.raw("GET " + path + " HTTP/1.1\r\n" + CLOSE + "\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("problem+json");
  }

  @Test
  void shouldServeManyRequestsOnOneConnection() throws IOException {
    api.engine.restaurants.put(HOUSE, restaurant(HOUSE));
    String get = "GET /v1/restaurants/" + HOUSE + " HTTP/1.1\r\nHost: x\r\n\r\n";
    String bad = "POST " + RESERVATIONS + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
    String last = "GET /v1/restaurants/" + HOUSE + " HTTP/1.1\r\n" + CLOSE + "\r\n";

    assertThat(api.raw(get + bad + get + last).split("HTTP/1.1 ", -1))
        .hasSize(5)
        .satisfies(
            answers -> {
              assertThat(answers[1]).startsWith("200 ");
              assertThat(answers[2]).startsWith("415 ");
              assertThat(answers[3]).startsWith("200 ");
              assertThat(answers[4]).startsWith("200 ");
            });
  }

  @Test
  void shouldAnswerInHttp11WhoeverOffersHttp2() throws IOException {
    String upgrade =
        String.join(
            "\r\n",
            "GET /v1/restaurants HTTP/1.1",
            "Host: x",
            "Connection: Upgrade, HTTP2-Settings",
            "Upgrade: h2c",
            "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
            "\r\n");
    String last = "GET /v1/restaurants HTTP/1.1\r\n" + CLOSE + "\r\n";

    assertThat(api.raw(upgrade + last).split("HTTP/1.1 200 ", -1)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000",
        "GET /v1/restaurants HTTP/2.0\r\nHost: x\r\n\r\n",
        "GET /v1/restaurants HTTP/9.9\r\nHost: x\r\n\r\n",
      })
  void shouldRefuseOtherVersionsOfHttp(String bytes) throws IOException {
    assertThat(api.raw(bytes)).matches("(?s)HTTP/\\d\\.\\d 501 .*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\n{}\r\n0\r\n\r\n",
        "-1\r\n{}\r\n0\r\n\r\n",
        "\r\n{}\r\n0\r\n\r\n",
        "ffffffffffffffff\r\n{}",
        "2\r\n{}zz\r\n0\r\n\r\n",
        "2\r\n{}\r\nzz\r\n\r\n",
      })
  void shouldAnswerABrokenBodyWithAProblem(String body) throws IOException {
    for (String path : List.of(RESERVATIONS, "/v1/restaurants/x/holds")) {
      String answer =
          api.raw(
              "POST "
                  + path
                  + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + body);

      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
      assertThat(answer).containsIgnoringCase("\r\nconnection: close\r\n");
    }
    assertThat(api.engine.asked).isEmpty();
  }
}
