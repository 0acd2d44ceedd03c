package io.tavolo.http.exchange;

import com.netflix.concurrency.limits.Limit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tavolo.http.problem.Problem;
import io.vertx.core.http.HttpMethod;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Turns away what could not be answered in time, before anything of it is read but its header: the
 * more urgent a request is, the more of the limit is open to it, so that searches go first and a
 * table that is given back goes last. What streams is counted until it begins to, and how long a
 * client takes to send its request does not count.
 *
 * <p>One event loop, with a limit of its own.
 */
public final class Admission {
  private static final int TARGET_MS = 500;

  /**
   * So few are let in however slow they are: a node that has just started is slow, and not full.
   */
  private static final int LEAST = 200;

  private static final int RETRY_AFTER_S = 1;

  /** How urgent a request is, and what part of the limit is open to it. */
  enum Urgency {
    /** Gives a table back, or keeps one that is held. */
    SETTLES(1.0),
    /** Asks for a table, or changes something. */
    WRITES(0.9),
    /** Looks. */
    READS(0.7);

    private final double part;

    Urgency(double part) {
      this.part = part;
    }

    static Urgency of(Exchange exchange) {
      HttpMethod method = exchange.method();
      if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
        return READS;
      }
      boolean settles =
          method.equals(HttpMethod.DELETE)
              || exchange.path().endsWith("/confirm")
              || exchange.path().endsWith("/release");
      return settles ? SETTLES : WRITES;
    }
  }

  private final Limit limit;
  private final LongSupplier nanoTime;
  private final Map<Urgency, Counter> shed = new EnumMap<>(Urgency.class);

  /** Written by the loop, read by the gauge. */
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * The gate of one event loop.
   *
   * @param most requests at once, however fast they are answered; with 0 none is let in
   * @param loop tells it from the others in the metrics
   * @param nanoTime a clock that never goes back
   */
  public Admission(int most, MeterRegistry registry, String loop, LongSupplier nanoTime) {
    this.limit = AnswerTimeLimit.of(TARGET_MS, Math.min(LEAST, most), most);
    this.nanoTime = nanoTime;
    Gauge.builder("tavolo.http.limit", limit, Limit::getLimit)
        .description("Requests that may be under way at once so that answers are in time")
        .tag("loop", loop)
        .register(registry);
    Gauge.builder("tavolo.http.under.way", underWay, AtomicInteger::get)
        .description("Requests that were let in and not answered yet")
        .tag("loop", loop)
        .register(registry);
    for (Urgency urgency : Urgency.values()) {
      shed.put(
          urgency,
          Counter.builder("tavolo.http.shed")
              .description("Requests turned away because too many were under way")
              .tag("loop", loop)
              .tag("urgency", urgency.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /**
   * Lets it in until it is answered.
   *
   * @throws io.tavolo.http.problem.ProblemException 503 when there is no room for it
   */
  public void admit(Exchange exchange) {
    if (!enter(Urgency.of(exchange))) {
      throw Problem.unavailable("more is asked than can be answered in time", RETRY_AFTER_S)
          .asException();
    }
    exchange.whenAnswered(this::leave);
  }

  /** Whether it was let in; then it leaves once. */
  boolean enter(Urgency urgency) {
    int before = underWay.get();
    if (before >= limit.getLimit() * urgency.part) {
      Counter counter = shed.get(urgency);
      if (counter != null) {
        counter.increment();
      }
      return false;
    }
    underWay.lazySet(before + 1);
    return true;
  }

  /** Of one that was let in: how long it took, or less than 0 when that says nothing. */
  void leave(long tookNanos) {
    int during = underWay.get();
    underWay.lazySet(during - 1);
    if (tookNanos >= 0) {
      limit.onSample(nanoTime.getAsLong() - tookNanos, tookNanos, during, false);
    }
  }
}
