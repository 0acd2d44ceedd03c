package io.tavolo.engine.reservation;

import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.inventory.Seatings;
import io.tavolo.engine.pacing.Pace;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.Ticks;

/** A restaurant's definition, compiled for deciding, with what is taken of it. */
public record Floor(
    Restaurant definition, Calendar calendar, Seatings seatings, Inventory inventory, Pace pace) {

  /** How long tables stay empty after each visit. */
  public int resetTicks() {
    return Ticks.ofMinutes(definition.schedule().resetMinutes());
  }

  /** A table that a newer floor plan no longer has takes no room: such visits are in the past. */
  void occupy(Reservation reservation) {
    for (int i = 0; i < reservation.tables().size(); i++) {
      int table = seatings.indexOf(reservation.tables().get(i));
      if (table != Seatings.UNKNOWN) {
        inventory.occupy(table, reservation.startTick(), reservation.freeTick());
      }
    }
    if (pace.isLimited()) {
      pace.add(
          areaOf(reservation),
          reservation.startTick(),
          reservation.endTick(),
          reservation.partySize());
    }
  }

  void vacate(Reservation reservation) {
    for (int i = 0; i < reservation.tables().size(); i++) {
      int table = seatings.indexOf(reservation.tables().get(i));
      if (table != Seatings.UNKNOWN) {
        inventory.vacate(table, reservation.startTick(), reservation.freeTick());
      }
    }
    if (pace.isLimited()) {
      pace.remove(
          areaOf(reservation),
          reservation.startTick(),
          reservation.endTick(),
          reservation.partySize());
    }
  }

  private int areaOf(Reservation reservation) {
    int area = seatings.areaIndexOf(reservation.areaId());
    return area == Seatings.UNKNOWN ? Pace.HOUSE : area;
  }
}
