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
   * @param currency of its deposit, or null without one, and where its restaurant asks for none any
   *     more
   * @param diner the personal part, or null while a hold has none
   */
  record Found(
      String restaurantId,
      String zoneId,
      boolean tablesShown,
      Reservation reservation,
      @Nullable String currency,
      @Nullable Diner diner) {}

  /** The reservation or hold, empty when there is none. */
  Future<Optional<Found>> reservation(ReservationId id);

  /** The restaurant's definition, empty when there is none. */
  Future<Optional<Restaurant>> restaurant(String restaurantId);

  /**
   * A page of restaurants: the nearest first where a circle is given, else the likest first where a
   * text is, else in the order of names.
   *
   * @param text in the name or the cuisine, whatever the case, a part of it or nearly so, or null
   *     for all
   * @param cuisine the whole of it, whatever the case, or null for all
   * @param near null for everywhere
   * @param after where the page before ended, or null for the first page
   * @param limit 1..1000
   */
  record Search(
      @Nullable String text,
      @Nullable String cuisine,
      @Nullable Circle near,
      @Nullable Place after,
      int limit) {}

  /**
   * A circle on the earth.
   *
   * @param latitude degrees, -90..90
   * @param longitude degrees, -180..180
   * @param radiusKm great-circle distance, above 0
   */
  record Circle(double latitude, double longitude, double radiusKm) {}

  /**
   * A place in the list.
   *
   * @param rank kilometres when the list is by distance, unlikeness when it is by text, else 0
   * @param name decides among those of the same rank
   * @param number the restaurant's, which decides among equals
   */
  record Place(double rank, String name, long number) {}

  /**
   * A restaurant of the list.
   *
   * @param distanceKm null when the list is not by distance
   * @param place to go on after it
   */
  record Listed(Profile profile, @Nullable Double distanceKm, Place place) {}

  /** The restaurants that match. */
  Future<List<Listed>> restaurants(Search search);
}
