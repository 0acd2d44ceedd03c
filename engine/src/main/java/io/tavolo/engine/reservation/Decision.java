package io.tavolo.engine.reservation;

/** What came of a command: an {@link Event}, a {@link Refusal}, or that all is so already. */
public sealed interface Decision permits Event, Refusal, Decision.Unchanged {

  /** The reservation is as the command wants it; nothing is written. */
  record Unchanged(Reservation reservation) implements Decision {}
}
