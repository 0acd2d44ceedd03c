package io.tavolo.bench.peer;

import io.tavolo.bench.peer.house.PeerRouter;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.http.Reads;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What a peer reads: single reservations and restaurants. It lists nothing. */
final class PeerReads implements Reads {
  private final PeerRouter router;

  PeerReads(PeerRouter router) {
    this.router = router;
  }

  @Override
  public Future<Optional<Found>> reservation(ReservationId id) {
    return router.reservation(id);
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
