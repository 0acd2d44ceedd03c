package io.tavolo.node;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.postgres.PgPublisherStore;
import io.tavolo.publish.PublisherStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the publisher reads and keeps, in Postgres. */
record JournalOfPostgres(PgPublisherStore store) implements PublisherStore {

  @Override
  public Future<Map<Integer, Long>> cursors(Collection<Integer> shards) {
    return store
        .cursors(shards)
        .map(
            cursors -> {
              Map<Integer, Long> published = new HashMap<>();
              cursors.forEach(c -> published.put(c.shard(), c.publishedSeq()));
              return published;
            });
  }

  @Override
  public Future<Void> advance(int[] shards, long[] seqs) {
    List<PgPublisherStore.Cursor> cursors = new ArrayList<>();
    for (int i = 0; i < shards.length; i++) {
      cursors.add(new PgPublisherStore.Cursor(shards[i], seqs[i]));
    }
    return store.advance(cursors);
  }

  @Override
  public Future<List<Batch.JournalRow>> read(int shard, long afterSeq, long sinceMs, int limit) {
    return store
        .read(shard, afterSeq, sinceMs, limit)
        .map(entries -> entries.stream().map(JournalOfPostgres::row).toList());
  }

  private static Batch.JournalRow row(PgPublisherStore.Entry entry) {
    return new Batch.JournalRow(
        entry.shard(),
        entry.seq(),
        entry.restaurant(),
        entry.restaurantId(),
        entry.atMs(),
        entry.event(),
        new CommandKey(entry.keyHigh(), entry.keyLow(), 0, false),
        entry.trace());
  }
}
