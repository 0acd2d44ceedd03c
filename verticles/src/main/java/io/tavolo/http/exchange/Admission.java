package io.tavolo.http.exchange;

import static java.util.Objects.requireNonNull;

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
 * Turns away what could not be answered in time, before anything of it is read but its header, or
 * once its body has come: the more urgent a request is, the more of the limit is open to it, so
 * that searches go first and a table that is given back goes last. What streams is counted until it
 * begins to.
 *
 * <p>The limit is that of bookings and changes: many quick looks beside them say nothing of how
 * late they are. Looks have one of their own besides, for when nothing else is asked.
 *
 * <p>One event loop, with limits of its own.
 */
public final class Admission {
  private static final int TARGET_MS = 500;

  /**
   * So few are let in by all loops together however slow they are: a node that has just started is
   * slow, and not full.
   */
  private static final int LEAST = 512;

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
  private final Limit looksLimit;
  private final LongSupplier nanoTime;
  private final Map<Urgency, Counter> shed = new EnumMap<>(Urgency.class);
  private final Map<Urgency, Way> ways = new EnumMap<>(Urgency.class);

  /** Written by the loop, read by the gauges. */
  private final AtomicInteger underWay = new AtomicInteger();

  private int looks;

  /**
   * The gate of one event loop.
   *
   * @param most requests at once, however fast they are answered; with 0 none is let in
   * @param loops how many loops share the node, 1 or more
   * @param loop tells it from the others in the metrics
   * @param nanoTime a clock that never goes back
   */
  public Admission(
      int most, int loops, MeterRegistry registry, String loop, LongSupplier nanoTime) {
    int least = Math.min(Math.max(1, LEAST / loops), most);
    this.limit = AnswerTimeLimit.of(TARGET_MS, least, most);
    this.looksLimit = AnswerTimeLimit.of(TARGET_MS, least, most);
    this.nanoTime = nanoTime;
    gauge(registry, limit, loop, "all");
    gauge(registry, looksLimit, loop, "reads");
    Gauge.builder("tavolo.http.under.way", underWay, AtomicInteger::get)
        .description("Requests that were let in and not answered yet")
        .tag("loop", loop)
        .register(registry);
    for (Urgency urgency : Urgency.values()) {
      ways.put(urgency, new Way(urgency));
      shed.put(
          urgency,
          Counter.builder("tavolo.http.shed")
              .description("Requests turned away because too many were under way")
              .tag("loop", loop)
              .tag("urgency", urgency.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  private static void gauge(MeterRegistry registry, Limit limit, String loop, String of) {
    Gauge.builder("tavolo.http.limit", limit, Limit::getLimit)
        .description("Requests that may be under way at once so that answers are in time")
        .tag("loop", loop)
        .tag("of", of)
        .register(registry);
  }

  /**
   * Lets it in until it is answered.
   *
   * @throws io.tavolo.http.problem.ProblemException 503 when there is no room for it
   */
  public void admit(Exchange exchange) {
    exchange.through(requireNonNull(ways.get(Urgency.of(exchange))));
  }

  /** That of all requests which are so urgent. */
  private final class Way implements Exchange.Gate {
    private final Urgency urgency;

    Way(Urgency urgency) {
      this.urgency = urgency;
    }

    @Override
    public void enter() {
      if (!Admission.this.enter(urgency)) {
        throw Problem.unavailable("more is asked than can be answered in time", RETRY_AFTER_S)
            .asException();
      }
    }

    @Override
    public void leave(long tookNanos) {
      Admission.this.leave(urgency, tookNanos);
    }
  }

  /** Whether it was let in; then it leaves once. */
  boolean enter(Urgency urgency) {
    int before = underWay.get();
    boolean look = urgency == Urgency.READS;
    boolean full = before >= limit.getLimit() * urgency.part;
    if (full || (look && looks >= looksLimit.getLimit() * urgency.part)) {
      Counter counter = shed.get(urgency);
      if (counter != null) {
        counter.increment();
      }
      return false;
    }
    underWay.lazySet(before + 1);
    looks += look ? 1 : 0;
    return true;
  }

  /** Of one that was let in: how long it took, or less than 0 when that says nothing. */
  void leave(Urgency urgency, long tookNanos) {
    int all = underWay.get();
    int during = all;
    Limit told = limit;
    underWay.lazySet(all - 1);
    if (urgency == Urgency.READS) {
      during = looks--;
      told = looksLimit;
    }
    if (tookNanos >= 0) {
      told.onSample(nanoTime.getAsLong() - tookNanos, tookNanos, during, false);
    }
  }
}
