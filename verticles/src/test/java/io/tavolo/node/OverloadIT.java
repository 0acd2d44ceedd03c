package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that is asked for many times what it can do does what it can, in time. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class OverloadIT {
  private static final int WRITES_PER_SECOND = 600;
  private static final int FEW = 16;
  private static final int MANY = 1_000;
  private static final int TABLES = 100;
  private static final int DAYS = 300;
  private static final int SECONDS = 6;

  /** In these the limit finds its place. */
  private static final int FIRST_SECONDS = 4;

  private final Vertx vertx = Vertx.vertx();

  /** What clients were told between two moments; on the one event loop of the clients. */
  private static final class Told {
    private final List<Double> writesMs = new ArrayList<>();
    private int askedToBook;
    private int askedToCancel;
    private int booked;
    private int cancelled;
    private int other;

    double perSecond() {
      return (booked + cancelled) / (double) SECONDS;
    }

    double askedPerSecond() {
      return (askedToBook + askedToCancel) / (double) SECONDS;
    }

    double worstMs() {
      return Collections.max(writesMs);
    }
  }

  @Test
  void shouldServeAsManyAsEverAndCancelFirstWhenManyMoreAreOffered(@TempDir Path dir)
      throws Exception {
    String pace = Integer.toString(WRITES_PER_SECOND);
    try (OutsideServers servers = new OutsideServers(dir);
        NodeProcess node =
            new NodeProcess(
                dir.resolve("node"),
                servers.settings(
                    Map.of("TAVOLO_WRITES_PER_SECOND", pace, "TAVOLO_RATE_LIMIT", "1000000000")))) {
      node.lasting().start();
      Houses.create(node, "full", TABLES);
      Told usual = ask(node, FEW, 1);
      Told over = ask(node, MANY, 2);
      System.out.printf(
          "%d clients: %.0f writes/s of %.0f asked; %d clients: %.0f writes/s of %.0f asked, slowest %.0f ms%n",
          FEW,
          usual.perSecond(),
          usual.askedPerSecond(),
          MANY,
          over.perSecond(),
          over.askedPerSecond(),
          over.worstMs());
      assertThat(usual.other + over.other).isZero();
      assertThat(over.askedPerSecond()).isGreaterThan(2 * WRITES_PER_SECOND);
      assertThat(over.perSecond()).isGreaterThan(0.85 * usual.perSecond());
      assertThat(over.worstMs()).isLessThan(5_000);
      double cancelsLetIn = (double) over.cancelled / over.askedToCancel;
      double bookingsLetIn = (double) over.booked / over.askedToBook;
      assertThat(cancelsLetIn).isGreaterThan(1.3 * bookingsLetIn);
      // Once they have gone, the next one is served at once.
      Told after = ask(node, 1, 3);
      assertThat(after.askedToBook + after.askedToCancel).isEqualTo(after.booked + after.cancelled);
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  /** Lets so many book and cancel, each as soon as it is answered, whatever the answer. */
  private Told ask(NodeProcess node, int clients, long seed) throws Exception {
    HttpClient http =
        vertx
            .httpClientBuilder()
            .with(new PoolOptions().setHttp1MaxSize(clients).setEventLoopSize(1))
            .build();
    Told told = new Told();
    long began = System.nanoTime();
    long from = began + TimeUnit.SECONDS.toNanos(FIRST_SECONDS);
    long until = from + TimeUnit.SECONDS.toNanos(SECONDS);
    List<Future<Void>> all = new ArrayList<>();
    for (int n = 0; n < clients; n++) {
      Client client = new Client(node, http, told, from, until, seed * 1_000 + n);
      client.book();
      all.add(client.left.future());
    }
    Future.all(all).await(60, TimeUnit.SECONDS);
    http.close().await(10, TimeUnit.SECONDS);
    return told;
  }

  private static final class Client {
    private final NodeProcess node;
    private final HttpClient http;
    private final Told told;
    private final long from;
    private final long until;
    private final SplittableRandom random;
    private final Promise<Void> left = Promise.promise();

    Client(NodeProcess node, HttpClient http, Told told, long from, long until, long seed) {
      this.node = node;
      this.http = http;
      this.told = told;
      this.from = from;
      this.until = until;
      this.random = new SplittableRandom(seed);
    }

    private boolean counts() {
      long now = System.nanoTime();
      return now - from >= 0 && now - until < 0;
    }

    void book() {
      if (System.nanoTime() - until >= 0) {
        left.complete();
        return;
      }
      String start =
          "%sT%d:00"
              .formatted(
                  Diners.firstDay().plusDays(random.nextInt(DAYS)), 12 + 2 * random.nextInt(5));
      long began = System.nanoTime();
      RequestOptions request =
          new RequestOptions()
              .setMethod(HttpMethod.POST)
              .setAbsoluteURI(node.api("/v1/restaurants/full/reservations").toString())
              .putHeader("content-type", "application/json");
      http.request(request)
          .compose(sent -> sent.send(Buffer.buffer(Houses.booking(start))))
          .compose(answer -> answer.body().onSuccess(body -> booked(answer, body, began)))
          .onFailure(left::fail);
    }

    private void booked(HttpClientResponse answer, Buffer body, long began) {
      boolean made = answer.statusCode() == 201;
      if (counts()) {
        told.askedToBook++;
        count(made, answer, began);
        told.booked += made ? 1 : 0;
      }
      if (made) {
        cancel(new JsonObject(body));
      } else {
        book();
      }
    }

    private void cancel(JsonObject reservation) {
      long began = System.nanoTime();
      String path = "/v1/reservations/" + reservation.getString("reservation_id");
      RequestOptions request =
          new RequestOptions()
              .setMethod(HttpMethod.DELETE)
              .setAbsoluteURI(node.api(path).toString())
              .putHeader("authorization", "Bearer " + reservation.getString("manage_token"));
      http.request(request)
          .compose(sent -> sent.send())
          .compose(answer -> answer.end().onSuccess(end -> cancelled(answer, began)))
          .onFailure(left::fail);
    }

    private void cancelled(HttpClientResponse answer, long began) {
      boolean gone = answer.statusCode() == 204;
      if (counts()) {
        told.askedToCancel++;
        count(gone, answer, began);
        told.cancelled += gone ? 1 : 0;
      }
      book();
    }

    private void count(boolean done, HttpClientResponse answer, long began) {
      if (done) {
        told.writesMs.add((System.nanoTime() - began) / 1e6);
      } else if (answer.statusCode() != 503 || answer.getHeader("Retry-After") == null) {
        told.other++;
      }
    }
  }
}
