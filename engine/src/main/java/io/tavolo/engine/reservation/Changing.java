package io.tavolo.engine.reservation;

import io.tavolo.engine.inventory.Seatings;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.time.Ticks;
import org.jspecify.annotations.Nullable;

/** The rules for a reservation that exists. */
final class Changing {
  private Changing() {}

  static Decision decide(
      RestaurantState state,
      Floor floor,
      Reservation found,
      Command.OfReservation command,
      long nowMs) {
    if (command instanceof Command.Cancel cancel) {
      return cancel(floor, found, cancel, nowMs);
    }
    if (command instanceof Command.Modify modify) {
      return modify(state, floor, found, modify, nowMs);
    }
    if (command instanceof Command.Confirm confirm) {
      return confirm(state, floor, found, confirm, nowMs);
    }
    if (command instanceof Command.Expire) {
      return found.status() == Status.HELD && nowMs >= found.holdUntilMs()
          ? new Event.OfReservation(Event.Kind.EXPIRED, found.with(Status.EXPIRED))
          : new Decision.Unchanged(found);
    }
    return release(found);
  }

  private static Decision confirm(
      RestaurantState state, Floor floor, Reservation found, Command.Confirm confirm, long nowMs) {
    return switch (found.status()) {
      case HELD -> confirmHeld(state, floor, found, confirm, nowMs);
      case CANCELLED, EXPIRED -> Refusal.HOLD_EXPIRED;
      default -> new Decision.Unchanged(found);
    };
  }

  private static Decision confirmHeld(
      RestaurantState state, Floor floor, Reservation found, Command.Confirm confirm, long nowMs) {
    if (nowMs >= found.holdUntilMs()) {
      return Refusal.HOLD_EXPIRED;
    }
    Diner diner = confirm.diner();
    if (diner == null && found.diner() == 0) {
      return Refusal.DINER_REQUIRED;
    }
    if (found.depositMinor() > 0 && !confirm.paid()) {
      return Refusal.DEPOSIT_REQUIRED;
    }
    if (diner != null && diner.key() != found.dinerKey()) {
      Refusal refusal = refuseOther(state, floor, found, diner.key(), nowMs);
      if (refusal != null) {
        return refusal;
      }
    }
    Reservation confirmed = found.with(Status.CONFIRMED);
    return new Event.OfReservation(
        Event.Kind.CONFIRMED, diner == null ? confirmed : confirmed.withDiner(diner));
  }

  private static @Nullable Refusal refuseOther(
      RestaurantState state, Floor floor, Reservation found, long dinerKey, long nowMs) {
    return Placing.refuseDiner(
        state, floor, dinerKey, found.id(), found.startTick(), found.endTick(), nowMs);
  }

  private static Decision release(Reservation found) {
    return switch (found.status()) {
      case HELD -> new Event.OfReservation(Event.Kind.RELEASED, found.with(Status.CANCELLED));
      case CANCELLED, EXPIRED -> new Decision.Unchanged(found);
      default -> Refusal.NOT_CHANGEABLE;
    };
  }

  private static Decision cancel(
      Floor floor, Reservation found, Command.Cancel cancel, long nowMs) {
    if (found.status() == Status.CANCELLED || found.status() == Status.EXPIRED) {
      return new Decision.Unchanged(found);
    }
    if (cancel.version() != 0 && cancel.version() != found.version()) {
      return Refusal.VERSION_MISMATCH;
    }
    if (found.status() != Status.CONFIRMED && found.status() != Status.HELD) {
      return Refusal.NOT_CHANGEABLE;
    }
    if (!cancel.byStaff() && isPastCutoff(floor, found, nowMs)) {
      return Refusal.CANCELLATION_CUTOFF;
    }
    return new Event.OfReservation(Event.Kind.CANCELLED, found.with(Status.CANCELLED));
  }

  private static boolean isPastCutoff(Floor floor, Reservation found, long nowMs) {
    long cutoffMs = floor.definition().policies().cancellationCutoffMinutes() * 60_000L;
    return Ticks.epochMilli(found.startTick()) < nowMs + cutoffMs;
  }

  private static Decision modify(
      RestaurantState state, Floor floor, Reservation found, Command.Modify modify, long nowMs) {
    if (modify.version() != 0 && modify.version() != found.version()) {
      return Refusal.VERSION_MISMATCH;
    }
    if (found.status() != Status.CONFIRMED && found.status() != Status.HELD) {
      return Refusal.NOT_CHANGEABLE;
    }
    if (found.status() == Status.HELD && nowMs >= found.holdUntilMs()) {
      return Refusal.HOLD_EXPIRED;
    }
    if (Ticks.epochMilli(found.endTick()) <= nowMs) {
      return Refusal.NOT_CHANGEABLE;
    }
    int start =
        modify.start() == null ? found.startTick() : floor.calendar().resolve(modify.start());
    int partySize = modify.partySize() == 0 ? found.partySize() : modify.partySize();
    String area = modify.areaAsked(found);
    boolean stays =
        start == found.startTick()
            && partySize == found.partySize()
            && (area == null || area.equals(found.areaId()));
    boolean areaAsked = area != null;
    Diner diner = modify.diner();
    if (stays && diner == null && areaAsked == found.areaAsked()) {
      return new Decision.Unchanged(found);
    }
    if (!stays) {
      return move(state, floor, found, modify, start, partySize, nowMs);
    }
    if (diner == null) {
      return new Event.OfReservation(Event.Kind.MODIFIED, found.withAreaAsked(areaAsked));
    }
    if (!modify.byStaff() && diner.key() != found.dinerKey()) {
      Refusal refusal = refuseOther(state, floor, found, diner.key(), nowMs);
      if (refusal != null) {
        return refusal;
      }
    }
    return new Event.OfReservation(
        Event.Kind.MODIFIED, found.withAreaAsked(areaAsked).withDiner(diner));
  }

  private static Decision move(
      RestaurantState state,
      Floor floor,
      Reservation found,
      Command.Modify modify,
      int start,
      int partySize,
      long nowMs) {
    boolean online = !modify.byStaff();
    if (online && isPastCutoff(floor, found, nowMs)) {
      return Refusal.CANCELLATION_CUTOFF;
    }
    String asked = modify.areaAsked(found);
    int area = Placing.areaOf(floor, asked);
    if (asked != null && area == Seatings.UNKNOWN) {
      return Refusal.UNKNOWN_AREA;
    }
    Refusal refusal = Placing.refuseTime(floor, partySize, start, nowMs, online);
    if (refusal != null) {
      return refusal;
    }
    int end = start + floor.calendar().turnTicks(start, partySize);
    Diner diner = modify.diner();
    long dinerKey = diner == null ? found.dinerKey() : diner.key();
    if (online) {
      refusal = Placing.refuseDiner(state, floor, dinerKey, found.id(), start, end, nowMs);
      if (refusal != null) {
        return refusal;
      }
      if (owesMore(floor.definition().policies(), found, partySize)) {
        return Refusal.DEPOSIT_REQUIRED;
      }
    }
    Channel channel = online ? Channel.ONLINE : Channel.IN_HOUSE;
    // Its own table and covers count as free while the new place is looked for.
    floor.vacate(found);
    int seating = Placing.seat(floor, partySize, area, channel, start, end);
    boolean exceeded = seating == Placing.PACED_OUT && modify.exceedPacing() && !online;
    if (exceeded) {
      seating = Placing.seatAnyhow(floor, partySize, area, channel, start, end);
    }
    floor.occupy(found);
    if (seating == Placing.NO_TABLE) {
      return Refusal.NO_TABLE;
    }
    if (seating == Placing.PACED_OUT) {
      return Refusal.PACING;
    }
    return new Event.OfReservation(
        Event.Kind.MODIFIED,
        new Reservation(
            found.id(),
            found.status(),
            partySize,
            start,
            end,
            end + floor.resetTicks(),
            (int) floor.calendar().serviceDateOf(start),
            floor.seatings().labels(seating),
            floor.seatings().areaId(floor.seatings().areaOf(seating)),
            asked != null,
            diner == null ? found.diner() : diner.ref(),
            dinerKey,
            found.external(),
            found.version() + 1,
            found.holdUntilMs(),
            found.createdMs(),
            online && found.status() == Status.HELD
                ? floor.definition().policies().depositMinor(partySize)
                : found.depositMinor(),
            exceeded));
  }

  /** A deposit that was paid is not raised by a diner's change: there is no hold to pay it in. */
  private static boolean owesMore(Policies policies, Reservation found, int partySize) {
    return found.status() == Status.CONFIRMED
        && partySize > found.partySize()
        && policies.depositMinor(partySize) > found.depositMinor();
  }
}
