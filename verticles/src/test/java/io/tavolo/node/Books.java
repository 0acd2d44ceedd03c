package io.tavolo.node;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Full books, written straight into the database as nodes would have left them: restaurants of ten
 * tables, reservations on their coming evenings, the diners, and of the last day the events, all
 * published, and the keys.
 */
final class Books {
  private static final int SHARDS = 256;
  private static final int TABLES = 10;
  private static final int EVENINGS = 30;

  /** One in so many was booked within a day. */
  private static final int FRESH = 20;

  private final int restaurants;
  private final int reservations;

  /**
   * @param restaurants at least 1
   * @param reservations of each, 0..300
   */
  Books(int restaurants, int reservations) {
    this.restaurants = restaurants;
    this.reservations = reservations;
  }

  static String restaurantId(int n) {
    return "full-house-" + n;
  }

  /** An evening on which nothing is booked yet. */
  static LocalDate freeEvening() {
    return LocalDate.now(ZoneOffset.UTC).plusDays(2);
  }

  /** Writes all of it into a database that is migrated and has no rows. */
  void write(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local synchronous_commit = off");
      statement.execute("insert into setting values ('shards', '%d')".formatted(SHARDS));
      restaurants(connection);
      statement.execute(reservations());
      for (String sql : THE_REST) {
        statement.execute(sql);
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("analyze");
    }
  }

  private void restaurants(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into restaurant
              (number, shard, seq, tables_shown, restaurant_id, name, timezone, definition)
            values (?, ?, ?, true, ?, ?, 'UTC', ?)
            """)) {
      for (int n = 0; n < restaurants; n++) {
        String id = restaurantId(n);
        long number = RestaurantNumber.of(id);
        insert.setLong(1, number);
        insert.setInt(2, RestaurantNumber.shardOf(number, SHARDS));
        insert.setLong(3, n + 1L);
        insert.setString(4, id);
        insert.setString(5, "Full House " + n);
        insert.setBytes(6, EventCodec.encodeDefinition(house(id, n)));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static Restaurant house(String id, int n) {
    List<Table> tables = new ArrayList<>();
    for (int t = 1; t <= TABLES; t++) {
      tables.add(new Table("T" + t, "sala", 1, 2 + 2 * (t % 3), 0));
    }
    return new Restaurant(
        new Profile(id, "Full House " + n, ZoneOffset.UTC, null, null, null, null, null),
        new FloorPlan(List.of(new Area("sala", "Sala")), tables),
        new Schedule(
            15,
            List.of(new Shift("day", "Day", List.of(DayOfWeek.values()), 12 * 60, 22 * 60)),
            List.of(),
            List.of(new TurnTime(8, 90))),
        new Policies(0, 365, 1, 8, 300, 0, true));
  }

  /** Table after table at seven, evening after evening from the third day on. */
  private String reservations() {
    return """
    insert into reservation
      (restaurant, id, seq, diner, hold_until, created_ms, shard, start_tick, end_tick, service_day,
       version, party_size, status, area_asked, area_id, tables)
    select m.number, hashint8extended(m.number, n), m.seq, hashint8extended(m.number, -n), 0,
           (extract(epoch from now()) * 1000)::bigint - 60000 * n, m.shard,
           d.day * 288 + 228, d.day * 288 + 246, d.day, 1, 2, %2$d, false, 'sala',
           'T' || 1 + (n - 1) / %3$d
      from restaurant m, generate_series(1, %1$d) n,
           lateral (select current_date - date '1970-01-01' + 3 + (n - 1) %% %3$d as day) d
    """
        .formatted(reservations, io.tavolo.engine.reservation.Status.CONFIRMED.code(), EVENINGS);
  }

  private static final List<String> THE_REST =
      List.of(
          """
          insert into diner (restaurant, ref, name)
          select restaurant, diner, 'Ada' from reservation
          """,
          // The newest event of each restaurant, and of each shard one after the other.
          """
          insert into journal (shard, seq, epoch, restaurant, at_ms, key_high, key_low, day, payload)
          select shard, row_number() over (partition by shard order by restaurant), 1, restaurant,
                 (extract(epoch from now()) * 1000)::bigint - 60000, restaurant, id, current_date, ''
            from reservation where id %% %1$d = 0
          """
              .formatted(FRESH),
          """
          insert into command_key
            (restaurant, key_high, key_low, payload_hash, reservation, at_ms, day, outcome, by_caller)
          select restaurant, key_high, key_low, 0, key_low, at_ms, day, 0, true from journal
          """,
          """
          insert into shard_head (shard, epoch, last_seq)
          select s, 1, coalesce((select max(seq) from journal where shard = s), 0)
            from generate_series(0, %d) s
          """
              .formatted(SHARDS - 1),
          """
          insert into publish_cursor (shard, published_seq) select shard, last_seq from shard_head
          """);
}
