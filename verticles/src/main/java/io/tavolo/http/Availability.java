package io.tavolo.http;

import io.tavolo.engine.lane.Reply;
import io.vertx.core.Future;

/** What is free on a service date: from the cache, or from the lane that owns the restaurant. */
@FunctionalInterface
public interface Availability {
  /**
   * The day. Callable on any event loop; the future completes on the caller's context.
   *
   * @param serviceDay days since 1970-01-01
   * @return {@link Reply.Day}, {@link Reply.Refused} or {@link Reply.Unavailable}
   */
  Future<Reply> day(String restaurantId, int serviceDay);
}
