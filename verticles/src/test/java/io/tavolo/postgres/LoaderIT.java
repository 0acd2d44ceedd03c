package io.tavolo.postgres;

import static io.tavolo.postgres.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.form.Formats;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Loaded;
import io.tavolo.engine.lane.TraceContext;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Restaurant;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a batch wrote comes back as it was: to the lane, to HTTP and to the publisher. */
class LoaderIT {
  private static final long DAY_MS = 86_400_000;
  private static final Restaurant TRATTORIA =
      TestBatch.restaurant("trattoria", "Da Zia 100%", 41.9, 12.5);
  private static Vertx vertx;
  private static TestDatabase test;
  private static Pool pool;
  private static PgLoader loader;
  private static PgReader reader;
  private static PgPublisherStore publisher;

  @BeforeAll
  static void open() throws Exception {
    vertx = Vertx.vertx();
    test = TestDatabase.migrated();
    pool = test.database().pool(vertx, "loader", 4, 60_000);
    loader = new PgLoader(pool, InstantSource.fixed(Instant.ofEpochMilli(TestBatch.AT_MS)));
    reader = new PgReader(pool);
    publisher = new PgPublisherStore(pool);
    await(new PgShards(pool).ensure(4));
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
        update publish_cursor set published_seq = 0;
        update shard_head set owner = 'node-a', epoch = 1, last_seq = 0
        """);
  }

  @Test
  void shouldLoadWhatTheBatchWrote() {
    Reservation external =
        new Reservation(
            -3,
            Status.SEATED,
            12,
            1,
            2,
            TestBatch.SERVICE_DAY,
            List.of("T-1"),
            "terrace",
            false,
            0,
            new ExternalId(-1, 8),
            7,
            0,
            99);
    TestBatch batch =
        new TestBatch()
            .head(1, 1, 0, 4)
            .definition(1, 1, 5, TRATTORIA)
            .booking(1, 2, 5, 77)
            .booking(1, 3, 5, TestBatch.hold(78, TestBatch.AT_MS + 9), TestBatch.diner(78))
            .booking(1, 4, 5, external, TestBatch.diner(79));
    write(batch);
    Loaded loaded = await(loader.load(1, 5));
    assertThat(loaded.definition()).isEqualTo(TRATTORIA);
    assertThat(loaded.reservations())
        .containsExactlyInAnyOrder(
            TestBatch.reservation(77), TestBatch.hold(78, TestBatch.AT_MS + 9), external);
    assertThat(loaded.keys()).containsExactlyInAnyOrderElementsOf(batch.keys());
    assertThat(loaded.externalIds())
        .containsExactly(new Loaded.External(new ExternalId(-1, 8), -3));
    assertThat(loaded.lastEventMs()).isEqualTo(TestBatch.AT_MS);
    assertThat(await(loader.load(2, 5)).lastEventMs()).isZero();
    assertThat(await(loader.reservation(5, -3))).isEqualTo(external);
    assertThat(await(loader.reservation(5, 1))).isNull();
  }

  @Test
  void shouldLoadNothingOfARestaurantThatIsNot() {
    assertThat(await(loader.load(1, 6)))
        .isEqualTo(new Loaded(null, List.of(), List.of(), List.of(), 0));
    assertThat(await(reader.definition(6))).isNull();
    assertThat(await(reader.reservationWithDiner(6, 1))).isNull();
  }

  @Test
  void shouldReplaceAReservationAndItsRestaurantByTheirNewerState() {
    write(new TestBatch().head(1, 1, 0, 2).definition(1, 1, 5, TRATTORIA).booking(1, 2, 5, 77));
    Reservation booked = TestBatch.reservation(77);
    Reservation moved =
        new Reservation(
            77,
            Status.CONFIRMED,
            6,
            booked.startTick() + 288,
            booked.endTick() + 288,
            booked.serviceDay() + 1,
            List.of("T9"),
            "terrace",
            false,
            5,
            null,
            2,
            0,
            booked.createdMs());
    Restaurant renamed = TestBatch.restaurant("trattoria", "Da Zio", null, null);
    TestBatch second = new TestBatch().head(1, 1, 2, 4).definition(1, 3, 5, renamed);
    second.reservations.add(new Batch.ReservationRow(1, 4, 5, moved));
    write(second);
    Loaded loaded = await(loader.load(1, 5));
    assertThat(loaded.reservations()).containsExactly(moved);
    assertThat(loaded.definition()).isEqualTo(renamed);
    assertThat(await(reader.definition(5))).isEqualTo(renamed);
  }

  @Test
  void shouldReadWhatTheVersionBeforeWrites() throws Exception {
    write(new TestBatch().head(1, 1, 0, 2).definition(1, 1, 5, TRATTORIA).booking(1, 2, 5, 77));
    test.execute(
        """
        insert into reservation
          (shard, seq, restaurant, id, status, party_size, start_tick, end_tick, service_day,
           tables, area_id, area_asked, diner, version, hold_until, created_ms)
        values (1, 3, 5, 78, 1, 2, 6, 24, 9, 'T4', 'main', false, 8, 1, 0, 7);
        update reservation set start_tick = 9, end_tick = 27, version = 2 where id = 77
        """);
    assertThat(await(loader.reservation(5, 78)))
        .isEqualTo(
            new Reservation(
                78, Status.CONFIRMED, 2, 6, 24, 9, List.of("T4"), "main", false, 8, null, 1, 0, 7));
    Reservation moved = await(loader.reservation(5, 77));
    assertThat(moved).extracting("endTick", "freeTick").containsExactly(27, 30);
  }

  @Test
  void shouldLeaveOutWhatIsOverAndKeysThatNobodyAsksForAgain() {
    TestBatch batch = new TestBatch().head(1, 1, 0, 1);
    int id = 1;
    for (Status status : Status.values()) {
      for (int day : new int[] {-3, -2, 400}) {
        batch.reservations.add(new Batch.ReservationRow(1, 1, 5, at(id++, status, day)));
      }
    }
    key(batch, 1, TestBatch.AT_MS - DAY_MS, true);
    key(batch, 2, TestBatch.AT_MS - DAY_MS - 1, true);
    key(batch, 3, TestBatch.AT_MS - 60_000, false);
    key(batch, 4, TestBatch.AT_MS - 60_001, false);
    write(batch);
    Loaded loaded = await(loader.load(1, 5));
    assertThat(loaded.reservations())
        .hasSize(8)
        .allMatch(r -> r.status().occupies() && r.serviceDay() >= TestBatch.SERVICE_DAY - 2);
    assertThat(loaded.keys()).extracting(row -> row.key().high()).containsExactlyInAnyOrder(1L, 3L);
  }

  @Test
  void shouldFindTheEarliestHoldsOfTheShardAndAllThatEndTogether() {
    TestBatch batch = new TestBatch().head(1, 1, 0, 5).head(2, 1, 0, 1);
    long[] untilMs = {10, 20, 30, 30, 40};
    for (int i = 0; i < untilMs.length; i++) {
      batch.booking(1, i + 1, 5, TestBatch.hold(i, untilMs[i]), TestBatch.diner(i));
    }
    batch.booking(2, 1, 6, TestBatch.hold(9, 15), TestBatch.diner(9));
    write(batch);
    assertThat(await(loader.deadlines(1, 10, 2)))
        .extracting(Loaded.Deadline::atMs)
        .containsExactly(20L, 30L, 30L);
    assertThat(await(loader.deadlines(1, 30, 2))).containsExactly(new Loaded.Deadline(5, 4, 40));
    assertThat(await(loader.deadlines(2, 0, 2))).containsExactly(new Loaded.Deadline(6, 9, 15));
  }

  @Test
  void shouldReadAReservationWithItsDinerAndRestaurant() {
    TestBatch batch =
        new TestBatch().head(1, 1, 0, 3).definition(1, 1, 5, TRATTORIA).booking(1, 2, 5, 77);
    Reservation bare = at(80, Status.HELD, 0);
    batch.reservations.add(new Batch.ReservationRow(1, 3, 5, bare));
    write(batch);
    assertThat(await(reader.reservationWithDiner(5, 77)))
        .isEqualTo(
            new PgReader.ReservationView(
                TestBatch.reservation(77),
                TestBatch.diner(77),
                "trattoria",
                "Europe/Rome",
                true,
                "EUR"));
    assertThat(await(reader.reservationWithDiner(5, 80)))
        .isEqualTo(
            new PgReader.ReservationView(bare, null, "trattoria", "Europe/Rome", true, null));
  }

  @Test
  void shouldListRestaurantsPageByPage() {
    TestBatch batch = new TestBatch().head(1, 1, 0, 5);
    for (int i = 0; i < 5; i++) {
      // Names in pairs of the same: the number has to order them.
      batch.definition(1, i + 1, i, TestBatch.restaurant("r" + i, "N" + i / 2, 40 + i * 0.1, 10.0));
    }
    write(batch);
    assertThat(pages(null)).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(pages(new RestaurantSearch.Near(40.2, 10, 1_000)))
        .hasSize(5)
        .startsWith(2L)
        .doesNotHaveDuplicates();
    assertThat(pages(new RestaurantSearch.Near(40, 10, 11.2))).containsExactly(0L, 1L);
  }

  @Test
  void shouldMeasureDistancesAlongTheSurface() {
    write(new TestBatch().head(1, 1, 0, 1).definition(1, 1, 5, TRATTORIA));
    List<PgReader.Listed> listed =
        await(reader.list(search(null, null, new RestaurantSearch.Near(48.8566, 2.3522, 2_000))));
    assertThat(listed).hasSize(1);
    // Paris to Rome.
    assertThat(listed.get(0).distanceKm()).isBetween(1_100.0, 1_115.0);
  }

  @Test
  void shouldSearchByNameOrCuisineLiterally() {
    write(
        new TestBatch()
            .head(1, 1, 0, 2)
            .definition(1, 1, 5, TRATTORIA)
            .definition(1, 2, 6, TestBatch.restaurant("other", "Chez Léa", null, null)));
    assertThat(await(reader.list(search("zia 100%", null, null)))).hasSize(1);
    assertThat(await(reader.list(search("z%0", null, null)))).isEmpty();
    assertThat(await(reader.list(search("z_a", null, null)))).isEmpty();
    assertThat(await(reader.list(search("LÉA", null, null)))).hasSize(1);
    assertThat(await(reader.list(search("italian", "ITALIAN", null)))).hasSize(2);
    assertThat(await(reader.list(search(null, "ital", null)))).isEmpty();
  }

  @Test
  void shouldReadTheJournalInOrderFromTheCursorOn() {
    TestBatch batch = new TestBatch().head(1, 1, 0, 4).definition(1, 1, 5, TRATTORIA);
    for (int seq = 2; seq <= 4; seq++) {
      batch.booking(1, seq, 5, seq);
    }
    write(batch);
    List<PgPublisherStore.Entry> entries = await(publisher.read(1, 1, 0, 2));
    assertThat(entries).extracting(PgPublisherStore.Entry::seq).containsExactly(2L, 3L);
    assertThat(entries.get(0))
        .isEqualTo(
            new PgPublisherStore.Entry(
                1,
                2,
                1,
                5,
                "trattoria",
                TestBatch.AT_MS,
                new Event.OfReservation(Event.Kind.BOOKED, TestBatch.reservation(2)),
                2,
                7,
                TraceContext.NONE));
    assertThat(await(publisher.read(1, 3, TestBatch.AT_MS, 10))).hasSize(1);
    assertThat(await(publisher.read(1, 4, TestBatch.AT_MS, 10))).isEmpty();
    assertThat(await(publisher.read(2, 0, 0, 10))).isEmpty();
  }

  @Test
  void shouldKeepTheTraceOfARequestBesideItsEvent() {
    TestBatch batch = new TestBatch().head(1, 1, 0, 3);
    batch.booking(1, 1, 5, 77).booking(1, 2, 5, 78).booking(1, 3, 5, 79);
    TraceContext trace = new TraceContext(-5, 6, Long.MIN_VALUE, (byte) 3);
    batch.traced(1, trace);
    write(batch);
    assertThat(await(publisher.read(1, 0, 0, 10)))
        .extracting(PgPublisherStore.Entry::trace)
        .containsExactly(TraceContext.NONE, trace, TraceContext.NONE);
  }

  @Test
  void shouldMoveACursorForwardOnly() {
    write(new TestBatch().head(1, 1, 0, 1).booking(1, 1, 5, 1));
    await(publisher.advance(List.of(cursor(3, 4), cursor(1, 1))));
    await(publisher.advance(List.of(cursor(1, 0), cursor(3, 9))));
    assertThat(await(publisher.cursors(List.of(1, 3))))
        .containsExactlyInAnyOrder(cursor(1, 1), cursor(3, 9));
    assertThat(await(publisher.lag()))
        .startsWith(new PgPublisherStore.Lag(0, 0, 0), new PgPublisherStore.Lag(1, 1, 1));
  }

  private static PgPublisherStore.Cursor cursor(int shard, long publishedSeq) {
    return new PgPublisherStore.Cursor(shard, publishedSeq);
  }

  private static List<Long> pages(RestaurantSearch.@Nullable Near near) {
    List<Long> numbers = new ArrayList<>();
    RestaurantSearch search = new RestaurantSearch(null, null, near, null, 2);
    List<PgReader.Listed> page = await(reader.list(search));
    while (!page.isEmpty()) {
      page.forEach(listed -> numbers.add(listed.number()));
      RestaurantSearch.Cursor last = page.get(page.size() - 1).cursor();
      page = await(reader.list(new RestaurantSearch(null, null, near, last, 2)));
    }
    return numbers;
  }

  private static RestaurantSearch search(
      @Nullable String text, @Nullable String cuisine, RestaurantSearch.@Nullable Near near) {
    return new RestaurantSearch(text, cuisine, near, null, 100);
  }

  private static Reservation at(long id, Status status, int days) {
    Reservation r = TestBatch.reservation(id);
    return new Reservation(
        id,
        status,
        r.partySize(),
        r.startTick(),
        r.endTick(),
        r.serviceDay() + days,
        r.tables(),
        r.areaId(),
        r.areaAsked(),
        0,
        null,
        1,
        0,
        r.createdMs());
  }

  private static void key(TestBatch batch, long high, long atMs, boolean byCaller) {
    CommandKey key = new CommandKey(high, 0, 0, byCaller);
    batch.keys.add(new Batch.KeyRow(1, 5, key, (short) 1001, 0, atMs));
  }

  private static void write(TestBatch batch) {
    long passed =
        await(
            pool.preparedQuery(BatchSql.WRITE)
                .execute(BatchRows.of(batch, Formats.HERE.newest()))
                .map(
                    rows -> {
                      long count = 0;
                      for (var row : rows) {
                        count += row.getBoolean(3) ? 1 : 0;
                      }
                      return count;
                    }));
    assertThat(passed).isEqualTo(batch.heads().size());
  }
}
