package io.tavolo.engine.reservation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as it stands after an event.
 *
 * @param id 64 random bits, unique in its restaurant
 * @param partySize covers
 * @param startTick the visit's first tick
 * @param endTick the tick at which the table is free again
 * @param serviceDay the service date, in days since 1970-01-01
 * @param tables labels of the tables it takes; none of a visit that was over when it was brought in
 * @param areaId where those stand; of such a visit the area asked for, or empty
 * @param areaAsked whether the diner asked for that area
 * @param diner reference of the diner's row, 0 while a hold has none
 * @param external the caller's own id for it
 * @param version 1 at creation, one more with every change that the diner can see
 * @param holdUntilMs when the hold runs out, in milliseconds since the epoch; 0 when it is none
 * @param createdMs milliseconds since the epoch
 */
public record Reservation(
    long id,
    Status status,
    int partySize,
    int startTick,
    int endTick,
    int serviceDay,
    List<String> tables,
    String areaId,
    boolean areaAsked,
    long diner,
    @Nullable ExternalId external,
    int version,
    long holdUntilMs,
    long createdMs) {

  /** The next version, in another state; a hold no longer. */
  Reservation with(Status changed) {
    return copy(changed, areaAsked, diner, version + 1, 0);
  }

  Reservation withDiner(long changed) {
    return copy(status, areaAsked, changed, version, holdUntilMs);
  }

  /** The next version, in the same place, with another wish for later moves. */
  Reservation withAreaAsked(boolean changed) {
    return copy(status, changed, diner, version + 1, holdUntilMs);
  }

  private Reservation copy(
      Status status, boolean areaAsked, long diner, int version, long holdUntilMs) {
    return new Reservation(
        id,
        status,
        partySize,
        startTick,
        endTick,
        serviceDay,
        tables,
        areaId,
        areaAsked,
        diner,
        external,
        version,
        holdUntilMs,
        createdMs);
  }
}
