package io.tavolo.node;

import io.tavolo.embedded.LocalPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Postgres alone, outside of every node; Kafka and Redis are away, which bookings do not mind. */
final class OutsideDatabase implements AutoCloseable {
  private static final String NOBODY = "127.0.0.1:1";

  private final LocalPostgres postgres;

  OutsideDatabase(Path dir) throws IOException {
    postgres = LocalPostgres.start(dir.resolve("postgres"));
  }

  /** The same at a given address of this machine. */
  OutsideDatabase(Path dir, String host) throws IOException {
    postgres = LocalPostgres.start(dir.resolve("postgres"), host, 0);
  }

  /** Settings by which a node uses it, and takes shards of a dead one soon; with {@code more}. */
  Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("TAVOLO_POSTGRES_URI", postgres.uri());
    settings.put("TAVOLO_KAFKA_BOOTSTRAP", NOBODY);
    settings.put("TAVOLO_REDIS_URI", "redis://" + NOBODY);
    settings.put("TAVOLO_SECRET", "a-secret-of-the-test-and-no-other");
    settings.put("TAVOLO_CLUSTER_NAME", "test-" + postgres.port());
    settings.put("TAVOLO_LEASE_MS", "1000");
    // It lives for seconds: what the second compiler would gain comes too late.
    settings.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    return settings;
  }

  Connection sql() throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl());
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
