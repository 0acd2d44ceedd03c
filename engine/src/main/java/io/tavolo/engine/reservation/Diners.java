package io.tavolo.engine.reservation;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The standing reservations by who the diner is. One owner thread. */
final class Diners {
  private final Long2ObjectHashMap<List<Reservation>> byKey = new Long2ObjectHashMap<>();

  void add(Reservation reservation) {
    if (reservation.dinerKey() != 0) {
      byKey.computeIfAbsent(reservation.dinerKey(), key -> new ArrayList<>(1)).add(reservation);
    }
  }

  void remove(Reservation reservation) {
    List<Reservation> left = byKey.get(reservation.dinerKey());
    if (left != null) {
      left.removeIf(other -> other.id() == reservation.id());
      if (left.isEmpty()) {
        byKey.remove(reservation.dinerKey());
      }
    }
  }

  private List<Reservation> of(long dinerKey) {
    List<Reservation> found = byKey.get(dinerKey);
    return found == null ? List.of() : found;
  }

  /**
   * A standing reservation of the diner, another than the one given, that overlaps the time; holds
   * that have run out do not stand.
   */
  @Nullable Reservation overlapping(
      long dinerKey, long except, int startTick, int endTick, long nowMs) {
    for (Reservation reservation : of(dinerKey)) {
      if (reservation.id() != except
          && reservation.startTick() < endTick
          && startTick < reservation.endTick()
          && !hasRunOut(reservation, nowMs)) {
        return reservation;
      }
    }
    return null;
  }

  /** How many holds the diner has. */
  int holds(long dinerKey, long nowMs) {
    int holds = 0;
    for (Reservation reservation : of(dinerKey)) {
      if (reservation.status() == Status.HELD && !hasRunOut(reservation, nowMs)) {
        holds++;
      }
    }
    return holds;
  }

  private static boolean hasRunOut(Reservation reservation, long nowMs) {
    return reservation.status() == Status.HELD && nowMs >= reservation.holdUntilMs();
  }
}
