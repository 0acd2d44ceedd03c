package io.tavolo.publish;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A journal in memory, with its cursors. */
final class MemoryJournal implements PublisherStore {
  private static final long AT_MS = 1_790_000_000_000L;

  private final Map<Integer, List<JournalRow>> rows = new TreeMap<>();
  private final Map<Integer, Long> cursors = new TreeMap<>();
  final AtomicInteger reads = new AtomicInteger();

  /** Commits events of one shard, over its restaurants in turn. */
  synchronized Batch commit(int shard, int count, int restaurants) {
    List<JournalRow> all = rows.computeIfAbsent(shard, s -> new ArrayList<>());
    long before = all.size();
    List<JournalRow> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long seq = before + i + 1;
      long restaurant = shard * 1000L + seq % restaurants;
      batch.add(row(shard, seq, restaurant, booked(seq)));
    }
    all.addAll(batch);
    return new Committed(
        List.copyOf(batch), List.of(new Batch.Head(shard, 1, before, before + count)));
  }

  static JournalRow row(int shard, long seq, long restaurant, Event event) {
    CommandKey key = new CommandKey(1, seq, 0, false);
    return new JournalRow(shard, seq, restaurant, "house-" + restaurant, AT_MS + seq, event, key);
  }

  static Event booked(long id) {
    return new Event.OfReservation(
        Event.Kind.BOOKED,
        new Reservation(
            id,
            Status.CONFIRMED,
            4,
            5_961_300,
            5_961_324,
            20_699,
            List.of("T4", "T5"),
            "terrace",
            false,
            0xabcdL,
            null,
            1,
            0,
            AT_MS));
  }

  synchronized long lastSeq(int shard) {
    return rows.getOrDefault(shard, List.of()).size();
  }

  synchronized long cursor(int shard) {
    return cursors.getOrDefault(shard, 0L);
  }

  @Override
  public synchronized Future<Map<Integer, Long>> cursors(Collection<Integer> shards) {
    Map<Integer, Long> found = new TreeMap<>(cursors);
    found.keySet().retainAll(shards);
    return Future.succeededFuture(found);
  }

  @Override
  public synchronized Future<Void> advance(int[] shards, long[] seqs) {
    for (int i = 0; i < shards.length; i++) {
      cursors.merge(shards[i], seqs[i], Math::max);
    }
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<List<JournalRow>> read(
      int shard, long afterSeq, long sinceMs, int limit) {
    reads.incrementAndGet();
    List<JournalRow> all = rows.getOrDefault(shard, List.of());
    int from = (int) Math.min(afterSeq, all.size());
    return Future.succeededFuture(
        List.copyOf(all.subList(from, Math.min(all.size(), from + limit))));
  }

  private record Committed(List<JournalRow> journal, List<Head> heads) implements Batch {
    @Override
    public long number() {
      return 1;
    }

    @Override
    public Collection<ReservationRow> reservations() {
      return List.of();
    }

    @Override
    public Collection<DinerRow> diners() {
      return List.of();
    }

    @Override
    public List<KeyRow> keys() {
      return List.of();
    }

    @Override
    public Collection<DefinitionRow> definitions() {
      return List.of();
    }
  }
}
