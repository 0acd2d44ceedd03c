package io.tavolo.engine.reservation;

import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.inventory.Seatings;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.PacingOverride;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.Ticks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a change of definition: none leaves a standing reservation without a place in
 * silence. A reservation is in conflict
 *
 * <ul>
 *   <li>with a floor plan that does not have its tables, or not joined as it sits, or in another
 *       area, or too small for it;
 *   <li>with a schedule or a time zone that has no slot of its service date at its start;
 *   <li>with policies that do not take its party.
 * </ul>
 *
 * <p>One that had no place before, because it was kept or stood already, is in no new conflict.
 */
public final class Defining {
  /** How many reservations one change of floor plan moves at most. */
  public static final int MAX_MOVED = 1_000;

  /** Who is moved first finds a table first: who sits already, then the larger party. */
  private static final Comparator<Reservation> MOVING_ORDER =
      Comparator.comparing((Reservation r) -> r.status() != Status.SEATED)
          .thenComparing(Comparator.comparingInt(Reservation::partySize).reversed())
          .thenComparingInt(Reservation::startTick)
          .thenComparingLong(Reservation::id);

  private Defining() {}

  static Decision decide(RestaurantState state, Command command, long nowMs) {
    Floor floor = state.floor();
    if (command instanceof Command.PutProfile put) {
      return putProfile(state, floor, put, nowMs);
    }
    if (floor == null) {
      return Refusal.UNKNOWN_RESTAURANT;
    }
    if (command instanceof Command.PutFloorPlan put) {
      return putFloorPlan(state, floor, put, nowMs);
    }
    if (command instanceof Command.PutSchedule put) {
      if (lacksAnAreaOf(floor.definition().floorPlan(), put.schedule())) {
        return Refusal.UNKNOWN_AREA;
      }
      return isRefused(state, put, put.onConflict(), nowMs)
          ? Refusal.ORPHANS
          : new Event.ScheduleChanged(put.schedule());
    }
    Command.PutPolicies put = (Command.PutPolicies) command;
    return isRefused(state, put, put.onConflict(), nowMs)
        ? Refusal.ORPHANS
        : new Event.PoliciesChanged(put.policies());
  }

  private static boolean isRefused(
      RestaurantState state, Command put, Command.OnConflict onConflict, long nowMs) {
    return onConflict != Command.OnConflict.KEEP && !conflicts(state, put, nowMs, 1).isEmpty();
  }

  private static Decision putProfile(
      RestaurantState state, @Nullable Floor floor, Command.PutProfile put, long nowMs) {
    if (floor != null) {
      Profile before = floor.definition().profile();
      if (!before.restaurantId().equals(put.profile().restaurantId())) {
        return Refusal.RESTAURANT_ID_TAKEN;
      }
      if (!conflicts(state, put, nowMs, 1).isEmpty()) {
        return Refusal.ORPHANS;
      }
    }
    return new Event.ProfileChanged(put.profile());
  }

  /** Whether the schedule's pacing speaks of an area that the plan does not have. */
  private static boolean lacksAnAreaOf(FloorPlan plan, Schedule schedule) {
    return Stream.concat(
            schedule.pacing().stream().map(Pacing::areaId),
            schedule.pacingOverrides().stream().map(PacingOverride::areaId))
        .anyMatch(
            areaId ->
                areaId != null
                    && plan.areas().stream().noneMatch(area -> area.id().equals(areaId)));
  }

  private static Decision putFloorPlan(
      RestaurantState state, Floor floor, Command.PutFloorPlan put, long nowMs) {
    if (lacksAnAreaOf(put.floorPlan(), floor.definition().schedule())) {
      return Refusal.UNKNOWN_AREA;
    }
    Moves moves = moves(state, floor, put.floorPlan(), nowMs);
    boolean reassign = put.onConflict() == Command.OnConflict.REASSIGN;
    boolean taken = moves.conflicts.isEmpty() || (reassign && moves.withoutTable.isEmpty());
    return taken && moves.moved.size() <= MAX_MOVED
        ? new Event.FloorPlanChanged(put.floorPlan(), moves.moved)
        : Refusal.ORPHANS;
  }

  /**
   * The reservations that the change has no place for, at most {@code limit}: of a floor plan that
   * may move them, those that find no other table.
   *
   * @param put a change of definition
   */
  public static List<Long> conflicts(RestaurantState state, Command put, long nowMs, int limit) {
    Floor floor = state.floor();
    if (floor == null) {
      return List.of();
    }
    Restaurant now = floor.definition();
    if (put instanceof Command.PutFloorPlan plan) {
      Moves moves = moves(state, floor, plan.floorPlan(), nowMs);
      boolean reassign = plan.onConflict() == Command.OnConflict.REASSIGN;
      // Where all of them would find a table, they are too many.
      return ids(
          reassign && !moves.withoutTable.isEmpty() ? moves.withoutTable : moves.conflicts, limit);
    }
    Predicate<Reservation> fitted = isASlotOf(floor.calendar());
    Predicate<Reservation> fits;
    if (put instanceof Command.PutPolicies policies) {
      fitted = reservation -> takes(now.policies(), reservation);
      fits = reservation -> takes(policies.policies(), reservation);
    } else if (put instanceof Command.PutSchedule schedule) {
      fits = isASlotOf(new Calendar(now.profile().zone(), schedule.schedule()));
    } else if (put instanceof Command.PutProfile profile
        && !profile.profile().zone().equals(now.profile().zone())) {
      fits = isASlotOf(new Calendar(profile.profile().zone(), now.schedule()));
    } else {
      return List.of();
    }
    Predicate<Reservation> toCome = r -> Ticks.epochMilli(r.startTick()) > nowMs;
    return ids(
        state.standing().stream().filter(toCome.and(fitted).and(fits.negate())).toList(), limit);
  }

  private static List<Long> ids(List<Reservation> reservations, int limit) {
    return reservations.stream().map(Reservation::id).sorted().limit(limit).toList();
  }

  private static boolean takes(Policies policies, Reservation reservation) {
    return reservation.partySize() >= policies.minParty()
        && reservation.partySize() <= policies.maxParty();
  }

  private static Predicate<Reservation> isASlotOf(Calendar calendar) {
    return reservation ->
        calendar.serviceDateOf(reservation.startTick()) == reservation.serviceDay();
  }

  /**
   * What a new floor plan does to the standing reservations that are not over.
   *
   * @param conflicts those that cannot stay where they are
   * @param moved of these, as they would stand afterwards, those that another table is free for
   * @param withoutTable the others
   */
  private record Moves(
      List<Reservation> conflicts, List<Reservation> moved, List<Reservation> withoutTable) {}

  private static Moves moves(RestaurantState state, Floor floor, FloorPlan plan, long nowMs) {
    Floor after = state.compiled(floor.definition().withFloorPlan(plan));
    List<Reservation> conflicts = new ArrayList<>();
    for (Reservation reservation : state.standing()) {
      boolean over = Ticks.epochMilli(reservation.endTick()) <= nowMs;
      if (over || stays(after.seatings(), reservation)) {
        after.occupy(reservation);
      } else {
        conflicts.add(reservation);
      }
    }
    conflicts.sort(MOVING_ORDER);
    List<Reservation> moved = new ArrayList<>();
    List<Reservation> withoutTable = new ArrayList<>();
    for (Reservation reservation : conflicts) {
      Reservation elsewhere = elsewhere(after, reservation);
      if (elsewhere == null) {
        withoutTable.add(reservation);
      } else {
        after.occupy(elsewhere);
        moved.add(elsewhere);
      }
    }
    return new Moves(conflicts, moved, withoutTable);
  }

  /** At the table it would be given, within the pacing if that can be, or null. */
  private static @Nullable Reservation elsewhere(Floor after, Reservation reservation) {
    int areas = Inventory.ANY_AREA;
    if (reservation.areaAsked()) {
      int area = after.seatings().areaIndexOf(reservation.areaId());
      areas = area == Seatings.UNKNOWN ? 0 : 1 << area;
    }
    int open = Placing.openAreas(after, reservation);
    int seating = free(after, reservation, areas & open);
    boolean exceeds = seating == Inventory.NONE;
    if (exceeds) {
      seating = free(after, reservation, areas);
    }
    return seating == Inventory.NONE
        ? null
        : new Draft(reservation)
            .seating(after.seatings(), seating)
            .pacingExceeded(exceeds || reservation.pacingExceeded())
            .done();
  }

  private static int free(Floor after, Reservation reservation, int areas) {
    return after
        .inventory()
        .bestFit(
            reservation.partySize(),
            areas,
            Channel.WALK_IN,
            reservation.startTick(),
            reservation.freeTick());
  }

  private static boolean stays(Seatings seatings, Reservation reservation) {
    int seating = seatings.seatingOf(reservation.tables());
    return seating != Seatings.UNKNOWN
        && reservation.partySize() <= seatings.maxParty(seating)
        && seatings.areaId(seatings.areaOf(seating)).equals(reservation.areaId());
  }
}
