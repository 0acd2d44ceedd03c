package io.tavolo.demo;

import io.tavolo.cluster.Router;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Takes commands to the router, and the same one again while nobody takes it up: a server that is
 * away for a minute breaks no load off. Used on one context.
 */
final class Errands {
  private static final long ANSWER_MS = 10_000;
  private static final long PAUSE_MS = 250;
  private static final int ATTEMPTS = 240;

  private final Vertx vertx;
  private final Router router;
  private boolean ended;

  Errands(Vertx vertx, Router router) {
    this.vertx = vertx;
    this.router = router;
  }

  /**
   * The decision about the command; fails when there is none within a minute or more, or after
   * {@link #end}.
   */
  Future<Reply> run(String restaurantId, CommandKey key, Command command) {
    return run(
        new Request.Submit(restaurantId, RestaurantNumber.of(restaurantId), key, command), 1);
  }

  /** What is read, as often as the reading fails; fails itself as {@link #run} does. */
  <T> Future<T> read(Supplier<Future<T>> reading) {
    return read(reading, 1);
  }

  private <T> Future<T> read(Supplier<Future<T>> reading, int attempt) {
    if (ended) {
      return Future.failedFuture("the node is stopping");
    }
    return reading
        .get()
        .recover(
            failure ->
                attempt == ATTEMPTS
                    ? Future.failedFuture(failure)
                    : vertx.timer(PAUSE_MS).compose(late -> read(reading, attempt + 1)));
  }

  /** Lets nothing more begin. */
  void end() {
    ended = true;
  }

  private Future<Reply> run(Request request, int attempt) {
    if (ended) {
      return Future.failedFuture("the node is stopping");
    }
    return router
        .ask(request, ANSWER_MS)
        .compose(
            reply -> {
              if (!(reply instanceof Reply.Unavailable unavailable)) {
                return Future.succeededFuture(reply);
              }
              return attempt == ATTEMPTS
                  ? Future.failedFuture("no answer: " + unavailable.reason())
                  : vertx.timer(PAUSE_MS).compose(late -> run(request, attempt + 1));
            });
  }
}
