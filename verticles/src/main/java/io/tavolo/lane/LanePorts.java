package io.tavolo.lane;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.lane.Batch;
import io.vertx.core.Future;
import java.util.function.IntPredicate;

/**
 * Where a lane's effects go that are not its own database connection's. All are callable on any
 * thread and return at once.
 */
public interface LanePorts {
  /**
   * Takes the shard again; the answer comes by {@link LaneVerticle#taken} or {@link
   * LaneVerticle#drop}.
   */
  void takeAgain(int shard);

  /** The fence showed a higher epoch: the lane has dropped the shard. */
  void lost(int shard);

  /** A shard that was asked to leave is settled. */
  void released(int shard);

  /** Rows that are committed, for the shards that passed. */
  void committed(Batch batch, IntPredicate passed);

  /** In which format rows are written just now. */
  int format();

  /** Writes a day to the cache; fails when that did not work. */
  Future<Void> write(DaySnapshot day, long restaurant, long lastsMs);
}
