package io.tavolo.bench.peer;

import io.tavolo.engine.lane.Reply;
import io.tavolo.http.Availability;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;

/** A peer books; what is free it does not tell. */
final class NoAvailability implements Availability {
  private static final Reply NONE = new Reply.Unavailable(Reply.Reason.DEADLINE);

  @Override
  public Future<Reply> day(String restaurantId, int serviceDay) {
    return Future.succeededFuture(NONE);
  }

  @Override
  public Future<List<Reply>> days(List<String> restaurantIds, int serviceDay, long timeoutMs) {
    return Future.succeededFuture(Collections.nCopies(restaurantIds.size(), NONE));
  }
}
