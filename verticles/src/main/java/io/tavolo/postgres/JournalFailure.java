package io.tavolo.postgres;

import io.tavolo.engine.lane.Failure;

/** Why a batch was not confirmed. */
public final class JournalFailure extends RuntimeException {
  private final Failure kind;

  JournalFailure(Failure kind, String message) {
    // No stack: it would show the event loop, and there may be one a batch while Postgres is down.
    super(kind + ": " + message, null, false, false);
    this.kind = kind;
  }

  /** What is known of the batch. */
  public Failure kind() {
    return kind;
  }
}
