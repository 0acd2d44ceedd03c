package io.tavolo.bench.peer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.bench.peer.sql.BareCopy;
import io.tavolo.bench.peer.sql.BareInsert;
import io.tavolo.node.LocalServers;
import io.tavolo.node.ServerProvider;
import io.tavolo.node.ServerProvider.Server;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the database does without a server is what a booking writes. */
class BareIT {
  private static final List<String> TABLES =
      List.of("reservation", "journal", "diner", "command_key");
  private static final int BOOKINGS = 500;

  @Test
  void shouldInsertARowOfEachTableADurableTime(@TempDir Path dir) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (LocalServers servers = postgres(dir);
        BareInsert bare = BareInsert.into(vertx, uri(servers))) {
      Histogram latency = bare.run(Duration.ZERO, Duration.ofMillis(500));
      assertThat(latency.getTotalCount()).isPositive();
      for (String table : TABLES) {
        assertThat(rows(servers, table)).as(table).isEqualTo(latency.getTotalCount());
      }
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldCopyRowsOfEachTable(@TempDir Path dir) throws Exception {
    try (LocalServers servers = postgres(dir);
        BareCopy bare = BareCopy.into(uri(servers))) {
      assertThat(bare.run(BOOKINGS)).isPositive();
      assertThat(bare.run(BOOKINGS)).isPositive();
      for (String table : TABLES) {
        assertThat(rows(servers, table)).as(table).isEqualTo(2 * BOOKINGS);
      }
    }
  }

  private static LocalServers postgres(Path dir) throws IOException {
    return LocalServers.start(
        ServiceLoader.load(ServerProvider.class), EnumSet.of(Server.POSTGRES), dir, line -> {});
  }

  private static String uri(LocalServers servers) {
    return requireNonNull(servers.address(Server.POSTGRES));
  }

  private static long rows(LocalServers servers, String table) throws SQLException {
    try (Connection connection = BareCopy.connect(uri(servers));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table)) {
      row.next();
      return row.getLong(1);
    }
  }
}
