package io.tavolo.bench;

import io.tavolo.bench.load.LoadGenerator.Target;
import io.tavolo.bench.load.Scene;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Books by {@code POST /v1/batches}: one request of many lines, streamed both ways. */
final class Bulk {
  private static final int PATIENCE_S = 120;

  /** Of each restaurant, at each seating. */
  private static final int TABLES = 6;

  private static final String CREATED = "\"status\":201";

  private final SplittableRandom random = new SplittableRandom(1);
  private final Vertx vertx;
  private final Path work;

  /**
   * Books in bulk.
   *
   * @param work a folder for what is sent
   */
  Bulk(Vertx vertx, Path work) {
    this.vertx = vertx;
    this.work = work;
  }

  /**
   * How long so many bookings took, from the request to the last answer.
   *
   * @param round from 0; each finds tables that the others left
   * @param scene with a free table for each: line {@code i} books at restaurant {@code i}, and so
   *     round
   * @throws IOException when one of them was not made
   */
  Duration run(Target target, Scene scene, int round, int bookings) throws IOException {
    int seatings = (int) Math.ceil((double) bookings / scene.restaurants() / TABLES);
    Path file = work.resolve("bookings.ndjson");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < bookings; i++) {
      lines.append(
          "{\"op\":\"book\",\"idempotency_key\":\"%s\",\"restaurant_id\":\"%s\",\"party_size\":2,\"start\":\"%s\",\"diner\":{\"name\":\"Diner %d\",\"email\":\"diner@example.com\",\"phone\":\"+39 06 123 4567\"}}\n"
              .formatted(
                  new UUID(random.nextLong(), random.nextLong()),
                  scene.restaurantId(i % scene.restaurants()),
                  scene.start(round * seatings + i / scene.restaurants() / TABLES),
                  i));
    }
    Files.writeString(file, lines);
    HttpClient client = vertx.createHttpClient();
    try {
      long began = System.nanoTime();
      Buffer answers = send(client, target, file).await(PATIENCE_S, TimeUnit.SECONDS);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      String text = answers.toString(StandardCharsets.UTF_8);
      long made = text.lines().filter(line -> line.contains(CREATED)).count();
      if (made != bookings) {
        throw new IOException(
            "batch: %,d of %,d lines booked; the first that did not: %s"
                .formatted(
                    made,
                    bookings,
                    text.lines()
                        .filter(line -> !line.contains(CREATED))
                        .findFirst()
                        .orElse("none")));
      }
      return took;
    } catch (TimeoutException e) {
      throw new IOException("batch: not answered within %d s".formatted(PATIENCE_S), e);
    } finally {
      client.close();
    }
  }

  private Future<Buffer> send(HttpClient client, Target target, Path file) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(target.port())
            .setURI("/v1/batches")
            .putHeader("authorization", "Bearer " + target.adminToken())
            .putHeader("content-type", "application/x-ndjson");
    return Future.all(
            client.request(request),
            vertx.fileSystem().open(file.toString(), new OpenOptions().setRead(true)))
        .compose(
            ready -> {
              HttpClientRequest sent = ready.resultAt(0);
              return sent.send(ready.<AsyncFile>resultAt(1));
            })
        .compose(HttpClientResponse::body);
  }
}
