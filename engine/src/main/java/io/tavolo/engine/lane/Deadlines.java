package io.tavolo.engine.lane;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** When the holds of a lane's shards run out, earliest first. */
final class Deadlines {
  record Due(int shard, long restaurant, long reservation, long atMs) {}

  private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong(Due::atMs));

  void add(Due due) {
    queue.add(due);
  }

  /** The earliest one that has come, removed. */
  @Nullable Due pollDue(long nowMs) {
    Due earliest = queue.peek();
    return earliest != null && earliest.atMs() <= nowMs ? queue.poll() : null;
  }

  void dropShard(int shard) {
    queue.removeIf(due -> due.shard() == shard);
  }

  int size() {
    return queue.size();
  }
}
