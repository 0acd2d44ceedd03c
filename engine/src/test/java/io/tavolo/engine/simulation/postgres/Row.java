package io.tavolo.engine.simulation.postgres;

import org.jspecify.annotations.Nullable;

/** A key of a table, and what stands under it. */
final class Row<T> {
  /** What a snapshot that is taken now sees; null for nothing. */
  @Nullable Version<T> committed;

  /** Who inserts a row here, and has not committed yet. */
  @Nullable Transaction inserter;

  /** Nothing yet. */
  Row() {}

  Row(T first) {
    committed = new Version<>(this, first);
  }
}
