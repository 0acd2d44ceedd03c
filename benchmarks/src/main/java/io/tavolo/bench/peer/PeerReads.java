package io.tavolo.bench.peer;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.http.Reads;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the peer reads: single reservations and restaurants. It lists nothing. */
final class PeerReads implements Reads {
  private final ForUpdateRouter router;

  PeerReads(ForUpdateRouter router) {
    this.router = router;
  }

  @Override
  public Future<Optional<Found>> reservation(ReservationId id) {
    return router
        .ofThisLoop()
        .find(id.restaurant(), id.reservation())
        .map(row -> row.flatMap(present -> found(id, present)));
  }

  private Optional<Found> found(ReservationId id, Row row) {
    @Nullable Restaurant restaurant = router.definition(id.restaurant());
    return restaurant == null
        ? Optional.empty()
        : Optional.of(
            new Found(
                restaurant.profile().restaurantId(),
                restaurant.profile().zone().getId(),
                restaurant.policies().showTables(),
                PeerRows.reservation(row),
                null,
                PeerRows.diner(row)));
  }

  @Override
  public Future<Optional<Restaurant>> restaurant(String restaurantId) {
    return Future.succeededFuture(
        Optional.ofNullable(router.definition(RestaurantNumber.of(restaurantId))));
  }

  @Override
  public Future<List<Listed>> restaurants(Search search) {
    return Future.failedFuture(new UnsupportedOperationException("the peer keeps no list"));
  }
}
