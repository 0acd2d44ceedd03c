package io.tavolo.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/**
 * A process for {@link KilledJvmIT}: starts Redis and, given something to write, those that keep
 * data; says so, and waits to be killed.
 */
final class ServersOfItsOwn {
  private ServersOfItsOwn() {}

  public static void main(String[] args) throws Exception {
    Path dir = Path.of(args[0]);
    LocalRedis redis = LocalRedis.start(dir.resolve("redis"));
    if (args.length > 1) {
      startAndWrite(dir, args[1]);
    }
    System.out.println("PIDS " + redis.pid());
    new CountDownLatch(1).await();
  }

  private static void startAndWrite(Path dir, String value) throws Exception {
    LocalPostgres postgres = LocalPostgres.start(dir.resolve("postgres"));
    LocalKafka kafka = LocalKafka.start(dir.resolve("kafka"));
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists t(x text)");
      statement.execute("insert into t values ('%s')".formatted(value));
    }
    LocalKafkaIT.send(kafka, value);
  }
}
