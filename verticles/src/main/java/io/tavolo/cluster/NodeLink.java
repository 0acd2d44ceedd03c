package io.tavolo.cluster;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.wire.ReplyCodec;
import io.tavolo.engine.wire.RequestCodec;
import io.tavolo.lane.LaneVerticle;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way between nodes: one event-bus address a node, the shard in the envelope. What is under way
 * is bounded on both sides, since the bus itself has no back-pressure. Any thread.
 */
public final class NodeLink {
  private static final String ADDRESS = "tavolo.node.";
  private static final String SHARD = "shard";
  private static final int MAX_UNDER_WAY = 8_192;
  private static final int UNREADABLE = 400;

  /** A node that is killed answers nothing of what it had, and nobody says so. */
  private static final long ANSWER_MS = 2_000;

  private final EventBus bus;
  private final OwnershipVerticle ownership;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger received = new AtomicInteger();

  public NodeLink(EventBus bus, OwnershipVerticle ownership) {
    this.bus = bus;
    this.ownership = ownership;
  }

  /** Where a node is reached. */
  public static String addressOf(String node) {
    return ADDRESS + node;
  }

  /** Takes requests for this node's shards from the others, until the consumer is unregistered. */
  public Future<MessageConsumer<Buffer>> listen(String address) {
    MessageConsumer<Buffer> consumer = bus.consumer(address, this::receive);
    return consumer.completion().map(consumer);
  }

  /**
   * Asks another node.
   *
   * @return {@link Reply.NotOwner} when nobody listens there, or no answer came within two seconds:
   *     the node may be gone, and by its key the same request does no harm; never fails
   */
  Future<Reply> ask(String address, int shard, Request request, long remainingMs) {
    if (sent.incrementAndGet() > MAX_UNDER_WAY) {
      sent.decrementAndGet();
      return Future.succeededFuture(new Reply.Unavailable(Reply.Reason.QUEUE_FULL));
    }
    DeliveryOptions options =
        new DeliveryOptions()
            .setSendTimeout(Math.min(remainingMs, ANSWER_MS))
            .addHeader(SHARD, Integer.toString(shard));
    return bus.<Buffer>request(
            address, Buffer.buffer(RequestCodec.encode(request, remainingMs)), options)
        .map(answer -> ReplyCodec.decode(answer.body().getBytes()))
        .otherwise(NodeLink::unanswered)
        .onComplete(done -> sent.decrementAndGet());
  }

  private static Reply unanswered(Throwable failure) {
    boolean silent =
        failure instanceof ReplyException e
            && (e.failureType() == ReplyFailure.NO_HANDLERS
                || e.failureType() == ReplyFailure.TIMEOUT);
    return silent ? new Reply.NotOwner() : new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME);
  }

  private void receive(Message<Buffer> message) {
    RequestCodec.Timed timed;
    int shard;
    try {
      timed = RequestCodec.decode(message.body().getBytes());
      shard = Integer.parseInt(String.valueOf(message.headers().get(SHARD)));
    } catch (IllegalArgumentException e) {
      message.fail(UNREADABLE, String.valueOf(e.getMessage()));
      return;
    }
    if (shard < 0 || shard >= ownership.view().size() || !ownership.view().get(shard).held()) {
      answer(message, new Reply.NotOwner());
    } else if (received.incrementAndGet() > MAX_UNDER_WAY) {
      received.decrementAndGet();
      answer(message, new Reply.Unavailable(Reply.Reason.QUEUE_FULL));
    } else {
      ownership
          .laneOf(shard)
          .submit(
              shard,
              timed.request(),
              LaneVerticle.nowMs() + timed.remainingMs(),
              reply -> {
                received.decrementAndGet();
                answer(message, reply);
              });
    }
  }

  private static void answer(Message<Buffer> message, Reply reply) {
    message.reply(Buffer.buffer(ReplyCodec.encode(reply)));
  }
}
