package io.tavolo.bench.peer.sql;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * The least that a durable booking can cost: one client, one connection, one prepared statement
 * that inserts the rows of a booking (reservation, journal, diner, key) and nothing else, committed
 * before the next is sent. No server, no rule, no group.
 */
public final class BareInsert implements AutoCloseable {
  private static final long HIGHEST_NANOS = 60_000_000_000L;
  private static final int DIGITS = 3;
  private static final int START_S = 60;
  private static final int GRACE_S = 30;
  private static final long TICKS_TO_COME = 7_000_000L;

  private static final String INSERT =
      """
      with k as (
        insert into command_key
          (restaurant, key_high, key_low, payload_hash, reservation, at_ms, day, outcome, by_caller)
        values ($1::bigint, $2::bigint, $3::bigint, $4::bigint, $5::bigint, $6::bigint,
                date '1970-01-01' + ($6 / 86400000)::int, 1, true)
      ),
      d as (
        insert into diner (restaurant, ref, name, email, phone, notes, tags)
        values ($1, $7::bigint, 'Diner 0123abcd', 'diner@example.com', '+39 06 123 4567', null, '{}')
      ),
      j as (
        insert into journal (restaurant, at_ms, key_high, key_low, day, payload)
        values ($1, $6, $2, $3, date '1970-01-01' + ($6 / 86400000)::int,
                convert_to(concat_ws(',', 'booked', $5, 2, $8::int, $8 + 18, 'T17', 'main', $7), 'UTF8'))
      )
      insert into reservation
        (restaurant, id, diner, external_high, external_low, hold_until, created_ms, start_tick,
         end_tick, service_day, version, party_size, status, area_asked, area_id, tables, diner_key)
      values ($1, $5, $7, null, null, 0, $6, $8, $8 + 18, $8 / 288, 1, 2, 1, false, 'main', 'T17', $7)
      """;

  private final SplittableRandom random = new SplittableRandom(1);
  private final PgConnection session;
  private final PreparedStatement insert;

  private BareInsert(PgConnection session, PreparedStatement insert) {
    this.session = session;
    this.insert = insert;
  }

  /** Connects to an empty database and makes its tables. */
  public static BareInsert into(Vertx vertx, String uri) throws TimeoutException {
    return PgConnection.connect(vertx, PgConnectOptions.fromUri(uri))
        .compose(
            session ->
                session
                    .query("set synchronous_commit = on")
                    .execute()
                    .compose(set -> session.query(Sql.script("schema.sql")).execute())
                    .compose(made -> session.prepare(INSERT))
                    .map(insert -> new BareInsert(session, insert)))
        .await(START_S, TimeUnit.SECONDS);
  }

  /** How long each took, in nanoseconds, after a warm-up that does not count. */
  public Histogram run(Duration warmUp, Duration measured) throws TimeoutException {
    Histogram latency = new Histogram(HIGHEST_NANOS, DIGITS);
    Promise<Void> done = Promise.promise();
    long from = System.nanoTime() + warmUp.toNanos();
    long until = from + measured.toNanos();
    next(latency, from, until, done);
    done.future().await(warmUp.plus(measured).toSeconds() + GRACE_S, TimeUnit.SECONDS);
    return latency;
  }

  private void next(Histogram latency, long from, long until, Promise<Void> done) {
    long began = System.nanoTime();
    if (began - until >= 0) {
      done.complete();
      return;
    }
    insertOne()
        .onComplete(
            rows -> {
              if (began - from >= 0) {
                latency.recordValue(Math.min(System.nanoTime() - began, HIGHEST_NANOS));
              }
              next(latency, from, until, done);
            },
            done::fail);
  }

  private Future<?> insertOne() {
    return insert
        .query()
        .execute(
            Tuple.of(
                (long) random.nextInt(20_000),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                System.currentTimeMillis(),
                random.nextLong(),
                (int) (TICKS_TO_COME + random.nextInt(2_000))));
  }

  @Override
  public void close() {
    session.close();
  }
}
