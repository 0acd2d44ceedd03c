package io.tavolo.publish;

import io.tavolo.engine.lane.Batch.JournalRow;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The journal as its publisher reads it, and how far it went out. Futures complete anywhere. */
public interface PublisherStore {
  /** How far each of the shards was published; a shard that is missing never was. */
  Future<Map<Integer, Long>> cursors(Collection<Integer> shards);

  /** Moves cursors forward, in the order given; one that is further already stays. */
  Future<Void> advance(int[] shards, long[] seqs);

  /**
   * The shard's committed events after a sequence, in order.
   *
   * @param sinceMs the time of the event at {@code afterSeq}, or 0 when it is not known
   * @param limit at most so many, 1 or more
   */
  Future<List<JournalRow>> read(int shard, long afterSeq, long sinceMs, int limit);
}
