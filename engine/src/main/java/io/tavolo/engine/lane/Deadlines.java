package io.tavolo.engine.lane;

import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** When the holds of a lane's shards run out, earliest first. */
final class Deadlines {
  record Due(int shard, long restaurant, long reservation, long atMs) {
    /** The lane's own command to end the hold; this is its ticket. */
    Submission expiry() {
      return new Submission(
          shard,
          new Request.Submit("", restaurant, CommandKey.NONE, new Command.Expire(reservation)),
          Long.MAX_VALUE,
          this);
    }
  }

  private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong(Due::atMs));

  void add(Due due) {
    queue.add(due);
  }

  /** Those that have come, earliest first, removed. */
  List<Due> takeDue(long nowMs) {
    List<Due> come = new ArrayList<>();
    for (Due due = queue.peek(); due != null && due.atMs() <= nowMs; due = queue.peek()) {
      come.add(queue.remove());
    }
    return come;
  }

  /**
   * Whether the hold may be there still, after this answer to its expiry: not taken up, or the
   * clock had gone back since it came due.
   */
  static boolean mayStillStand(Reply expiry) {
    return expiry instanceof Reply.Unavailable
        || expiry instanceof Reply.NotOwner
        || (expiry instanceof Reply.Done done
            && done.reservation() != null
            && done.reservation().status() == Status.HELD);
  }

  void dropShard(int shard) {
    queue.removeIf(due -> due.shard() == shard);
  }
}
