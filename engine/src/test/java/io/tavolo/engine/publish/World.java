package io.tavolo.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.restaurant.FloorPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Journal, cursors and Kafka of a node that publishes. Effects only queue up; whoever drives the
 * world says when each is answered, and how.
 */
final class World implements PublishingEffects {
  static final int PARTITIONS = 3;
  static final int RESTAURANTS = 5;
  private static final Event EVENT =
      new Event.FloorPlanChanged(new FloorPlan(List.of(), List.of()));

  record Sent(long generation, JournalRow row) {}

  record Read(int shard, long afterSeq, int limit, long read) {}

  /** What was asked to be stored. */
  static final class Store {
    final int[] shards;
    final long[] seqs;

    Store(int[] shards, long[] seqs) {
      this.shards = shards;
      this.seqs = seqs;
    }
  }

  final PublishingLimits limits;
  final List<List<JournalRow>> journal = new ArrayList<>();
  final long[] cursor;
  final Map<Integer, ArrayDeque<Sent>> partitions = new HashMap<>();
  final ArrayDeque<int[]> cursorReads = new ArrayDeque<>();
  final List<Read> reads = new ArrayList<>();
  final ArrayDeque<Store> stores = new ArrayDeque<>();
  final List<String> lost = new ArrayList<>();

  /** What lies in Kafka: by shard and restaurant, first occurrences. */
  private final Map<Long, Long> newest = new HashMap<>();

  private final List<List<Boolean>> landed = new ArrayList<>();

  /** By shard, the last row handed to the present generation. */
  private final Map<Integer, Long> handedOver = new HashMap<>();

  Publishing publishing;
  long nowMs = 1_000_000;
  long generationWanted;
  int sends;
  private final int[] keptSeq;

  World(int shards, PublishingLimits limits) {
    this.limits = limits;
    cursor = new long[shards];
    keptSeq = new int[shards];
    for (int shard = 0; shard < shards; shard++) {
      journal.add(new ArrayList<>());
      landed.add(new ArrayList<>());
    }
    publishing = new Publishing(this, limits, nowMs);
  }

  long lastSeq(int shard) {
    return journal.get(shard).size();
  }

  JournalRow commit(int shard, int restaurant) {
    List<JournalRow> rows = journal.get(shard);
    JournalRow row =
        new JournalRow(
            shard,
            rows.size() + 1L,
            restaurant,
            "r" + restaurant,
            nowMs,
            EVENT,
            new CommandKey(1, 2, 3, false));
    rows.add(row);
    landed.get(shard).add(false);
    return row;
  }

  /** An earlier owner brought the shard so far. */
  void publishedBefore(int shard, int seq) {
    cursor[shard] = seq;
    Collections.fill(landed.get(shard).subList(0, seq), true);
  }

  /** The journal does not keep what is older any more. */
  void forget(int shard, int upTo) {
    keptSeq[shard] = upTo;
  }

  /** The process dies and starts again; Kafka may still take some of what was under way. */
  void restart() {
    partitions.clear();
    cursorReads.clear();
    reads.clear();
    stores.clear();
    handedOver.clear();
    publishing = new Publishing(this, limits, nowMs);
  }

  void advance(long ms) {
    nowMs += ms;
    publishing.advance(nowMs);
    assertThat(publishing.inFlight()).isBetween(0, limits.inFlight());
  }

  @Override
  public void send(long generation, JournalRow row) {
    assertThat(generation).isEqualTo(generationWanted);
    Long before = handedOver.put(row.shard(), row.seq());
    if (before != null) {
      assertThat(row.seq()).as("shard %d is sent in order", row.shard()).isEqualTo(before + 1);
    }
    sends++;
    int partition = (int) (row.restaurant() % PARTITIONS);
    partitions.computeIfAbsent(partition, p -> new ArrayDeque<>()).add(new Sent(generation, row));
  }

  /** The next record of the partition lies in Kafka; the answer is for the caller to give. */
  JournalRow land(int partition) {
    JournalRow row = partitions.getOrDefault(partition, new ArrayDeque<>()).remove().row();
    List<Boolean> inShard = landed.get(row.shard());
    int index = (int) row.seq() - 1;
    if (!inShard.get(index)) {
      inShard.set(index, true);
      long key = row.shard() * 1000L + row.restaurant();
      Long before = newest.put(key, row.seq());
      assertThat(before == null || before < row.seq())
          .as(
              "shard %d, restaurant %d: %d after %d",
              row.shard(), row.restaurant(), row.seq(), before)
          .isTrue();
    }
    return row;
  }

  void ack(int partition) {
    JournalRow row = land(partition);
    publishing.acked(generationWanted, row.shard(), row.seq());
  }

  boolean hasUnderWay(int partition) {
    ArrayDeque<Sent> sent = partitions.get(partition);
    return sent != null && !sent.isEmpty();
  }

  /** Answers the read as the journal stands now. */
  void answer(Read read) {
    reads.remove(read);
    List<JournalRow> rows =
        journal.get(read.shard()).stream()
            .filter(row -> row.seq() > Math.max(read.afterSeq(), keptSeq[read.shard()]))
            .limit(read.limit())
            .toList();
    publishing.rows(read.shard(), read.read(), rows);
  }

  void answerCursors() {
    for (int shard : cursorReads.remove()) {
      publishing.cursor(shard, cursor[shard]);
    }
  }

  /** The store takes place, whether or not it is told. */
  void applyStore(Store store) {
    for (int i = 0; i < store.shards.length; i++) {
      int shard = store.shards[i];
      long seq = store.seqs[i];
      for (int earlier = keptSeq[shard]; earlier < seq; earlier++) {
        assertThat(landed.get(shard).get(earlier))
            .as("cursor %d of shard %d, event %d is in Kafka", seq, shard, earlier + 1)
            .isTrue();
      }
      cursor[shard] = Math.max(cursor[shard], seq);
    }
  }

  /** Answers everything until nothing is asked any more. */
  void heal() {
    for (int round = 0; round < 10_000; round++) {
      publishing.producerUp(generationWanted);
      while (!cursorReads.isEmpty()) {
        answerCursors();
      }
      List.copyOf(reads).forEach(this::answer);
      for (int partition = 0; partition < PARTITIONS; partition++) {
        while (hasUnderWay(partition)) {
          ack(partition);
        }
      }
      while (!stores.isEmpty()) {
        applyStore(stores.remove());
        publishing.stored();
      }
      advance(limits.retryMs());
      if (publishing.eventsBehind() == 0 && isQuiet() && publishing.isStored()) {
        return;
      }
    }
    throw new AssertionError("does not heal: %d behind".formatted(publishing.eventsBehind()));
  }

  private boolean isQuiet() {
    return reads.isEmpty()
        && cursorReads.isEmpty()
        && stores.isEmpty()
        && publishing.inFlight() == 0;
  }

  boolean allLanded(int shard) {
    return landed.get(shard).stream().skip(keptSeq[shard]).allMatch(b -> b);
  }

  @Override
  public void readCursors(int[] shards) {
    cursorReads.add(shards);
  }

  @Override
  public void read(int shard, long afterSeq, long sinceMs, int limit, long read) {
    long known = afterSeq == 0 ? 0 : journal.get(shard).get((int) afterSeq - 1).atMs();
    assertThat(sinceMs).isIn(0L, known);
    reads.add(new Read(shard, afterSeq, limit, read));
  }

  @Override
  public void storeCursors(int[] shards, long[] seqs) {
    assertThat(stores).isEmpty();
    assertThat(shards).isSorted();
    stores.add(new Store(shards, seqs));
  }

  @Override
  public void renewProducer(long generation) {
    assertThat(generation).isEqualTo(generationWanted + 1);
    generationWanted = generation;
    partitions.clear();
    handedOver.clear();
  }

  @Override
  public void missing(int shard, long fromSeq, long toSeq) {
    lost.add("%d: %d..%d".formatted(shard, fromSeq, toSeq));
  }

  /** The shard is sent from its cursor again. */
  void dropped(int shard) {
    publishing.dropped(shard);
    handedOver.remove(shard);
  }

  @Override
  public String toString() {
    return "cursors %s, generation %d".formatted(Arrays.toString(cursor), generationWanted);
  }
}
