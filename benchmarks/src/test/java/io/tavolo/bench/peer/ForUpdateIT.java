package io.tavolo.bench.peer;

import io.tavolo.bench.peer.house.PeerRouter;
import io.tavolo.bench.peer.sql.SqlRouter;
import io.vertx.core.Vertx;

class ForUpdateIT extends SqlPeerRules {
  @Override
  PeerRouter open(Vertx vertx, String uri) throws Exception {
    return await(SqlRouter.forUpdate(vertx, uri, SESSIONS_PER_LOOP));
  }
}
