package io.tavolo.engine.reservation;

import io.tavolo.engine.restaurant.Channel;
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

    /** How the party comes to its table. */
    Channel channel();

    /** Whether it is seated although the house is paced out; the house's word, never a diner's. */
    boolean exceedPacing();
  }

  record Book(
      long reservation,
      int partySize,
      Start start,
      @Nullable String areaId,
      Diner diner,
      @Nullable ExternalId external,
      Channel channel,
      boolean exceedPacing)
      implements Create {
    /** A diner's own. */
    public Book(
        long reservation,
        int partySize,
        Start start,
        @Nullable String areaId,
        Diner diner,
        @Nullable ExternalId external) {
      this(reservation, partySize, start, areaId, diner, external, Channel.ONLINE, false);
    }
  }

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
      implements Create {
    @Override
    public Channel channel() {
      return Channel.WALK_IN;
    }

    @Override
    public boolean exceedPacing() {
      return true;
    }
  }

  /**
   * Keeps a table for a while.
   *
   * @param ttlSeconds how long, or 0 for the restaurant's policy
   * @param channel never a walk-in
   */
  record Hold(
      long reservation,
      int partySize,
      Start start,
      @Nullable String areaId,
      @Nullable Diner diner,
      @Nullable ExternalId external,
      int ttlSeconds,
      Channel channel,
      boolean exceedPacing)
      implements Create {
    /** A diner's own. */
    public Hold(
        long reservation,
        int partySize,
        Start start,
        @Nullable String areaId,
        @Nullable Diner diner,
        @Nullable ExternalId external,
        int ttlSeconds) {
      this(
          reservation,
          partySize,
          start,
          areaId,
          diner,
          external,
          ttlSeconds,
          Channel.ONLINE,
          false);
    }
  }

  /**
   * Makes a hold a reservation.
   *
   * @param diner required unless the hold has one
   * @param paidMinor what was paid ahead, in the smallest unit of the restaurant's currency
   * @param byStaff not bound by the policies for diners: without a deposit, too
   */
  record Confirm(long reservation, @Nullable Diner diner, int paidMinor, boolean byStaff)
      implements OfReservation {
    /** Without a payment. */
    public Confirm(long reservation, @Nullable Diner diner) {
      this(reservation, diner, 0, false);
    }
  }

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
   * @param exceedPacing as {@link Create#exceedPacing}
   */
  record Modify(
      long reservation,
      int partySize,
      @Nullable Start start,
      @Nullable String areaId,
      @Nullable Diner diner,
      int version,
      boolean byStaff,
      boolean exceedPacing)
      implements OfReservation {
    public Modify(
        long reservation,
        int partySize,
        @Nullable Start start,
        @Nullable String areaId,
        @Nullable Diner diner,
        int version,
        boolean byStaff) {
      this(reservation, partySize, start, areaId, diner, version, byStaff, false);
    }

    /** No area has this id. */
    public static final String ANY_AREA = "";

    /** The area asked for after the change, or null when any will do. */
    public @Nullable String areaAsked(Reservation found) {
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

  /** What becomes of standing reservations that a new definition has no place for. */
  enum OnConflict {
    /** The change is refused. */
    REFUSE(0),
    /** They move to other tables; the change is refused if one of them finds none. */
    REASSIGN(1),
    /** They stand as they are. Not for a floor plan: what has no table cannot stand. */
    KEEP(2);

    private static final OnConflict[] BY_CODE = values();

    private final int code;

    OnConflict(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    /** The one with the code; the codes count from 0 in the order of declaration. */
    public static OnConflict of(int code) {
      return BY_CODE[code];
    }
  }

  /**
   * Changes the floor plan.
   *
   * @param onConflict {@code REFUSE} or {@code REASSIGN}
   */
  record PutFloorPlan(FloorPlan floorPlan, OnConflict onConflict) implements Command {
    public PutFloorPlan(FloorPlan floorPlan) {
      this(floorPlan, OnConflict.REFUSE);
    }
  }

  /**
   * Changes the schedule.
   *
   * @param onConflict {@code REFUSE} or {@code KEEP}
   */
  record PutSchedule(Schedule schedule, OnConflict onConflict) implements Command {
    public PutSchedule(Schedule schedule) {
      this(schedule, OnConflict.REFUSE);
    }
  }

  /**
   * Changes the policies.
   *
   * @param onConflict {@code REFUSE} or {@code KEEP}
   */
  record PutPolicies(Policies policies, OnConflict onConflict) implements Command {
    public PutPolicies(Policies policies) {
      this(policies, OnConflict.REFUSE);
    }
  }
}
