package io.tavolo.engine.reservation;

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
          ? new Draft(found).status(Status.EXPIRED).as(Event.Kind.EXPIRED)
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
    if (confirm.paidMinor() < found.depositMinor() && !confirm.byStaff()) {
      return Refusal.DEPOSIT_REQUIRED;
    }
    if (diner != null && !confirm.byStaff() && diner.key() != found.dinerKey()) {
      Refusal refusal = refuseOther(state, floor, found, diner.key(), nowMs);
      if (refusal != null) {
        return refusal;
      }
    }
    return new Draft(found)
        .status(Status.CONFIRMED)
        .diner(diner)
        .deposit(Math.min(confirm.paidMinor(), found.depositMinor()))
        .as(Event.Kind.CONFIRMED);
  }

  private static @Nullable Refusal refuseOther(
      RestaurantState state, Floor floor, Reservation found, long dinerKey, long nowMs) {
    return Placing.refuseDiner(
        state, floor, dinerKey, found.id(), found.startTick(), found.endTick(), nowMs);
  }

  private static Decision release(Reservation found) {
    return switch (found.status()) {
      case HELD -> new Draft(found).status(Status.CANCELLED).as(Event.Kind.RELEASED);
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
    return new Draft(found).status(Status.CANCELLED).as(Event.Kind.CANCELLED);
  }

  static boolean isPastCutoff(Floor floor, Reservation found, long nowMs) {
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
      return Moving.decide(state, floor, found, modify, start, partySize, nowMs);
    }
    if (diner != null && !modify.byStaff() && diner.key() != found.dinerKey()) {
      Refusal refusal = refuseOther(state, floor, found, diner.key(), nowMs);
      if (refusal == null && found.status() == Status.HELD) {
        refusal = Placing.refuseHold(state, floor, diner.key(), nowMs);
      }
      if (refusal != null) {
        return refusal;
      }
    }
    return new Draft(found).areaAsked(areaAsked).diner(diner).as(Event.Kind.MODIFIED);
  }
}
