package io.tavolo.node;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.http.Reads;
import io.tavolo.postgres.PgReader;
import io.tavolo.postgres.RestaurantSearch;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What HTTP reads, from Postgres. */
record ReadsOfPostgres(PgReader reader) implements Reads {

  @Override
  public Future<Optional<Found>> reservation(ReservationId id) {
    return reader
        .reservationWithDiner(id.restaurant(), id.reservation())
        .map(
            view ->
                view == null
                    ? Optional.empty()
                    : Optional.of(
                        new Found(
                            view.restaurantId(),
                            view.zoneId(),
                            view.tablesShown(),
                            view.reservation(),
                            view.currency(),
                            view.diner())));
  }

  @Override
  public Future<Optional<Restaurant>> restaurant(String restaurantId) {
    return reader
        .definition(RestaurantNumber.of(restaurantId))
        .map(
            found ->
                Optional.ofNullable(found)
                    // Two ids may share a number.
                    .filter(r -> r.profile().restaurantId().equals(restaurantId)));
  }

  @Override
  public Future<List<Listed>> restaurants(Search search) {
    Circle near = search.near();
    Place after = search.after();
    RestaurantSearch of =
        new RestaurantSearch(
            search.text(),
            search.cuisine(),
            near == null
                ? null
                : new RestaurantSearch.Near(near.latitude(), near.longitude(), near.radiusKm()),
            after == null
                ? null
                : new RestaurantSearch.Cursor(after.rank(), after.name(), after.number()),
            search.limit());
    return reader.list(of).map(page -> page.stream().map(ReadsOfPostgres::listed).toList());
  }

  private static Listed listed(PgReader.Listed listed) {
    RestaurantSearch.Cursor cursor = listed.cursor();
    return new Listed(
        listed.profile(),
        listed.distanceKm(),
        new Place(cursor.rank(), cursor.name(), cursor.number()));
  }
}
