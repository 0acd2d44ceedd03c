package io.tavolo.postgres;

import static io.tavolo.postgres.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.form.Formats;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which format is written while software of several ranges is registered, and who is let in. */
class FormatsIT {
  private static final long LONG_MS = 3_600_000;
  private static final Formats PRESENT = new Formats(2, 2);
  private static final Formats NEXT = new Formats(2, 3);
  private static final Formats AFTER_NEXT = new Formats(3, 4);

  /** As software registers that knows nothing of formats. */
  private static final String REGISTER_UNTOLD =
      """
      insert into node (node, address, lease_until, registered_at)
      values ($1, 'a:1', clock_timestamp() + interval '1 hour', clock_timestamp())
      """;

  private static Vertx vertx;
  private static TestDatabase test;
  private static Pool pool;
  private static PgFormats formats;

  @BeforeAll
  static void open() throws Exception {
    vertx = Vertx.vertx();
    test = TestDatabase.migrated();
    pool = test.database().pool(vertx, "formats", 4, 60_000);
    formats = new PgFormats(pool);
  }

  @AfterAll
  static void close() throws Exception {
    await(pool.close());
    await(vertx.close());
    test.close();
  }

  @BeforeEach
  void forgetAll() throws Exception {
    test.execute("delete from node");
    test.execute("update setting set value = '2' where name = 'format'");
  }

  private static Future<Void> register(String node, Formats of) {
    return new PgLeases(pool, of).register(node, node + ":1", LONG_MS);
  }

  @Test
  void shouldWriteTheNewestThatEverybodyReads() {
    await(register("a", PRESENT));
    await(register("b", NEXT));
    assertThat(await(formats.raise())).isEqualTo(2);
    await(new PgLeases(pool, PRESENT).unregister("a"));
    assertThat(await(formats.raise())).isEqualTo(3);
    assertThat(await(formats.written())).isEqualTo(3);
  }

  @Test
  void shouldNotRiseWhereNobodyIsRegistered() {
    assertThat(await(formats.raise())).isEqualTo(2);
  }

  @Test
  void shouldCountSoftwareThatDoesNotSayWhatItReads() throws Exception {
    await(pool.preparedQuery(REGISTER_UNTOLD).execute(Tuple.of("untold")));
    await(register("b", NEXT));
    assertThat(await(formats.raise())).isEqualTo(2);
    lapse("untold");
    assertThat(await(formats.raise())).isEqualTo(3);
  }

  @Test
  void shouldStillCountWhoMayOnlyHavePaused() throws Exception {
    await(register("a", PRESENT));
    await(register("b", NEXT));
    test.execute("update node set lease_until = clock_timestamp() where node = 'a'");
    assertThat(await(formats.raise())).isEqualTo(2);
  }

  @Test
  void shouldNotFallWhenSomebodyReadsLess() throws Exception {
    await(register("b", NEXT));
    await(formats.raise());
    test.execute("update node set reads_to = 2");
    assertThat(await(formats.raise())).isEqualTo(3);
  }

  @Test
  void shouldNotLetInWhoDoesNotReadWhatIsWritten() {
    await(register("b", NEXT));
    await(formats.raise());
    assertThatThrownBy(() -> await(register("a", PRESENT)))
        .hasRootCauseInstanceOf(PgException.class)
        .hasStackTraceContaining(
            "format 3 is written here, and this software reads 2 to 2: start a release that reads"
                + " it");
    assertThatThrownBy(() -> await(pool.preparedQuery(REGISTER_UNTOLD).execute(Tuple.of("untold"))))
        .hasStackTraceContaining("format 3 is written here");
    await(register("c", NEXT));
  }

  @Test
  void shouldNotLetInWhoGaveUpWhatIsStillWritten() {
    await(register("b", NEXT));
    assertThatThrownBy(() -> await(register("c", AFTER_NEXT)))
        .hasStackTraceContaining("format 2 is written here, and this software reads 3 to 4");
    await(formats.raise());
    await(register("c", AFTER_NEXT));
    assertThat(await(formats.raise())).isEqualTo(3);
  }

  @Test
  void shouldNotLetInAgainWhoseLeaseLapsedBeforeTheRise() throws Exception {
    await(register("a", PRESENT));
    await(register("b", NEXT));
    lapse("a");
    await(formats.raise());
    PgLeases leases = new PgLeases(pool, PRESENT);
    assertThat(await(leases.renew("a", LONG_MS))).isFalse();
    assertThatThrownBy(() -> await(leases.register("a", "a:1", LONG_MS)))
        .hasStackTraceContaining("format 3 is written here");
  }

  @Test
  void shouldWaitForARegistrationUnderWayAndCountIt() throws Exception {
    await(register("b", NEXT));
    PgConnection session = test.session(vertx, "registration");
    Transaction registration = await(session.begin());
    await(session.preparedQuery(REGISTER_UNTOLD).execute(Tuple.of("untold")));
    Future<Integer> rise = formats.raise();
    test.awaitWaiting("formats", 1);
    await(registration.commit());
    assertThat(await(rise)).isEqualTo(2);
    await(session.close());
  }

  @Test
  void shouldHoldARegistrationToTheRiseThatItWaitedFor() throws Exception {
    await(register("b", NEXT));
    PgConnection session = test.session(vertx, "rise");
    Transaction rise = await(session.begin());
    await(session.query(FormatSql.RAISE).execute());
    Future<Void> registration = register("a", PRESENT);
    test.awaitWaiting("formats", 1);
    await(rise.commit());
    assertThatThrownBy(() -> await(registration))
        .hasStackTraceContaining("format 3 is written here");
    await(session.close());
  }

  @Test
  void shouldCountARenewalUnderWayThatFoundItsLeaseRunning() throws Exception {
    await(register("b", NEXT));
    await(new PgLeases(pool, PRESENT).register("a", "a:1", 1_000));
    PgConnection session = test.session(vertx, "renewal");
    Transaction renewal = await(session.begin());
    await(session.preparedQuery(ShardSql.RENEW).execute(Tuple.of("a", (double) LONG_MS)));
    test.awaitTrue("select lease_until <= clock_timestamp() from node where node = 'a'");
    Future<Integer> rise = formats.raise();
    test.awaitWaiting("formats", 1);
    await(renewal.commit());
    assertThat(await(rise)).isEqualTo(2);
    await(session.close());
  }

  private static void lapse(String node) throws Exception {
    test.execute(
        "update node set lease_until = clock_timestamp() - interval '3 minutes' where node = '%s'"
            .formatted(node));
  }
}
