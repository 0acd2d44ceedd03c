package io.tavolo.engine.publish;

import java.util.TreeMap;

/** Which cursors have risen since they were stored. Stored together, one store at a time. */
final class Cursors {
  private final PublishingEffects effects;

  /** In ascending order of the shard, so that two nodes' stores cannot wait for each other. */
  private final TreeMap<Integer, Long> risen = new TreeMap<>();

  private boolean storing;
  private long storedAtMs;

  Cursors(PublishingEffects effects, long nowMs) {
    this.effects = effects;
    storedAtMs = nowMs;
  }

  /** All of the shard up to {@code seq} is in Kafka. */
  void rise(int shard, long seq) {
    risen.merge(shard, seq, Math::max);
  }

  /** When the last store began, milliseconds since the epoch. */
  long storedAtMs() {
    return storedAtMs;
  }

  boolean isStored() {
    return !storing && risen.isEmpty();
  }

  void store(long nowMs) {
    if (storing || risen.isEmpty()) {
      return;
    }
    int[] shards = risen.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] seqs = risen.values().stream().mapToLong(Long::longValue).toArray();
    risen.clear();
    storing = true;
    storedAtMs = nowMs;
    effects.storeCursors(shards, seqs);
  }

  void stored() {
    storing = false;
  }

  /** What was not stored is stored with the next; what has risen since stays. */
  void failed(int[] shards, long[] seqs) {
    storing = false;
    for (int i = 0; i < shards.length; i++) {
      rise(shards[i], seqs[i]);
    }
  }
}
