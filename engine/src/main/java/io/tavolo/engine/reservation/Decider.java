package io.tavolo.engine.reservation;

import io.tavolo.engine.inventory.Seatings;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.Ticks;

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
      Refusal refusal = Placing.refuseImport(floor, create.partySize(), start, nowMs);
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
    if (online) {
      long dinerKey = create.diner() == null ? 0 : create.diner().key();
      int end = start + floor.calendar().turnTicks(start, create.partySize());
      refusal = Placing.refuseDiner(state, floor, dinerKey, 0, start, end, nowMs);
      if (refusal == null && holdUntilMs != 0) {
        refusal = Placing.refuseHold(state, floor, dinerKey, nowMs);
      }
      if (refusal != null) {
        return refusal;
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
    long createdMs =
        create instanceof Command.Import brought ? recordedMs(floor, brought, nowMs) : nowMs;
    return new Draft(create, createdMs)
        .place(floor, start, end, seating, exceeded)
        .heldUntil(holdUntilMs)
        .deposit(depositMinor)
        .as(holdUntilMs != 0 ? Event.Kind.HELD : Event.Kind.BOOKED);
  }

  /** Online never exceeds, whatever the command says. */
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
    long slot = calendar.serviceDateOf(start);
    long date = slot == Calendar.NO_SERVICE ? calendar.dateOf(start) : slot;
    return new Draft(brought, recordedMs(floor, brought, nowMs))
        .status(Status.FINISHED)
        .time(date, start, start + calendar.turnTicks(start, brought.partySize()))
        .area(brought.areaId())
        .as(Event.Kind.RECORDED);
  }

  private static long recordedMs(Floor floor, Command.Import brought, long nowMs) {
    return Math.min(nowMs, floor.calendar().epochMilli(brought.recorded()));
  }
}
