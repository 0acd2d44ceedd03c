package io.tavolo.engine.reservation;

import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.inventory.TableOrder;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.Ticks;

/** A restaurant's definition, compiled for deciding, with what is taken of it. */
public record Floor(
    Restaurant definition, Calendar calendar, TableOrder order, Inventory inventory) {

  /** How many ticks a party of this size keeps its table. */
  int turnTicks(int partySize) {
    return Ticks.ofMinutes(definition.schedule().turnMinutes(partySize));
  }
}
