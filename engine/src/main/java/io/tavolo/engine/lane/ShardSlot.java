package io.tavolo.engine.lane;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One shard of this lane: its fence, and who waits while it is taken again. */
final class ShardSlot {
  final int shard;
  long epoch;

  /** The newest event decided, committed or not. */
  long decidedSeq;

  /** The lane's time of the newest event. */
  long lastEventMs;

  /** A batch's outcome is not known: nothing is decided until the shard is taken again. */
  boolean retaking;

  /** To be given away as soon as nothing of it is in flight. */
  boolean leaving;

  final Deque<Submission> waiting = new ArrayDeque<>();

  /** Holds that run out later than this are still in the database only. */
  long deadlinesKnownToMs = Long.MAX_VALUE;

  ShardSlot(int shard, long epoch, long lastSeq) {
    this.shard = shard;
    this.epoch = epoch;
    this.decidedSeq = lastSeq;
  }

  /** Who has waited past its deadline, removed. */
  List<Submission> takeOverdue(long monotonicMs) {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Submission> overdue = new ArrayList<>();
    waiting.removeIf(s -> monotonicMs > s.deadlineMs() && overdue.add(s));
    return overdue;
  }
}
