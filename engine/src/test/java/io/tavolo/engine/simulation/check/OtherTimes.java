package io.tavolo.engine.simulation.check;

import io.tavolo.engine.availability.Alternative;
import io.tavolo.engine.availability.Alternatives;
import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.pacing.Pace;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.ServiceDay;
import io.tavolo.engine.time.Start;
import io.tavolo.engine.time.Ticks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The plain specification of the times that are offered instead of a refused one: all that are free
 * on its service date, the nearest first, the earlier of two as near, at most {@link
 * Alternatives#MAX}.
 */
final class OtherTimes {
  /** Refused for the diner's sake: no time would do better. */
  private static final Set<Refusal> OF_THE_DINER =
      EnumSet.of(Refusal.DINER_OVERLAP, Refusal.HOLD_LIMIT);

  private final Floor floor;
  private final int partySize;
  private final int wanted;
  private final @Nullable String areaId;

  private OtherTimes(Floor floor, int partySize, int wanted, @Nullable String areaId) {
    this.floor = floor;
    this.partySize = partySize;
    this.wanted = wanted;
    this.areaId = areaId;
  }

  /** Whether the refusal offers those of the state, at that time, and no others. */
  static boolean areThose(
      RestaurantState state, Request.Submit request, Reply.Refused refused, long nowMs) {
    List<Alternative> said = refused.alternatives();
    if (!refused.refusal().isSlotUnavailable() || OF_THE_DINER.contains(refused.refusal())) {
      return said.isEmpty();
    }
    Command command = request.command();
    Reservation found = state.find(command.reservation());
    return said.equals(offered(state, command, found, nowMs))
        // Memory may have forgotten it, and then all depends on what the command says itself.
        || (found != null
            && !found.status().occupies()
            && said.equals(offered(state, command, null, nowMs)));
  }

  /** What is offered instead of what the command asks for. */
  static List<Alternative> offered(RestaurantState state, Command command, long nowMs) {
    return offered(state, command, state.find(command.reservation()), nowMs);
  }

  private static List<Alternative> offered(
      RestaurantState state, Command command, @Nullable Reservation found, long nowMs) {
    OtherTimes times = of(state, command, found);
    return times == null ? List.of() : times.offered(nowMs);
  }

  private static @Nullable OtherTimes of(
      RestaurantState state, Command command, @Nullable Reservation found) {
    Floor floor = state.floor();
    if (floor == null) {
      return null;
    }
    if (command instanceof Command.Create create) {
      return of(floor, create.partySize(), create.start(), create.areaId());
    }
    if (!(command instanceof Command.Modify modify)) {
      return null;
    }
    int partySize = modify.partySize();
    Start start = modify.start();
    if (found != null) {
      partySize = partySize == 0 ? found.partySize() : partySize;
      start = start == null ? Start.instant(Ticks.epochSecond(found.startTick())) : start;
    }
    String areaId = found == null ? null : modify.areaAsked(found);
    return start == null ? null : of(floor, partySize, start, areaId);
  }

  private static @Nullable OtherTimes of(
      Floor floor, int partySize, Start start, @Nullable String areaId) {
    int wanted = floor.calendar().resolve(start);
    if (wanted == Calendar.UNALIGNED) {
      long mark = start.second() - Math.floorMod(start.second(), (long) Ticks.SECONDS);
      wanted = floor.calendar().resolve(new Start(mark, start.local()));
    }
    return wanted == Calendar.NONEXISTENT || wanted == Calendar.UNALIGNED
        ? null
        : new OtherTimes(floor, partySize, wanted, areaId);
  }

  private List<Alternative> offered(long nowMs) {
    Policies policies = floor.definition().policies();
    Calendar calendar = floor.calendar();
    long service = calendar.serviceDateOf(wanted);
    long date = service == Calendar.NO_SERVICE ? calendar.dateOf(wanted) : service;
    List<Alternative> free = new ArrayList<>();
    if (partySize < policies.minParty()
        || partySize > policies.maxParty()
        || date > calendar.todayEpochDay(nowMs) + policies.horizonDays()) {
      return free;
    }
    ServiceDay day = calendar.day(date);
    for (int slot = 0; slot < day.count(); slot++) {
      int tick = day.at(slot);
      String area = areaFree(tick);
      boolean other = tick != wanted || (areaId != null && !areaId.equals(area));
      if (area != null
          && other
          && Ticks.epochMilli(tick) >= nowMs + policies.minNoticeMinutes() * 60_000L) {
        free.add(new Alternative(tick, area));
      }
    }
    // The sort is stable: of two as near, the earlier stays first.
    free.sort(Comparator.comparingInt(a -> Math.abs(a.startTick() - wanted)));
    return free.subList(0, Math.min(Alternatives.MAX, free.size()));
  }

  /** The area asked for where it is free then, else the first that is, or null. */
  private @Nullable String areaFree(int startTick) {
    int ticks = floor.calendar().turnTicks(startTick, partySize);
    String first = null;
    for (int area = 0; area < floor.seatings().areaCount(); area++) {
      int freeTick = startTick + ticks + floor.resetTicks();
      if (floor.inventory().bestFit(partySize, 1 << area, Channel.ONLINE, startTick, freeTick)
              != Inventory.NONE
          && hasRoom(Pace.HOUSE, startTick, ticks)
          && hasRoom(area, startTick, ticks)) {
        String id = floor.seatings().areaId(area);
        if (id.equals(areaId)) {
          return id;
        }
        first = first == null ? id : first;
      }
    }
    return first;
  }

  private boolean hasRoom(int scope, int startTick, int ticks) {
    ServiceDay day = floor.calendar().day(floor.calendar().serviceDateOf(startTick));
    return partySize <= floor.pace().room(scope, day, day.indexOf(startTick), startTick + ticks);
  }
}
