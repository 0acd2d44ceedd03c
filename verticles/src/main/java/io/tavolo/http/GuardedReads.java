package io.tavolo.http;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.http.problem.Problem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads whose failure is an answer: a database that cannot be reached is no defect of ours, and
 * after a while the same request is served.
 */
final class GuardedReads implements Reads {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedReads.class);

  private final Reads reads;

  GuardedReads(Reads reads) {
    this.reads = reads;
  }

  @Override
  public Future<Optional<Found>> reservation(ReservationId id) {
    return guarded(reads.reservation(id));
  }

  @Override
  public Future<Optional<Restaurant>> restaurant(String restaurantId) {
    return guarded(reads.restaurant(restaurantId));
  }

  @Override
  public Future<List<Listed>> restaurants(Search search) {
    return guarded(reads.restaurants(search));
  }

  private static <T> Future<T> guarded(Future<T> read) {
    return read.recover(
        cause -> {
          LOG.warn("a read failed", cause);
          return Future.failedFuture(
              Problem.unavailable("the database does not answer", 2).asException());
        });
  }
}
