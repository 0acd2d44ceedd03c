package io.tavolo.chaos.check;

import io.tavolo.engine.reservation.Event;
import java.util.List;

/**
 * What the database has after the end.
 *
 * @param journal in the order of shard and sequence
 */
public record Stored(List<Entry> journal, List<Row> rows, List<Head> heads) {
  /** An event as the journal has it. */
  public record Entry(
      int shard, long seq, long epoch, long restaurant, long atMs, Name key, Event event) {}

  /**
   * A reservation's row.
   *
   * @param seq of its last event
   * @param holdUntilMs 0 when it is no hold
   */
  public record Row(long restaurant, int shard, long seq, long holdUntilMs, Shown shown) {}

  /** Who may write to a shard, and how far it has come. */
  public record Head(int shard, long epoch, long lastSeq) {}

  public Stored {
    journal = List.copyOf(journal);
    rows = List.copyOf(rows);
    heads = List.copyOf(heads);
  }
}
