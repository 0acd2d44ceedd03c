package io.tavolo.engine.routing;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;

/**
 * Requests of other nodes for the shards of this one, each message once: a command without a
 * caller's key that came again could be refused, and told so, and then be done.
 *
 * <p>{@link #received} on one thread, {@link #answered} on any.
 *
 * @param <A> who waits for an answer
 */
public final class Receiving<A> {
  /** What came from all nodes counts together: the lanes are the same for all. */
  private static final String ALL = "";

  private final Routes routes;
  private final UnderWay underWay;
  private final ReceivingEffects<A> effects;
  private final Seen seen = new Seen();

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
   * A request came; one that comes again is nobody's.
   *
   * @param nowMs on this node's monotonic clock
   */
  public void received(Envelope envelope, Request request, A asker, long nowMs) {
    if (!seen.isFirst(envelope.sender(), envelope.number())) {
      return;
    }
    int shard = envelope.shard();
    if (shard < 0 || shard >= routes.shards() || !routes.isHeldHere(shard)) {
      effects.answer(asker, new Reply.NotOwner());
    } else if (underWay.enter(ALL)) {
      effects.submit(shard, request, nowMs + envelope.remainingMs(), asker);
    } else {
      effects.answer(asker, new Reply.Unavailable(Reply.Reason.QUEUE_FULL));
    }
  }

  /** The lane's answer to what was submitted. */
  public void answered(A asker, Reply reply) {
    underWay.leave(ALL);
    effects.answer(asker, reply);
  }
}
