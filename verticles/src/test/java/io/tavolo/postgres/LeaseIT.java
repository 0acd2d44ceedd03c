package io.tavolo.postgres;

import static io.tavolo.postgres.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.form.Formats;
import io.tavolo.engine.ownership.Head;
import io.tavolo.engine.ownership.Taken;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may take a shard from whom, and a lease's renewal racing with a taking. */
class LeaseIT {
  private static final String A = "node-a";
  private static final String B = "node-b";
  private static final long LONG_MS = 3_600_000;
  private static Vertx vertx;
  private static TestDatabase test;
  private static Pool shardPool;
  private static Pool leasePool;
  private static PgShards shards;
  private static PgLeases leases;

  @BeforeAll
  static void open() throws Exception {
    vertx = Vertx.vertx();
    test = TestDatabase.migrated();
    shardPool = test.database().pool(vertx, "shards", 4, 60_000);
    leasePool = test.database().pool(vertx, "lease", 1, 60_000);
    shards = new PgShards(shardPool);
    leases = new PgLeases(leasePool, Formats.HERE);
    await(shards.ensure(4));
  }

  @AfterAll
  static void close() throws Exception {
    await(shardPool.close());
    await(leasePool.close());
    await(vertx.close());
    test.close();
  }

  /** A owns all shards and both are alive. */
  @BeforeEach
  void reset() throws Exception {
    test.execute("update shard_head set owner = null, epoch = 0, successor = null");
    await(leases.register(A, "a:1", LONG_MS));
    await(leases.register(B, "b:1", LONG_MS));
    assertThat(await(shards.take(List.of(3, 2, 1, 0), A)))
        .containsExactly(taken(0, 1), taken(1, 1), taken(2, 1), taken(3, 1));
  }

  @Test
  void shouldNotTakeFromTheLiving() {
    assertThat(await(shards.take(List.of(0, 1), B))).isEmpty();
  }

  @Test
  void shouldTakeFromOneWhoseLeaseHasLapsed() throws Exception {
    lapse(A);
    assertThat(await(shards.take(List.of(0, 1), B))).containsExactly(taken(0, 2), taken(1, 2));
  }

  @Test
  void shouldTakeFromOneThatIsNotRegistered() {
    await(leases.unregister(A));
    assertThat(await(shards.take(List.of(0), B))).containsExactly(taken(0, 2));
  }

  @Test
  void shouldTakeItsOwnShardAgainUnderAHigherEpoch() {
    assertThat(await(shards.take(List.of(2), A))).containsExactly(taken(2, 2));
  }

  @Test
  void shouldTakeAReleasedShardAndForgetTheSuccessor() {
    assertThat(await(shards.release(2, 1, B, A))).isTrue();
    Head released = await(shards.heads()).get(2);
    assertThat(released).isEqualTo(new Head(2, null, 1, 0, B, null, 0));
    assertThat(await(shards.take(List.of(2, 3), B))).containsExactly(taken(2, 2));
    Head taken = await(shards.heads()).get(2);
    assertThat(taken.leaseLeftMs()).isBetween(1L, LONG_MS);
    assertThat(taken).isEqualTo(new Head(2, B, 2, 0, null, "b:1", taken.leaseLeftMs()));
  }

  @Test
  void shouldNotReleaseWhatIsAnothersByNow() throws Exception {
    lapse(A);
    await(shards.take(List.of(2), B));
    assertThat(await(shards.release(2, 1, null, A))).isFalse();
    assertThat(await(shards.heads()).get(2).owner()).isEqualTo(B);
  }

  @Test
  void shouldNotRenewALapsedLease() throws Exception {
    assertThat(await(leases.renew(A, LONG_MS))).isTrue();
    lapse(A);
    assertThat(await(leases.renew(A, LONG_MS))).isFalse();
    assertThat(await(leases.renew("node-unknown", LONG_MS))).isFalse();
    await(leases.register(A, "a:2", LONG_MS));
    assertThat(await(leases.renew(A, LONG_MS))).isTrue();
  }

  @Test
  void shouldWaitForARenewalInFlightAndThenNotTake() throws Exception {
    await(leases.register(A, "a:1", 1_000));
    try (Open renewal = begin("renewal")) {
      await(renewal.session.preparedQuery(ShardSql.RENEW).execute(Tuple.of(A, (double) LONG_MS)));
      test.awaitTrue("select lease_until <= clock_timestamp() from node where node = 'node-a'");
      Future<List<Taken>> taking = shards.take(List.of(0), B);
      test.awaitWaiting("shards", 1);
      await(renewal.transaction.commit());
      assertThat(await(taking)).isEmpty();
    }
  }

  @Test
  void shouldNotRenewALeaseThatATakerFoundLapsedWhileTheRenewalWaited() throws Exception {
    assertThat(renewedAfterATaking(ShardSql.RENEW)).isFalse();
  }

  /** Why the renewal locks first and reads the clock afterwards. */
  @Test
  void shouldNotBeThePlainUpdateWhichRenewsWhatATakerFoundLapsed() throws Exception {
    assertThat(
            renewedAfterATaking(
                """
                update node set lease_until = clock_timestamp() + $2 * interval '1 millisecond'
                 where node = $1 and lease_until > clock_timestamp() returning 1
                """))
        .isTrue();
  }

  @Test
  void shouldNotKeepARenewalWaitingWhileATakingWaitsForABatch() throws Exception {
    try (Open batch = begin("batch")) {
      await(batch.session.query("select 1 from shard_head where shard = 0 for update").execute());
      Future<List<Taken>> again = shards.take(List.of(0), A);
      Future<List<Taken>> byB = shards.take(List.of(0), B);
      test.awaitWaiting("shards", 2);
      assertThat(await(leases.renew(A, LONG_MS))).isTrue();
      await(batch.transaction.commit());
      assertThat(await(again)).hasSize(1);
      assertThat(await(byB)).isEmpty();
    }
  }

  /** A plan that joins row by row would stop reading heads at the first of the lease's owner. */
  @Test
  void shouldLockNoLeaseWhileItWaitsForAHeadWhateverThePlan() throws Exception {
    await(leases.unregister(B));
    try (Open batch = begin("batch");
        Open taker = begin("taker")) {
      for (String way :
          List.of(
              "hashjoin", "mergejoin", "hashagg", "material", "sort", "indexscan", "bitmapscan")) {
        await(taker.session.query("set enable_%s = off".formatted(way)).execute());
      }
      await(batch.session.query("select 1 from shard_head where shard = 1 for update").execute());
      Future<Integer> taking =
          taker
              .session
              .preparedQuery(ShardSql.TAKE)
              .execute(Tuple.of(new Integer[] {0, 1}, B))
              .map(rows -> rows.size());
      test.awaitWaiting("taker", 1);
      assertThat(await(leases.renew(A, LONG_MS))).isTrue();
      await(batch.transaction.commit());
      assertThat(await(taking)).isZero();
      await(taker.transaction.commit());
    }
  }

  @Test
  void shouldMakeTheShardsOnceAndRefuseAnotherNumber() {
    await(shards.ensure(4));
    assertThat(await(shards.heads())).hasSize(4);
    assertThatThrownBy(() -> await(shards.ensure(256)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("shards: 256 (expected: 4, as the database was begun with)");
  }

  /**
   * A renewal sent in time waits for a taker's share lock; meanwhile the lease runs out, and the
   * taker has the shard.
   */
  private static boolean renewedAfterATaking(String renewal) throws Exception {
    await(leases.register(A, "a:1", 1_000));
    try (Open taker = begin("taker");
        Open renewer = begin("renewer")) {
      await(
          taker
              .session
              .query("select lease_until from node where node = 'node-a' for share")
              .execute());
      Future<Boolean> renewed =
          renewer
              .session
              .preparedQuery(renewal)
              .execute(Tuple.of(A, (double) LONG_MS))
              .map(rows -> rows.size() == 1);
      test.awaitWaiting("renewer", 1);
      test.awaitTrue("select lease_until <= clock_timestamp() from node where node = 'node-a'");
      int taken =
          await(
              taker
                  .session
                  .preparedQuery(ShardSql.TAKE)
                  .execute(Tuple.of(new Integer[] {0}, B))
                  .map(rows -> rows.size()));
      assertThat(taken).isEqualTo(1);
      await(taker.transaction.commit());
      boolean result = await(renewed);
      await(renewer.transaction.commit());
      return result;
    }
  }

  private static Taken taken(int shard, long epoch) {
    return new Taken(shard, epoch, 0);
  }

  private static void lapse(String node) throws Exception {
    test.execute(
        "update node set lease_until = clock_timestamp() - interval '1 ms' where node = '%s'"
            .formatted(node));
  }

  private static Open begin(String role) {
    PgConnection session = test.session(vertx, role);
    return new Open(session, await(session.begin()));
  }

  /** An open transaction. */
  private record Open(PgConnection session, Transaction transaction) implements AutoCloseable {
    @Override
    public void close() {
      await(session.close());
    }
  }
}
