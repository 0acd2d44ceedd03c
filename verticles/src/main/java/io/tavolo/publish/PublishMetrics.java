package io.tavolo.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tavolo.engine.publish.Publishing;

/** What is seen of publishing from outside. Written by one thread, read by any. */
final class PublishMetrics {
  final Counter sent;
  final Counter failures;
  final Counter lost;

  private volatile long eventsBehind;
  private volatile double oldestSeconds;
  private volatile long generation;
  private volatile int inFlight;

  PublishMetrics(MeterRegistry registry) {
    sent = counter(registry, "tavolo.publish.records", "records that Kafka has taken");
    failures = counter(registry, "tavolo.publish.failures", "producers given up after a failure");
    lost = counter(registry, "tavolo.publish.lost", "events the journal no longer had");
    Gauge.builder("tavolo.publish.lag.events", this, m -> m.eventsBehind)
        .description("events committed and not known to be in Kafka")
        .register(registry);
    Gauge.builder("tavolo.publish.lag", this, m -> m.oldestSeconds)
        .baseUnit("seconds")
        .description("age of the oldest of them")
        .register(registry);
    Gauge.builder("tavolo.publish.generation", this, m -> m.generation)
        .description("producers there have been")
        .register(registry);
    Gauge.builder("tavolo.publish.in.flight", this, m -> m.inFlight)
        .description("records handed over and not answered")
        .register(registry);
  }

  /**
   * How old the oldest event is that is not known to be in Kafka, in seconds; 0 when there is none.
   */
  double oldestSeconds() {
    return oldestSeconds;
  }

  void show(Publishing publishing, long nowMs) {
    eventsBehind = publishing.eventsBehind();
    oldestSeconds = Math.max(0, nowMs - publishing.oldestMs()) / 1000.0;
    generation = publishing.generation();
    inFlight = publishing.inFlight();
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }
}
