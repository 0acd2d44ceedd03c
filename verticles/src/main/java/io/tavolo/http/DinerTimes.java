package io.tavolo.http;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.reservation.Reservation;
import io.vertx.core.Future;
import java.util.List;

/**
 * When a diner is expected, at all restaurants that ask for one reservation a diner and time:
 * advice, on which nothing is decided, and which may be missing or late. Called on event loops,
 * which it does not block; futures complete on the caller's context.
 */
public interface DinerTimes {

  /** A reservation that stands, from its first tick to its end. */
  record Visit(ReservationId reservation, int startTick, int endTick) {}

  /** Knows nobody. */
  DinerTimes NONE =
      new DinerTimes() {
        @Override
        public Future<List<Visit>> of(long dinerKey) {
          return Future.succeededFuture(List.of());
        }

        @Override
        public void put(ReservationId id, Reservation reservation) {}
      };

  /** The diner's visits, as far as is known; never fails, and is soon done. */
  Future<List<Visit>> of(long dinerKey);

  /** Notes a reservation as it stands after a commit, or strikes it out; waits for nothing. */
  void put(ReservationId id, Reservation reservation);
}
