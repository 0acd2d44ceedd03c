package io.tavolo.cluster;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.vertx.core.Future;

/** The way to the one lane that may decide. */
public interface Router {
  /**
   * Brings the request to its shard's owner, wherever that is, and the answer back. Asks again
   * under the same command key while nobody owns the shard, inside the time given. Callable on any
   * event loop; the future completes on the caller's context.
   *
   * @param timeoutMs how long the caller waits, 1..60,000
   * @return never fails and is never {@link Reply.NotOwner}; {@link Reply.Unavailable} when no
   *     answer came in time
   */
  Future<Reply> ask(Request request, long timeoutMs);
}
