package io.tavolo.cluster;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.routing.Receiving;
import io.tavolo.engine.routing.ReceivingEffects;
import io.tavolo.engine.routing.UnderWay;
import io.tavolo.engine.wire.ReplyCodec;
import io.tavolo.engine.wire.RequestCodec;
import io.tavolo.lane.LaneVerticle;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;

/**
 * The way between nodes: one event-bus address a node, the shard in the envelope. What comes in is
 * for the machine of {@link Receiving}. Any thread.
 */
public final class NodeLink implements ReceivingEffects<Message<Buffer>> {
  private static final String ADDRESS = "tavolo.node.";
  private static final String SHARD = "shard";
  private static final int UNREADABLE = 400;

  private final EventBus bus;
  private final OwnershipVerticle ownership;
  private final Receiving<Message<Buffer>> receiving;

  public NodeLink(EventBus bus, OwnershipVerticle ownership) {
    this.bus = bus;
    this.ownership = ownership;
    this.receiving =
        new Receiving<>(new RoutesOfView(ownership.view()), new UnderWay(UnderWay.MOST), this);
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
   * @param remainingMs how long the caller still waits
   * @param silenceMs after so long without an answer it fails with a timeout
   * @return fails with the bus's {@code ReplyException}, or when the answer cannot be read
   */
  Future<Reply> ask(String address, int shard, Request request, long remainingMs, long silenceMs) {
    DeliveryOptions options =
        new DeliveryOptions().setSendTimeout(silenceMs).addHeader(SHARD, Integer.toString(shard));
    return bus.<Buffer>request(
            address, Buffer.buffer(RequestCodec.encode(request, remainingMs)), options)
        .map(answer -> ReplyCodec.decode(answer.body().getBytes()));
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
    receiving.received(shard, timed.request(), timed.remainingMs(), message, LaneVerticle.nowMs());
  }

  @Override
  public void submit(int shard, Request request, long deadlineMs, Message<Buffer> asker) {
    ownership
        .laneOf(shard)
        .submit(shard, request, deadlineMs, reply -> receiving.answered(asker, reply));
  }

  @Override
  public void answer(Message<Buffer> asker, Reply reply) {
    asker.reply(Buffer.buffer(ReplyCodec.encode(reply)));
  }
}
