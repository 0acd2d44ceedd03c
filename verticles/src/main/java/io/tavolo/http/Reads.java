package io.tavolo.http;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is read from the database and not asked of a lane. It sees all that was answered before.
 * Called on event loops, which it does not block; futures complete on the caller's context, and
 * fail when the database cannot be reached.
 */
public interface Reads {

  /**
   * A reservation with all that shows it.
   *
   * @param zoneId its restaurant's IANA zone
   * @param tablesShown whether its restaurant's policy shows diners the tables
   * @param diner the personal part, or null while a hold has none
   */
  record Found(
      String restaurantId,
      String zoneId,
      boolean tablesShown,
      Reservation reservation,
      @Nullable Diner diner) {}

  /** The reservation or hold, empty when there is none. */
  Future<Optional<Found>> reservation(ReservationId id);

  /** The restaurant's definition, empty when there is none. */
  Future<Optional<Restaurant>> restaurant(String restaurantId);

  /**
   * A page of restaurants.
   *
   * @param text in the name, the cuisine or the address, whatever the case, or null for all
   * @param cuisine the cuisine, whatever the case, or null for all
   * @param near null for everywhere
   * @param after only ids greater than this, compared by bytes; empty for the first page
   * @param limit 1..1000
   */
  record Search(
      @Nullable String text,
      @Nullable String cuisine,
      @Nullable Circle near,
      String after,
      int limit) {}

  /**
   * A circle on the earth.
   *
   * @param latitude degrees, -90..90
   * @param longitude degrees, -180..180
   * @param radiusKm great-circle distance
   */
  record Circle(double latitude, double longitude, double radiusKm) {}

  /** The restaurants that match, ascending by the bytes of their ids. */
  Future<List<Profile>> restaurants(Search search);
}
