package io.tavolo.postgres;

import static io.tavolo.postgres.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.form.Formats;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Batch.FenceResult;
import io.tavolo.engine.ownership.Taken;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The concurrency of the batch and the taking, with several sessions. That a statement waits is
 * read off Postgres's own view of its locks, never off a clock.
 */
class FenceIT {
  private static final String A = "node-a";
  private static final String B = "node-b";
  private static Vertx vertx;
  private static TestDatabase test;
  private static Pool pool;
  private static PgShards shards;

  @BeforeAll
  static void open() throws Exception {
    vertx = Vertx.vertx();
    test = TestDatabase.migrated();
    pool = test.database().pool(vertx, "shards", 4, 60_000);
    shards = new PgShards(pool);
    PgLeases leases = new PgLeases(pool, Formats.HERE);
    await(shards.ensure(8));
    await(leases.register(A, "a:1", 3_600_000));
    await(leases.register(B, "b:1", 3_600_000));
  }

  @AfterAll
  static void close() throws Exception {
    await(pool.close());
    await(vertx.close());
    test.close();
  }

  /** Shards 0..7, each owned by A under epoch 1 with nothing written. */
  @BeforeEach
  void reset() throws Exception {
    test.execute(
        """
        truncate reservation, journal, diner, command_key, restaurant;
        update shard_head set owner = 'node-a', epoch = 1, last_seq = 0, successor = null;
        update node set lease_until = clock_timestamp() + interval '1 hour'
        """);
  }

  @Test
  void shouldWaitForATakerAndThenBeRefused() throws Exception {
    lapse(A);
    try (Open taker = begin("taker");
        Open lane = begin("lane")) {
      taker.send(ShardSql.TAKE, Tuple.of(new Integer[] {3}, B)).get();
      Sent batch = lane.send(new TestBatch().head(3, 1, 0, 1).booking(3, 1, 30, 100));
      test.awaitWaiting("lane", 1);
      taker.commit();
      assertThat(batch.fences()).containsExactly(new FenceResult(3, 2, 0, false));
      lane.commit();
    }
    assertStored(0);
  }

  @Test
  void shouldWaitForATakerAndWriteNothingWhenItGoesStraightToAHead() throws Exception {
    lapse(A);
    TestBatch batch =
        new TestBatch()
            .head(3, 1, 0, 1)
            .head(4, 1, 0, 1)
            .booking(3, 1, 30, 100)
            .booking(4, 1, 40, 101);
    try (Open taker = begin("taker");
        Open lane = begin("lane")) {
      taker.send(ShardSql.TAKE, Tuple.of(new Integer[] {3}, B)).get();
      Sent sent = lane.send(BatchSql.WRITE_AT, at(batch, 3, 4));
      test.awaitWaiting("lane", 1);
      taker.commit();
      assertThat(sent.fences())
          .filteredOn(FenceResult::passed)
          .containsExactly(new FenceResult(4, 1, 0, true));
      lane.commit();
    }
    assertStored(1);
    assertThat(test.value("select last_seq from shard_head where shard = 3")).isEqualTo("0");
  }

  @Test
  void shouldWriteNothingThroughThePlaceOfAnotherHead() throws Exception {
    TestBatch batch = new TestBatch().head(3, 1, 0, 1).booking(3, 1, 30, 100);
    try (Open lane = begin("lane")) {
      assertThat(lane.send(BatchSql.WRITE_AT, at(batch, 4)).fences())
          .noneMatch(FenceResult::passed);
      lane.commit();
    }
    assertStored(0);
  }

  /** With the places of those shards' heads as they are now. */
  private static Tuple at(TestBatch batch, int... shards) throws Exception {
    String[] places = new String[shards.length];
    for (int i = 0; i < shards.length; i++) {
      places[i] = test.value("select ctid::text from shard_head where shard = " + shards[i]);
    }
    return BatchRows.of(batch, Formats.HERE.newest()).addValue(places);
  }

  @Test
  void shouldWaitForABatchInFlightWhenTakingAndSeeWhatItCommitted() throws Exception {
    try (Open lane = begin("lane")) {
      lane.send(new TestBatch().head(3, 1, 0, 1).booking(3, 1, 30, 100)).get();
      lapse(A);
      Future<List<Taken>> taking = shards.take(List.of(3), B);
      test.awaitWaiting("shards", 1);
      lane.commit();
      assertThat(await(taking)).containsExactly(new Taken(3, 2, 1));
      assertThat(lane.send(new TestBatch().head(3, 1, 1, 2).booking(3, 2, 30, 101)).fences())
          .containsExactly(new FenceResult(3, 2, 1, false));
    }
    assertStored(1);
  }

  @Test
  void shouldStoreTheRowsOfShardsThatPassAndNothingOfThoseRefused() throws Exception {
    test.execute("update shard_head set epoch = 5 where shard = 2");
    TestBatch batch = new TestBatch().head(1, 1, 0, 2).head(2, 1, 0, 2).head(4, 1, 7, 9);
    for (int shard : new int[] {1, 2, 4}) {
      batch
          .definition(shard, 1, shard, TestBatch.restaurant("r" + shard, "R", null, null))
          .booking(shard, 2, shard, 100 + shard);
    }
    try (Open lane = begin("lane")) {
      assertThat(lane.send(batch).fences())
          .containsExactly(
              new FenceResult(1, 1, 0, true),
              new FenceResult(2, 5, 0, false),
              new FenceResult(4, 1, 0, false));
      lane.commit();
    }
    assertThat(test.value("select string_agg(restaurant::text, ' ') from reservation"))
        .isEqualTo("1");
    assertThat(
            test.value(
                "select string_agg(shard || '/' || seq || '/' || epoch, ' ' order by seq) from journal"))
        .isEqualTo("1/1/1 1/2/1");
    assertThat(test.value("select string_agg(restaurant::text, ' ') from diner")).isEqualTo("1");
    assertThat(test.value("select string_agg(restaurant::text, ' ') from command_key"))
        .isEqualTo("1");
    assertThat(test.value("select string_agg(number::text, ' ') from restaurant")).isEqualTo("1");
    assertThat(test.value("select string_agg(last_seq::text, ' ' order by shard) from shard_head"))
        .isEqualTo("0 2 0 0 0 0 0 0");
  }

  @Test
  void shouldNotDeadlockWhenBatchesNameTheSameShardsInOppositeOrders() throws Exception {
    try (Open blocker = begin("blocker");
        Open one = begin("lane");
        Open two = begin("lane");
        Open third = begin("third")) {
      blocker.send("select 1 from shard_head where shard = 1 for update", Tuple.tuple()).get();
      Sent upwards = one.send(batchOver(List.of(1, 2, 3), 100));
      test.awaitWaiting("lane", 1);
      Sent downwards = two.send(batchOver(List.of(3, 2, 1), 200));
      test.awaitWaiting("lane", 2);
      // Neither holds a later shard while it waits for the first.
      third
          .send("select 1 from shard_head where shard in (2, 3) for update nowait", Tuple.tuple())
          .get();
      third.rollback();
      blocker.commit();
      assertThat(upwards.fences()).allMatch(FenceResult::passed);
      one.commit();
      assertThat(downwards.fences()).noneMatch(FenceResult::passed);
      two.commit();
    }
    assertStored(3);
  }

  @Test
  void shouldWaitForASuccessorsPredecessorWhereThePlainUpdateRefusesAtOnce() throws Exception {
    try (Open predecessor = begin("lane");
        Open successor = begin("lane");
        Open plain = begin("plain")) {
      predecessor.send(new TestBatch().head(3, 1, 0, 1).booking(3, 1, 30, 100)).get();
      Sent next = successor.send(new TestBatch().head(3, 1, 1, 2).booking(3, 2, 30, 101));
      test.awaitWaiting("lane", 1);
      RowSet<Row> refused = plain.send(PLAIN_FENCE, plainOver(List.of(3), 1)).get();
      assertThat(refused.rowCount()).as("did not wait, and read the old row").isZero();
      predecessor.commit();
      assertThat(next.fences()).containsExactly(new FenceResult(3, 1, 1, true));
      successor.commit();
    }
    assertStored(2);
  }

  @Test
  void shouldHoldNoLaterShardWhileWaitingWhereThePlainUpdateDoes() throws Exception {
    try (Open blocker = begin("blocker");
        Open plain = begin("plain");
        Open third = begin("third")) {
      plain.send("set enable_hashjoin = off", Tuple.tuple()).get();
      plain.send("set enable_mergejoin = off", Tuple.tuple()).get();
      plain.send("set enable_seqscan = off", Tuple.tuple()).get();
      blocker.send("select 1 from shard_head where shard = 1 for update", Tuple.tuple()).get();
      Sent waiting = plain.send(PLAIN_FENCE, plainOver(List.of(3, 2, 1), 0));
      test.awaitWaiting("plain", 1);
      assertThatThrownBy(
              () ->
                  third
                      .send(
                          "select 1 from shard_head where shard = 3 for update nowait",
                          Tuple.tuple())
                      .get())
          .isInstanceOf(PgException.class)
          .hasMessageContaining("could not obtain lock");
      blocker.commit();
      waiting.get();
      plain.rollback();
    }
  }

  @Test
  void shouldWaitOutTheStatementOfAClientThatDiedAndShutItOut() throws Exception {
    try (Open blocker = begin("blocker")) {
      // Holds up the batch after it has passed the fence: it waits for the same reservation's row.
      blocker.send(insertReservation(30, 100), Tuple.tuple()).get();
      PgConnection client = test.session(vertx, "dying");
      client
          .preparedQuery(BatchSql.WRITE)
          .execute(
              BatchRows.of(
                  new TestBatch().head(3, 1, 0, 1).booking(3, 1, 30, 100), Formats.HERE.newest()));
      test.awaitWaiting("dying", 1);
      client.close();
      // The client has said goodbye; its statement goes on.
      test.awaitWaiting("dying", 1);
      assertThat(test.value("select last_seq from shard_head where shard = 3"))
          .as("a plain read says that nothing was committed")
          .isEqualTo("0");
      Future<List<Taken>> taking = shards.take(List.of(3), A);
      test.awaitWaiting("shards", 1);
      blocker.rollback();
      assertThat(await(taking)).containsExactly(new Taken(3, 2, 1));
    }
    assertStored(1);
    try (Open late = begin("late")) {
      assertThat(late.send(new TestBatch().head(3, 1, 1, 2).booking(3, 2, 30, 101)).fences())
          .containsExactly(new FenceResult(3, 2, 1, false));
    }
  }

  @Test
  void shouldLetExactlyOneOfTwoTakersHaveAShard() throws Exception {
    test.execute("update shard_head set owner = null");
    List<Integer> upwards = List.of(0, 1, 2, 3, 4, 5, 6, 7);
    List<Integer> downwards = new ArrayList<>(upwards);
    Collections.reverse(downwards);
    try (Open blocker = begin("blocker")) {
      blocker.send("select 1 from shard_head where shard = 0 for update", Tuple.tuple()).get();
      Future<List<Taken>> byA = shards.take(upwards, A);
      Future<List<Taken>> byB = shards.take(downwards, B);
      test.awaitWaiting("shards", 2);
      blocker.commit();
      assertThat(await(byA).size() + await(byB).size()).isEqualTo(8);
      assertThat(List.of(await(byA).size(), await(byB).size())).containsExactlyInAnyOrder(0, 8);
    }
    assertThat(test.value("select count(*) from shard_head where epoch = 2")).isEqualTo("8");
  }

  @Test
  void shouldRefuseABatchWhosePredecessorIsMissing() throws Exception {
    try (Open lane = begin("lane")) {
      assertThat(lane.send(new TestBatch().head(3, 1, 1, 2).booking(3, 2, 30, 101)).fences())
          .as("my own epoch, and a sequence before mine")
          .containsExactly(new FenceResult(3, 1, 0, false));
    }
  }

  /** The obvious fence, which is not what we run. */
  private static final String PLAIN_FENCE =
      """
      update shard_head h set last_seq = w.next_seq
        from unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[])
          w(shard, epoch, prev_seq, next_seq)
       where h.shard = w.shard and h.epoch = w.epoch and h.last_seq = w.prev_seq
      """;

  private static Tuple plainOver(List<Integer> over, long previousSeq) {
    Long[] epochs = Collections.nCopies(over.size(), 1L).toArray(Long[]::new);
    Long[] previous = Collections.nCopies(over.size(), previousSeq).toArray(Long[]::new);
    Long[] next = Collections.nCopies(over.size(), previousSeq + 1).toArray(Long[]::new);
    return Tuple.of(over.toArray(Integer[]::new), epochs, previous, next);
  }

  private static TestBatch batchOver(List<Integer> over, long firstId) {
    TestBatch batch = new TestBatch();
    for (int shard : over) {
      batch.head(shard, 1, 0, 1).booking(shard, 1, shard, firstId + shard);
    }
    return batch;
  }

  private static String insertReservation(long restaurant, long id) {
    return """
    insert into reservation values
      (%d, %d, 1, 0, null, null, 0, 0, 3, 0, 1, 0, 1, 1, 1, false, 'main', 'T1')
    """
        .formatted(restaurant, id);
  }

  /** Lets the node's lease run out, by Postgres's clock. */
  private static void lapse(String node) throws Exception {
    test.execute(
        "update node set lease_until = clock_timestamp() - interval '1 ms' where node = '%s'"
            .formatted(node));
  }

  private static void assertStored(int bookings) throws Exception {
    for (String table : List.of("reservation", "journal", "diner", "command_key")) {
      assertThat(test.value("select count(*) from " + table))
          .as(table)
          .isEqualTo(Integer.toString(bookings));
    }
  }

  private static Open begin(String role) {
    PgConnection session = test.session(vertx, role);
    return new Open(session, await(session.begin()));
  }

  /** An open transaction. */
  private record Open(PgConnection session, Transaction transaction) implements AutoCloseable {
    Sent send(Batch batch) {
      return send(BatchSql.WRITE, BatchRows.of(batch, Formats.HERE.newest()));
    }

    Sent send(String sql, Tuple parameters) {
      return new Sent(session.preparedQuery(sql).execute(parameters));
    }

    void commit() {
      await(transaction.commit());
    }

    void rollback() {
      await(transaction.rollback());
    }

    @Override
    public void close() {
      await(session.close());
    }
  }

  /** A statement that is on its way. */
  private record Sent(Future<RowSet<Row>> rows) {
    RowSet<Row> get() {
      return await(rows);
    }

    List<FenceResult> fences() {
      List<FenceResult> fences = new ArrayList<>();
      for (Row row : get()) {
        fences.add(
            new FenceResult(row.getInteger(0), row.getLong(1), row.getLong(2), row.getBoolean(3)));
      }
      return fences;
    }
  }
}
