package io.tavolo.engine.lane;

import io.tavolo.engine.availability.Alternative;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lane's answer. It leaves only when what it rests on is committed. */
public sealed interface Reply {

  /**
   * A reservation was made or changed, or was so already.
   *
   * @param kind what happened; for a repeated command what happened the first time
   * @param reservation as it stands; null for a repeated command whose reservation is no longer in
   *     memory (read it from the database)
   * @param reservationId never 0
   * @param restaurantId its restaurant
   * @param zoneId the restaurant's IANA zone
   * @param tablesShown whether diners may see the tables
   * @param repeated whether the command (or its external id) had been answered before
   * @param onePerDiner whether the restaurant asks for one reservation a diner and time
   */
  record Done(
      Event.Kind kind,
      @Nullable Reservation reservation,
      long reservationId,
      String restaurantId,
      String zoneId,
      boolean tablesShown,
      boolean repeated,
      boolean onePerDiner)
      implements Reply {
    /** Of a restaurant that does not ask how often a diner books. */
    public Done(
        Event.Kind kind,
        @Nullable Reservation reservation,
        long reservationId,
        String restaurantId,
        String zoneId,
        boolean tablesShown,
        boolean repeated) {
      this(kind, reservation, reservationId, restaurantId, zoneId, tablesShown, repeated, false);
    }
  }

  /** The restaurant's definition was stored; {@code created} when there was none before. */
  record Stored(boolean created) implements Reply {}

  /**
   * Refused by the engine.
   *
   * @param zoneId the restaurant's IANA zone, empty when there is no such restaurant
   * @param alternatives nearest free times, for a refusal for want of a table
   * @param reservations those a new floor plan would orphan, at most 100
   */
  record Refused(
      Refusal refusal, String zoneId, List<Alternative> alternatives, List<Long> reservations)
      implements Reply {}

  /** The day asked for. */
  record Day(DaySnapshot day) implements Reply {}

  /** This node does not own the shard; ask again where the row says. */
  record NotOwner() implements Reply {}

  /** Not taken up; nothing happened, and the same command may be sent again. */
  record Unavailable(Reason reason) implements Reply {}

  /** Why a request was not taken up. The codes go over the wire: never reuse one. */
  enum Reason {
    /** A bounded queue is full. */
    QUEUE_FULL(0),
    /** The deadline passed before its turn came. */
    DEADLINE(1),
    /** The database did not take the batch, and certainly stored nothing of it. */
    DATABASE(2),
    /** No owner answered within the deadline: it may have happened or not; the same key tells. */
    UNKNOWN_OUTCOME(3),
    /** An invariant did not hold; nothing happened. */
    FAULT(4),
    /** The owner lives and cannot be reached from the node that was asked; never sent by a node. */
    UNREACHABLE(5);

    private static final Reason[] BY_CODE = values();

    private final int code;

    Reason(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    /** The reason with the code; the codes count from 0 in the order of declaration. */
    public static Reason of(int code) {
      return BY_CODE[code];
    }
  }
}
