package io.tavolo.node;

import io.tavolo.embedded.LocalKafka;
import io.tavolo.embedded.LocalPostgres;
import io.tavolo.embedded.LocalRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The three servers, outside of every node, each to be taken away and brought back on its port. */
public final class OutsideServers implements AutoCloseable {
  private final Path dir;
  private final String host;
  private LocalPostgres postgres;
  private LocalKafka kafka;
  private LocalRedis redis;
  private final List<Long> stalled = new ArrayList<>();

  public OutsideServers(Path dir) throws IOException {
    this(dir, "127.0.0.1");
  }

  /** On an address of this machine. */
  public OutsideServers(Path dir, String host) throws IOException {
    this.dir = dir;
    this.host = host;
    // Beside each other: each of them mostly waits, and every class of tests waits for all.
    CompletableFuture<LocalPostgres> database = new CompletableFuture<>();
    Thread starter =
        new Thread(
            () -> {
              try {
                database.complete(LocalPostgres.start(dir.resolve("postgres"), host, 0));
              } catch (IOException | RuntimeException e) {
                database.completeExceptionally(e);
              }
            },
            "start of postgres");
    starter.start();
    kafka = LocalKafka.start(dir.resolve("kafka"), host, 0);
    redis = LocalRedis.start(dir.resolve("redis"), host, 0);
    postgres = database.join();
  }

  /** Settings by which a node uses them; {@code more} are added. */
  public Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("TAVOLO_POSTGRES_URI", postgres.uri());
    settings.put("TAVOLO_KAFKA_BOOTSTRAP", kafka.bootstrap());
    settings.put("TAVOLO_REDIS_URI", redis.uri());
    settings.put("TAVOLO_SECRET", "a-secret-of-the-test-and-no-other");
    settings.putIfAbsent("TAVOLO_CLUSTER_NAME", "test-" + postgres.port());
    return settings;
  }

  /** Where Postgres listens, at the address given. */
  public int postgresPort() {
    return postgres.port();
  }

  public String kafka() {
    return kafka.bootstrap();
  }

  public Connection sql() throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl());
  }

  public void stopKafka() {
    kafka.close();
  }

  public void startKafka() throws IOException {
    kafka = LocalKafka.start(dir.resolve("kafka"), host, kafka.port());
  }

  public void stopRedis() {
    redis.close();
  }

  public void startRedis() throws IOException {
    redis = LocalRedis.start(dir.resolve("redis"), host, redis.port());
  }

  /** {@code kill -9} of the postmaster, as the system does when memory is short. */
  public void crashPostgres() throws IOException {
    signal("KILL", List.of(postgres.pid()));
  }

  public void startPostgres() throws IOException {
    postgres = LocalPostgres.start(dir.resolve("postgres"), host, postgres.port());
  }

  /** Every process of Postgres stands still; its connections stay open. */
  public void stallPostgres() throws IOException {
    // The postmaster first: it makes no new ones then.
    stalled.add(postgres.pid());
    signal("STOP", stalled);
    List<Long> others =
        ProcessHandle.of(postgres.pid()).stream()
            .flatMap(ProcessHandle::descendants)
            .map(ProcessHandle::pid)
            .toList();
    stalled.addAll(others);
    signal("STOP", others);
  }

  public void resumePostgres() throws IOException {
    signal("CONT", stalled);
    stalled.clear();
  }

  public static void signal(String name, List<Long> pids) throws IOException {
    List<String> command = new ArrayList<>(List.of("kill", "-s", name));
    pids.forEach(pid -> command.add(Long.toString(pid)));
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new IOException("no signal was sent within 10 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (!stalled.isEmpty()) {
      resumePostgres();
    }
    redis.close();
    kafka.close();
    postgres.close();
  }
}
