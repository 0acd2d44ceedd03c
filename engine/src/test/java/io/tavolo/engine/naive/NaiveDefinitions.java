package io.tavolo.engine.naive;

import io.tavolo.engine.naive.NaiveCalendar.Slot;
import io.tavolo.engine.naive.NaiveTables.Seating;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Command.OnConflict;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Schedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a change of definition does to the reservations that stand. */
final class NaiveDefinitions {
  private final NaiveHouse house;
  private final long nowMs;

  NaiveDefinitions(NaiveHouse house, long nowMs) {
    this.house = house;
    this.nowMs = nowMs;
  }

  Decision decide(Command put) {
    if (put instanceof Command.PutProfile profile) {
      NaiveFloor floor = house.floorOrNone();
      if (floor != null
          && !floor.definition.profile().restaurantId().equals(profile.profile().restaurantId())) {
        return Refusal.RESTAURANT_ID_TAKEN;
      }
      return conflicts(put).isEmpty()
          ? new Event.ProfileChanged(profile.profile())
          : Refusal.ORPHANS;
    }
    if (put instanceof Command.PutSchedule schedule) {
      if (!areas(schedule.schedule()).allMatch(house.floor()::hasArea)) {
        return Refusal.UNKNOWN_AREA;
      }
      return schedule.onConflict() == OnConflict.KEEP || conflicts(put).isEmpty()
          ? new Event.ScheduleChanged(schedule.schedule())
          : Refusal.ORPHANS;
    }
    if (put instanceof Command.PutPolicies policies) {
      return policies.onConflict() == OnConflict.KEEP || conflicts(put).isEmpty()
          ? new Event.PoliciesChanged(policies.policies())
          : Refusal.ORPHANS;
    }
    Command.PutFloorPlan plan = (Command.PutFloorPlan) put;
    if (!areas(house.floor().definition.schedule())
        .allMatch(
            new NaiveFloor(house.floor().definition.withFloorPlan(plan.floorPlan()))::hasArea)) {
      return Refusal.UNKNOWN_AREA;
    }
    return conflicts(put).isEmpty()
        ? new Event.FloorPlanChanged(plan.floorPlan(), moved(plan.floorPlan()))
        : Refusal.ORPHANS;
  }

  private static Stream<String> areas(Schedule schedule) {
    return Stream.concat(
            schedule.pacing().stream().map(pacing -> pacing.areaId()),
            schedule.pacingOverrides().stream().map(override -> override.areaId()))
        .filter(Objects::nonNull);
  }

  /** The reservations that the change has no place for, ascending. */
  List<Long> conflicts(Command put) {
    if (house.floorOrNone() == null) {
      return List.of();
    }
    var definition = house.floor().definition;
    if (put instanceof Command.PutFloorPlan plan) {
      return plan.onConflict() == OnConflict.REASSIGN
          ? ids(conflicting(plan.floorPlan()), r -> isWithoutTable(plan.floorPlan(), r))
          : ids(conflicting(plan.floorPlan()), r -> true);
    }
    if (put instanceof Command.PutPolicies policies) {
      return ids(future(), r -> takes(house.policies(), r) && !takes(policies.policies(), r));
    }
    if (put instanceof Command.PutSchedule schedule) {
      NaiveCalendar after = new NaiveCalendar(definition.profile().zone(), schedule.schedule());
      return ids(future(), r -> isSlotOf(house.floor().calendar, r) && !isSlotOf(after, r));
    }
    Command.PutProfile profile = (Command.PutProfile) put;
    if (profile.profile().zone().equals(definition.profile().zone())) {
      return List.of();
    }
    NaiveCalendar after = new NaiveCalendar(profile.profile().zone(), definition.schedule());
    return ids(future(), r -> isSlotOf(house.floor().calendar, r) && !isSlotOf(after, r));
  }

  private static boolean takes(Policies policies, Reservation reservation) {
    return reservation.partySize() >= policies.minParty()
        && reservation.partySize() <= policies.maxParty();
  }

  private static List<Long> ids(List<Reservation> among, Predicate<Reservation> which) {
    return among.stream().filter(which).map(Reservation::id).sorted().toList();
  }

  private List<Reservation> future() {
    return house.standing().stream().filter(r -> NaiveHouse.ms(r.startTick()) > nowMs).toList();
  }

  private static boolean isSlotOf(NaiveCalendar calendar, Reservation reservation) {
    Slot slot = calendar.slotAt(reservation.startTick());
    return slot != null && slot.date().toEpochDay() == reservation.serviceDay();
  }

  // ---- a new floor plan

  private List<Reservation> conflicting(FloorPlan plan) {
    List<Seating> seatings = NaiveTables.of(plan);
    return house.standing().stream()
        .filter(r -> NaiveHouse.ms(r.endTick()) > nowMs)
        .filter(r -> seatings.stream().noneMatch(seating -> keeps(seating, r)))
        .toList();
  }

  private static boolean keeps(Seating seating, Reservation reservation) {
    return new HashSet<>(seating.labels()).equals(new HashSet<>(reservation.tables()))
        && seating.areaId().equals(reservation.areaId())
        && reservation.partySize() <= seating.maxParty();
  }

  private boolean isWithoutTable(FloorPlan plan, Reservation conflicting) {
    return moved(plan).stream().noneMatch(r -> r.id() == conflicting.id());
  }

  /** Those that find another table, one after the other: who sits, large parties, early ones. */
  private List<Reservation> moved(FloorPlan plan) {
    NaiveFloor after = new NaiveFloor(house.floor().definition.withFloorPlan(plan));
    List<Reservation> conflicting = new ArrayList<>(conflicting(plan));
    List<Reservation> sitting = new ArrayList<>(house.standing());
    sitting.removeAll(conflicting);
    conflicting.sort(
        Comparator.comparingInt((Reservation r) -> r.status() == Status.SEATED ? 0 : 1)
            .thenComparingInt(r -> -r.partySize())
            .thenComparingInt(Reservation::startTick)
            .thenComparingLong(Reservation::id));
    List<Reservation> moved = new ArrayList<>();
    for (Reservation reservation : conflicting) {
      String area = reservation.areaAsked() ? reservation.areaId() : null;
      List<Seating> free =
          after.free(
              reservation.partySize(),
              area,
              Channel.WALK_IN,
              reservation.startTick(),
              reservation.freeTick(),
              sitting);
      if (!free.isEmpty()) {
        Seating within =
            free.stream()
                .filter(seating -> isWithinPace(after, reservation, seating, sitting))
                .findFirst()
                .orElse(null);
        Sketch elsewhere = new Sketch(reservation);
        elsewhere.at(within == null ? free.get(0) : within);
        elsewhere.pacingExceeded |= within == null;
        moved.add(elsewhere.done());
        sitting.add(elsewhere.done());
      }
    }
    return moved;
  }

  /** What starts at no slot is not paced. */
  private static boolean isWithinPace(
      NaiveFloor floor, Reservation moved, Seating seating, List<Reservation> others) {
    int party = moved.partySize();
    int start = moved.startTick();
    return floor.calendar.slotAt(start) == null
        || (floor.isWithinPace(null, party, start, moved.endTick(), others)
            && floor.isWithinPace(seating.areaId(), party, start, moved.endTick(), others));
  }
}
