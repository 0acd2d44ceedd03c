package io.tavolo.engine.reservation;

import static java.util.Objects.requireNonNull;

import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.pacing.Pace;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.ServiceDay;
import io.tavolo.engine.time.Ticks;
import org.jspecify.annotations.Nullable;

/** Whether a party may come at a time, and where it sits. Allocates nothing. */
final class Placing {
  /** {@link #seat} found no table. */
  static final int NO_TABLE = -1;

  /** {@link #seat} found one, but the pacing takes no more. */
  static final int PACED_OUT = -2;

  private Placing() {}

  /**
   * The area's index; {@link Inventory#ANY_AREA} when none is asked for or there is none of that
   * id.
   */
  static int areaOf(Floor floor, @Nullable String areaId) {
    return areaId == null ? Inventory.ANY_AREA : floor.seatings().areaIndexOf(areaId);
  }

  /** The areas that will do, a bit for each, when this one is asked for. */
  private static int areas(int area) {
    return area == Inventory.ANY_AREA ? Inventory.ANY_AREA : 1 << area;
  }

  /**
   * The best free seating within the pacing, or {@link #NO_TABLE}, or {@link #PACED_OUT}.
   *
   * @param area index of the area asked for, or {@link Inventory#ANY_AREA}
   * @param startTick a slot
   */
  static int seat(
      Floor floor, int partySize, int area, Channel channel, int startTick, int endTick) {
    int free = seatAnyhow(floor, partySize, area, channel, startTick, endTick);
    Pace pace = floor.pace();
    if (free == NO_TABLE || !pace.isLimited()) {
      return free;
    }
    ServiceDay day = requireNonNull(floor.calendar().dayOf(startTick));
    int slot = day.indexOf(startTick);
    if (partySize > pace.room(Pace.HOUSE, day, slot, endTick)) {
      return PACED_OUT;
    }
    if (partySize <= pace.room(floor.seatings().areaOf(free), day, slot, endTick)) {
      return free;
    }
    int open = openAreas(floor, partySize, day, slot, endTick);
    int seating =
        floor
            .inventory()
            .bestFit(
                partySize, areas(area) & open, channel, startTick, endTick + floor.resetTicks());
    return seating == Inventory.NONE ? PACED_OUT : seating;
  }

  /** The areas whose own pacing takes the party, a bit for each. */
  private static int openAreas(Floor floor, int partySize, ServiceDay day, int slot, int endTick) {
    int open = 0;
    for (int area = 0; area < floor.seatings().areaCount(); area++) {
      if (partySize <= floor.pace().room(area, day, slot, endTick)) {
        open |= 1 << area;
      }
    }
    return open;
  }

  /**
   * The areas that take the reservation within the pacing of the house and their own, a bit for
   * each; all of them when it starts at no slot, for which there is no pacing.
   */
  static int openAreas(Floor floor, Reservation reservation) {
    Pace pace = floor.pace();
    ServiceDay day = floor.calendar().dayOf(reservation.startTick());
    if (!pace.isLimited() || day == null) {
      return Inventory.ANY_AREA;
    }
    int party = reservation.partySize();
    int end = reservation.endTick();
    int slot = day.indexOf(reservation.startTick());
    return party > pace.room(Pace.HOUSE, day, slot, end)
        ? 0
        : openAreas(floor, party, day, slot, end);
  }

  /** The best free seating, whatever the pacing says, or {@link #NO_TABLE}. */
  static int seatAnyhow(
      Floor floor, int partySize, int area, Channel channel, int startTick, int endTick) {
    int seating =
        floor
            .inventory()
            .bestFit(partySize, areas(area), channel, startTick, endTick + floor.resetTicks());
    return seating == Inventory.NONE ? NO_TABLE : seating;
  }

  /** Why no diner may come then, or null. */
  static @Nullable Refusal refuseTime(
      Floor floor, int partySize, int start, long nowMs, boolean online) {
    Policies policies = floor.definition().policies();
    Refusal refusal = refuseParty(policies, partySize, start);
    if (refusal != null) {
      return refusal;
    }
    long notice = online ? policies.minNoticeMinutes() * 60_000L : 0;
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

  /** Why not even what was agreed elsewhere can be taken in, or null. */
  static @Nullable Refusal refuseImport(Floor floor, int partySize, int start, long nowMs) {
    Refusal refusal = refuseParty(floor.definition().policies(), partySize, start);
    if (refusal != null) {
      return refusal;
    }
    Calendar calendar = floor.calendar();
    if (calendar.dateOf(start) > calendar.todayEpochDay(nowMs) + Policies.MAX_HORIZON_DAYS) {
      return Refusal.TOO_FAR_AHEAD;
    }
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

  /** Why this diner may not come then although others may, or null. */
  static @Nullable Refusal refuseDiner(
      RestaurantState state,
      Floor floor,
      long dinerKey,
      long except,
      int startTick,
      int endTick,
      long nowMs) {
    Diners diners = state.diners();
    return diners != null
            && dinerKey != 0
            && floor.definition().policies().onePerDiner()
            && diners.overlapping(dinerKey, except, startTick, endTick, nowMs) != null
        ? Refusal.DINER_OVERLAP
        : null;
  }

  /** Why this diner may not have another hold, or null. */
  static @Nullable Refusal refuseHold(
      RestaurantState state, Floor floor, long dinerKey, long nowMs) {
    int limit = floor.definition().policies().holdsPerDiner();
    Diners diners = state.diners();
    if (limit == 0 || diners == null) {
      return null;
    }
    if (dinerKey == 0) {
      // Holds are counted, and nobody's cannot be.
      return Refusal.DINER_REQUIRED;
    }
    return diners.holds(dinerKey, nowMs) >= limit ? Refusal.HOLD_LIMIT : null;
  }
}
