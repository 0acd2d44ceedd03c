package io.tavolo.engine.reservation;

import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.inventory.TableOrder;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.Ticks;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    if (command instanceof Command.PutProfile put) {
      return putProfile(state, put.profile());
    }
    Floor floor = state.floor();
    if (floor == null) {
      return Refusal.UNKNOWN_RESTAURANT;
    }
    if (command instanceof Command.Create create) {
      return create(floor, create, nowMs);
    }
    if (command instanceof Command.OfReservation change) {
      Reservation found = state.find(change.reservation());
      return found == null
          ? Refusal.UNKNOWN_RESERVATION
          : decideExisting(floor, found, change, nowMs);
    }
    if (command instanceof Command.PutFloorPlan put) {
      return orphans(state, put.floorPlan(), nowMs, 1).isEmpty()
          ? new Event.FloorPlanChanged(put.floorPlan())
          : Refusal.ORPHANS;
    }
    if (command instanceof Command.PutSchedule put) {
      return new Event.ScheduleChanged(put.schedule());
    }
    return new Event.PoliciesChanged(((Command.PutPolicies) command).policies());
  }

  /**
   * Standing reservations, not yet over, whose table the plan does not have; at most {@code limit}.
   */
  public static List<Long> orphans(RestaurantState state, FloorPlan plan, long nowMs, int limit) {
    int now = Ticks.ofEpochMilli(nowMs);
    Set<String> labels = plan.tables().stream().map(t -> t.label()).collect(Collectors.toSet());
    return state.standing().stream()
        .filter(r -> r.endTick() > now && !labels.containsAll(r.tables()))
        .map(Reservation::id)
        .sorted()
        .limit(limit)
        .toList();
  }

  private static Decision putProfile(RestaurantState state, Profile profile) {
    Floor floor = state.floor();
    if (floor != null
        && !floor.definition().profile().restaurantId().equals(profile.restaurantId())) {
      return Refusal.RESTAURANT_ID_TAKEN;
    }
    return new Event.ProfileChanged(profile);
  }

  private static Decision create(Floor floor, Command.Create create, long nowMs) {
    int area = areaOf(floor, create.areaId());
    if (area == TableOrder.UNKNOWN && create.areaId() != null) {
      return Refusal.UNKNOWN_AREA;
    }
    int start = floor.calendar().resolve(create.start());
    if (create instanceof Command.Import brought && isOver(floor, brought, start, nowMs)) {
      return record(floor, brought, start, nowMs);
    }
    Refusal refusal =
        create instanceof Command.Import
            ? refusePartyOrSlot(floor, create.partySize(), start)
            : refuseTime(floor, create.partySize(), start, nowMs, false);
    if (refusal != null) {
      return refusal;
    }
    int end = start + floor.turnTicks(create.partySize());
    int table = floor.inventory().bestFit(create.partySize(), area, start, end);
    if (table == Inventory.NONE) {
      return Refusal.NO_TABLE;
    }
    Diner diner = create.diner();
    long holdUntilMs = 0;
    if (create instanceof Command.Hold hold) {
      int seconds = hold.ttlSeconds();
      if (seconds == 0) {
        seconds = floor.definition().policies().holdTtlSeconds();
      }
      holdUntilMs = nowMs + seconds * 1000L;
    }
    boolean held = holdUntilMs != 0;
    return new Event.OfReservation(
        held ? Event.Kind.HELD : Event.Kind.BOOKED,
        new Reservation(
            create.reservation(),
            held ? Status.HELD : Status.CONFIRMED,
            create.partySize(),
            start,
            end,
            (int) floor.calendar().serviceDateOf(start),
            List.of(floor.order().label(table)),
            floor.order().areaId(floor.order().areaOf(table)),
            create.areaId() != null,
            diner == null ? 0 : diner.ref(),
            create.external(),
            1,
            holdUntilMs,
            create instanceof Command.Import brought ? createdMs(floor, brought, nowMs) : nowMs));
  }

  private static boolean isOver(Floor floor, Command.Import brought, int start, long nowMs) {
    return isTick(start) && Ticks.epochMilli(start + floor.turnTicks(brought.partySize())) <= nowMs;
  }

  /**
   * A visit of the past is history, which no rule of today can refuse. It gets no table: the one it
   * had is not known, and what is forgotten of the past cannot be given again.
   */
  private static Decision record(Floor floor, Command.Import brought, int start, long nowMs) {
    Calendar calendar = floor.calendar();
    long date = calendar.serviceDateOf(start);
    String areaId = brought.areaId();
    return new Event.OfReservation(
        Event.Kind.RECORDED,
        new Reservation(
            brought.reservation(),
            Status.FINISHED,
            brought.partySize(),
            start,
            start + floor.turnTicks(brought.partySize()),
            (int) (date == Calendar.NO_SERVICE ? calendar.dateOf(start) : date),
            List.of(),
            areaId == null ? "" : areaId,
            areaId != null,
            brought.diner().ref(),
            brought.external(),
            1,
            0,
            createdMs(floor, brought, nowMs)));
  }

  private static long createdMs(Floor floor, Command.Import brought, long nowMs) {
    return Math.min(nowMs, floor.calendar().epochMilli(brought.recorded()));
  }

  private static boolean isTick(int start) {
    return start != Calendar.NONEXISTENT && start != Calendar.UNALIGNED;
  }

  /**
   * The area's index; {@link Inventory#ANY_AREA} when none is asked for or there is none of that
   * id.
   */
  private static int areaOf(Floor floor, @Nullable String areaId) {
    return areaId == null ? Inventory.ANY_AREA : floor.order().areaIndexOf(areaId);
  }

  private static @Nullable Refusal refuseTime(
      Floor floor, int partySize, int start, long nowMs, boolean byStaff) {
    Policies policies = floor.definition().policies();
    Refusal refusal = refuseParty(policies, partySize, start);
    if (refusal != null) {
      return refusal;
    }
    long notice = byStaff ? 0 : policies.minNoticeMinutes() * 60_000L;
    if (Ticks.epochMilli(start) < nowMs + notice) {
      return Refusal.TOO_SOON;
    }
    Calendar calendar = floor.calendar();
    long lastDate = calendar.todayEpochDay(nowMs) + policies.horizonDays();
    // Before its service date is looked up: dates far away are not worth laying out.
    if (calendar.dateOf(start) > lastDate + 1) {
      return Refusal.TOO_FAR_AHEAD;
    }
    long date = calendar.serviceDateOf(start);
    if (date == Calendar.NO_SERVICE) {
      return notASlot(calendar, start);
    }
    return date > lastDate ? Refusal.TOO_FAR_AHEAD : null;
  }

  /** What holds whenever it is asked for. */
  private static @Nullable Refusal refusePartyOrSlot(Floor floor, int partySize, int start) {
    Refusal refusal = refuseParty(floor.definition().policies(), partySize, start);
    if (refusal != null) {
      return refusal;
    }
    Calendar calendar = floor.calendar();
    boolean slot = calendar.serviceDateOf(start) != Calendar.NO_SERVICE;
    return slot ? null : notASlot(calendar, start);
  }

  private static @Nullable Refusal refuseParty(Policies policies, int partySize, int start) {
    if (partySize < policies.minParty() || partySize > policies.maxParty()) {
      return Refusal.PARTY_SIZE;
    }
    if (start == Calendar.NONEXISTENT) {
      return Refusal.NONEXISTENT_TIME;
    }
    return start == Calendar.UNALIGNED ? Refusal.NOT_A_SLOT : null;
  }

  private static Refusal notASlot(Calendar calendar, int start) {
    return calendar.closedAround(start) ? Refusal.CLOSED : Refusal.NOT_A_SLOT;
  }

  private static Decision decideExisting(
      Floor floor, Reservation found, Command.OfReservation command, long nowMs) {
    if (command instanceof Command.Cancel cancel) {
      return cancel(floor, found, cancel, nowMs);
    }
    if (command instanceof Command.Modify modify) {
      return modify(floor, found, modify, nowMs);
    }
    if (command instanceof Command.Confirm confirm) {
      return confirm(found, confirm, nowMs);
    }
    if (command instanceof Command.Expire) {
      return found.status() == Status.HELD && nowMs >= found.holdUntilMs()
          ? new Event.OfReservation(Event.Kind.EXPIRED, found.with(Status.EXPIRED))
          : new Decision.Unchanged(found);
    }
    return release(found);
  }

  private static Decision confirm(Reservation found, Command.Confirm confirm, long nowMs) {
    Diner diner = confirm.diner();
    return switch (found.status()) {
      case HELD -> {
        if (nowMs >= found.holdUntilMs()) {
          yield Refusal.HOLD_EXPIRED;
        }
        if (diner == null && found.diner() == 0) {
          yield Refusal.DINER_REQUIRED;
        }
        Reservation confirmed = found.with(Status.CONFIRMED);
        yield new Event.OfReservation(
            Event.Kind.CONFIRMED, diner == null ? confirmed : confirmed.withDiner(diner.ref()));
      }
      case CANCELLED, EXPIRED -> Refusal.HOLD_EXPIRED;
      default -> new Decision.Unchanged(found);
    };
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
      Floor floor, Reservation found, Command.Modify modify, long nowMs) {
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
    Decision moved =
        stays
            ? new Event.OfReservation(Event.Kind.MODIFIED, found.withAreaAsked(areaAsked))
            : move(floor, found, modify, start, partySize, nowMs);
    return diner != null && moved instanceof Event.OfReservation event
        ? new Event.OfReservation(event.kind(), event.after().withDiner(diner.ref()))
        : moved;
  }

  private static Decision move(
      Floor floor, Reservation found, Command.Modify modify, int start, int partySize, long nowMs) {
    if (!modify.byStaff() && isPastCutoff(floor, found, nowMs)) {
      return Refusal.CANCELLATION_CUTOFF;
    }
    String asked = modify.areaAsked(found);
    int area = areaOf(floor, asked);
    if (asked != null && area == TableOrder.UNKNOWN) {
      return Refusal.UNKNOWN_AREA;
    }
    Refusal refusal = refuseTime(floor, partySize, start, nowMs, modify.byStaff());
    if (refusal != null) {
      return refusal;
    }
    int end = start + floor.turnTicks(partySize);
    // Its own table counts as free while the new one is looked for.
    RestaurantState.vacate(floor, found);
    int table = floor.inventory().bestFit(partySize, area, start, end);
    RestaurantState.occupy(floor, found);
    if (table == Inventory.NONE) {
      return Refusal.NO_TABLE;
    }
    return new Event.OfReservation(
        Event.Kind.MODIFIED,
        new Reservation(
            found.id(),
            found.status(),
            partySize,
            start,
            end,
            (int) floor.calendar().serviceDateOf(start),
            List.of(floor.order().label(table)),
            floor.order().areaId(floor.order().areaOf(table)),
            asked != null,
            found.diner(),
            found.external(),
            found.version() + 1,
            found.holdUntilMs(),
            found.createdMs()));
  }
}
