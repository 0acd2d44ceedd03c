package io.tavolo.engine.publish;

import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.simulation.outside.Published;
import java.util.ArrayList;
import java.util.List;

/** What the database has of the shards, for one node or several: rows, and how far they are out. */
final class Journal {
  private static final Event EVENT =
      new Event.FloorPlanChanged(new FloorPlan(List.of(), List.of()));

  /** By shard, as stored. */
  final long[] cursor;

  final Published published;
  private final List<List<JournalRow>> rows = new ArrayList<>();
  private final int[] keptSeq;

  Journal(int shards) {
    cursor = new long[shards];
    keptSeq = new int[shards];
    published = new Published(shards);
    for (int shard = 0; shard < shards; shard++) {
      rows.add(new ArrayList<>());
    }
  }

  JournalRow commit(int shard, int restaurant, long nowMs) {
    List<JournalRow> inShard = rows.get(shard);
    JournalRow row =
        new JournalRow(
            shard,
            inShard.size() + 1L,
            restaurant,
            "r" + restaurant,
            nowMs,
            EVENT,
            new CommandKey(1, 2, 3, false));
    inShard.add(row);
    published.committed(shard, row.seq(), restaurant);
    return row;
  }

  /** An earlier owner brought the shard so far. */
  void publishedBefore(int shard, int seq) {
    for (JournalRow row : rows.get(shard).subList((int) cursor[shard], seq)) {
      published.appended(shard, row.seq(), row.restaurant());
    }
    cursor[shard] = seq;
  }

  /** What is older is not kept any more. */
  void forget(int shard, int upTo) {
    keptSeq[shard] = upTo;
    published.forgotten(shard, upTo);
  }

  long lastSeq(int shard) {
    return rows.get(shard).size();
  }

  JournalRow row(int shard, long seq) {
    return rows.get(shard).get((int) seq - 1);
  }

  /** As it stands now. */
  List<JournalRow> page(int shard, long afterSeq, int limit) {
    int from = Math.max((int) afterSeq, keptSeq[shard]);
    List<JournalRow> inShard = rows.get(shard);
    int to = Math.min(inShard.size(), from + limit);
    return from >= to ? List.of() : List.copyOf(inShard.subList(from, to));
  }

  void store(int[] shards, long[] seqs) {
    for (int i = 0; i < shards.length; i++) {
      published.cursor(shards[i], seqs[i]);
      cursor[shards[i]] = Math.max(cursor[shards[i]], seqs[i]);
    }
  }
}
