package io.tavolo.http;

import static io.tavolo.http.EventReader.until;
import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.floor;
import static io.tavolo.http.Fixtures.friday;
import static io.tavolo.http.Fixtures.refused;
import static io.tavolo.http.Fixtures.restaurant;
import static io.tavolo.http.Fixtures.tick;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StreamRouteTest {
  private static final String QUERY = "?date=2026-12-04&party_size=2";
  private static final String AVAILABILITY = "/v1/restaurants/" + HOUSE + "/availability";
  private static final String STREAM = AVAILABILITY + "/stream" + QUERY;
  private static final int NOT_BOOKED = 0;
  private static final int CHANGES = 20_000;
  private static final int EIGHT = tick("2026-12-04T20:00:00+01:00");

  private final Api api = Api.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    api.close();
  }

  /** The only table is taken for two hours from a tick on. */
  private static DaySnapshot day(long epoch, long seq, int bookedTick) {
    Floor house = floor(restaurant(HOUSE));
    if (bookedTick != NOT_BOOKED) {
      house.inventory().occupy(0, bookedTick, bookedTick + 24);
    }
    return friday(house, epoch, seq);
  }

  private EventReader open(@Nullable String lastEventId) {
    return EventReader.open(
        client, URI.create("http://127.0.0.1:" + api.port() + STREAM), lastEventId);
  }

  @Test
  void shouldSendWhatIsFreeAtOnceAndAgainWhenItChanges() {
    api.engine.change(day(1, 7, NOT_BOOKED));
    try (EventReader reader = open(null)) {
      assertThat(reader.await(0).id()).isEqualTo("1-7");
      assertThat(reader.await(0).data()).isEqualTo(api.get(AVAILABILITY + QUERY).send().text());

      api.engine.change(day(1, 8, EIGHT));
      assertThat(reader.await(1).id()).isEqualTo("1-8");
      assertThat(reader.await(1).data()).isEqualTo(api.get(AVAILABILITY + QUERY).send().text());

      // Nothing new for the party, something that is older, and something new again.
      api.engine.change(day(1, 9, EIGHT));
      api.engine.change(day(1, 3, NOT_BOOKED));
      api.engine.change(day(2, 1, EIGHT + 12));
      assertThat(reader.await(2).id()).isEqualTo("2-1");
    }
    until(api.engine.watchers::isEmpty);
  }

  @Test
  void shouldSendNothingAgainThatTheClientHas() {
    api.engine.change(day(2, 7, NOT_BOOKED));
    try (EventReader same = open("2-7");
        EventReader later = open("2-9");
        EventReader earlier = open("2-6");
        EventReader former = open("1-900")) {
      assertThat(earlier.await(0).id()).isEqualTo("2-7");
      assertThat(former.await(0).id()).isEqualTo("2-7");
      until(
          () ->
              api.engine.watchers.size() == 4
                  && !same.heartbeats.isEmpty()
                  && !later.heartbeats.isEmpty());
      api.engine.change(day(2, 8, EIGHT));
      assertThat(same.await(0).id()).isEqualTo("2-8");
      api.engine.change(day(2, 10, EIGHT + 12));
      assertThat(later.await(0).id()).isEqualTo("2-10");
      assertThat(same.await(1).id()).isEqualTo("2-10");
    }
  }

  @Test
  void shouldKeepTheConnectionAliveAndTellHowFarTheClientHasCome() {
    api.engine.change(day(1, 7, NOT_BOOKED));
    try (EventReader reader = open(null)) {
      until(() -> reader.heartbeats.contains("1-7"));
      api.engine.change(day(1, 8, NOT_BOOKED));
      until(() -> reader.heartbeats.contains("1-8"));
      assertThat(reader.events).hasSize(1);
    }
  }

  @Test
  void shouldRefuseStreamsPastTheBound() {
    api.engine.mostWatchers = 1;
    api.engine.change(day(1, 7, NOT_BOOKED));
    try (EventReader reader = open(null)) {
      reader.await(0);
      Api.Answer refused = api.get(STREAM).send();
      refused.isProblem(503, "unavailable");
      assertThat(refused.header("Retry-After")).isEqualTo("5");
    }
    until(api.engine.watchers::isEmpty);
    try (EventReader reader = open(null)) {
      reader.await(0);
    }
  }

  @Test
  void shouldAnswerWithTheProblemAndWatchNoLonger() {
    api.engine.day = refused(Refusal.UNKNOWN_RESTAURANT);
    assertThat(api.get(STREAM).send().status()).isEqualTo(404);
    api.engine.day = ScriptedEngine.UNSCRIPTED;
    assertThat(api.get(STREAM).send().status()).isEqualTo(503);
    assertThat(api.engine.watchers).isEmpty();
    for (String id : new String[] {"1", "1-", "-1-1", "1-1-1", "a-b", "9999999999999999999-1"}) {
      api.get(STREAM).header("Last-Event-ID", id).send().isProblem(400, "invalid-header");
    }
    assertThat(api.get(AVAILABILITY + "/stream?party_size=2").send().faults(400))
        .containsExactly("date");
    assertThat(api.engine.watchers).isEmpty();
  }

  @Test
  void shouldAnswerHeadWithoutAStream() {
    api.engine.change(day(1, 7, NOT_BOOKED));
    Api.Answer head = api.call("HEAD", STREAM).send();
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
    until(api.engine.watchers::isEmpty);
  }

  @Test
  void shouldEndTheStreamsInOrderWhenTheServerStops() throws Exception {
    api.engine.change(day(1, 7, NOT_BOOKED));
    EventReader reader = open(null);
    reader.await(0);
    long began = System.nanoTime();
    Future<Void> stopped = api.stopServer();
    reader.awaitEnd();
    until(stopped::succeeded);
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isLessThan(4_000);
    assertThat(api.engine.watchers).isEmpty();
  }

  /** A client of few words that reads only when it is told to. */
  private static Socket dawdler(Api api) throws IOException {
    Socket dawdler = new Socket();
    dawdler.setReceiveBufferSize(4_096);
    dawdler.setSoTimeout(20_000);
    dawdler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), api.port()));
    dawdler
        .getOutputStream()
        .write(("GET " + STREAM + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(US_ASCII));
    until(() -> api.engine.watchers.size() == 1);
    return dawdler;
  }

  @Test
  void shouldCutOffAClientThatDoesNotRead() throws Exception {
    api.engine.change(day(1, 1, NOT_BOOKED));
    try (Socket dawdler = dawdler(api)) {
      long began = System.nanoTime();
      for (int seq = 2; !api.engine.watchers.isEmpty(); seq++) {
        api.engine.change(day(1, seq, seq % 2 == 0 ? EIGHT : NOT_BOOKED));
        if (seq % 100 == 0) {
          LockSupport.parkNanos(1_000_000);
        }
        assertThat(System.nanoTime() - began).as("ns").isLessThan(20_000_000_000L);
      }
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
          .as("it was waited for")
          .isGreaterThanOrEqualTo(Api.UNREAD_MS);
      awaitHungUp(dawdler);
    }
  }

  /** Reads what the sockets held, to the end, and not to an end of the answer. */
  private static void awaitHungUp(Socket dawdler) throws IOException {
    String received = new String(dawdler.getInputStream().readAllBytes(), US_ASCII);
    assertThat(received).startsWith("HTTP/1.1 200 ").doesNotEndWith("\r\n0\r\n\r\n");
  }

  @Test
  void shouldKeepNothingForAClientThatIsBehindButTheNewest() throws Exception {
    try (Api patient = Api.withTimeToRead(60_000)) {
      patient.engine.change(day(1, 1, NOT_BOOKED));
      try (Socket dawdler = dawdler(patient)) {
        for (int seq = 2; seq <= CHANGES; seq++) {
          patient.engine.change(day(1, seq, seq % 2 == 0 ? EIGHT : NOT_BOOKED));
        }
        awaitShown(patient.engine.watchers.get(0).context());
        BufferedReader in =
            new BufferedReader(new InputStreamReader(dawdler.getInputStream(), US_ASCII));
        int events = 0;
        String id = "";
        while (!id.equals("id: 1-" + CHANGES)) {
          id = nextId(in);
          events++;
        }
        assertThat(events).as("what the sockets held, and the newest").isLessThan(CHANGES / 2);
      }
      until(patient.engine.watchers::isEmpty);
    }
  }

  /** What is done there in the order in which it was said has been done. */
  private static void awaitShown(Context context) throws Exception {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    context.runOnContext(v -> turn.complete(null));
    turn.get(20, TimeUnit.SECONDS);
  }

  private static String nextId(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (!line.startsWith("id: ")) {
      line = in.readLine();
    }
    return line;
  }
}
