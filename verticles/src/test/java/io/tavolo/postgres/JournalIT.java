package io.tavolo.postgres;

import static io.tavolo.postgres.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.form.Formats;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Batch.FenceResult;
import io.tavolo.engine.lane.Failure;
import io.tavolo.engine.ownership.Taken;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.sqlclient.Pool;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal's connection, and what its failures mean. */
class JournalIT {
  private static Vertx vertx;
  private static TestDatabase test;
  private static Pool pool;
  private static PgShards shards;

  @BeforeAll
  static void open() throws Exception {
    vertx = Vertx.vertx();
    test = TestDatabase.migrated();
    pool = test.database().pool(vertx, "shards", 2, 60_000);
    shards = new PgShards(pool);
    await(shards.ensure(4));
  }

  @AfterAll
  static void close() throws Exception {
    await(pool.close());
    await(vertx.close());
    test.close();
  }

  @BeforeEach
  void reset() throws Exception {
    test.execute(
        """
        truncate reservation, journal, diner, command_key, restaurant;
        update shard_head set owner = 'node-a', epoch = 1, last_seq = 0, successor = null
        """);
  }

  @Test
  void shouldWriteBatchAfterBatch() throws Exception {
    try (Lane lane = new Lane(test.database(), 20_000, 1_000)) {
      lane.awaitUp();
      for (int seq = 0; seq < 20; seq++) {
        assertThat(lane.write(new TestBatch().head(1, 1, seq, seq + 1).booking(1, seq + 1, 5, seq)))
            .containsExactly(new FenceResult(1, 1, seq, true));
      }
    }
    assertThat(test.value("select count(*) from journal")).isEqualTo("20");
    assertThat(test.value("select last_seq from shard_head where shard = 1")).isEqualTo("20");
  }

  @Test
  void shouldGoStraightToTheHeadWhileASnapshotIsHeldOpen() throws Exception {
    int batches = 400;
    try (Lane lane = new Lane(test.database(), 20_000, 1_000);
        Connection holder = test.connect()) {
      lane.awaitUp();
      hold(holder);
      test.execute("select pg_stat_reset()");
      for (int seq = 0; seq < batches; seq++) {
        assertThat(lane.write(new TestBatch().head(1, 1, seq, seq + 1).booking(1, seq + 1, 5, seq)))
            .containsExactly(new FenceResult(1, 1, seq, true));
      }
      test.awaitTrue(
          "select n_tup_upd >= %d from pg_stat_user_tables where relname = 'shard_head'"
              .formatted(batches));
      // By the index alone each batch would look into it twice.
      test.awaitTrue(
          "select idx_scan between 1 and %d from pg_stat_user_tables where relname = 'shard_head'"
              .formatted(batches));
    }
    assertThat(test.value("select count(*) from journal")).isEqualTo(Integer.toString(batches));
    assertThat(test.value("select last_seq from shard_head where shard = 1"))
        .isEqualTo(Integer.toString(batches));
  }

  @Test
  void shouldWriteNothingToAHeadThatIsNotWhereItWasAndFindItAgain() throws Exception {
    try (Lane lane = new Lane(test.database(), 20_000, 1_000);
        Connection holder = test.connect()) {
      lane.awaitUp();
      hold(holder);
      int seq = 0;
      while (pageOf(1).equals(pageOf(2)) || seq < 300) {
        lane.write(new TestBatch().head(1, 1, seq, seq + 1).booking(1, seq + 1, 5, seq));
        seq++;
      }
      test.execute("update shard_head set successor = 'node-c' where shard = 1");
      TestBatch next = new TestBatch().head(1, 1, seq, seq + 1).booking(1, seq + 1, 5, seq);
      assertThat(lane.write(next)).noneMatch(FenceResult::passed);
      assertThat(test.value("select max(seq) from journal")).isEqualTo(Integer.toString(seq));
      assertThat(lane.write(next)).containsExactly(new FenceResult(1, 1, seq, true));
    }
  }

  private static void hold(Connection holder) throws Exception {
    holder.setAutoCommit(false);
    holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = holder.createStatement()) {
      statement.execute("select count(*) from setting");
    }
  }

  private static String pageOf(int shard) throws Exception {
    return test.value("select (ctid::text::point)[0] from shard_head where shard = " + shard);
  }

  @Test
  void shouldWriteAReservationAsItIsAfterEachBatch() throws Exception {
    try (Lane lane = new Lane(test.database(), 20_000, 1_000)) {
      lane.awaitUp();
      lane.write(new TestBatch().head(1, 1, 0, 1).booking(1, 1, 5, 77));
      TestBatch corrected = new TestBatch().head(1, 1, 1, 2);
      Diner diner = new Diner(77, "New", null, null, null, List.of());
      corrected.diners.add(new Batch.DinerRow(1, 5, diner));
      lane.write(corrected);
    }
    assertThat(test.value("select name from diner where ref = 77")).isEqualTo("New");
    assertThat(test.value("select tags is null from diner where ref = 77")).isEqualTo("t");
  }

  @Test
  void shouldSayDataAndStoreNothingWhenARowIsPoison() throws Exception {
    Reservation hugeParty = withParty(1, 70_000);
    Diner nul = new Diner(1, "a\0b", null, null, null, List.of());
    TestBatch twice = new TestBatch().head(1, 1, 0, 2).booking(1, 1, 5, 1).booking(1, 2, 5, 1);
    TestBatch external =
        new TestBatch()
            .head(1, 1, 0, 2)
            .booking(1, 1, 5, withExternal(1), TestBatch.diner(1))
            .booking(1, 2, 5, withExternal(2), TestBatch.diner(2));
    try (Lane lane = new Lane(test.database(), 20_000, 1_000)) {
      lane.awaitUp();
      for (TestBatch poison :
          List.of(
              good().booking(1, 2, 5, hugeParty, TestBatch.diner(1)),
              good().booking(1, 2, 5, TestBatch.reservation(1), nul),
              good().definition(1, 2, 5, TestBatch.restaurant("r5", "lone \ud83d", null, null)),
              twice,
              external)) {
        assertFailure(lane, poison, Failure.DATA);
        assertThat(test.value("select count(*) from journal")).isEqualTo("0");
        assertThat(test.value("select last_seq from shard_head where shard = 1")).isEqualTo("0");
      }
      assertThat(lane.write(good())).allMatch(FenceResult::passed);
    }
  }

  @Test
  void shouldSayRefusedWhenPostgresGivesTheStatementUp() throws Exception {
    try (Lane lane = new Lane(test.database(), 200, 20_000);
        Connection blocker = test.connect();
        Statement statement = blocker.createStatement()) {
      lane.awaitUp();
      blocker.setAutoCommit(false);
      statement.execute("select 1 from shard_head where shard = 1 for update");
      assertFailure(lane, good(), Failure.REFUSED);
      blocker.rollback();
      assertThat(lane.write(good())).as("may be sent again").allMatch(FenceResult::passed);
    }
  }

  @Test
  void shouldSayUnknownWhenTheSessionIsKilledAndConnectAgainByItself() throws Exception {
    try (Lane lane = new Lane(test.database(), 20_000, 1_000);
        Connection blocker = test.connect();
        Statement statement = blocker.createStatement()) {
      lane.awaitUp();
      blocker.setAutoCommit(false);
      statement.execute("select 1 from shard_head where shard = 1 for update");
      Future<List<FenceResult>> batch = lane.send(good());
      test.awaitWaiting("journal", 1);
      test.execute(
          """
          select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and application_name = 'tavolo-journal'
          """);
      assertThatThrownBy(() -> await(batch))
          .isInstanceOfSatisfying(
              JournalFailure.class, e -> assertThat(e.kind()).isEqualTo(Failure.UNKNOWN));
      assertThat(lane.next()).startsWith("down");
      lane.awaitUp();
      blocker.rollback();
      assertThat(lane.write(good())).allMatch(FenceResult::passed);
    }
  }

  @Test
  void shouldSayUnknownWhenTheAnswerIsLostAndLearnByTakingThatItWasStored() throws Exception {
    Swallowing proxy = new Swallowing(test.uri());
    try (Lane lane = new Lane(Database.at(proxy.uri()), 300, 100)) {
      lane.awaitUp();
      proxy.swallow.set(true);
      assertFailure(lane, good(), Failure.UNKNOWN);
      assertThat(lane.next()).startsWith("down");
      assertThat(await(shards.take(List.of(1), "node-a"))).containsExactly(new Taken(1, 2, 1));
      proxy.swallow.set(false);
      lane.awaitUp();
      assertThat(lane.write(new TestBatch().head(1, 2, 1, 2).booking(1, 2, 5, 2)))
          .containsExactly(new FenceResult(1, 2, 1, true));
    }
  }

  @Test
  void shouldSayRefusedWhileNotConnected() throws Exception {
    Swallowing proxy = new Swallowing(test.uri());
    await(proxy.server.close());
    try (Lane lane = new Lane(Database.at(proxy.uri()), 20_000, 1_000)) {
      assertThat(lane.next()).startsWith("down");
      assertFailure(lane, good(), Failure.REFUSED);
    }
  }

  @Test
  void shouldSetWhatDurabilityNeedsInEverySession() {
    Pool one = test.database().pool(vertx, "settings", 1, 1_234);
    String settings =
        await(
            one.query(
                    """
                    select string_agg(name || ' ' || setting, ', ' order by name) from pg_settings
                     where name in ('synchronous_commit', 'transaction_isolation',
                                    'statement_timeout')
                    """)
                .execute()
                .map(rows -> rows.iterator().next().getString(0)));
    assertThat(settings)
        .isEqualTo(
            "statement_timeout 1234, synchronous_commit on, transaction_isolation read committed");
    await(one.close());
  }

  private static TestBatch good() {
    return new TestBatch().head(1, 1, 0, 1).booking(1, 1, 5, 1000);
  }

  private static Reservation withParty(long id, int partySize) {
    Reservation r = TestBatch.reservation(id);
    return new Reservation(
        id,
        r.status(),
        partySize,
        r.startTick(),
        r.endTick(),
        r.serviceDay(),
        r.tables(),
        r.areaId(),
        r.areaAsked(),
        r.diner(),
        null,
        1,
        0,
        r.createdMs());
  }

  private static Reservation withExternal(long id) {
    Reservation r = TestBatch.reservation(id);
    return new Reservation(
        id,
        r.status(),
        r.partySize(),
        r.startTick(),
        r.endTick(),
        r.serviceDay(),
        r.tables(),
        r.areaId(),
        r.areaAsked(),
        r.diner(),
        new ExternalId(3, 4),
        1,
        0,
        r.createdMs());
  }

  private static void assertFailure(Lane lane, Batch batch, Failure kind) {
    assertThatThrownBy(() -> lane.write(batch))
        .isInstanceOfSatisfying(
            JournalFailure.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }

  /** A journal on an event loop of its own, and what its listener heard. */
  private static final class Lane implements AutoCloseable, PgJournal.Listener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Context context = vertx.getOrCreateContext();
    private final PgJournal journal;

    Lane(Database database, int statementTimeoutMs, int graceMs) {
      journal =
          new PgJournal(
              vertx, database, "journal", statementTimeoutMs, graceMs, Formats.HERE::newest, this);
      context.runOnContext(v -> journal.start());
    }

    void awaitUp() throws InterruptedException {
      String next = next();
      while (!next.equals("up")) {
        next = next();
      }
    }

    String next() throws InterruptedException {
      String next = heard.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("heard within 20 s").isNotNull();
      return String.valueOf(next);
    }

    Future<List<FenceResult>> send(Batch batch) {
      Promise<List<FenceResult>> answer = Promise.promise();
      context.runOnContext(v -> journal.write(batch).onComplete(answer));
      return answer.future();
    }

    List<FenceResult> write(Batch batch) {
      return await(send(batch));
    }

    @Override
    public void up() {
      heard.add("up");
    }

    @Override
    public void down(String why) {
      heard.add("down: " + why);
    }

    @Override
    public void close() {
      Promise<Void> closed = Promise.promise();
      context.runOnContext(v -> journal.close().onComplete(closed));
      await(closed.future());
    }
  }

  /** A network that can lose what Postgres answers. */
  private static final class Swallowing {
    final AtomicBoolean swallow = new AtomicBoolean();
    final NetServer server;
    private final String target;

    Swallowing(String uri) {
      target = uri;
      int port = Integer.parseInt(uri.replaceAll(".*:(\\d+)/.*", "$1"));
      server =
          vertx
              .createNetServer()
              .connectHandler(
                  client -> {
                    client.pause();
                    vertx
                        .createNetClient()
                        .connect(port, "127.0.0.1")
                        .onSuccess(postgres -> join(client, postgres));
                  });
      await(server.listen(0, "127.0.0.1"));
    }

    private void join(NetSocket client, NetSocket postgres) {
      client.handler(postgres::write);
      client.closeHandler(v -> postgres.close());
      postgres.handler(
          bytes -> {
            if (!swallow.get()) {
              client.write(bytes);
            }
          });
      postgres.closeHandler(v -> client.close());
      client.resume();
    }

    String uri() {
      return target.replaceAll(":\\d+/", ":" + server.actualPort() + "/");
    }
  }
}
