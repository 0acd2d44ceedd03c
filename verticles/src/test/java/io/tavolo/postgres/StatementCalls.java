package io.tavolo.postgres;

import io.tavolo.engine.form.Formats;
import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Loaded;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.simulation.postgres.Cursor;
import io.tavolo.engine.simulation.postgres.Head;
import io.tavolo.engine.simulation.postgres.JournalEntry;
import io.tavolo.engine.simulation.postgres.Result;
import io.tavolo.engine.simulation.postgres.Statement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The product's own text and parameters of each of the model's statements, and its rows as the
 * model's answer: in an order of their own where the statement gives none.
 */
final class StatementCalls {
  private static final String LAPSE =
      "update node set lease_until = clock_timestamp() - interval '1 ms' where node = $1";

  private static final Map<Class<? extends Statement>, String> SQL =
      Map.ofEntries(
          Map.entry(Statement.Write.class, BatchSql.WRITE),
          Map.entry(Statement.Take.class, ShardSql.TAKE),
          Map.entry(Statement.Release.class, ShardSql.RELEASE),
          Map.entry(Statement.Register.class, ShardSql.REGISTER),
          Map.entry(Statement.Renew.class, ShardSql.RENEW),
          Map.entry(Statement.Unregister.class, ShardSql.UNREGISTER),
          Map.entry(Statement.Leave.class, ShardSql.LEAVE),
          Map.entry(Statement.Lapse.class, LAPSE),
          Map.entry(Statement.Advance.class, PublishSql.ADVANCE),
          Map.entry(Statement.Heads.class, ShardSql.HEADS),
          Map.entry(Statement.Staying.class, ShardSql.STAYING),
          Map.entry(Statement.Definition.class, LoadSql.DEFINITION),
          Map.entry(Statement.Standing.class, LoadSql.STANDING),
          Map.entry(Statement.Keys.class, LoadSql.KEYS),
          Map.entry(Statement.LastEvent.class, LoadSql.LAST_EVENT),
          Map.entry(Statement.ExternalIds.class, LoadSql.EXTERNAL_IDS),
          Map.entry(Statement.OneReservation.class, LoadSql.RESERVATION),
          Map.entry(Statement.Deadlines.class, LoadSql.DEADLINES),
          Map.entry(Statement.Cursors.class, PublishSql.CURSORS),
          Map.entry(Statement.Journal.class, PublishSql.READ));

  private StatementCalls() {}

  static String sql(Statement statement) {
    String sql = SQL.get(statement.getClass());
    if (sql == null) {
      throw new IllegalArgumentException("its answer is never the same: " + statement);
    }
    return sql;
  }

  static Tuple parameters(Statement statement) {
    if (statement instanceof Statement.Read read) {
      return readParameters(read);
    }
    if (statement instanceof Statement.Write write) {
      return BatchRows.of(write.batch(), Formats.HERE.newest());
    }
    if (statement instanceof Statement.Take take) {
      return Tuple.of(take.shards().toArray(Integer[]::new), take.node());
    }
    if (statement instanceof Statement.Release release) {
      return Tuple.of(release.shard(), release.epoch(), release.successor(), release.node());
    }
    if (statement instanceof Statement.Register register) {
      return Tuple.of(
          register.node(),
          register.address(),
          (double) register.leaseMs(),
          Formats.HERE.oldest(),
          Formats.HERE.newest());
    }
    if (statement instanceof Statement.Renew renew) {
      return Tuple.of(renew.node(), (double) renew.leaseMs());
    }
    if (statement instanceof Statement.OfNode change) {
      return Tuple.of(change.node());
    }
    List<Cursor> cursors = ((Statement.Advance) statement).cursors();
    Integer[] shards = cursors.stream().map(Cursor::shard).toArray(Integer[]::new);
    Long[] seqs = cursors.stream().map(Cursor::seq).toArray(Long[]::new);
    return Tuple.of(shards, (Object) seqs);
  }

  private static Tuple readParameters(Statement.Read statement) {
    if (statement instanceof Statement.Definition read) {
      return Tuple.of(read.restaurant());
    }
    if (statement instanceof Statement.Standing read) {
      return Tuple.of(read.restaurant(), read.firstServiceDay());
    }
    if (statement instanceof Statement.Keys read) {
      return Tuple.of(
          read.restaurant(), day(read.firstDay()), read.callerKeysFromMs(), read.ownKeysFromMs());
    }
    if (statement instanceof Statement.LastEvent read) {
      return Tuple.of(read.shard(), day(read.firstDay()));
    }
    if (statement instanceof Statement.ExternalIds read) {
      return Tuple.of(read.restaurant());
    }
    if (statement instanceof Statement.OneReservation read) {
      return Tuple.of(read.restaurant(), read.id());
    }
    if (statement instanceof Statement.Deadlines read) {
      return Tuple.of(read.shard(), read.afterMs(), (long) read.limit());
    }
    if (statement instanceof Statement.Cursors read) {
      return Tuple.of((Object) read.shards().toArray(Integer[]::new));
    }
    if (statement instanceof Statement.Journal read) {
      return Tuple.of(read.shard(), read.afterSeq(), day(read.firstDay()), (long) read.limit());
    }
    return Tuple.tuple();
  }

  private static LocalDate day(int day) {
    return LocalDate.ofEpochDay(day);
  }

  static Result answer(Statement statement, RowSet<Row> rows) {
    if (statement instanceof Statement.Write) {
      return new Result.Fences(
          list(
              rows,
              row ->
                  new Batch.FenceResult(
                      row.getInteger(0), row.getLong(1), row.getLong(2), row.getBoolean(3))));
    }
    if (statement instanceof Statement.Take) {
      return new Result.Taken(
          sorted(
              rows,
              row -> new Result.Shard(row.getInteger(0), row.getLong(1), row.getLong(2)),
              Comparator.comparing(Result.Shard::shard)));
    }
    if (statement instanceof Statement.Heads) {
      return ordered(new Result.Heads(list(rows, StatementCalls::head)));
    }
    if (statement instanceof Statement.Staying) {
      return new Result.Staying(sorted(rows, row -> row.getString(0), Comparator.naturalOrder()));
    }
    if (statement instanceof Statement.Definition) {
      return new Result.Definition(
          rows.size() == 0
              ? null
              : EventCodec.decodeDefinition(rows.iterator().next().getBuffer(0).getBytes()));
    }
    if (statement instanceof Statement.LastEvent) {
      return new Result.Time(rows.size() == 0 ? 0 : rows.iterator().next().getLong(0));
    }
    return rowsOfShard(statement, rows);
  }

  private static Result rowsOfShard(Statement statement, RowSet<Row> rows) {
    if (statement instanceof Statement.Deadlines) {
      return new Result.Deadlines(
          sorted(
              rows,
              row -> new Loaded.Deadline(row.getLong(0), row.getLong(1), row.getLong(2)),
              Comparator.comparingLong(Loaded.Deadline::atMs)
                  .thenComparingLong(Loaded.Deadline::restaurant)
                  .thenComparingLong(Loaded.Deadline::reservation)));
    }
    if (statement instanceof Statement.Cursors) {
      return new Result.Cursors(
          sorted(
              rows,
              row -> new Cursor(row.getInteger(0), row.getLong(1)),
              Comparator.comparing(Cursor::shard)));
    }
    if (statement instanceof Statement.Journal read) {
      return new Result.Journal(list(rows, row -> entry(read.shard(), row)));
    }
    return rowsOfRestaurant(statement, rows);
  }

  private static Result rowsOfRestaurant(Statement statement, RowSet<Row> rows) {
    if (statement instanceof Statement.Standing || statement instanceof Statement.OneReservation) {
      return ordered(new Result.Reservations(list(rows, RowForms::reservation)));
    }
    if (statement instanceof Statement.Keys read) {
      return ordered(new Result.Keys(list(rows, row -> key(read.restaurant(), row))));
    }
    if (statement instanceof Statement.ExternalIds) {
      return ordered(
          new Result.ExternalIds(
              list(
                  rows,
                  row ->
                      new Loaded.External(
                          new ExternalId(row.getLong(0), row.getLong(1)), row.getLong(2)))));
    }
    return new Result.Count(rows.rowCount());
  }

  /** In an order that follows from the rows alone, and without what the statement does not read. */
  static Result ordered(Result result) {
    if (result instanceof Result.Reservations answer) {
      return new Result.Reservations(byText(answer.rows()));
    }
    if (result instanceof Result.ExternalIds answer) {
      return new Result.ExternalIds(byText(answer.rows()));
    }
    if (result instanceof Result.Keys answer) {
      Comparator<Batch.KeyRow> order = Comparator.comparingLong(Batch.KeyRow::atMs);
      return new Result.Keys(
          answer.rows().stream()
              .map(StatementCalls::stored)
              .sorted(order.thenComparing(Object::toString))
              .toList());
    }
    if (result instanceof Result.Heads answer) {
      return new Result.Heads(answer.heads().stream().map(StatementCalls::aliveOrNot).toList());
    }
    if (result instanceof Result.Journal answer) {
      return new Result.Journal(
          answer.rows().stream().map(entry -> stored(entry, entry.row().restaurantId())).toList());
    }
    return result;
  }

  /** How long a lease runs still, no two clocks agree on. */
  private static Result.HeadView aliveOrNot(Result.HeadView head) {
    return new Result.HeadView(head.head(), head.address(), head.leaseLeftMs() > 0 ? 1 : 0);
  }

  private static <T> List<T> byText(List<T> rows) {
    return rows.stream().sorted(Comparator.comparing(Object::toString)).toList();
  }

  private static Result.HeadView head(Row row) {
    return new Result.HeadView(
        new Head(
            row.getInteger(0), row.getString(1), row.getLong(2), row.getLong(3), row.getString(4)),
        row.getString(5),
        row.getLong(6));
  }

  private static Batch.KeyRow key(long restaurant, Row row) {
    CommandKey key =
        new CommandKey(row.getLong(0), row.getLong(1), row.getLong(2), row.getBoolean(3));
    return new Batch.KeyRow(0, restaurant, key, row.getShort(4), row.getLong(5), row.getLong(6));
  }

  private static JournalEntry entry(int shard, Row row) {
    String restaurantId = row.getString(3);
    return new JournalEntry(
        new Batch.JournalRow(
            shard,
            row.getLong(0),
            row.getLong(2),
            restaurantId == null ? "" : restaurantId,
            row.getLong(4),
            EventCodec.decode(row.getBuffer(5).getBytes()),
            new CommandKey(row.getLong(6), row.getLong(7), 0, false),
            RowForms.trace(row.getBuffer(8))),
        row.getLong(1));
  }

  /** Without the parts of its key that are not stored. */
  static JournalEntry stored(JournalEntry entry, String restaurantId) {
    Batch.JournalRow row = entry.row();
    return new JournalEntry(
        new Batch.JournalRow(
            row.shard(),
            row.seq(),
            row.restaurant(),
            restaurantId,
            row.atMs(),
            row.event(),
            new CommandKey(row.key().high(), row.key().low(), 0, false),
            row.trace()),
        entry.epoch());
  }

  /** Without the shard, which is not stored. */
  static Batch.KeyRow stored(Batch.KeyRow row) {
    return new Batch.KeyRow(
        0, row.restaurant(), row.key(), row.outcome(), row.reservation(), row.atMs());
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> form) {
    List<T> list = new ArrayList<>(rows.size());
    rows.forEach(row -> list.add(form.apply(row)));
    return list;
  }

  private static <T> List<T> sorted(
      RowSet<Row> rows, Function<Row, T> form, Comparator<? super T> order) {
    List<T> list = list(rows, form);
    list.sort(order);
    return list;
  }
}
