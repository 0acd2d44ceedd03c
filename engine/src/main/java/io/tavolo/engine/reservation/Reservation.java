package io.tavolo.engine.reservation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as it stands after an event.
 *
 * @param id 64 random bits, unique in its restaurant
 * @param partySize covers
 * @param startTick the visit's first tick
 * @param endTick the tick at which the visit ends
 * @param freeTick the tick at which its tables are free again, some ticks of reset after its end
 * @param serviceDay the service date, in days since 1970-01-01
 * @param tables labels of the tables it takes; none of a visit that was over when it was brought in
 * @param areaId where those stand; of such a visit the area asked for, or empty
 * @param areaAsked whether the diner asked for that area
 * @param diner reference of the diner's row, 0 while a hold has none
 * @param dinerKey who the diner is, as {@link Diner#key}; 0 when not known
 * @param external the caller's own id for it
 * @param version 1 at creation, one more with every change that the diner can see
 * @param holdUntilMs when the hold runs out, in milliseconds since the epoch; 0 when it is none
 * @param createdMs milliseconds since the epoch
 * @param depositMinor what is paid ahead for it, in the smallest unit of the restaurant's currency:
 *     due while it is a hold, paid afterwards; 0 for nothing
 * @param pacingExceeded whether the house seated it beyond its own pacing
 */
public record Reservation(
    long id,
    Status status,
    int partySize,
    int startTick,
    int endTick,
    int freeTick,
    int serviceDay,
    List<String> tables,
    String areaId,
    boolean areaAsked,
    long diner,
    long dinerKey,
    @Nullable ExternalId external,
    int version,
    long holdUntilMs,
    long createdMs,
    int depositMinor,
    boolean pacingExceeded) {
  public Reservation {
    tables = List.copyOf(tables);
  }

  /** One whose tables are free again at its end, of a diner who is not known. */
  public Reservation(
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
    this(
        id,
        status,
        partySize,
        startTick,
        endTick,
        endTick,
        serviceDay,
        tables,
        areaId,
        areaAsked,
        diner,
        0,
        external,
        version,
        holdUntilMs,
        createdMs,
        0,
        false);
  }
}
