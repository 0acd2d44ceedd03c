package io.tavolo.engine.simulation.check;

import io.tavolo.engine.reservation.Reservation;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which table of a restaurant is taken when, by the rows: by table, the visits by their start, each
 * with its reset.
 */
final class Tables {
  private final Map<String, TreeMap<Integer, Reservation>> taken = new HashMap<>();

  /** Gives back what the row took. */
  void vacate(Reservation row) {
    if (row.status().occupies()) {
      for (String table : row.tables()) {
        TreeMap<Integer, Reservation> visits = taken.get(table);
        if (visits != null) {
          visits.remove(row.startTick());
        }
      }
    }
  }

  /** Takes what the row takes; the reservation that has it already, or null. */
  @Nullable Reservation occupy(Reservation row) {
    if (row.status().occupies()) {
      for (String table : row.tables()) {
        TreeMap<Integer, Reservation> visits =
            taken.computeIfAbsent(table, label -> new TreeMap<>());
        Map.Entry<Integer, Reservation> before = visits.lowerEntry(row.freeTick());
        if (before != null && before.getValue().freeTick() > row.startTick()) {
          return before.getValue();
        }
        visits.put(row.startTick(), row);
      }
    }
    return null;
  }
}
