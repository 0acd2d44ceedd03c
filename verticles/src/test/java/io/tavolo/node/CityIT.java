package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A share of the demo city on a real Postgres: its loading is killed half-way, and the next start
 * finishes it.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class CityIT {
  private static final int HOUSES = 30;
  private static final int BOOKED_BEFORE_KILL = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LOADED =
      Pattern.compile(
          "the demo city is loaded: 30 restaurants, ([\\d,]+) reservations in [\\d.]+ s\n");

  @Test
  void shouldFinishALoadThatWasKilledAndBookNothingTwice(@TempDir Path dir) throws Exception {
    try (OutsideDatabase database = new OutsideDatabase(dir);
        Connection sql = database.sql();
        NodeProcess node =
            new NodeProcess(
                dir.resolve("node"),
                database.settings(Map.of("TAVOLO_DEMO", Integer.toString(HOUSES))))) {
      node.start();
      await(node, () -> reservations(sql).size() >= BOOKED_BEFORE_KILL);
      node.kill();
      Set<String> before = reservations(sql);
      assertThat(node.output()).doesNotContain("the demo city is loaded");

      node.start();
      await(node, () -> node.output().contains("\ncurl "));
      Matcher loaded = LOADED.matcher(node.output());
      assertThat(loaded.find()).as(node.output()).isTrue();
      int told = Integer.parseInt(loaded.group(1).replace(",", ""));
      assertThat(before).hasSizeLessThan(told);
      // The seal is one more. So may be a table of today whose time had come before the second
      // start.
      assertThat(reservations(sql)).containsAll(before).hasSizeBetween(told + 1, told + 1 + HOUSES);
      assertThat(count(sql, "select count(*) from restaurant")).isEqualTo(HOUSES);
    }
  }

  private static Set<String> reservations(Connection sql) throws SQLException {
    Set<String> ids = new HashSet<>();
    try (Statement statement = sql.createStatement();
        ResultSet rows = statement.executeQuery("select restaurant, id from reservation")) {
      while (rows.next()) {
        ids.add(rows.getLong(1) + "/" + rows.getLong(2));
      }
    }
    return ids;
  }

  private static int count(Connection sql, String query) throws SQLException {
    try (Statement statement = sql.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void await(NodeProcess node, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("it said: " + node.output()).isLessThan(deadline);
      node.process().waitFor(10, TimeUnit.MILLISECONDS);
    }
  }
}
