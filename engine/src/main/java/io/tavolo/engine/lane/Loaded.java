package io.tavolo.engine.lane;

import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A restaurant as the database has it.
 *
 * @param definition null when there is no such restaurant
 * @param reservations those that occupy a table and whose service date is the day before yesterday
 *     or later
 * @param keys of the last 24 hours, oldest first
 * @param externalIds all there ever were
 * @param lastEventMs when its shard's newest event happened, by the clock of the lane that decided
 *     it, in milliseconds since the epoch; may be 0 when that is days ago
 */
public record Loaded(
    @Nullable Restaurant definition,
    List<Reservation> reservations,
    List<Batch.KeyRow> keys,
    List<External> externalIds,
    long lastEventMs) {

  public record External(ExternalId externalId, long reservation) {}

  /** A hold and when it runs out, in milliseconds since the epoch. */
  public record Deadline(long restaurant, long reservation, long atMs) {}
}
