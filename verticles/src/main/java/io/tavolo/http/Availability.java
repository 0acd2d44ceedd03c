package io.tavolo.http;

import io.tavolo.engine.lane.Reply;
import io.vertx.core.Future;
import java.util.List;

/** What is free on a service date: from the cache, or from the lane that owns the restaurant. */
public interface Availability {
  /**
   * The day. Callable on any event loop; the future completes on the caller's context.
   *
   * @param serviceDay days since 1970-01-01
   * @return {@link Reply.Day}, {@link Reply.Refused} or {@link Reply.Unavailable}
   */
  Future<Reply> day(String restaurantId, int serviceDay);

  /**
   * One day of many restaurants, in their order: the cache is asked once for all, and the lanes at
   * once for all that it lacks. A restaurant whose lane has not answered in time is {@link
   * Reply.Unavailable}; its answer goes into the cache for who asks next. Called and completed like
   * {@link #day}.
   *
   * @param restaurantIds at most 1,000
   * @param serviceDay days since 1970-01-01
   * @param timeoutMs how long the lanes may take, 1 or more
   * @return never fails
   */
  Future<List<Reply>> days(List<String> restaurantIds, int serviceDay, long timeoutMs);
}
