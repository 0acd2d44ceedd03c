package io.tavolo.engine.routing;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;

/**
 * All that {@link Receiving} asks of the world. Each call returns at once and must not call back
 * into it before it has returned.
 *
 * @param <A> who waits for the answer: opaque to the machine
 */
public interface ReceivingEffects<A> {
  /**
   * Submit the request to the lane that runs the shard here; {@link Receiving#answered}, once.
   *
   * @param deadlineMs on this node's monotonic clock
   */
  void submit(int shard, Request request, long deadlineMs, A asker);

  /** Send the answer back; once for each that was received for the first time. */
  void answer(A asker, Reply reply);
}
