package io.tavolo.rehearsal;

import io.micrometer.core.instrument.MeterRegistry;
import io.tavolo.http.Batches;
import io.tavolo.http.DinerTimes;
import io.tavolo.http.HttpDependencies;
import io.tavolo.http.HttpServerVerticle;
import io.tavolo.http.HttpSettings;
import io.tavolo.http.exchange.RateLimiter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bookings of a house that does not exist, one after the other on one connection: an HTTP server of
 * its own on loopback, the engine, the form of the statement, the answer. It ends by itself after
 * some hundreds of them or when its time is over, and no fault of it keeps a node from starting.
 */
public final class Rehearsal {
  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
  private static final String HOST = "127.0.0.1";
  private static final int AT_ONCE = 1_000;
  private static final int FREE_PORT = 0;
  private static final int ANSWER_MS = 60_000;
  private static final int FAREWELL_MS = 1;
  private static final int UNUSED_MS = 1_000;
  private static final int WINDOW_S = 10;

  /** By then the first compiler has seen all of it. */
  private static final int BOOKINGS = 300;

  private final Vertx vertx;
  private final MeterRegistry registry;
  private final Promise<Void> played = Promise.promise();
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private int answered;
  private int booked;

  private Rehearsal(Vertx vertx, MeterRegistry registry) {
    this.vertx = vertx;
    this.registry = registry;
  }

  /**
   * Plays it.
   *
   * @param vertx used for nothing else; the caller closes it
   * @param registry takes meters that nobody is shown
   * @param mostMs how long it may take, 1 or more
   * @return how many bookings were confirmed; never fails
   */
  public static Future<Integer> play(Vertx vertx, MeterRegistry registry, long mostMs) {
    Rehearsal rehearsal = new Rehearsal(vertx, registry);
    return rehearsal
        .begin()
        .timeout(mostMs, TimeUnit.MILLISECONDS)
        .otherwise(
            fault -> {
              log.debug("the rehearsal ended early: {}", fault.toString());
              return null;
            })
        .map(done -> rehearsal.booked);
  }

  private Future<Void> begin() {
    Context context = vertx.getOrCreateContext();
    StageLane lane = new StageLane(context, Props.house());
    HttpServerVerticle server = new HttpServerVerticle(dependencies(lane), settings());
    return vertx
        .deployVerticle(server)
        .compose(id -> vertx.createNetClient().connect(server.port(), HOST))
        .compose(
            line -> {
              line.handler(answer -> hear(line, answer));
              line.closeHandler(v -> played.tryComplete());
              line.write(request(0));
              return played.future();
            });
  }

  private static HttpSettings settings() {
    return new HttpSettings(
        HOST,
        FREE_PORT,
        ANSWER_MS,
        UNUSED_MS,
        UNUSED_MS,
        UNUSED_MS,
        FAREWELL_MS,
        UNUSED_MS,
        AT_ONCE,
        1);
  }

  private HttpDependencies dependencies(StageLane lane) {
    byte[] secret = "of no use elsewhere".getBytes(StandardCharsets.US_ASCII);
    return new HttpDependencies(
        lane,
        new Props.NoReads(),
        new Props.NoAvailability(),
        (restaurantId, serviceDay, changes) -> null,
        new Batches(new Props.NoBatches()),
        new Props.NoPayments(),
        DinerTimes.NONE,
        new RateLimiter(Integer.MAX_VALUE, WINDOW_S, System::nanoTime),
        new SecretKeySpec(secret, "HmacSHA256"),
        null,
        registry,
        () -> ThreadLocalRandom.current().nextLong(),
        System::currentTimeMillis);
  }

  /** An answer is whole when its JSON is closed: it comes in one piece or ends another. */
  private void hear(NetSocket line, Buffer answer) {
    if (answer.length() > 12 && answer.getString(9, 12).equals("201")) {
      booked++;
    }
    if (answer.getByte(answer.length() - 1) != '}') {
      return;
    }
    answered++;
    if (answered == BOOKINGS) {
      played.tryComplete();
      line.close();
    } else {
      line.write(request(answered));
    }
  }

  private Buffer request(int n) {
    String body = Props.booking(today, n);
    return Buffer.buffer(
        """
        POST /v1/restaurants/%s/reservations HTTP/1.1\r
        Host: %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s"""
            .formatted(Props.HOUSE, HOST, body.length(), body));
  }
}
