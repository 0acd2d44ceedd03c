package io.tavolo.postgres;

import io.tavolo.engine.form.Formats;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;

/**
 * A node's lease. Give it a pool of one session that nothing else uses: a renewal must not stand
 * behind a statement that waits. Any thread.
 */
public final class PgLeases {
  private final Pool pool;
  private final Formats formats;

  /**
   * @param formats those of this software
   */
  public PgLeases(Pool pool, Formats formats) {
    this.pool = pool;
    this.formats = formats;
  }

  /**
   * Registers the node, or registers it anew.
   *
   * @param address where the other nodes reach it
   * @param leaseMs from Postgres's now on, at least 1
   * @return fails with {@link DatabaseUnusable} when another format is written than this software
   *     reads
   */
  public Future<Void> register(String node, String address, long leaseMs) {
    return pool.preparedQuery(ShardSql.REGISTER)
        .execute(Tuple.of(node, address, (double) leaseMs, formats.oldest(), formats.newest()))
        .<Void>mapEmpty()
        .recover(failure -> Future.failedFuture(refusal(failure)));
  }

  private static Throwable refusal(Throwable failure) {
    return failure instanceof PgException e && FormatSql.REFUSED.equals(e.getSqlState())
        ? new DatabaseUnusable(String.valueOf(e.getErrorMessage()), e)
        : failure;
  }

  /**
   * Renews the lease.
   *
   * @return false when it had lapsed: every shard has to be dropped, and the node registered anew
   */
  public Future<Boolean> renew(String node, long leaseMs) {
    return pool.preparedQuery(ShardSql.RENEW)
        .execute(Tuple.of(node, (double) leaseMs))
        .map(rows -> rows.size() == 1);
  }

  /** Lets the others know where they reach the node from now on; its lease stays as it is. */
  public Future<Void> move(String node, String address) {
    return pool.preparedQuery(ShardSql.MOVE).execute(Tuple.of(node, address)).mapEmpty();
  }

  /** Postgres's wall clock, milliseconds since the epoch. */
  public Future<Long> clockMs() {
    return pool.preparedQuery(ShardSql.CLOCK)
        .execute()
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** Gives the lease up: whatever the node owns can be taken at once. */
  public Future<Void> unregister(String node) {
    return pool.preparedQuery(ShardSql.UNREGISTER).execute(Tuple.of(node)).mapEmpty();
  }

  /** Closes its session; what is under way fails. */
  public Future<Void> close() {
    return pool.close();
  }
}
