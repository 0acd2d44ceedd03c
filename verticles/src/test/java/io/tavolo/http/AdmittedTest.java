package io.tavolo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.tavolo.node.Until;
import io.vertx.core.Promise;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For how long a request takes room from others. */
class AdmittedTest {
  private static final int CONNECTIONS = 8;
  private static final String GET = "GET /problems/not-found HTTP/1.1\r\nHost: t\r\n\r\n";
  private static final String BOOKING =
      "{\"party_size\":2,\"start\":\"2026-06-20T20:00\",\"diner\":{\"name\":\"Ada\"}}";

  private static String post(int bytes) {
    return "POST /v1/restaurants/anna/reservations HTTP/1.1\r\nHost: t\r\n"
        + "Content-Type: application/json\r\nContent-Length: "
        + bytes
        + "\r\n\r\n";
  }

  @Test
  void shouldTakeNoRoomWhileTheClientStillSends() throws Exception {
    try (Api api = Api.withRoomFor(1)) {
      List<Socket> slow = new ArrayList<>();
      try {
        for (int n = 0; n < CONNECTIONS; n++) {
          Socket socket = api.connect();
          slow.add(socket);
          // One packet: once the first is answered, the second has come, but for its body.
          socket.getOutputStream().write((GET + post(100)).getBytes(StandardCharsets.US_ASCII));
          assertThat(firstLine(socket)).contains("200");
        }
        for (int n = 0; n < CONNECTIONS; n++) {
          try (Socket quick = api.connect()) {
            quick.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            assertThat(firstLine(quick)).contains("200");
          }
        }
      } finally {
        for (Socket socket : slow) {
          socket.close();
        }
      }
    }
  }

  @Test
  void shouldTakeRoomUntilItsAnswerIsMadeThoughTheClientHasGone() throws Exception {
    try (Api api = Api.withRoomFor(1_000)) {
      Promise<Void> answers = Promise.promise();
      api.engine.gate = answers.future();
      try (Socket client = api.connect()) {
        client
            .getOutputStream()
            .write((post(BOOKING.length()) + BOOKING).getBytes(StandardCharsets.US_ASCII));
        Until.holds("it is with the lane", () -> api.engine.asked.size() == 1);
      }
      for (int n = 0; n < CONNECTIONS; n++) {
        try (Socket other = api.connect()) {
          other.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
          assertThat(firstLine(other)).contains("200");
        }
      }
      Until.holds("only it is under way", () -> underWay(api) == 1);
      answers.complete();
      Until.holds("nothing is under way", () -> underWay(api) == 0);
    }
  }

  private static double underWay(Api api) {
    return api.meters.find("tavolo.http.under.way").gauges().stream()
        .mapToDouble(Gauge::value)
        .sum();
  }

  private static String firstLine(Socket socket) throws IOException {
    return String.valueOf(
        new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
            .readLine());
  }
}
