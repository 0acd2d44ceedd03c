package io.tavolo.postgres;

import static io.tavolo.postgres.TestDatabase.await;

import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.simulation.postgres.Head;
import io.tavolo.engine.simulation.postgres.JournalEntry;
import io.tavolo.engine.simulation.postgres.Node;
import io.tavolo.engine.simulation.postgres.Postgres;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All rows of all tables as texts in one order, of the server and of the model. */
final class TableRows implements AutoCloseable {
  private final PgConnection reader;

  TableRows(Vertx vertx, TestDatabase test) {
    reader = test.session(vertx, "reader");
  }

  List<String> stored() {
    List<String> rows = new ArrayList<>();
    add(
        rows,
        "select shard, owner, epoch, last_seq, successor from shard_head",
        row ->
            new Head(
                row.getInteger(0),
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getString(4)));
    add(
        rows,
        "select node, address, leaving, lease_until > clock_timestamp() from node",
        row -> node(row.getString(0), row.getString(1), row.getBoolean(2), row.getBoolean(3)));
    add(
        rows,
        "select shard, published_seq from publish_cursor",
        row -> "cursor %d %d".formatted(row.getInteger(0), row.getLong(1)));
    add(
        rows,
        "select "
            + RowForms.RESERVATION_COLUMNS
            + ", r.shard, r.seq, r.restaurant from reservation r",
        row ->
            new Batch.ReservationRow(
                row.getInteger(RowForms.RESERVATION_WIDTH),
                row.getLong(RowForms.RESERVATION_WIDTH + 1),
                row.getLong(RowForms.RESERVATION_WIDTH + 2),
                RowForms.reservation(row)));
    add(
        rows,
        "select " + RowForms.DINER_COLUMNS + ", d.restaurant from diner d",
        row -> diner(row.getLong(RowForms.DINER_WIDTH), RowForms.diner(row, 0)));
    add(
        rows,
        """
        select restaurant, key_high, key_low, payload_hash, by_caller, outcome, reservation, at_ms,
               (day - date '1970-01-01')::bigint
          from command_key
        """,
        TableRows::key);
    add(
        rows,
        """
        select shard, seq, restaurant, at_ms, payload, key_high, key_low, trace, epoch,
               (day - date '1970-01-01')::bigint
          from journal
        """,
        TableRows::journal);
    add(
        rows,
        "select shard, seq, number, definition, restaurant_id from restaurant",
        row ->
            row.getString(4)
                + new Batch.DefinitionRow(
                    row.getInteger(0),
                    row.getLong(1),
                    row.getLong(2),
                    EventCodec.decodeDefinition(row.getBuffer(3).getBytes())));
    Collections.sort(rows);
    return rows;
  }

  private void add(List<String> rows, String sql, Function<Row, Object> form) {
    for (Row row : await(reader.query(sql).execute())) {
      rows.add(form.apply(row).toString());
    }
  }

  private static String key(Row row) {
    CommandKey key =
        new CommandKey(row.getLong(1), row.getLong(2), row.getLong(3), row.getBoolean(4));
    return keyRow(
        row.getLong(8),
        new Batch.KeyRow(0, row.getLong(0), key, row.getShort(5), row.getLong(6), row.getLong(7)));
  }

  private static String journal(Row row) {
    Batch.JournalRow event =
        new Batch.JournalRow(
            row.getInteger(0),
            row.getLong(1),
            row.getLong(2),
            "",
            row.getLong(3),
            EventCodec.decode(row.getBuffer(4).getBytes()),
            new CommandKey(row.getLong(5), row.getLong(6), 0, false),
            RowForms.trace(row.getBuffer(7)));
    return entry(row.getLong(9), new JournalEntry(event, row.getLong(8)));
  }

  static List<String> of(Postgres postgres) {
    List<String> rows = new ArrayList<>();
    for (int shard = 0; shard < RandomStatements.SHARDS; shard++) {
      rows.add(postgres.head(shard).toString());
      rows.add("cursor %d %d".formatted(shard, postgres.cursor(shard).seq()));
      for (JournalEntry entry : postgres.journal(shard)) {
        rows.add(entry(day(entry.row().atMs()), StatementCalls.stored(entry, "")));
      }
    }
    for (Node node : postgres.nodes()) {
      boolean runs = node.leaseUntilMs() > TestBatch.AT_MS;
      rows.add(node(node.node(), node.address(), node.leaving(), runs));
    }
    for (long restaurant : postgres.restaurants()) {
      postgres.reservations(restaurant).forEach(row -> rows.add(row.toString()));
      postgres.diners(restaurant).forEach(diner -> rows.add(diner(restaurant, diner)));
      for (Batch.KeyRow row : postgres.keys(restaurant)) {
        rows.add(keyRow(day(row.atMs()), StatementCalls.stored(row)));
      }
      Batch.DefinitionRow definition = postgres.definitionRow(restaurant);
      if (definition != null) {
        rows.add(postgres.restaurantId(restaurant) + definition);
      }
    }
    Collections.sort(rows);
    return rows;
  }

  private static long day(long atMs) {
    return atMs / 86_400_000;
  }

  private static String node(String name, String address, boolean leaving, boolean runs) {
    return "node %s at %s, leaving %s, lease runs %s".formatted(name, address, leaving, runs);
  }

  private static String diner(long restaurant, @Nullable Diner diner) {
    return restaurant + "'s " + diner;
  }

  private static String keyRow(long day, Batch.KeyRow row) {
    return day + " " + row;
  }

  private static String entry(long day, JournalEntry entry) {
    return day + " " + entry;
  }

  @Override
  public void close() {
    await(reader.close());
  }
}
