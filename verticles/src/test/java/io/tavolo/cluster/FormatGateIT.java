package io.tavolo.cluster;

import static io.tavolo.postgres.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tavolo.engine.form.Formats;
import io.tavolo.postgres.PgFormats;
import io.tavolo.postgres.PgLeases;
import io.tavolo.postgres.TestDatabase;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node of software that knows one format more than the others. */
class FormatGateIT {
  private static final long LONG_MS = 3_600_000;
  private static final long LOOK_MS = 20;
  private static final Formats PRESENT = new Formats(2, 2);
  private static final Formats NEXT = new Formats(2, 3);

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private TestDatabase test;
  private Pool pool;

  @BeforeEach
  void open() throws Exception {
    test = TestDatabase.migrated();
    pool = test.database().pool(vertx, "formats", 2, 60_000);
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
    test.close();
  }

  private FormatGate gate(String node, Formats formats) {
    await(new PgLeases(pool, formats).register(node, node + ":1", LONG_MS));
    FormatGate gate = new FormatGate(formats, new PgFormats(pool), registry);
    await(gate.open(vertx));
    return gate;
  }

  @Test
  void shouldWriteWhatTheOthersReadUntilTheLastOfThemIsGone() {
    PgLeases old = new PgLeases(pool, PRESENT);
    await(old.register("old", "old:1", LONG_MS));
    FormatGate gate = gate("next", NEXT);
    assertThat(gate.written()).isEqualTo(2);

    await(old.unregister("old"));
    awaitWritten(gate, 3);
    assertThat(registry.get("tavolo.format.written").gauge().value()).isEqualTo(3);
  }

  @Test
  void shouldWriteTheNewestAtOnceWhereItIsAlone() {
    assertThat(gate("next", NEXT).written()).isEqualTo(3);
  }

  @Test
  void shouldWriteWhatIsWrittenWhenItComesLater() {
    gate("next", NEXT);
    assertThat(gate("later", new Formats(3, 4)).written()).isEqualTo(3);
  }

  private void awaitWritten(FormatGate gate, int format) {
    Promise<Void> seen = Promise.promise();
    vertx.setPeriodic(
        LOOK_MS,
        timer -> {
          if (gate.written() == format && seen.tryComplete()) {
            vertx.cancelTimer(timer);
          }
        });
    await(seen.future());
  }
}
