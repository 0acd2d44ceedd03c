package io.tavolo.engine.naive;

import io.tavolo.engine.naive.NaiveHouse.When;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Channel;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What can be done with a reservation that exists. */
final class NaiveChanges {
  private final NaiveHouse house;
  private final long nowMs;

  NaiveChanges(NaiveHouse house, long nowMs) {
    this.house = house;
    this.nowMs = nowMs;
  }

  Decision decide(Reservation found, Command.OfReservation change) {
    boolean held = found.status() == Status.HELD;
    boolean confirmed = found.status() == Status.CONFIRMED;
    boolean gone = found.status() == Status.CANCELLED || found.status() == Status.EXPIRED;
    boolean hasRunOut = held && nowMs >= found.holdUntilMs();
    if (change instanceof Command.Expire) {
      return hasRunOut
          ? ended(found, Status.EXPIRED, Event.Kind.EXPIRED)
          : new Decision.Unchanged(found);
    }
    if (change instanceof Command.Release) {
      if (held) {
        return ended(found, Status.CANCELLED, Event.Kind.RELEASED);
      }
      return gone ? new Decision.Unchanged(found) : Refusal.NOT_CHANGEABLE;
    }
    if (change instanceof Command.Confirm confirm) {
      if (gone || hasRunOut) {
        return Refusal.HOLD_EXPIRED;
      }
      return held ? confirm(found, confirm) : new Decision.Unchanged(found);
    }
    if (change instanceof Command.Cancel cancel) {
      if (gone) {
        return new Decision.Unchanged(found);
      }
      if (cancel.version() != 0 && cancel.version() != found.version()) {
        return Refusal.VERSION_MISMATCH;
      }
      if (!held && !confirmed) {
        return Refusal.NOT_CHANGEABLE;
      }
      return !cancel.byStaff() && isTooLate(found)
          ? Refusal.CANCELLATION_CUTOFF
          : ended(found, Status.CANCELLED, Event.Kind.CANCELLED);
    }
    Command.Modify modify = (Command.Modify) change;
    if (modify.version() != 0 && modify.version() != found.version()) {
      return Refusal.VERSION_MISMATCH;
    }
    if (!held && !confirmed) {
      return Refusal.NOT_CHANGEABLE;
    }
    if (hasRunOut) {
      return Refusal.HOLD_EXPIRED;
    }
    return NaiveHouse.ms(found.endTick()) <= nowMs ? Refusal.NOT_CHANGEABLE : modify(found, modify);
  }

  private static Event ended(Reservation found, Status status, Event.Kind kind) {
    Sketch ended = new Sketch(found);
    ended.status = status;
    ended.holdUntilMs = 0;
    return new Event.OfReservation(kind, ended.done());
  }

  private Decision confirm(Reservation found, Command.Confirm confirm) {
    Diner diner = confirm.diner();
    if (diner == null && found.diner() == 0) {
      return Refusal.DINER_REQUIRED;
    }
    if (!confirm.byStaff()) {
      if (found.depositMinor() > confirm.paidMinor()) {
        return Refusal.DEPOSIT_REQUIRED;
      }
      if (isRefused(diner, found)) {
        return Refusal.DINER_OVERLAP;
      }
    }
    Sketch confirmed = new Sketch(found);
    confirmed.status = Status.CONFIRMED;
    confirmed.holdUntilMs = 0;
    confirmed.of(diner);
    confirmed.depositMinor = Math.min(found.depositMinor(), confirm.paidMinor());
    return new Event.OfReservation(Event.Kind.CONFIRMED, confirmed.done());
  }

  /** Whether the diner may not take over what stands, since another of theirs overlaps it. */
  private boolean isRefused(@Nullable Diner diner, Reservation found) {
    return diner != null
        && diner.key() != found.dinerKey()
        && house.refuseDinerWithin(
                diner.key(), found.id(), found.startTick(), found.endTick(), nowMs)
            != null;
  }

  private boolean isTooLate(Reservation found) {
    long cutoffMs = house.policies().cancellationCutoffMinutes() * 60_000L;
    return NaiveHouse.ms(found.startTick()) < nowMs + cutoffMs;
  }

  private Decision modify(Reservation found, Command.Modify modify) {
    String area = found.areaAsked() ? found.areaId() : null;
    if (modify.areaId() != null) {
      area = modify.areaId().isEmpty() ? null : modify.areaId();
    }
    int party = modify.partySize() == 0 ? found.partySize() : modify.partySize();
    When when =
        modify.start() == null ? new When(found.startTick(), null) : house.when(modify.start());
    boolean moves =
        when.fault() != null
            || when.tick() != found.startTick()
            || party != found.partySize()
            || (area != null && !area.equals(found.areaId()));
    if (moves) {
      return move(found, modify, when, party, area);
    }
    boolean asked = area != null;
    if (modify.diner() == null && asked == found.areaAsked()) {
      return new Decision.Unchanged(found);
    }
    if (!modify.byStaff()) {
      if (isRefused(modify.diner(), found)) {
        return Refusal.DINER_OVERLAP;
      }
      Refusal refusal = refuseHoldOfAnother(found, modify);
      if (refusal != null) {
        return refusal;
      }
    }
    Sketch modified = new Sketch(found);
    modified.areaAsked = asked;
    modified.of(modify.diner());
    return new Event.OfReservation(Event.Kind.MODIFIED, modified.done());
  }

  /** A hold that becomes another diner's is one more of theirs. */
  private @Nullable Refusal refuseHoldOfAnother(Reservation found, Command.Modify modify) {
    long key = NaiveHouse.keyOf(modify.diner(), found.dinerKey());
    return found.status() == Status.HELD && key != found.dinerKey()
        ? house.refuseHold(key, nowMs)
        : null;
  }

  private Decision move(
      Reservation found, Command.Modify modify, When when, int party, @Nullable String area) {
    boolean online = !modify.byStaff();
    if (online && isTooLate(found)) {
      return Refusal.CANCELLATION_CUTOFF;
    }
    if (area != null && !house.floor().hasArea(area)) {
      return Refusal.UNKNOWN_AREA;
    }
    Refusal late = house.refuseTime(party, when, online, nowMs);
    // A party that only gets smaller may always stay where it is.
    boolean shrinks =
        when.fault() == null
            && when.tick() == found.startTick()
            && party < found.partySize()
            && (area == null || area.equals(found.areaId()));
    if (late == Refusal.PARTY_SIZE || (late != null && !shrinks)) {
      return late;
    }
    int tick = when.tick();
    Refusal refusal;
    if (online) {
      long key = NaiveHouse.keyOf(modify.diner(), found.dinerKey());
      refusal = house.refuseDiner(key, found.id(), tick, party, nowMs);
      if (refusal == null) {
        refusal = refuseHoldOfAnother(found, modify);
      }
      boolean owes =
          found.status() == Status.CONFIRMED
              && party > found.partySize()
              && house.deposit(party) > found.depositMinor();
      if (refusal == null && owes) {
        refusal = Refusal.DEPOSIT_REQUIRED;
      }
      if (refusal != null) {
        return refusal;
      }
    }
    Sketch moved = new Sketch(found);
    moved.partySize = party;
    moved.areaAsked = area != null;
    moved.of(modify.diner());
    if (online && found.status() == Status.HELD) {
      moved.depositMinor = house.deposit(party);
    }
    if (late != null) {
      return new Event.OfReservation(Event.Kind.MODIFIED, moved.done());
    }
    // Who sits at a table that is not for everybody may have such a one again.
    Channel channel = online ? Channel.ONLINE : Channel.IN_HOUSE;
    Channel has = house.floor().channelOf(found.tables());
    channel = has.compareTo(channel) > 0 ? has : channel;
    boolean exceed = modify.exceedPacing() && !online;
    List<Reservation> others = house.standingBut(found.id());
    NaiveFloor.Answer answer = house.floor().seat(party, area, channel, tick, exceed, others);
    if (answer.seating() == null && !shrinks) {
      return Objects.requireNonNull(answer.refusal());
    }
    if (answer.seating() != null) {
      house.put(moved, party, tick, answer.seating());
      moved.pacingExceeded = answer.exceeded();
    }
    return new Event.OfReservation(Event.Kind.MODIFIED, moved.done());
  }
}
