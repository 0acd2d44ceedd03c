package io.tavolo.engine.availability;

import java.util.List;

/**
 * A time that can be booked.
 *
 * @param startTick on the tick line
 * @param minutes how long the party keeps its table
 * @param areaIds where, in the floor plan's order; at least one
 */
public record OpenSlot(int startTick, int minutes, List<String> areaIds) {
  public OpenSlot {
    areaIds = List.copyOf(areaIds);
  }
}
