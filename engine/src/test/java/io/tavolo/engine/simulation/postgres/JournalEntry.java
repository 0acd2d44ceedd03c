package io.tavolo.engine.simulation.postgres;

import io.tavolo.engine.lane.Batch;

/** A row of {@code journal}. */
public record JournalEntry(Batch.JournalRow row, long epoch) {
  private static final long DAY_MS = 86_400_000;

  /** Its partition: days since 1970-01-01. */
  int day() {
    return (int) (row.atMs() / DAY_MS);
  }
}
