package io.tavolo.engine.simulation;

import java.util.Locale;

/** What can go wrong. Each is counted as often as it really happens. */
public enum Fault {
  /** A node is gone between two steps, and comes back under a new name. */
  NODE_KILLED,
  /** A node is gone in the middle of a step: some of its effects happened, the others did not. */
  NODE_KILLED_MID_STEP,
  /** A node stands still, and then goes on as if nothing had been. */
  NODE_PAUSED,
  /** One thread of a node stands still, the others go on. */
  THREAD_STALLED,
  /** A node hands its shards over and leaves. */
  NODE_DRAINED,
  /** Nothing passes between two nodes. */
  NODES_CUT,
  /** What one node says does not reach the other. */
  NODES_CUT_ONE_WAY,
  /** A node and the database hear nothing of each other; connections stay open in silence. */
  DATABASE_CUT,
  /** Kafka and Redis hear nothing of a node, nor it of them. */
  OUTSIDE_CUT,
  CONNECTION_RESET,
  MESSAGE_LOST,
  MESSAGE_DELAYED,
  MESSAGE_REPEATED,
  MESSAGE_OVERTAKEN,
  /** A request went to a node that did not own the shard. */
  ROUTE_STALE,
  /** Nobody wakes a node although the cluster has changed. */
  WAKE_LOST,
  /** A node has another idea of the cluster than the others. */
  VIEW_WRONG,
  /** Two nodes hold the same shard at the same time, each in good faith. */
  TWO_OWNERS,
  LEASE_LAPSED,
  CLOCK_DRIFTED,
  CLOCK_JUMPED,
  DATABASE_CRASHED,
  DATABASE_STALLED,
  COMMIT_SLOW,
  COMMIT_FAILED,
  /** It committed, and who asked for it never heard. */
  COMMIT_ANSWER_LOST,
  /** It committed when who asked for it was dead already. */
  ORPHAN_LANDED,
  STATEMENT_TIMED_OUT,
  FENCE_REFUSED,
  POISON_ROW,
  KAFKA_DOWN,
  KAFKA_REFUSED,
  KAFKA_ANSWER_LOST,
  KAFKA_LATE,
  REDIS_DOWN,
  REDIS_EMPTIED,
  REDIS_LATE,
  /** More requests at once than a lane takes. */
  OVERLOAD;

  /** For tables and traces. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
