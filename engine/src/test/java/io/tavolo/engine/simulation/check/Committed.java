package io.tavolo.engine.simulation.check;

import io.tavolo.engine.lane.Batch;
import java.util.Collection;
import java.util.List;

/** The rows of one statement that became visible, of the shards that passed its fence. */
public record Committed(
    List<Row> journal,
    List<Batch.KeyRow> keys,
    Collection<Batch.ReservationRow> reservations,
    Collection<Batch.DefinitionRow> definitions) {

  /** An event's row and the epoch that the fence wrote into it. */
  public record Row(Batch.JournalRow row, long epoch) {}
}
