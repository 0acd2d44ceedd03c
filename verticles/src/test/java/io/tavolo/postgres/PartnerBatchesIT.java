package io.tavolo.postgres;

import static io.tavolo.postgres.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartnerBatchesIT {
  private static final UUID ID = new UUID(4, 2);

  private final Vertx vertx = Vertx.vertx();
  private TestDatabase test;
  private Pool pool;
  private PgPartnerBatches batches;

  @BeforeEach
  void open() throws Exception {
    test = TestDatabase.migrated();
    pool = test.database().pool(vertx, "batches", 2, 60_000);
    batches = new PgPartnerBatches(pool);
  }

  @AfterEach
  void close() throws Exception {
    await(pool.close());
    await(vertx.close());
    test.close();
  }

  @Test
  void shouldKeepABatchForItsCallerOnly() {
    assertThat(await(batches.find(ID, "staff"))).isNull();
    await(batches.accept(ID, "staff", 3));
    assertThat(await(batches.find(ID, "staff")))
        .satisfies(
            kept -> {
              assertThat(kept.lines()).isEqualTo(3);
              assertThat(kept.ageMs()).isBetween(0L, 20_000L);
              assertThat(kept.answers()).isNull();
            });
    await(batches.finish(ID, Buffer.buffer("all\n")));
    await(batches.finish(ID, Buffer.buffer("all\n")));
    assertThat(await(batches.find(ID, "staff")).answers()).hasToString("all\n");
    assertThat(await(batches.find(ID, "other"))).isNull();
  }

  @Test
  void shouldForgetABatchAfterADay() throws Exception {
    await(batches.accept(ID, "staff", 3));
    age("23 hours 59 minutes");
    assertThat(await(batches.find(ID, "staff")).ageMs()).isGreaterThan(86_000_000L);
    age("2 minutes");
    assertThat(await(batches.find(ID, "staff"))).isNull();
    await(new Partitions(pool, InstantSource.system(), 1).keep());
    assertThat(test.value("select count(*) from partner_batch")).isEqualTo("0");
  }

  @Test
  void shouldPushOutTheOldestFinishedOnesAndNoneThatRuns() throws Exception {
    await(batches.accept(ID, "staff", 3));
    test.execute(
        """
        insert into partner_batch
        select gen_random_uuid(), 'staff', clock_timestamp() - make_interval(secs => n), n, ''
          from generate_series(1, 1000) n
        """);
    await(batches.accept(new UUID(4, 3), "staff", 3));
    assertThat(test.value("select count(*) from partner_batch where answers is not null"))
        .isEqualTo(Integer.toString(PgPartnerBatches.KEPT - 1));
    assertThat(test.value("select max(lines) from partner_batch where answers is not null"))
        .isEqualTo(Integer.toString(PgPartnerBatches.KEPT - 1));
    assertThat(await(batches.find(ID, "staff"))).isNotNull();
  }

  private void age(String interval) throws Exception {
    test.execute(
        "update partner_batch set accepted_at = accepted_at - interval '" + interval + "'");
  }
}
