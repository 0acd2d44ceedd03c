package io.tavolo.cluster;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.routing.Envelope;
import io.tavolo.engine.routing.Receiving;
import io.tavolo.engine.routing.ReceivingEffects;
import io.tavolo.engine.routing.UnderWay;
import io.tavolo.engine.wire.ReplyCodec;
import io.tavolo.engine.wire.RequestCodec;
import io.tavolo.lane.LaneVerticle;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way between nodes: one event-bus address a node, the shard in the envelope. What comes in is
 * for the machine of {@link Receiving}. Any thread.
 *
 * <p>A request is answered in the format that it is written in: whoever wrote it reads that. One
 * that cannot be read here is refused before anything is done with it, and its sender is told so:
 * see {@link #isRefusedUnread}.
 */
public final class NodeLink implements ReceivingEffects<Message<Buffer>> {
  private static final Logger log = LoggerFactory.getLogger(NodeLink.class);
  private static final String ADDRESS = "tavolo.node.";
  private static final String SENDER = "sender";
  private static final String NUMBER = "number";
  private static final String SHARD = "shard";

  /** On a message that only asks whether it is heard. */
  private static final String HEARING = "hearing";

  /** Software of format 2 says it too, of what it cannot read. */
  private static final int UNREADABLE = 400;

  private static final long TELL_EVERY_MS = 10_000;

  private final String self;
  private final EventBus bus;
  private final OwnershipVerticle ownership;
  private final FormatGate formats;
  private final Receiving<Message<Buffer>> receiving;
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong toldMs = new AtomicLong(LaneVerticle.nowMs() - TELL_EVERY_MS);

  /**
   * @param self this node, a name of its own for each start
   */
  public NodeLink(String self, EventBus bus, OwnershipVerticle ownership, FormatGate formats) {
    this.self = self;
    this.bus = bus;
    this.ownership = ownership;
    this.formats = formats;
    this.receiving =
        new Receiving<>(
            new RoutesOfView(ownership.view(), address -> false),
            new UnderWay(UnderWay.MOST),
            this);
  }

  /** Where a node is reached. */
  public static String addressOf(String node) {
    return ADDRESS + node;
  }

  /**
   * Takes requests for this node's shards from the others, until the consumer is unregistered.
   *
   * @param unheardAt where this node asks another in vain, or null; called on the caller's context
   */
  Future<MessageConsumer<Buffer>> listen(
      String address, Function<String, @Nullable String> unheardAt) {
    MessageConsumer<Buffer> consumer =
        bus.consumer(
            address,
            message -> {
              if (message.headers().contains(HEARING)) {
                String at = unheardAt.apply(String.valueOf(message.headers().get(SENDER)));
                message.reply(Buffer.buffer(at == null ? "" : at));
              } else {
                receive(message);
              }
            });
    return consumer.completion().map(consumer).onFailure(e -> consumer.unregister());
  }

  /**
   * Asks another node whether it hears.
   *
   * @return where that node asks this one in vain, empty when it does not; fails when no answer
   *     came within {@code silenceMs}
   */
  Future<String> askHearing(String address, long silenceMs) {
    DeliveryOptions options =
        new DeliveryOptions()
            .setSendTimeout(silenceMs)
            .addHeader(HEARING, "")
            .addHeader(SENDER, self);
    return bus.<Buffer>request(address, Buffer.buffer(), options)
        .map(answer -> answer.body().toString())
        // Software of the version before does not know the question, and has heard it.
        .recover(
            failure ->
                isRefusedUnread(failure)
                    ? Future.succeededFuture("")
                    : Future.failedFuture(failure));
  }

  /**
   * Asks another node.
   *
   * @param remainingMs how long the caller still waits
   * @param silenceMs after so long without an answer it fails with a timeout
   * @return fails with the bus's {@code ReplyException}, or when the answer cannot be read
   * @see #isRefusedUnread
   */
  Future<Reply> ask(String address, int shard, Request request, long remainingMs, long silenceMs) {
    DeliveryOptions options =
        new DeliveryOptions()
            .setSendTimeout(silenceMs)
            .addHeader(SHARD, Integer.toString(shard))
            .addHeader(SENDER, self)
            .addHeader(NUMBER, Long.toString(numbers.getAndIncrement()));
    return bus.<Buffer>request(
            address,
            Buffer.buffer(RequestCodec.encode(request, remainingMs, formats.written())),
            options)
        .map(answer -> ReplyCodec.decode(answer.body().getBytes()));
  }

  /** Whether an {@link #ask} failed since the other could not read it, and did nothing with it. */
  static boolean isRefusedUnread(Throwable failure) {
    return failure instanceof ReplyException e
        && e.failureType() == ReplyFailure.RECIPIENT_FAILURE
        && e.failureCode() == UNREADABLE;
  }

  private void receive(Message<Buffer> message) {
    RequestCodec.Timed timed;
    Envelope envelope;
    try {
      timed = RequestCodec.decode(message.body().getBytes());
      envelope = envelope(message.headers(), timed.remainingMs());
    } catch (IllegalArgumentException e) {
      refuse(message, String.valueOf(e.getMessage()));
      return;
    }
    receiving.received(envelope, timed.request(), message, LaneVerticle.nowMs());
  }

  private void refuse(Message<Buffer> message, String why) {
    long nowMs = LaneVerticle.nowMs();
    long lastMs = toldMs.get();
    if (nowMs - lastMs >= TELL_EVERY_MS && toldMs.compareAndSet(lastMs, nowMs)) {
      log.warn("a request of node {} is refused unread: {}", message.headers().get(SENDER), why);
    }
    message.fail(UNREADABLE, why);
  }

  private static Envelope envelope(MultiMap headers, long remainingMs) {
    long number = Long.parseLong(String.valueOf(headers.get(NUMBER)));
    if (number < 0) {
      throw new IllegalArgumentException("number: %d (expected: 0 or more)".formatted(number));
    }
    int shard = Integer.parseInt(String.valueOf(headers.get(SHARD)));
    return new Envelope(String.valueOf(headers.get(SENDER)), number, shard, remainingMs);
  }

  @Override
  public void submit(int shard, Request request, long deadlineMs, Message<Buffer> asker) {
    ownership
        .laneOf(shard)
        .submit(shard, request, deadlineMs, reply -> receiving.answered(asker, reply));
  }

  @Override
  public void answer(Message<Buffer> asker, Reply reply) {
    int format = asker.body().getByte(0);
    asker.reply(Buffer.buffer(ReplyCodec.encode(reply, format)));
  }
}
