package io.tavolo.http;

import static io.tavolo.http.Fixtures.BOOKING;
import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.reservation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Status;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How connections end: with the server, and with a client that dawdles. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ConnectionsTest {
  private static final String RESERVATIONS = "/v1/restaurants/" + HOUSE + "/reservations";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  @Test
  void shouldAnswerWhatWasAskedBeforeItStops() throws Exception {
    try (Api api = Api.start()) {
      Promise<Void> decided = Promise.promise();
      api.engine.gate = decided.future();
      api.engine.script =
          request -> Fixtures.done(Event.Kind.BOOKED, reservation(1, Status.CONFIRMED, 1, 0));
      try (Socket idle = api.connect()) {
        OutputStream out = idle.getOutputStream();
        out.write(
            "GET /problems/not-found HTTP/1.1\r\nHost: x\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        assertThat(idle.getInputStream().read()).isEqualTo('H');

        CompletableFuture<Api.Answer> booking =
            api.post(RESERVATIONS, BOOKING)
                .header("Idempotency-Key", '"' + Fixtures.KEY + '"')
                .begin();
        until(() -> api.engine.asked.size() == 1);
        Future<Void> stopped = api.stopServer();
        // Whoever only kept the connection open is sent away at once.
        idle.getInputStream().readAllBytes();
        assertThat(stopped.isComplete()).isFalse();

        decided.complete();
        assertThat(booking.get(20, TimeUnit.SECONDS).status()).isEqualTo(201);
        until(stopped::succeeded);
        assertThatThrownBy(() -> api.connect().close()).isInstanceOf(ConnectException.class);
      }
    }
  }

  @Test
  void shouldGiveUpOnABodyThatTricklesIn() throws Exception {
    try (Api api = Api.withTimeForABody(200);
        Socket socket = api.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST "
                  + RESERVATIONS
                  + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  + "Idempotency-Key: "
                  + Fixtures.KEY
                  + "\r\nContent-Length: 1000\r\n\r\n{")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      until(
          () -> {
            try {
              out.write(' ');
              out.flush();
              return socket.getInputStream().available() > 0;
            } catch (IOException e) {
              return true;
            }
          });
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 408 ")
          .contains("/problems/request-timeout");
    }
  }

  @Test
  void shouldNotKeepAConnectionForTheRestOfABodyThatWasRefused() throws Exception {
    try (Api api = Api.withTimeForABody(200);
        Socket socket = api.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST "
                  + RESERVATIONS
                  + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  + "Idempotency-Key: "
                  + Fixtures.KEY
                  + "\r\nContent-Length: 100000\r\n\r\n{")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 413 ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "415, POST, /v1/restaurants/x/reservations, text/plain",
    "401, PUT, /v1/restaurants/x/schedule, application/json",
    "404, POST, /nowhere, application/json",
    "405, PUT, /v1/restaurants, application/json",
    "200, GET, /v1/restaurants, application/json",
  })
  void shouldNotSwallowABodyThatNobodyReads(int status, String method, String path, String type)
      throws Exception {
    String head = method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type + "\r\n";
    try (Api api = Api.start()) {
      for (String framing : List.of("Content-Length: 1073741824", "Transfer-Encoding: chunked")) {
        try (Socket socket = api.connect()) {
          OutputStream out = socket.getOutputStream();
          out.write((head + framing + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
          out.flush();
          byte[] answer = socket.getInputStream().readNBytes(12);
          assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 " + status);
          assertThatThrownBy(() -> flood(out)).isInstanceOf(IOException.class);
        }
      }
    }
  }

  /** Writes chunks, far more of them than buffers along the way can hold. */
  private static void flood(OutputStream out) throws IOException {
    byte[] chunk = ("2000\r\n" + "x".repeat(0x2000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 16_384; i++) {
      out.write(chunk);
    }
  }

  @Test
  void shouldNotKeepAConnectionForABodyThatNobodyReads() throws Exception {
    try (Api api = Api.withTimeForABody(200);
        Socket socket = api.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 404 ");
    }
  }

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
