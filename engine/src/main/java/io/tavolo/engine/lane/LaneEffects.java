package io.tavolo.engine.lane;

import io.tavolo.engine.availability.DaySnapshot;
import java.util.function.IntPredicate;

/**
 * All that a lane asks of the world. Each call returns at once and must not call back into the lane
 * before it has returned; an answer comes as an input of {@link Lane}, on the lane's thread.
 */
public interface LaneEffects {
  /**
   * Write the batch in one statement; answer with {@link Lane#committed} or {@link Lane#failed},
   * exactly once. Never called while another batch is under way.
   */
  void commit(Batch batch);

  /**
   * Read the restaurant, by statements that begin after this call; {@link Lane#loaded} or {@link
   * Lane#loadFailed} with the same {@code load}.
   */
  void load(int shard, long restaurant, long load);

  /**
   * Read one reservation that is not in memory; {@link Lane#fetched} or {@link Lane#fetchFailed}.
   */
  void fetch(int shard, long restaurant, long reservation, long load);

  /**
   * Take a shard of ours again, to learn what became of a batch, and again until it is known;
   * {@link Lane#taken} or {@link Lane#drop}.
   */
  void takeAgain(int shard);

  /** Read the shard's earliest holds that run out later than so; {@link Lane#deadlines}. */
  void loadDeadlines(int shard, long afterMs);

  /** The answer to a submission. The lane forgets it. */
  void reply(Submission submission, Reply reply);

  /**
   * The batch is committed, for the shards that passed the fence. Called in the order of the
   * shards' sequences.
   */
  void committed(Batch batch, IntPredicate passed);

  /**
   * A higher epoch has the shard: it is dropped here. Whoever took it may be another node, or this
   * one by a statement whose answer came to nobody; then it has to be owned anew.
   */
  void lost(int shard);

  /**
   * An invariant of the shard's memory does not hold. The memory is dropped and the shard taken
   * again; somebody should look at why.
   */
  void broken(int shard, RuntimeException fault);

  /** A shard that was asked to leave has nothing in flight any more: it may be given away. */
  void released(int shard);

  /**
   * Write the day to the cache. When that fails, {@link Lane#changed} has it written again.
   *
   * @param lastsMs how long the entry may live
   */
  void snapshot(DaySnapshot day, long restaurant, long lastsMs);
}
