package io.tavolo.bench.peer.house;

import io.tavolo.cluster.Router;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.http.Reads;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands where Tavolo has its lanes and its reads. It takes definitions, bookings and
 * cancellations; a request for anything else fails. Callable on any event loop.
 */
public interface PeerRouter extends Router {
  /** The reservation, empty when there is none. */
  Future<Optional<Reads.Found>> reservation(ReservationId id);

  /** The restaurant's definition, or null when there is no such restaurant. */
  @Nullable Restaurant definition(long restaurant);
}
