package io.tavolo.postgres;

import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Loaded;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Restaurant;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a lane needs in memory. The statements begin after the call, on sessions other than
 * the journal's; nothing here takes a lock. Any thread.
 */
public final class PgLoader {
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  /** How long a key lives that its caller gave. */
  private static final long CALLER_KEY_MS = DAY_MS;

  /** Others are made here, and only a router asks again with one, within seconds. */
  private static final long OWN_KEY_MS = Duration.ofMinutes(1).toMillis();

  /** Earlier service dates are over in every zone, visits past midnight included. */
  private static final int DAYS_BACK = 2;

  private final Pool pool;
  private final InstantSource clock;

  public PgLoader(Pool pool, InstantSource clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /** The restaurant as committed; five queries in one round trip. */
  public Future<Loaded> load(int shard, long restaurant) {
    long nowMs = clock.millis();
    int firstServiceDay = (int) Math.floorDiv(nowMs, DAY_MS) - DAYS_BACK;
    long callerKeysFromMs = nowMs - CALLER_KEY_MS;
    LocalDate yesterday = LocalDate.ofEpochDay(Math.floorDiv(callerKeysFromMs, DAY_MS));
    return pool.withConnection(
        session -> {
          Future<@Nullable Restaurant> definition =
              query(session, LoadSql.DEFINITION, Tuple.of(restaurant)).map(PgLoader::definition);
          Future<List<Reservation>> standing =
              query(session, LoadSql.STANDING, Tuple.of(restaurant, firstServiceDay))
                  .map(PgLoader::reservations);
          Future<List<Batch.KeyRow>> keys =
              query(
                      session,
                      LoadSql.KEYS,
                      Tuple.of(restaurant, yesterday, callerKeysFromMs, nowMs - OWN_KEY_MS))
                  .map(rows -> keys(shard, restaurant, rows));
          Future<List<Loaded.External>> externalIds =
              query(session, LoadSql.EXTERNAL_IDS, Tuple.of(restaurant)).map(PgLoader::externalIds);
          // What is older than the clock shows binds nobody: days before yesterday are left out.
          Future<Long> lastEventMs =
              query(session, LoadSql.LAST_EVENT, Tuple.of(shard, yesterday))
                  .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
          return Future.all(definition, standing, keys, externalIds, lastEventMs)
              .map(
                  all ->
                      new Loaded(
                          definition.result(),
                          standing.result(),
                          keys.result(),
                          externalIds.result(),
                          lastEventMs.result()));
        });
  }

  /**
   * Opens so many sessions and has the statements planned on each, by loading a restaurant that is
   * not there.
   */
  public Future<Void> prepare(int sessions) {
    List<Future<?>> all = new ArrayList<>();
    for (int n = 0; n < sessions; n++) {
      all.add(load(0, 0));
    }
    return Future.all(all).mapEmpty();
  }

  /** One reservation as committed, whatever its state; null when there is none. */
  public Future<@Nullable Reservation> reservation(long restaurant, long reservation) {
    return pool.preparedQuery(LoadSql.RESERVATION)
        .execute(Tuple.of(restaurant, reservation))
        .map(rows -> rows.size() == 0 ? null : RowForms.reservation(rows.iterator().next()));
  }

  /**
   * The shard's earliest holds that run out later than {@code afterMs}, ascending.
   *
   * @param limit how many, 1 or more; those that run out with the last one come too, so that asking
   *     again after it skips none
   */
  public Future<List<Loaded.Deadline>> deadlines(int shard, long afterMs, int limit) {
    return pool.preparedQuery(LoadSql.DEADLINES)
        .execute(Tuple.of(shard, afterMs, (long) limit))
        .map(
            rows -> {
              List<Loaded.Deadline> deadlines = new ArrayList<>(rows.size());
              for (Row row : rows) {
                deadlines.add(new Loaded.Deadline(row.getLong(0), row.getLong(1), row.getLong(2)));
              }
              return deadlines;
            });
  }

  private static Future<RowSet<Row>> query(SqlConnection session, String sql, Tuple parameters) {
    return session.preparedQuery(sql).execute(parameters);
  }

  private static @Nullable Restaurant definition(RowSet<Row> rows) {
    if (rows.size() == 0) {
      return null;
    }
    Buffer bytes = rows.iterator().next().getBuffer(0);
    return EventCodec.decodeDefinition(bytes.getBytes());
  }

  private static List<Reservation> reservations(RowSet<Row> rows) {
    List<Reservation> reservations = new ArrayList<>(rows.size());
    for (Row row : rows) {
      reservations.add(RowForms.reservation(row));
    }
    return reservations;
  }

  private static List<Batch.KeyRow> keys(int shard, long restaurant, RowSet<Row> rows) {
    List<Batch.KeyRow> keys = new ArrayList<>(rows.size());
    for (Row row : rows) {
      CommandKey key =
          new CommandKey(row.getLong(0), row.getLong(1), row.getLong(2), row.getBoolean(3));
      keys.add(
          new Batch.KeyRow(
              shard, restaurant, key, row.getShort(4), row.getLong(5), row.getLong(6)));
    }
    return keys;
  }

  private static List<Loaded.External> externalIds(RowSet<Row> rows) {
    List<Loaded.External> externalIds = new ArrayList<>(rows.size());
    for (Row row : rows) {
      externalIds.add(
          new Loaded.External(new ExternalId(row.getLong(0), row.getLong(1)), row.getLong(2)));
    }
    return externalIds;
  }
}
