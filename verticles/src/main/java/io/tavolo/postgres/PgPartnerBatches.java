package io.tavolo.postgres;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Batches that were answered before they were done, and the answers to their lines. Postgres's
 * clock counts. Any thread.
 */
public final class PgPartnerBatches {
  /** So many finished ones are kept; the oldest go first. */
  static final int KEPT = 200;

  /** Each goes after a day. Also by the hour, when none comes that would push it out. */
  static final String SWEEP =
      """
      delete from partner_batch where id in
        (select id from partner_batch where accepted_at < clock_timestamp() - interval '24 hours'
          for update skip locked)
      """;

  private static final String ACCEPT =
      """
      with pushed_out as (delete from partner_batch where id in
        (select id from partner_batch where answers is not null
          order by accepted_at desc offset %d for update skip locked))
      insert into partner_batch (id, caller, accepted_at, lines)
      values ($1, $2, clock_timestamp(), $3)
      """
          .formatted(KEPT - 1);

  private static final String FINISH = "update partner_batch set answers = $2 where id = $1";

  private static final String FIND =
      """
      select lines, answers,
        (extract(epoch from clock_timestamp() - accepted_at) * 1000)::bigint
        from partner_batch
       where id = $1 and caller = $2 and accepted_at >= clock_timestamp() - interval '24 hours'
      """;

  /**
   * A batch as it stands.
   *
   * @param ageMs since it was accepted
   * @param answers null until all are there
   */
  public record Kept(int lines, long ageMs, @Nullable Buffer answers) {}

  private final Pool pool;

  public PgPartnerBatches(Pool pool) {
    this.pool = pool;
  }

  /** Takes it in; finished ones beyond the bound go. */
  public Future<Void> accept(UUID id, String caller, int lines) {
    return pool.preparedQuery(ACCEPT).execute(Tuple.of(id, caller, lines)).mapEmpty();
  }

  /** Keeps the answers to all its lines. May be said again. */
  public Future<Void> finish(UUID id, Buffer answers) {
    return pool.preparedQuery(FINISH).execute(Tuple.of(id, answers)).mapEmpty();
  }

  /** The caller's batch of that id, or null when there is none or its day is over. */
  public Future<@Nullable Kept> find(UUID id, String caller) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(id, caller))
        .map(
            rows -> {
              if (rows.size() == 0) {
                return null;
              }
              Row row = rows.iterator().next();
              return new Kept(row.getInteger(0), row.getLong(2), row.getBuffer(1));
            });
  }
}
