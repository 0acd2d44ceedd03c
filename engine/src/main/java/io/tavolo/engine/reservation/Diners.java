package io.tavolo.engine.reservation;

import java.util.Arrays;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The standing reservations by who the diner is. One owner thread. */
final class Diners {
  private static final Reservation[] NONE = {};

  private final Long2ObjectHashMap<Reservation[]> byKey = new Long2ObjectHashMap<>();

  void add(Reservation reservation) {
    if (reservation.dinerKey() != 0) {
      Reservation[] before = of(reservation.dinerKey());
      Reservation[] after = Arrays.copyOf(before, before.length + 1);
      after[before.length] = reservation;
      byKey.put(reservation.dinerKey(), after);
    }
  }

  void remove(Reservation reservation) {
    Reservation[] before = of(reservation.dinerKey());
    Reservation[] after =
        Arrays.stream(before).filter(r -> r.id() != reservation.id()).toArray(Reservation[]::new);
    if (after.length == 0) {
      byKey.remove(reservation.dinerKey());
    } else {
      byKey.put(reservation.dinerKey(), after);
    }
  }

  private Reservation[] of(long dinerKey) {
    Reservation[] found = byKey.get(dinerKey);
    return found == null ? NONE : found;
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
