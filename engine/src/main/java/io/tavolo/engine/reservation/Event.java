package io.tavolo.engine.reservation;

import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Schedule;

/** A fact. One accepted command is one event. */
public sealed interface Event extends Decision {

  /** A fact about one reservation: it carries the whole reservation as it stands afterwards. */
  record OfReservation(Kind kind, Reservation after) implements Event {}

  /** What happened to a reservation. The ordinals are stored: append only. */
  enum Kind {
    BOOKED,
    HELD,
    CONFIRMED,
    RELEASED,
    EXPIRED,
    MODIFIED,
    CANCELLED;

    private static final Kind[] ALL = values();

    public static Kind of(int ordinal) {
      return ALL[ordinal];
    }
  }

  /** The restaurant was created, or its profile changed. */
  record ProfileChanged(Profile profile) implements Event {}

  record FloorPlanChanged(FloorPlan floorPlan) implements Event {}

  record ScheduleChanged(Schedule schedule) implements Event {}

  record PoliciesChanged(Policies policies) implements Event {}
}
