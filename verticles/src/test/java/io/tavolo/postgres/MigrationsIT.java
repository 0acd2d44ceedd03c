package io.tavolo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MigrationsIT {
  @Test
  void shouldLeaveAMigratedDatabaseAsItIs() throws Exception {
    try (TestDatabase test = TestDatabase.migrated()) {
      test.execute("insert into setting values ('shards', '4')");
      Migrations.run(test.database(), Duration.ZERO);
      assertThat(test.value("select value from setting where name = 'shards'")).isEqualTo("4");
    }
  }

  @Test
  void shouldLetSeveralNodesMigrateAtOnce() throws Exception {
    try (TestDatabase test = TestDatabase.empty()) {
      CompletableFuture<Void> one = CompletableFuture.runAsync(() -> migrate(test));
      CompletableFuture<Void> two = CompletableFuture.runAsync(() -> migrate(test));
      CompletableFuture.allOf(one, two).join();
      assertThat(test.value("select count(*) from shard_head")).isEqualTo("0");
    }
  }

  @Test
  void shouldSayInOneLineThatThePasswordIsWrong() throws Exception {
    try (TestDatabase test = TestDatabase.empty()) {
      String uri = test.uri().replaceFirst(":[0-9a-f]+@", ":guess@");
      assertThatThrownBy(() -> Migrations.run(Database.at(uri), Duration.ofMinutes(1)))
          .isInstanceOf(DatabaseUnusable.class)
          .hasMessageStartingWith("Postgres at 127.0.0.1:")
          .hasMessageContaining("password authentication failed for user \"tavolo\"")
          .hasMessageNotContaining("guess")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void shouldSayThatThereIsNoSuchDatabase() throws Exception {
    try (TestDatabase test = TestDatabase.empty()) {
      assertThatThrownBy(
              () -> Migrations.run(Database.at(test.uri() + "_not"), Duration.ofMinutes(1)))
          .isInstanceOf(DatabaseUnusable.class)
          .hasMessageContaining("does not exist");
    }
  }

  @Test
  void shouldGiveUpAServerThatStaysAway() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Database nowhere = Database.at("postgresql://a:b@127.0.0.1:" + port + "/c");
    assertThatThrownBy(() -> Migrations.run(nowhere, Duration.ofMillis(1)))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("unreachable for 0 s")
        .hasMessageContaining("refused");
  }

  private static void migrate(TestDatabase test) {
    try {
      Migrations.run(test.database(), Duration.ZERO);
    } catch (DatabaseUnusable | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
