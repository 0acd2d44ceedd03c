package io.tavolo.chaos.check;

import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import java.util.List;

/**
 * A reservation as an answer, a row or an event has it.
 *
 * @param id within its restaurant
 */
public record Shown(
    long id,
    Status status,
    int version,
    int partySize,
    int startTick,
    int endTick,
    List<String> tables) {
  public Shown {
    tables = List.copyOf(tables);
  }

  /** What an event's reservation looks like from outside. */
  public static Shown of(Reservation one) {
    return new Shown(
        one.id(),
        one.status(),
        one.version(),
        one.partySize(),
        one.startTick(),
        one.endTick(),
        one.tables());
  }
}
