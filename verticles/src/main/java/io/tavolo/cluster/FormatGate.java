package io.tavolo.cluster;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tavolo.engine.form.Formats;
import io.tavolo.postgres.PgFormats;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The format that this node writes, by the rule of {@link Formats}. As long as others keep it below
 * what this software could write, it looks every second whether it may rise; afterwards never
 * again. Any thread.
 */
public final class FormatGate {
  private static final Logger log = LoggerFactory.getLogger(FormatGate.class);
  private static final long EVERY_MS = 1_000;

  private final Formats formats;
  private final PgFormats stored;
  private volatile int written;

  /**
   * A gate that is shut: what is written before it is opened is of the oldest format.
   *
   * @param formats those of this software
   */
  public FormatGate(Formats formats, PgFormats stored, MeterRegistry registry) {
    this.formats = formats;
    this.stored = stored;
    written = formats.oldest();
    Gauge.builder("tavolo.format.written", this, FormatGate::written)
        .description("the format that this node writes for the others")
        .register(registry);
  }

  /** Learns what is written; between the registration of this node and its first shard. */
  public Future<Void> open(Vertx vertx) {
    return stored
        .written()
        .compose(now -> now < formats.newest() ? stored.raise() : Future.succeededFuture(now))
        .onSuccess(
            now -> {
              written = now;
              if (now < formats.newest()) {
                log.info("format {} is written until every node reads {}", now, formats.newest());
                lookAgain(vertx);
              }
            })
        .mapEmpty();
  }

  /** One look at a time: each may have to wait for the others' registrations. */
  private void lookAgain(Vertx vertx) {
    vertx.setTimer(EVERY_MS, timer -> look(vertx));
  }

  private void look(Vertx vertx) {
    stored
        .raise()
        .onSuccess(
            now -> {
              if (now > written) {
                log.info("format {} is written from now on", now);
                written = now;
              }
            })
        .onFailure(e -> log.warn("the format was not looked at: {}", e.getMessage()))
        .onComplete(
            done -> {
              if (written < formats.newest()) {
                lookAgain(vertx);
              }
            });
  }

  /** In which to write what any node may read. */
  public int written() {
    return written;
  }
}
