package io.tavolo.engine.routing;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;

/**
 * Requests of other nodes for the shards of this one. Without state but what is under way: any
 * thread.
 *
 * @param <A> who waits for an answer
 */
public final class Receiving<A> {
  private final Routes routes;
  private final UnderWay underWay;
  private final ReceivingEffects<A> effects;

  /**
   * Takes nothing yet.
   *
   * @param underWay what the node has taken from others and not answered
   */
  public Receiving(Routes routes, UnderWay underWay, ReceivingEffects<A> effects) {
    this.routes = routes;
    this.underWay = underWay;
    this.effects = effects;
  }

  /**
   * A request came.
   *
   * @param shard as the envelope says: anything
   * @param remainingMs how long its caller still waited when it was sent
   * @param nowMs on this node's monotonic clock
   */
  public void received(int shard, Request request, long remainingMs, A asker, long nowMs) {
    if (shard < 0 || shard >= routes.shards() || !routes.isHeldHere(shard)) {
      effects.answer(asker, new Reply.NotOwner());
    } else if (underWay.enter()) {
      effects.submit(shard, request, nowMs + remainingMs, asker);
    } else {
      effects.answer(asker, new Reply.Unavailable(Reply.Reason.QUEUE_FULL));
    }
  }

  /** The lane's answer to what was submitted. */
  public void answered(A asker, Reply reply) {
    underWay.leave();
    effects.answer(asker, reply);
  }
}
