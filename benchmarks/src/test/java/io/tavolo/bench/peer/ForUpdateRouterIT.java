package io.tavolo.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.time.Start;
import io.tavolo.node.LocalServers;
import io.tavolo.node.ServerProvider;
import io.tavolo.node.ServerProvider.Server;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForUpdateRouterIT {
  private static final int CLIENTS = 64;
  private static final int SESSIONS_PER_LOOP = 8;
  private final LocalDate evening = LocalDate.now(ZoneOffset.UTC).plusDays(7);
  private static final SplittableRandom RANDOM = new SplittableRandom(11);

  @TempDir static Path dir;
  private static LocalServers servers;
  private static Vertx vertx;
  private static PgConnection observer;
  private static ForUpdateRouter router;
  private static final List<Context> LOOPS = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    servers =
        LocalServers.start(
            ServiceLoader.load(ServerProvider.class), EnumSet.of(Server.POSTGRES), dir, line -> {});
    vertx = Vertx.vertx();
    LOOPS.add(vertx.getOrCreateContext());
    PgConnectOptions database = PgConnectOptions.fromUri(servers.address(Server.POSTGRES));
    observer = await(PgConnection.connect(vertx, database));
    await(observer.query(PeerSql.schema()).execute());
    router = new ForUpdateRouter(vertx, database, SESSIONS_PER_LOOP, System::currentTimeMillis);
  }

  @AfterAll
  static void stop() throws Exception {
    await(vertx.close());
    servers.close();
  }

  @Test
  void shouldGiveTheLastTableToOneOf64() throws Exception {
    for (int round = 0; round < 10; round++) {
      String house = house("last-" + round, 1);
      List<Reply> replies = together(CLIENTS, () -> booking(house, 2, "19:30", key()));
      assertThat(replies.stream().filter(Reply.Done.class::isInstance)).hasSize(1);
      assertThat(replies.stream().filter(ForUpdateRouterIT::isNoTable)).hasSize(CLIENTS - 1);
    }
  }

  @Test
  void shouldNeverBookATableTwiceWhenVisitsOverlap() throws Exception {
    String house = house("overlap", 6);
    List<String> starts = List.of("18:00", "18:30", "19:00", "19:30", "20:00");
    together(
        4 * CLIENTS,
        () ->
            booking(
                house, 1 + RANDOM.nextInt(4), starts.get(RANDOM.nextInt(starts.size())), key()));
    assertThat(
            number(
                """
                select count(*) from reservation a join reservation b
                    on a.restaurant = b.restaurant and a.tables = b.tables and a.id < b.id
                   and a.start_tick < b.end_tick and b.start_tick < a.end_tick
                 where a.status = 1 and b.status = 1 and a.restaurant = %d
                """
                    .formatted(RestaurantNumber.of(house))))
        .isZero();
  }

  @Test
  void shouldPreferTheTableThatWastesFewestCovers() throws Exception {
    String house = house("fit", 2);
    Reply first = ask(booking(house, 2, "19:30", key()));
    Reply second = ask(booking(house, 2, "19:30", key()));
    assertThat(tables(first)).containsExactly("T1");
    assertThat(tables(second)).containsExactly("T2");
  }

  @Test
  void shouldFreeTheTableOnCancelling() throws Exception {
    String house = house("cancel", 1);
    Reply.Done made = (Reply.Done) ask(booking(house, 2, "19:30", key()));
    assertThat(ask(booking(house, 2, "19:30", key()))).matches(ForUpdateRouterIT::isNoTable);
    Request cancel = submit("", house, key(), new Command.Cancel(made.reservationId(), 0, false));
    assertThat(ask(cancel)).isInstanceOf(Reply.Done.class);
    assertThat(ask(cancel)).isInstanceOf(Reply.Done.class);
    assertThat(ask(booking(house, 2, "19:30", key()))).isInstanceOf(Reply.Done.class);
  }

  @Test
  void shouldMakeOneReservationPerKey() throws Exception {
    String house = house("key", 4);
    CommandKey key = key();
    List<Reply> replies = together(CLIENTS, () -> booking(house, 2, "19:30", key));
    assertThat(replies).allMatch(Reply.Done.class::isInstance);
    assertThat(replies.stream().map(reply -> ((Reply.Done) reply).reservationId()).distinct())
        .hasSize(1);
    CommandKey reused = new CommandKey(key.high(), key.low(), key.payloadHash() + 1, true);
    assertThat(ask(booking(house, 2, "19:30", reused)))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.KEY_REUSED));
  }

  @Test
  void shouldWriteTheRowsThatTavoloWrites() throws Exception {
    String house = house("rows", 1);
    Reply.Done made = (Reply.Done) ask(booking(house, 2, "19:30", key()));
    ask(submit("", house, key(), new Command.Cancel(made.reservationId(), 0, false)));
    String of = " where restaurant = " + RestaurantNumber.of(house);
    assertThat(number("select count(*) from reservation" + of)).isEqualTo(1);
    assertThat(number("select count(*) from diner" + of)).isEqualTo(1);
    assertThat(number("select count(*) from journal" + of)).isEqualTo(2);
    assertThat(number("select count(*) from command_key" + of)).isEqualTo(2);
  }

  private static String house(String id, int tables) throws Exception {
    List<Table> all = new ArrayList<>();
    for (int i = 1; i <= tables; i++) {
      all.add(new Table("T" + i, "main", 1, 2 * i, 0));
    }
    Profile profile = new Profile(id, id, ZoneId.of("Europe/Rome"), null, null, null, null, null);
    Shift dinner = new Shift("dinner", "Dinner", List.of(DayOfWeek.values()), 18 * 60, 21 * 60);
    for (Command part :
        List.of(
            new Command.PutProfile(profile),
            new Command.PutFloorPlan(new FloorPlan(List.of(new Area("main", "Main")), all)),
            new Command.PutSchedule(
                new Schedule(15, List.of(dinner), List.of(), List.of(new TurnTime(100, 90)))))) {
      assertThat(ask(submit(id, id, key(), part))).isInstanceOf(Reply.Stored.class);
    }
    return id;
  }

  private Request booking(String house, int party, String clock, CommandKey key) {
    long second = LocalDateTime.parse(evening + "T" + clock).toEpochSecond(ZoneOffset.UTC);
    Diner diner = new Diner(RANDOM.nextLong(), "Ada", "ada@example.com", null, null, List.of());
    return submit(
        house,
        house,
        key,
        new Command.Book(RANDOM.nextLong(), party, Start.wallClock(second), null, diner, null));
  }

  private static Request submit(String id, String house, CommandKey key, Command command) {
    return new Request.Submit(id, RestaurantNumber.of(house), key, command);
  }

  private static CommandKey key() {
    return new CommandKey(RANDOM.nextLong(), RANDOM.nextLong(), 1, true);
  }

  private static boolean isNoTable(Reply reply) {
    return reply instanceof Reply.Refused refused && refused.refusal() == Refusal.NO_TABLE;
  }

  private static List<String> tables(Reply reply) {
    var reservation = ((Reply.Done) reply).reservation();
    return reservation == null ? List.of() : reservation.tables();
  }

  private static Reply ask(Request request) throws Exception {
    return together(1, () -> request).get(0);
  }

  private static List<Reply> together(int clients, Supplier<Request> requests) throws Exception {
    List<Future<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Request request = requests.get();
      Promise<Reply> promise = Promise.promise();
      LOOPS.get(0).runOnContext(now -> router.ask(request, 10_000).onComplete(promise));
      replies.add(promise.future());
    }
    await(Future.all(replies));
    return replies.stream().map(Future::result).toList();
  }

  private static long number(String sql) throws Exception {
    RowSet<Row> rows = await(observer.query(sql).execute());
    return rows.iterator().next().getLong(0);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
