package io.tavolo.engine.simulation.postgres;

import io.tavolo.engine.lane.Batch;
import java.util.List;

/**
 * What a batch has committed: the heads that passed the fence, and the rows of their shards, in the
 * order of the batch.
 */
public record Committed(
    List<Fenced> heads,
    List<JournalEntry> journal,
    List<Batch.ReservationRow> reservations,
    List<Batch.DinerRow> diners,
    List<Batch.KeyRow> keys,
    List<Batch.DefinitionRow> definitions) {

  /**
   * A head that passed.
   *
   * @param epoch the row's own, under which the journal's rows are written
   * @param want what the batch expected, and the sequence that it has set
   * @param previousSeq the row's sequence before the batch
   */
  public record Fenced(int shard, long epoch, Batch.Head want, long previousSeq) {}
}
