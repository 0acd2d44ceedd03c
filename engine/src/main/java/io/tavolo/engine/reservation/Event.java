package io.tavolo.engine.reservation;

import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Schedule;
import java.util.List;

/** A fact. One accepted command is one event. */
public sealed interface Event extends Decision {

  /** A fact about one reservation: it carries the whole reservation as it stands afterwards. */
  record OfReservation(Kind kind, Reservation after) implements Event {}

  /** What happened to a reservation. The codes are stored: never reuse one. */
  enum Kind {
    BOOKED(0),
    HELD(1),
    CONFIRMED(2),
    RELEASED(3),
    EXPIRED(4),
    MODIFIED(5),
    CANCELLED(6),
    /** A visit was brought in that had been over by then. */
    RECORDED(7);

    private static final Kind[] BY_CODE = values();

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    /** The kind with the code; the codes count from 0 in the order of declaration. */
    public static Kind of(int code) {
      return BY_CODE[code];
    }
  }

  /** The restaurant was created, or its profile changed. */
  record ProfileChanged(Profile profile) implements Event {}

  /**
   * The floor plan changed.
   *
   * @param moved reservations that are at other tables from now on, as they stand afterwards
   */
  record FloorPlanChanged(FloorPlan floorPlan, List<Reservation> moved) implements Event {
    public FloorPlanChanged {
      moved = List.copyOf(moved);
    }

    /** It moved nobody. */
    public FloorPlanChanged(FloorPlan floorPlan) {
      this(floorPlan, List.of());
    }
  }

  record ScheduleChanged(Schedule schedule) implements Event {}

  record PoliciesChanged(Policies policies) implements Event {}
}
