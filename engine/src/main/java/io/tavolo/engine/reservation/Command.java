package io.tavolo.engine.reservation;

import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.time.Start;
import org.jspecify.annotations.Nullable;

/**
 * What a restaurant can be asked to do. Ids and random bits come with it; the lane adds the time.
 */
public sealed interface Command {

  /** The reservation it is about, or 0 when it makes none and changes none. */
  default long reservation() {
    return 0;
  }

  /** Personal data that is stored when the command is accepted. */
  default @Nullable Diner diner() {
    return null;
  }

  /** A command about one existing reservation. */
  sealed interface OfReservation extends Command {}

  /** A command that makes a reservation or a hold. */
  sealed interface Create extends Command {
    /** 64 random bits, the new id. */
    @Override
    long reservation();

    int partySize();

    Start start();

    @Nullable String areaId();

    @Nullable ExternalId external();
  }

  record Book(
      long reservation,
      int partySize,
      Start start,
      @Nullable String areaId,
      Diner diner,
      @Nullable ExternalId external)
      implements Create {}

  /**
   * Brings in what another system had agreed, however near, far or long ago the visit is.
   *
   * @param recorded when it was agreed; later than now counts as now
   */
  record Import(
      long reservation,
      int partySize,
      Start start,
      @Nullable String areaId,
      Diner diner,
      @Nullable ExternalId external,
      Start recorded)
      implements Create {}

  /**
   * Keeps a table for a while.
   *
   * @param ttlSeconds how long, or 0 for the restaurant's policy
   */
  record Hold(
      long reservation,
      int partySize,
      Start start,
      @Nullable String areaId,
      @Nullable Diner diner,
      @Nullable ExternalId external,
      int ttlSeconds)
      implements Create {}

  /** Makes a hold a reservation; {@code diner} is required unless the hold has one. */
  record Confirm(long reservation, @Nullable Diner diner) implements OfReservation {}

  /** Gives a hold's table back. */
  record Release(long reservation) implements OfReservation {}

  /** The lane's own: a hold has run out. */
  record Expire(long reservation) implements OfReservation {}

  /**
   * Moves or corrects a reservation; what is 0 or null stays.
   *
   * @param areaId the area asked for from now on, {@link #ANY_AREA} for none in particular
   * @param diner the whole corrected personal part
   * @param version the version it must have, or 0 for any
   * @param byStaff not bound by the policies for diners
   */
  record Modify(
      long reservation,
      int partySize,
      @Nullable Start start,
      @Nullable String areaId,
      @Nullable Diner diner,
      int version,
      boolean byStaff)
      implements OfReservation {
    /** No area has this id. */
    public static final String ANY_AREA = "";

    /** The area asked for after the change, or null when any will do. */
    @Nullable String areaAsked(Reservation found) {
      if (areaId == null) {
        return found.areaAsked() ? found.areaId() : null;
      }
      return areaId.equals(ANY_AREA) ? null : areaId;
    }
  }

  /**
   * Gives a reservation up.
   *
   * @param version the version it must have, or 0 for any
   * @param byStaff not bound by the cancellation cut-off
   */
  record Cancel(long reservation, int version, boolean byStaff) implements OfReservation {}

  /** Creates the restaurant, or changes its profile. */
  record PutProfile(Profile profile) implements Command {}

  record PutFloorPlan(FloorPlan floorPlan) implements Command {}

  record PutSchedule(Schedule schedule) implements Command {}

  record PutPolicies(Policies policies) implements Command {}
}
