package io.tavolo.postgres;

import io.tavolo.engine.ownership.Head;
import io.tavolo.engine.ownership.Taken;
import io.tavolo.engine.routing.Neighbour;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which shard. A taking waits for batches in flight, so its pool's statement timeout has
 * to be longer than a journal's. Any thread.
 */
public final class PgShards {
  private final Pool pool;

  public PgShards(Pool pool) {
    this.pool = pool;
  }

  /**
   * Makes the shards at the first start, and afterwards checks that there are as many. Several
   * nodes may do so at once.
   *
   * @param shards how many this software is set to, 1 or more
   * @return fails with an {@link IllegalStateException} when the database was begun with another
   *     number
   */
  public Future<Void> ensure(int shards) {
    return pool.preparedQuery(ShardSql.SHARD_COUNT)
        .execute(Tuple.of(shards))
        .compose(
            rows -> {
              String stored = rows.iterator().next().getString(0);
              if (!stored.equals(Integer.toString(shards))) {
                return Future.failedFuture(
                    new IllegalStateException(
                        "shards: %d (expected: %s, as the database was begun with)"
                            .formatted(shards, stored)));
              }
              return pool.preparedQuery(ShardSql.ENSURE_HEADS).execute(Tuple.of(shards));
            })
        .mapEmpty();
  }

  /**
   * Takes those of the shards that are free to be taken; waits for what is being written to them.
   *
   * @return the taken ones, in ascending order; those of a living owner are missing
   */
  public Future<List<Taken>> take(Collection<Integer> shards, String node) {
    return pool.preparedQuery(ShardSql.TAKE)
        .execute(Tuple.of(shards.toArray(Integer[]::new), node))
        .map(PgShards::taken);
  }

  /**
   * Gives a shard away; nothing of it may be in flight.
   *
   * @param successor who is meant to take it, or null
   * @return false when it is not ours under that epoch
   */
  public Future<Boolean> release(int shard, long epoch, @Nullable String successor, String node) {
    return pool.preparedQuery(ShardSql.RELEASE)
        .execute(Tuple.of(shard, epoch, successor, node))
        .map(rows -> rows.size() == 1);
  }

  /** The node is about to give all its shards away: it counts as {@link #staying} no more. */
  public Future<Void> leave(String node) {
    return pool.preparedQuery(ShardSql.LEAVE).execute(Tuple.of(node)).mapEmpty();
  }

  /** Nodes that hold a lease, and have not said that they leave. */
  public Future<Set<String>> staying() {
    return pool.preparedQuery(ShardSql.STAYING)
        .execute()
        .map(
            rows -> {
              Set<String> staying = new HashSet<>();
              rows.forEach(row -> staying.add(row.getString(0)));
              return staying;
            });
  }

  /** The other nodes that hold a lease, and where each is reached; waits for nobody. */
  public Future<List<Neighbour>> neighbours(String node) {
    return pool.preparedQuery(ShardSql.NEIGHBOURS)
        .execute(Tuple.of(node))
        .map(
            rows -> {
              List<Neighbour> neighbours = new ArrayList<>(rows.size());
              rows.forEach(
                  row -> neighbours.add(new Neighbour(row.getString(0), row.getString(1))));
              return neighbours;
            });
  }

  /** All shards, in ascending order; waits for nobody. */
  public Future<List<Head>> heads() {
    return pool.preparedQuery(ShardSql.HEADS).execute().map(PgShards::heads);
  }

  private static List<Taken> taken(RowSet<Row> rows) {
    List<Taken> taken = new ArrayList<>(rows.size());
    for (Row row : rows) {
      taken.add(new Taken(row.getInteger(0), row.getLong(1), row.getLong(2)));
    }
    taken.sort((a, b) -> Integer.compare(a.shard(), b.shard()));
    return taken;
  }

  private static List<Head> heads(RowSet<Row> rows) {
    List<Head> heads = new ArrayList<>(rows.size());
    for (Row row : rows) {
      heads.add(
          new Head(
              row.getInteger(0),
              row.getString(1),
              row.getLong(2),
              row.getLong(3),
              row.getString(4),
              row.getString(5),
              row.getLong(6)));
    }
    return heads;
  }
}
