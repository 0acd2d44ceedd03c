package io.tavolo.bench.peer.sql;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.postgresql.PGConnection;

/**
 * The most that a database can take: {@code COPY} of the rows of bookings (reservation, journal,
 * diner, key) into its four tables, one after the other, committed at the end. No server, no rule.
 */
public final class BareCopy implements AutoCloseable {
  private static final int TICKS_TO_COME = 7_000_000;
  private static final int TURN_TICKS = 18;
  private static final int TICKS_PER_DAY = 288;
  private static final long MS_PER_DAY = 86_400_000;

  /** As long as that of a booking. */
  private static final String PAYLOAD = "\\\\x" + "00".repeat(60);

  private final SplittableRandom random = new SplittableRandom(1);
  private final Connection connection;

  private BareCopy(Connection connection) {
    this.connection = connection;
  }

  /**
   * Connects to an empty database and makes its tables.
   *
   * @param uri {@code postgresql://USER:PASSWORD@HOST:PORT/DATABASE}
   */
  public static BareCopy into(String uri) throws SQLException {
    Connection connection = connect(uri);
    try (var statement = connection.createStatement()) {
      statement.execute(Sql.script("schema.sql"));
    }
    connection.setAutoCommit(false);
    return new BareCopy(connection);
  }

  /** A session of the database at such a URI. */
  public static Connection connect(String uri) throws SQLException {
    URI parts = URI.create(uri);
    String[] user = parts.getUserInfo().split(":", 2);
    String address = "%s:%d%s".formatted(parts.getHost(), parts.getPort(), parts.getPath());
    return DriverManager.getConnection("jdbc:postgresql://" + address, user[0], user[1]);
  }

  /** How long so many bookings took, once their rows were made. */
  public Duration run(int bookings) throws SQLException, IOException {
    StringBuilder keys = new StringBuilder();
    StringBuilder diners = new StringBuilder();
    StringBuilder journal = new StringBuilder();
    StringBuilder reservations = new StringBuilder();
    long nowMs = System.currentTimeMillis();
    for (int i = 0; i < bookings; i++) {
      long house = random.nextInt(2_000);
      long id = random.nextLong();
      long diner = random.nextLong();
      long high = random.nextLong();
      long low = random.nextLong();
      int start = TICKS_TO_COME + random.nextInt(2_000);
      row(keys, house, high, low, random.nextLong(), id, nowMs, day(nowMs), 1, "t");
      row(diners, house, diner, "Diner " + i, "diner@example.com", "+39 06 123 4567", "\\N", "{}");
      row(journal, house, nowMs, high, low, day(nowMs), PAYLOAD);
      row(
          reservations,
          house,
          id,
          diner,
          0,
          nowMs,
          start,
          start + TURN_TICKS,
          start / TICKS_PER_DAY,
          1,
          2,
          1,
          "f",
          "main",
          "T" + i % 6,
          diner);
    }
    long began = System.nanoTime();
    copy(
        "command_key (restaurant, key_high, key_low, payload_hash, reservation, at_ms, day, outcome,"
            + " by_caller)",
        keys);
    copy("diner (restaurant, ref, name, email, phone, notes, tags)", diners);
    copy("journal (restaurant, at_ms, key_high, key_low, day, payload)", journal);
    copy(
        "reservation (restaurant, id, diner, hold_until, created_ms, start_tick, end_tick,"
            + " service_day, version, party_size, status, area_asked, area_id, tables, diner_key)",
        reservations);
    connection.commit();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static String day(long ms) {
    return LocalDate.ofEpochDay(ms / MS_PER_DAY).toString();
  }

  private static void row(StringBuilder rows, Object... values) {
    for (int i = 0; i < values.length; i++) {
      rows.append(i == 0 ? "" : "\t").append(values[i]);
    }
    rows.append('\n');
  }

  private void copy(String table, StringBuilder rows) throws SQLException, IOException {
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("copy " + table + " from stdin", new StringReader(rows.toString()));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
