package io.tavolo.engine.lane;

/**
 * All that a lane asks of the world. Each call returns at once and must not call back into the lane
 * before it has returned; the answer comes as an input of {@link Lane}, on the lane's thread,
 * exactly once.
 */
public interface LaneEffects {
  /**
   * Write the batch in one statement; answer with {@link Lane#committed} or {@link Lane#failed}.
   * One at a time.
   */
  void commit(Batch batch);

  /**
   * Read the restaurant, by a statement that begins after this call; {@link Lane#loaded} or {@link
   * Lane#loadFailed}.
   */
  void load(int shard, long restaurant);

  /**
   * Read one reservation that is not in memory; {@link Lane#fetched} or {@link Lane#fetchFailed}.
   */
  void fetch(int shard, long restaurant, long reservation);

  /**
   * Take a shard of ours again, to learn what became of a batch; {@link Lane#taken} or {@link
   * Lane#drop}.
   */
  void takeAgain(int shard);

  /** Read the shard's earliest holds that run out later than so; {@link Lane#deadlines}. */
  void loadDeadlines(int shard, long afterMs);

  /** The answer to a submission. The lane forgets it. */
  void reply(Submission submission, Reply reply);

  /**
   * These rows are committed, in order, and every shard's fence in {@code passed} let them through.
   */
  void committed(Batch batch, java.util.function.IntPredicate passed);

  /** A shard that was asked to leave has nothing in flight any more: it may be given away. */
  void released(int shard);
}
