package io.tavolo.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.bench.peer.house.PeerRouter;
import io.tavolo.bench.peer.sql.SqlRouter;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.reservation.Reservation;
import io.vertx.core.Vertx;
import java.util.List;

class SingleStatementIT extends SqlPeerRules {
  @Override
  PeerRouter open(Vertx vertx, String uri) throws Exception {
    return await(SqlRouter.singleStatement(vertx, uri, SESSIONS_PER_LOOP));
  }

  /** The tables know no other visits than those that stand. */
  @Override
  void check(String house, List<Reservation> standing) throws Exception {
    long ticks = standing.stream().mapToLong(visit -> visit.endTick() - visit.startTick()).sum();
    long taken =
        number(
            """
            select sum(upper(visit) - lower(visit)) from dining_table, unnest(taken) visit
             where restaurant = %d
            """
                .formatted(RestaurantNumber.of(house)));
    assertThat(taken).isEqualTo(ticks);
  }
}
