package io.tavolo.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;

/**
 * A node's lease. Give it a pool of one session that nothing else uses: a renewal must not stand
 * behind a statement that waits. Any thread.
 */
public final class PgLeases {
  private final Pool pool;

  public PgLeases(Pool pool) {
    this.pool = pool;
  }

  /**
   * Registers the node, or registers it anew.
   *
   * @param address where the other nodes reach it
   * @param leaseMs from Postgres's now on, at least 1
   */
  public Future<Void> register(String node, String address, long leaseMs) {
    return pool.preparedQuery(ShardSql.REGISTER)
        .execute(Tuple.of(node, address, (double) leaseMs))
        .mapEmpty();
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
