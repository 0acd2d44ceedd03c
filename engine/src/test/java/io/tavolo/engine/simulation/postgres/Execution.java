package io.tavolo.engine.simulation.postgres;

import org.jspecify.annotations.Nullable;

/** A statement under way. It is made at the moment of the statement's snapshot. */
interface Execution {
  /** Goes as far as it can: the answer, or null while it waits for a lock. */
  @Nullable Result goOn();
}
