package io.tavolo.engine.reservation;

import io.tavolo.engine.inventory.Seatings;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Policies;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a reservation that is to have another time, size or area.
 *
 * <p>It is placed anew, its own table and covers counting as free. A party that only gets smaller
 * is never turned away for it: when it could not be placed anew, it stays where it is.
 */
final class Moving {
  private Moving() {}

  static Decision decide(
      RestaurantState state,
      Floor floor,
      Reservation found,
      Command.Modify modify,
      int start,
      int partySize,
      long nowMs) {
    boolean online = !modify.byStaff();
    if (online && Changing.isPastCutoff(floor, found, nowMs)) {
      return Refusal.CANCELLATION_CUTOFF;
    }
    String asked = modify.areaAsked(found);
    int area = Placing.areaOf(floor, asked);
    if (asked != null && area == Seatings.UNKNOWN) {
      return Refusal.UNKNOWN_AREA;
    }
    boolean shrinks =
        start == found.startTick()
            && partySize < found.partySize()
            && (asked == null || asked.equals(found.areaId()));
    Refusal refusal = Placing.refuseTime(floor, partySize, start, nowMs, online);
    if (refusal != null && !(shrinks && refusal != Refusal.PARTY_SIZE)) {
      return refusal;
    }
    int end = start + floor.calendar().turnTicks(start, partySize);
    if (online) {
      Refusal ofDiner = refuseDiner(state, floor, found, modify, partySize, end, start, nowMs);
      if (ofDiner != null) {
        return ofDiner;
      }
    }
    if (refusal != null) {
      return draft(floor, found, modify, partySize).as(Event.Kind.MODIFIED);
    }
    Channel channel = channel(floor, found, online);
    floor.vacate(found);
    int seating = Placing.seat(floor, partySize, area, channel, start, end);
    boolean exceeded = seating == Placing.PACED_OUT && modify.exceedPacing() && !online;
    if (exceeded) {
      seating = Placing.seatAnyhow(floor, partySize, area, channel, start, end);
    }
    floor.occupy(found);
    if (seating >= 0) {
      return draft(floor, found, modify, partySize)
          .place(floor, start, end, seating, exceeded)
          .as(Event.Kind.MODIFIED);
    }
    if (shrinks) {
      return draft(floor, found, modify, partySize).as(Event.Kind.MODIFIED);
    }
    return seating == Placing.NO_TABLE ? Refusal.NO_TABLE : Refusal.PACING;
  }

  private static @Nullable Refusal refuseDiner(
      RestaurantState state,
      Floor floor,
      Reservation found,
      Command.Modify modify,
      int partySize,
      int end,
      int start,
      long nowMs) {
    long dinerKey = modify.diner() == null ? found.dinerKey() : modify.diner().key();
    Refusal refusal = Placing.refuseDiner(state, floor, dinerKey, found.id(), start, end, nowMs);
    if (refusal == null && found.status() == Status.HELD && dinerKey != found.dinerKey()) {
      refusal = Placing.refuseHold(state, floor, dinerKey, nowMs);
    }
    if (refusal != null) {
      return refusal;
    }
    return owesMore(floor.definition().policies(), found, partySize)
        ? Refusal.DEPOSIT_REQUIRED
        : null;
  }

  /** A deposit that was paid is not raised by a diner's change: there is no hold to pay it in. */
  private static boolean owesMore(Policies policies, Reservation found, int partySize) {
    return found.status() == Status.CONFIRMED
        && partySize > found.partySize()
        && policies.depositMinor(partySize) > found.depositMinor();
  }

  /** Who was given a table that is not for everybody may have such a one again. */
  private static Channel channel(Floor floor, Reservation found, boolean online) {
    Channel asks = online ? Channel.ONLINE : Channel.IN_HOUSE;
    int seating = floor.seatings().seatingOf(found.tables());
    if (seating == Seatings.UNKNOWN) {
      return asks;
    }
    Channel has = floor.seatings().channel(seating);
    return has.compareTo(asks) > 0 ? has : asks;
  }

  /** The next version, in its old place. */
  private static Draft draft(Floor floor, Reservation found, Command.Modify modify, int partySize) {
    Draft draft =
        new Draft(found)
            .party(partySize)
            .areaAsked(modify.areaAsked(found) != null)
            .diner(modify.diner());
    return !modify.byStaff() && found.status() == Status.HELD
        ? draft.deposit(floor.definition().policies().depositMinor(partySize))
        : draft;
  }
}
