package io.tavolo.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/**
 * A process for {@link KilledJvmIT}: starts all servers, writes to those that keep data, says so,
 * and waits to be killed.
 */
final class ServersOfItsOwn {
  private ServersOfItsOwn() {}

  public static void main(String[] args) throws Exception {
    Path dir = Path.of(args[0]);
    LocalPostgres postgres = LocalPostgres.start(dir.resolve("postgres"));
    LocalRedis redis = LocalRedis.start(dir.resolve("redis"));
    LocalKafka kafka = LocalKafka.start(dir.resolve("kafka"));
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists t(x text)");
      statement.execute("insert into t values ('%s')".formatted(args[1]));
    }
    LocalKafkaIT.send(kafka, args[1]);
    System.out.println("PIDS " + postgres.pid() + " " + redis.pid());
    new CountDownLatch(1).await();
  }
}
