package io.tavolo.postgres;

import io.tavolo.engine.ownership.Clocks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Refuses a server on which an acknowledged reservation could be lost, or that could not store it.
 */
final class ServerChecks {
  private static final int OLDEST_VERSION = 140_000;
  private static final String SETTINGS =
      """
      select name, setting from pg_settings
       where name in ('server_version_num', 'fsync', 'full_page_writes', 'server_encoding',
                      'in_hot_standby')
      """;

  private ServerChecks() {}

  /** Checks the server of the connection; one line says what is wrong and what was expected. */
  static void check(Connection connection) throws SQLException, DatabaseUnusable {
    Map<String, String> settings = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SETTINGS)) {
      while (rows.next()) {
        settings.put(rows.getString(1), rows.getString(2));
      }
    }
    check(settings);
    checkClock(connection);
  }

  private static void checkClock(Connection connection) throws SQLException, DatabaseUnusable {
    long askedMs = System.currentTimeMillis();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ShardSql.CLOCK)) {
      row.next();
      long theirsMs = row.getLong(1);
      long answeredMs = System.currentTimeMillis();
      if (!Clocks.agree(askedMs, answeredMs, theirsMs)) {
        throw new DatabaseUnusable(Clocks.difference(answeredMs, theirsMs));
      }
    }
  }

  static void check(Map<String, String> settings) throws DatabaseUnusable {
    String version = settings.getOrDefault("server_version_num", "0");
    if (Integer.parseInt(version) < OLDEST_VERSION) {
      throw new DatabaseUnusable(
          "server_version_num: %s (expected: %d or more)".formatted(version, OLDEST_VERSION));
    }
    require(settings, "fsync", "on");
    require(settings, "full_page_writes", "on");
    require(settings, "server_encoding", "UTF8");
    require(settings, "in_hot_standby", "off");
  }

  private static void require(Map<String, String> settings, String name, String expected)
      throws DatabaseUnusable {
    String value = settings.getOrDefault(name, "unknown");
    if (!value.equals(expected)) {
      throw new DatabaseUnusable("%s: %s (expected: %s)".formatted(name, value, expected));
    }
  }
}
