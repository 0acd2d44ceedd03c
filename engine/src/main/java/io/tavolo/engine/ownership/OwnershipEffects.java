package io.tavolo.engine.ownership;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that ownership asks of the world. Each call returns at once and must not call back before it
 * has returned; an answer comes as an input of {@link Ownership}, on its thread. Every question is
 * answered exactly once, by an answer or by its failure.
 *
 * <p>What the lanes are told must reach each lane in the order of the calls.
 */
public interface OwnershipEffects {
  /**
   * Read all shards, and the nodes that stay; {@link Ownership#looked} or {@link
   * Ownership#lookFailed}. Never while a look or a {@link #take} is under way.
   */
  void look();

  /**
   * Take those of the shards that are free for this node; {@link Ownership#taken} or {@link
   * Ownership#takeFailed}.
   *
   * @param shards ascending
   */
  void take(List<Integer> shards);

  /**
   * Take shards of ours again; {@link Ownership#takenAgain} or {@link Ownership#takeAgainFailed}.
   * Never while another is under way; beside a {@link #take} it may be.
   *
   * @param shards ascending
   */
  void takeAgain(List<Integer> shards);

  /**
   * Wait before taking again is tried again, longer after more failures; {@link
   * Ownership#pauseEnded}.
   *
   * @param failures how often in a row it had failed before, 0 or more
   */
  void pause(int failures);

  /**
   * Give the shard away, if it is still this node's under that epoch; {@link
   * Ownership#releaseEnded}.
   *
   * @param successor who is meant to take it, or null
   */
  void release(int shard, long epoch, @Nullable String successor);

  /** Let all nodes know that this one leaves; {@link Ownership#leavingSaid}. */
  void sayLeaving();

  /**
   * {@link Ownership#lookIsDue} after so long. Never asked for while another is due.
   *
   * @param ms 1 or more
   */
  void lookIn(long ms);

  /** Wake the other nodes: shards were given away, or taken. That may get lost. */
  void wakeOthers();

  /** To whoever asks other nodes: shards have other owners than they had in the view before. */
  void routesChanged();

  /** To the shard's lane: it is yours. */
  void own(int shard, long epoch, long lastSeq);

  /** To the shard's lane: it was taken again. */
  void taken(int shard, long epoch, long lastSeq);

  /** To the shard's lane: it is another's. */
  void drop(int shard);

  /**
   * To the shard's lane: settle it and forget it, then {@link Ownership#released}; unless it is
   * told to drop it before.
   */
  void leave(int shard);

  /**
   * To whoever follows what is committed here: ours, everything up to {@code lastSeq} committed;
   * also after a shard was taken again.
   */
  void owned(int shard, long lastSeq);

  /** To whoever follows what is committed here: not ours any more. */
  void dropped(int shard);

  /** The answer to {@link Ownership#drain}; once. */
  void drained();
}
