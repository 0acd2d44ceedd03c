package io.tavolo.bench.jmh;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.wire.ReplyCodec;
import io.tavolo.engine.wire.RequestCodec;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A node that asks another, as a node's link does: the request's bytes in a message that has the
 * shard, the sender and a number at its head. The answers come back to one event loop, and the
 * {@link Answerer} is on another.
 */
final class Hop implements AutoCloseable {
  static final String ADDRESS = "tavolo.node.asked";
  static final String SENDER = "sender";
  static final String NUMBER = "number";
  static final String SHARD = "shard";
  private static final int TABLES = 40;
  private static final int DINNER = 20;
  private static final long REMAINING_MS = 5_000;
  private static final long SILENCE_MS = 2_000;
  private static final int PATIENCE_S = 60;

  private final Vertx asking;
  private final Vertx answering;
  private final EventBus bus;
  private final Context context;
  private final Request request;
  private long numbers;
  private int toSend;
  private int toCome;

  /**
   * Two nodes that have found each other, which are closed with this; or one that is both.
   *
   * @throws IllegalStateException when both are on the same event loop
   */
  Hop(Vertx asking, Vertx answering) throws TimeoutException {
    this.asking = asking;
    this.answering = answering;
    this.bus = asking.eventBus();
    this.context = asking.getOrCreateContext();
    House house = new House(TABLES);
    Command.Book book = house.book(4, House.EMPTY, DINNER);
    this.request = Messages.request(book, 1, true);
    Answerer answerer = new Answerer(Messages.answer(house, house.accept(book)));
    answering.deployVerticle(answerer).await(PATIENCE_S, TimeUnit.SECONDS);
    Promise<Thread> here = Promise.promise();
    context.runOnContext(v -> here.complete(Thread.currentThread()));
    if (here.future().await(PATIENCE_S, TimeUnit.SECONDS) == answerer.thread()) {
      throw new IllegalStateException("no hop: both on " + answerer.thread());
    }
  }

  /**
   * Asks so often, and waits for the last answer.
   *
   * @param atOnce how many are under way, at most as many as {@code times}
   */
  Reply ask(int times, int atOnce) throws TimeoutException {
    Promise<Reply> last = Promise.promise();
    context.runOnContext(
        v -> {
          toSend = times;
          toCome = times;
          for (int n = 0; n < atOnce; n++) {
            send(last);
          }
        });
    return last.future().await(PATIENCE_S, TimeUnit.SECONDS);
  }

  private void send(Promise<Reply> last) {
    toSend--;
    DeliveryOptions options =
        new DeliveryOptions()
            .setSendTimeout(SILENCE_MS)
            .addHeader(SHARD, Integer.toString(Answerer.SHARD))
            .addHeader(SENDER, "asking")
            .addHeader(NUMBER, Long.toString(numbers++));
    Buffer bytes = Buffer.buffer(RequestCodec.encode(request, REMAINING_MS));
    bus.<Buffer>request(ADDRESS, bytes, options)
        .map(answer -> ReplyCodec.decode(answer.body().getBytes()))
        .onComplete(reply -> answered(reply, last), last::tryFail);
  }

  private void answered(Reply reply, Promise<Reply> last) {
    if (!(reply instanceof Reply.Done)) {
      last.tryFail(new IllegalStateException("answered: " + reply));
    }
    if (--toCome == 0) {
      last.tryComplete(reply);
    } else if (toSend > 0) {
      send(last);
    }
  }

  @Override
  public void close() throws TimeoutException {
    answering.close().await(PATIENCE_S, TimeUnit.SECONDS);
    asking.close().await(PATIENCE_S, TimeUnit.SECONDS);
  }
}
