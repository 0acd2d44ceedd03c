package io.tavolo.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tavolo.embedded.LocalRedis;
import io.tavolo.engine.form.Formats;
import io.tavolo.engine.id.RestaurantNumber;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A Redis that comes and goes on one port, and a cache that is deployed on it. */
final class RedisBench {
  static final long NUMBER = RestaurantNumber.of(Days.HOUSE);

  final Vertx vertx = Vertx.vertx();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final AvailabilityCache cache;
  private final Path dir;
  private final int port;
  private LocalRedis redis;

  RedisBench(Path dir) throws Exception {
    this.dir = dir;
    redis = LocalRedis.start(dir);
    port = redis.port();
    cache = new AvailabilityCache(redis.uri(), Formats.HERE::newest, registry);
    await(vertx.deployVerticle(cache));
    until(cache::isUsable);
  }

  void stopRedis() {
    redis.close();
    until(() -> !cache.isUsable());
  }

  void startRedis() throws IOException {
    redis = LocalRedis.start(dir, port);
    until(cache::isUsable);
  }

  /** Sends the server process a signal by its name. */
  void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(redis.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** One command without binary arguments, past the cache; the first line of the answer. */
  String command(String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(2_000_000);
    }
  }

  void close() throws Exception {
    await(vertx.close());
    redis.close();
  }
}
