package io.tavolo.payments;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A provider without money. What it answers depends on the token alone; it remembers the newest
 * {@value #REMEMBERED} authorisations, in this process. Any thread.
 */
public final class SimulatedPayments implements Payments {
  /** Authorised at once. */
  public static final String OK = "tok_ok";

  /** Authorised, but later than anybody waits. */
  public static final String SLOW = "tok_slow";

  /** Declined, as every token is that is not one of these. */
  public static final String DECLINED = "tok_declined";

  private static final int REMEMBERED = 10_000;

  private final Vertx vertx;
  private final long slowMs;

  /** By the order's name, the oldest first. */
  private final Map<String, Standing> standing =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Standing> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Standing(Order order, Future<Outcome> outcome) {}

  /**
   * A provider that nobody has asked yet.
   *
   * @param slowMs how long {@link #SLOW} takes, 1 or more
   */
  public SimulatedPayments(Vertx vertx, long slowMs) {
    this.vertx = vertx;
    this.slowMs = slowMs;
  }

  @Override
  public Future<Outcome> authorise(Order order, String token) {
    return onContextOfCaller(outcome(order, token));
  }

  private synchronized Future<Outcome> outcome(Order order, String token) {
    Standing before = standing.get(order.name());
    if (before != null && before.order().equals(order)) {
      return before.outcome();
    }
    if (!token.equals(OK) && !token.equals(SLOW)) {
      return Future.succeededFuture(Outcome.DECLINED);
    }
    Future<Outcome> outcome =
        token.equals(OK)
            ? Future.succeededFuture(Outcome.AUTHORISED)
            : vertx.timer(slowMs, TimeUnit.MILLISECONDS).map(Outcome.AUTHORISED);
    standing.put(order.name(), new Standing(order, outcome));
    return outcome;
  }

  @Override
  public synchronized Future<Void> giveBack(Order order) {
    standing.remove(order.name());
    return Future.succeededFuture();
  }

  /** How many authorisations stand. */
  public synchronized int standing() {
    return standing.size();
  }

  /** Others may have asked first, on contexts of their own. */
  private Future<Outcome> onContextOfCaller(Future<Outcome> outcome) {
    if (outcome.isComplete()) {
      return outcome;
    }
    Context caller = vertx.getOrCreateContext();
    Promise<Outcome> answer = Promise.promise();
    outcome.onComplete(done -> caller.runOnContext(v -> answer.handle(done)));
    return answer.future();
  }
}
