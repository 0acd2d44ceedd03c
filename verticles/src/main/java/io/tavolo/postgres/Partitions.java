package io.tavolo.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the daily partitions of the journal and the keys ahead of time, and drops those past their
 * retention, and the answers to batches past theirs. To be called at start and every hour; any
 * number of nodes may do so. Any thread.
 *
 * <p>A partition is made apart and then attached: that stops no writer, where {@code create table …
 * partition of} would. Dropping does stop them for a moment, so it waits for its lock only briefly
 * and is tried again the next time. Should all of it fail for days, rows go to the default
 * partitions and nothing else happens.
 */
public final class Partitions {
  private static final Logger log = LoggerFactory.getLogger(Partitions.class);
  private static final int DAYS_AHEAD = 3;

  /** A key lives 24 hours from any moment of its day, and clocks differ. */
  private static final int KEY_DAYS = 3;

  /** One at a time over all nodes; an arbitrary number of our own. */
  private static final String LOCK = "select pg_try_advisory_xact_lock(7463019128)";

  private static final String BE_BRIEF = "set local lock_timeout = '300ms'";

  private static final String PARTITIONS =
      """
      select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = $1::text::regclass order by c.relname
      """;

  private static final String SWEEP_JOURNAL =
      """
      delete from journal_default j using publish_cursor p
       where p.shard = j.shard and j.seq <= p.published_seq and j.day < $1
      """;

  private static final String SWEEP_KEYS = "delete from command_key_default where day < $1";

  private final Pool pool;
  private final InstantSource clock;
  private final int journalDays;

  /**
   * Keeper of the partitions.
   *
   * @param journalDays how many whole days of the journal are kept, 1 or more; unpublished rows are
   *     kept in any case
   */
  public Partitions(Pool pool, InstantSource clock, int journalDays) {
    this.pool = pool;
    this.clock = clock;
    this.journalDays = journalDays;
  }

  /** What was done, by the partitions' names. */
  public record Kept(List<String> made, List<String> dropped) {}

  /**
   * Makes and drops what is due. A partition that cannot be made or dropped now is logged and left
   * for the next time; only an unreachable database fails the future.
   */
  public Future<Kept> keep() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Kept kept = new Kept(new ArrayList<>(), new ArrayList<>());
    return keep("journal", today, today.minusDays(journalDays), kept)
        .compose(v -> keep("command_key", today, today.minusDays(KEY_DAYS), kept))
        .compose(v -> sweep(SWEEP_JOURNAL, today.minusDays(journalDays)))
        .compose(v -> sweep(SWEEP_KEYS, today.minusDays(KEY_DAYS)))
        .compose(v -> pool.query(PgPartnerBatches.SWEEP).execute())
        .map(v -> kept);
  }

  private Future<Void> keep(String table, LocalDate today, LocalDate oldestKept, Kept kept) {
    return pool.preparedQuery(PARTITIONS)
        .execute(Tuple.of(table))
        .compose(
            rows -> {
              List<String> present = new ArrayList<>();
              for (Row row : rows) {
                present.add(row.getString(0));
              }
              Future<Void> chain = Future.succeededFuture();
              for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
                LocalDate day = today.plusDays(ahead);
                if (!present.contains(name(table, day))) {
                  chain = chain.compose(v -> make(table, day, kept.made()));
                }
              }
              for (String partition : present) {
                if (partition.compareTo(name(table, oldestKept)) < 0) {
                  chain = chain.compose(v -> drop(table, partition, kept.dropped()));
                }
              }
              return chain;
            });
  }

  /** Sorts by day; {@code journal_default} sorts after every day. */
  private static String name(String table, LocalDate day) {
    return table + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private Future<Void> make(String table, LocalDate day, List<String> made) {
    String partition = name(table, day);
    return alone(
        partition,
        made,
        session ->
            run(session, "create table %s (like %s including all)".formatted(partition, table))
                .compose(
                    v ->
                        run(
                            session,
                            "alter table %s attach partition %s for values from ('%s') to ('%s')"
                                .formatted(table, partition, day, day.plusDays(1)))));
  }

  private Future<Void> drop(String table, String partition, List<String> dropped) {
    return alone(
        partition,
        dropped,
        session ->
            unpublished(session, table, partition)
                .compose(
                    waiting ->
                        waiting
                            ? Future.failedFuture("it holds events that are not published")
                            : run(session, "drop table " + partition)));
  }

  private static Future<Boolean> unpublished(
      SqlConnection session, String table, String partition) {
    if (!table.equals("journal")) {
      return Future.succeededFuture(false);
    }
    String sql =
        """
        select exists (select 1 from publish_cursor p
          where exists (select 1 from %s j where j.shard = p.shard and j.seq > p.published_seq))
        """
            .formatted(partition);
    return session.query(sql).execute().map(rows -> rows.iterator().next().getBoolean(0));
  }

  /** Does the work in a transaction of its own, unless another node is at it. */
  private Future<Void> alone(String partition, List<String> done, Work work) {
    return pool.withTransaction(
            session ->
                session
                    .query(LOCK)
                    .execute()
                    .compose(
                        rows ->
                            rows.iterator().next().getBoolean(0)
                                ? run(session, BE_BRIEF).compose(v -> work.with(session))
                                : Future.failedFuture("another node is at it")))
        .onSuccess(v -> done.add(partition))
        .recover(
            failure -> {
              log.warn("partition {} is left for later: {}", partition, failure.getMessage());
              return Future.succeededFuture();
            });
  }

  private Future<Void> sweep(String sql, LocalDate oldestKept) {
    return pool.preparedQuery(sql).execute(Tuple.of(oldestKept)).mapEmpty();
  }

  private static Future<Void> run(SqlConnection session, String sql) {
    return session.query(sql).execute().mapEmpty();
  }

  @FunctionalInterface
  private interface Work {
    Future<Void> with(SqlConnection session);
  }
}
