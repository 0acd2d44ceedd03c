package io.tavolo.postgres;

import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.lane.TraceContext;
import io.tavolo.engine.reservation.Event;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The journal for its publisher: what is new, and how far it went out. Any thread. */
public final class PgPublisherStore {
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  /** How far a shard is published. */
  public record Cursor(int shard, long publishedSeq) {}

  /** How far a shard is committed and published. */
  public record Lag(int shard, long lastSeq, long publishedSeq) {}

  /**
   * A committed event.
   *
   * @param atMs the lane's time, milliseconds since the epoch; never falls within a shard
   * @param keyHigh the command's id, with {@code keyLow}
   */
  public record Entry(
      int shard,
      long seq,
      long epoch,
      long restaurant,
      String restaurantId,
      long atMs,
      Event event,
      long keyHigh,
      long keyLow,
      TraceContext trace) {}

  private final Pool pool;

  public PgPublisherStore(Pool pool) {
    this.pool = pool;
  }

  /** The cursors of the shards, in no particular order. */
  public Future<List<Cursor>> cursors(Collection<Integer> shards) {
    return pool.preparedQuery(PublishSql.CURSORS)
        .execute(Tuple.of(shards.toArray(Integer[]::new)))
        .map(
            rows -> {
              List<Cursor> cursors = new ArrayList<>(rows.size());
              for (Row row : rows) {
                cursors.add(new Cursor(row.getInteger(0), row.getLong(1)));
              }
              return cursors;
            });
  }

  /** Moves cursors forward; one that is further already stays. At most one a shard. */
  public Future<Void> advance(Collection<Cursor> cursors) {
    Integer[] shards = cursors.stream().map(Cursor::shard).toArray(Integer[]::new);
    Long[] seqs = cursors.stream().map(Cursor::publishedSeq).toArray(Long[]::new);
    return pool.preparedQuery(PublishSql.ADVANCE)
        .execute(Tuple.of(shards, (Object) seqs))
        .mapEmpty();
  }

  /**
   * The events after {@code afterSeq}, in order and without gaps.
   *
   * @param sinceMs the time of the event at {@code afterSeq}, or 0 when it is not known: it spares
   *     looking into older days
   * @param limit how many, 1 or more
   * @return fails with an {@link IllegalArgumentException} when newer software wrote one of them
   */
  public Future<List<Entry>> read(int shard, long afterSeq, long sinceMs, int limit) {
    LocalDate firstDay = LocalDate.ofEpochDay(Math.floorDiv(sinceMs, DAY_MS));
    return pool.preparedQuery(PublishSql.READ)
        .execute(Tuple.of(shard, afterSeq, firstDay, (long) limit))
        .map(rows -> entries(shard, rows));
  }

  /** All shards, in ascending order. */
  public Future<List<Lag>> lag() {
    return pool.preparedQuery(PublishSql.LAG)
        .execute()
        .map(
            rows -> {
              List<Lag> lags = new ArrayList<>(rows.size());
              for (Row row : rows) {
                lags.add(new Lag(row.getInteger(0), row.getLong(1), row.getLong(2)));
              }
              return lags;
            });
  }

  private static List<Entry> entries(int shard, RowSet<Row> rows) {
    List<Entry> entries = new ArrayList<>(rows.size());
    for (Row row : rows) {
      entries.add(
          new Entry(
              shard,
              row.getLong(0),
              row.getLong(1),
              row.getLong(2),
              row.getString(3),
              row.getLong(4),
              EventCodec.decode(row.getBuffer(5).getBytes()),
              row.getLong(6),
              row.getLong(7),
              RowForms.trace(row.getBuffer(8))));
    }
    return entries;
  }
}
