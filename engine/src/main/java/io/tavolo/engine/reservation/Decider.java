package io.tavolo.engine.reservation;

import io.tavolo.engine.inventory.Seatings;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.Ticks;
import java.util.List;

/**
 * The rules. {@code decide} is a function of the state, the command and the time: it leaves the
 * state as it found it, reads no clock, and allocates nothing on a refusal. Runs on the state's
 * owner thread.
 */
public final class Decider {
  private Decider() {}

  /**
   * What comes of the command.
   *
   * @param nowMs the lane's time, milliseconds since the epoch
   */
  public static Decision decide(RestaurantState state, Command command, long nowMs) {
    Floor floor = state.floor();
    if (command instanceof Command.Create create) {
      return floor == null ? Refusal.UNKNOWN_RESTAURANT : create(state, floor, create, nowMs);
    }
    if (command instanceof Command.OfReservation change) {
      if (floor == null) {
        return Refusal.UNKNOWN_RESTAURANT;
      }
      Reservation found = state.find(change.reservation());
      return found == null
          ? Refusal.UNKNOWN_RESERVATION
          : Changing.decide(state, floor, found, change, nowMs);
    }
    return Defining.decide(state, command, nowMs);
  }

  private static Decision create(
      RestaurantState state, Floor floor, Command.Create create, long nowMs) {
    int area = Placing.areaOf(floor, create.areaId());
    if (area == Seatings.UNKNOWN && create.areaId() != null) {
      return Refusal.UNKNOWN_AREA;
    }
    int start = floor.calendar().resolve(create.start());
    if (create instanceof Command.Import brought) {
      if (isOver(floor, brought, start, nowMs)) {
        return record(floor, brought, start, nowMs);
      }
      Refusal refusal = Placing.refusePartyOrSlot(floor, create.partySize(), start);
      return refusal == null ? seat(floor, create, area, start, nowMs, 0, 0) : refusal;
    }
    boolean online = create.channel().isOnline();
    Refusal refusal = Placing.refuseTime(floor, create.partySize(), start, nowMs, online);
    if (refusal != null) {
      return refusal;
    }
    Policies policies = floor.definition().policies();
    int depositMinor = online ? policies.depositMinor(create.partySize()) : 0;
    long holdUntilMs = holdUntilMs(policies, create, depositMinor, nowMs);
    Diner diner = create.diner();
    if (online && diner != null) {
      int end = start + floor.calendar().turnTicks(start, create.partySize());
      refusal = Placing.refuseDiner(state, floor, diner.key(), 0, start, end, nowMs);
      if (refusal != null) {
        return refusal;
      }
      if (holdUntilMs != 0 && Placing.isAtHoldLimit(state, floor, diner.key(), nowMs)) {
        return Refusal.HOLD_LIMIT;
      }
    }
    return seat(floor, create, area, start, nowMs, holdUntilMs, depositMinor);
  }

  /** A hold runs out, and so does a booking that waits for its deposit. */
  private static long holdUntilMs(
      Policies policies, Command.Create create, int depositMinor, long nowMs) {
    int seconds = policies.holdTtlSeconds();
    if (create instanceof Command.Hold hold) {
      seconds = hold.ttlSeconds() == 0 ? seconds : hold.ttlSeconds();
    } else if (depositMinor == 0) {
      return 0;
    }
    return nowMs + seconds * 1000L;
  }

  private static Decision seat(
      Floor floor,
      Command.Create create,
      int area,
      int start,
      long nowMs,
      long holdUntilMs,
      int depositMinor) {
    int party = create.partySize();
    int end = start + floor.calendar().turnTicks(start, party);
    int seating = Placing.seat(floor, party, area, create.channel(), start, end);
    boolean exceeded = seating == Placing.PACED_OUT && mayExceed(create);
    if (exceeded) {
      seating = Placing.seatAnyhow(floor, party, area, create.channel(), start, end);
    }
    if (seating == Placing.NO_TABLE) {
      return Refusal.NO_TABLE;
    }
    if (seating == Placing.PACED_OUT) {
      return Refusal.PACING;
    }
    Diner diner = create.diner();
    boolean held = holdUntilMs != 0;
    return new Event.OfReservation(
        held ? Event.Kind.HELD : Event.Kind.BOOKED,
        new Reservation(
            create.reservation(),
            held ? Status.HELD : Status.CONFIRMED,
            party,
            start,
            end,
            end + floor.resetTicks(),
            (int) floor.calendar().serviceDateOf(start),
            floor.seatings().labels(seating),
            floor.seatings().areaId(floor.seatings().areaOf(seating)),
            create.areaId() != null,
            diner == null ? 0 : diner.ref(),
            diner == null ? 0 : diner.key(),
            create.external(),
            1,
            holdUntilMs,
            create instanceof Command.Import brought ? createdMs(floor, brought, nowMs) : nowMs,
            depositMinor,
            exceeded));
  }

  /** Who comes online never does, whatever the command says. */
  private static boolean mayExceed(Command.Create create) {
    return create.exceedPacing() && !create.channel().isOnline();
  }

  private static boolean isOver(Floor floor, Command.Import brought, int start, long nowMs) {
    // A party of nobody was no visit: it is refused for its size, as one to come.
    return brought.partySize() >= 1
        && start != Calendar.NONEXISTENT
        && start != Calendar.UNALIGNED
        && Ticks.epochMilli(start + floor.calendar().turnTicks(start, brought.partySize()))
            <= nowMs;
  }

  /**
   * A visit of the past is history, which no rule of today can refuse. It gets no table: the one it
   * had is not known, and what is forgotten of the past cannot be given again.
   */
  private static Decision record(Floor floor, Command.Import brought, int start, long nowMs) {
    Calendar calendar = floor.calendar();
    long date = calendar.serviceDateOf(start);
    String areaId = brought.areaId();
    int end = start + calendar.turnTicks(start, brought.partySize());
    return new Event.OfReservation(
        Event.Kind.RECORDED,
        new Reservation(
            brought.reservation(),
            Status.FINISHED,
            brought.partySize(),
            start,
            end,
            end,
            (int) (date == Calendar.NO_SERVICE ? calendar.dateOf(start) : date),
            List.of(),
            areaId == null ? "" : areaId,
            areaId != null,
            brought.diner().ref(),
            brought.diner().key(),
            brought.external(),
            1,
            0,
            createdMs(floor, brought, nowMs),
            0,
            false));
  }

  private static long createdMs(Floor floor, Command.Import brought, long nowMs) {
    return Math.min(nowMs, floor.calendar().epochMilli(brought.recorded()));
  }
}
