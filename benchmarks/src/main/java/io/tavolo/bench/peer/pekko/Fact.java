package io.tavolo.bench.peer.pekko;

import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What an entity persists: all that the other peers have in the rows of one command.
 *
 * <p>The time of either is in milliseconds since the epoch.
 */
sealed interface Fact {
  /** Of the command that it came of. */
  CommandKey key();

  /**
   * Something happened.
   *
   * @param diner the personal part, when the command brought one
   */
  record Happened(Event event, @Nullable Diner diner, CommandKey key, long atMs) implements Fact {}

  /** A caller was refused, and is to hear it again. */
  record Refused(Refusal refusal, CommandKey key, long atMs) implements Fact {}
}
