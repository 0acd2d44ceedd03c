package io.tavolo.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.simulation.outside.Producers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A node that publishes. What it asks of the journal only queues up; whoever drives the world says
 * when each is answered, and how.
 */
final class World implements PublishingEffects {
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

  final ArrayDeque<int[]> cursorReads = new ArrayDeque<>();
  final List<Read> reads = new ArrayList<>();
  final ArrayDeque<Store> stores = new ArrayDeque<>();
  final List<String> lost = new ArrayList<>();
  private final PublishingLimits limits;
  private final Journal journal;
  private final Kafka kafka;

  /** By shard, the last row handed to the present generation. */
  private final Map<Integer, Long> handedOver = new HashMap<>();

  Publishing publishing;
  long generationWanted;
  int sends;

  World(PublishingLimits limits, Journal journal, Kafka kafka) {
    this.limits = limits;
    this.journal = journal;
    this.kafka = kafka;
    publishing = begin();
  }

  private Publishing begin() {
    Publishing made = new Publishing(this, limits, nowMs());
    kafka.begin(
        new Producers.Answers() {
          @Override
          public void up(long generation) {
            made.producerUp(generation);
          }

          @Override
          public void acked(long generation, int shard, long seq) {
            made.acked(generation, shard, seq);
          }

          @Override
          public void failed(long generation) {
            made.failed(generation);
          }
        });
    return made;
  }

  /** The process dies and starts again; Kafka may still take some of what was under way. */
  void restart() {
    cursorReads.clear();
    reads.clear();
    stores.clear();
    handedOver.clear();
    generationWanted = 0;
    publishing = begin();
  }

  long nowMs() {
    return kafka.nowMs();
  }

  JournalRow commit(int shard, int restaurant) {
    return journal.commit(shard, restaurant, nowMs());
  }

  void owned(int shard) {
    publishing.owned(shard, journal.lastSeq(shard));
  }

  /** The shard is sent from its cursor again. */
  void dropped(int shard) {
    publishing.dropped(shard);
    handedOver.remove(shard);
  }

  void advance(long ms) {
    kafka.pass(ms);
    publishing.advance(nowMs());
    assertThat(publishing.inFlight()).isBetween(0, limits.inFlight());
  }

  /** Answers the read as the journal stands now. */
  void answer(Read read) {
    answer(read, journal.page(read.shard(), read.afterSeq(), read.limit()));
  }

  void answer(Read read, List<JournalRow> rows) {
    reads.remove(read);
    publishing.rows(read.shard(), read.read(), rows);
  }

  void answerCursors() {
    for (int shard : cursorReads.remove()) {
      publishing.cursor(shard, journal.cursor[shard]);
    }
  }

  /** The store takes place, whether or not it is told. */
  void applyStore(Store store) {
    journal.store(store.shards, store.seqs);
  }

  /** Answers everything until nothing is asked any more. */
  void heal() {
    for (int round = 0; round < 10_000; round++) {
      while (!cursorReads.isEmpty()) {
        answerCursors();
      }
      List.copyOf(reads).forEach(this::answer);
      kafka.settle();
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

  // ---- effects

  @Override
  public void send(long generation, JournalRow row) {
    assertThat(generation).isEqualTo(generationWanted);
    Long before = handedOver.put(row.shard(), row.seq());
    if (before != null) {
      assertThat(row.seq()).as("shard %d is sent in order", row.shard()).isEqualTo(before + 1);
    }
    sends++;
    kafka.send(row);
  }

  @Override
  public void readCursors(int[] shards) {
    cursorReads.add(shards);
  }

  @Override
  public void read(int shard, long afterSeq, long sinceMs, int limit, long read) {
    long known = afterSeq == 0 ? 0 : journal.row(shard, afterSeq).atMs();
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
    handedOver.clear();
    kafka.renew(generation);
  }

  @Override
  public void missing(int shard, long fromSeq, long toSeq) {
    journal.published.missing(shard, fromSeq, toSeq);
    handedOver.computeIfPresent(shard, (s, seq) -> toSeq);
    lost.add("%d: %d..%d".formatted(shard, fromSeq, toSeq));
  }
}
