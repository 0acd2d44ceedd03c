package io.tavolo.bench.jmh;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.routing.Envelope;
import io.tavolo.engine.routing.Receiving;
import io.tavolo.engine.routing.ReceivingEffects;
import io.tavolo.engine.routing.Routes;
import io.tavolo.engine.routing.UnderWay;
import io.tavolo.engine.wire.ReplyCodec;
import io.tavolo.engine.wire.RequestCodec;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The node that is asked: it takes every request by the machine of {@link Receiving}. */
final class Answerer extends VerticleBase implements ReceivingEffects<Message<Buffer>> {
  static final int SHARD = 0;

  private final Reply reply;
  private final Receiving<Message<Buffer>> receiving =
      new Receiving<>(new OneShard(), new UnderWay(UnderWay.MOST), this);
  private @Nullable Message<Buffer> taken;
  private volatile @Nullable Thread thread;

  /** One who knows a single answer. */
  Answerer(Reply reply) {
    this.reply = reply;
  }

  /** Whose it is, once it is deployed. */
  Thread thread() {
    return Objects.requireNonNull(thread);
  }

  @Override
  public Future<?> start() {
    thread = Thread.currentThread();
    return vertx.eventBus().<Buffer>consumer(Hop.ADDRESS, this::receive).completion();
  }

  private void receive(Message<Buffer> message) {
    RequestCodec.Timed timed = RequestCodec.decode(message.body().getBytes());
    Envelope envelope =
        new Envelope(
            header(message, Hop.SENDER),
            Long.parseLong(header(message, Hop.NUMBER)),
            Integer.parseInt(header(message, Hop.SHARD)),
            timed.remainingMs());
    receiving.received(envelope, timed.request(), message, System.nanoTime() / 1_000_000);
    Message<Buffer> asker = taken;
    if (asker != null) {
      taken = null;
      receiving.answered(asker, reply);
    }
  }

  private static String header(Message<Buffer> message, String name) {
    return String.valueOf(message.headers().get(name));
  }

  /** There is no lane; the answer is given when this has returned. */
  @Override
  public void submit(int shard, Request request, long deadlineMs, Message<Buffer> asker) {
    taken = asker;
  }

  @Override
  public void answer(Message<Buffer> asker, Reply answer) {
    asker.reply(Buffer.buffer(ReplyCodec.encode(answer, asker.body().getByte(0))));
  }

  /** The one that there is, is here. */
  private static final class OneShard implements Routes {
    @Override
    public int shards() {
      return SHARD + 1;
    }

    @Override
    public boolean isHeldHere(int shard) {
      return true;
    }

    @Override
    public @Nullable String ownerOf(int shard) {
      return null;
    }

    @Override
    public @Nullable String addressOf(int shard) {
      return null;
    }

    @Override
    public boolean isOutOfReach(int shard) {
      return false;
    }
  }
}
