package io.tavolo.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.bench.peer.house.PeerRouter;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every peer that keeps reservations must do, asked on two event loops at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PeerRules {
  private static final int CLIENTS = 64;
  private static final List<String> STARTS = List.of("18:00", "18:30", "19:00", "19:30", "20:00");

  private final LocalDate evening = LocalDate.now(ZoneOffset.UTC).plusDays(7);
  private final SplittableRandom random = new SplittableRandom(11);
  private final List<Context> loops = new ArrayList<>();
  private LocalServers servers;
  private Vertx vertx;
  private String uri;
  private PgConnection observer;
  private PeerRouter router;

  /** The peer, in the empty database at the URI. */
  abstract PeerRouter open(Vertx vertx, String uri) throws Exception;

  /** Stops what the peer has running besides Vert.x. */
  void close(PeerRouter router) throws Exception {}

  /** Forgets all that is in memory only. */
  void restart() throws Exception {
    close(router);
    router = open(vertx, uri);
  }

  @BeforeAll
  void start(@TempDir Path dir) throws Exception {
    servers =
        LocalServers.start(
            ServiceLoader.load(ServerProvider.class), EnumSet.of(Server.POSTGRES), dir, line -> {});
    vertx = Vertx.vertx();
    // Each call from outside makes one of its own.
    loops.add(vertx.getOrCreateContext());
    loops.add(vertx.getOrCreateContext());
    uri = servers.address(Server.POSTGRES);
    observer = await(PgConnection.connect(vertx, PgConnectOptions.fromUri(uri)));
    router = open(vertx, uri);
  }

  @AfterAll
  void stop() throws Exception {
    close(router);
    await(vertx.close());
    servers.close();
  }

  @Test
  void shouldGiveTheLastTableToOneOf64() throws Exception {
    for (int round = 0; round < 10; round++) {
      String house = house("last-" + round, 1);
      List<Reply> replies = together(CLIENTS, () -> booking(house, 2, "19:30", key()));
      assertThat(replies.stream().filter(Reply.Done.class::isInstance)).hasSize(1);
      assertThat(replies.stream().filter(PeerRules::isNoTable)).hasSize(CLIENTS - 1);
    }
  }

  @Test
  void shouldFillEveryTableBeforeItRefuses() throws Exception {
    for (int round = 0; round < 5; round++) {
      String house = house("full-" + round, 6);
      List<Reply> replies = together(CLIENTS, () -> booking(house, 2, "19:30", key()));
      assertThat(replies.stream().filter(Reply.Done.class::isInstance)).hasSize(6);
      assertThat(replies.stream().flatMap(reply -> tables(reply).stream())).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldNeverBookATableTwiceWhenVisitsOverlap() throws Exception {
    String house = house("overlap", 6);
    List<Reservation> standing = new ArrayList<>();
    for (int round = 0; round < 8; round++) {
      List<Reservation> given = given(standing);
      standing.removeAll(given);
      List<Request> requests = new ArrayList<>();
      given.forEach(reservation -> requests.add(cancelling(house, reservation.id())));
      for (int i = 0; i < CLIENTS; i++) {
        requests.add(booking(house, 1 + random.nextInt(4), anyStart(), key()));
      }
      for (Reply reply : together(requests)) {
        if (reply instanceof Reply.Done done
            && done.reservation() != null
            && done.reservation().status() == Status.CONFIRMED) {
          standing.add(done.reservation());
        }
      }
      assertThat(overlapping(standing)).isEmpty();
    }
    assertThat(standing).hasSizeGreaterThan(6);
    check(house, standing);
  }

  /** What else must hold of the restaurant when these reservations stand. */
  void check(String house, List<Reservation> standing) throws Exception {}

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
    assertThat(ask(booking(house, 2, "19:30", key()))).matches(PeerRules::isNoTable);
    Request cancel = cancelling(house, made.reservationId());
    assertThat(ask(cancel)).isInstanceOf(Reply.Done.class);
    assertThat(ask(cancel)).isInstanceOf(Reply.Done.class);
    assertThat(ask(booking(house, 2, "19:30", key()))).isInstanceOf(Reply.Done.class);
    assertThat(ask(booking(house, 2, "19:30", key()))).matches(PeerRules::isNoTable);
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
  void shouldKeepWhatIsTakenWhenTheFloorPlanChanges() throws Exception {
    String house = house("plan", 1);
    assertThat(ask(booking(house, 2, "19:30", key()))).isInstanceOf(Reply.Done.class);
    assertThat(ask(submit(house, key(), plan(2)))).isInstanceOf(Reply.Stored.class);
    assertThat(tables(ask(booking(house, 2, "19:00", key())))).containsExactly("T2");
    assertThat(ask(booking(house, 2, "20:00", key()))).matches(PeerRules::isNoTable);
  }

  @Test
  void shouldReadAReservationWithItsDiner() throws Exception {
    String house = house("read", 1);
    Reply.Done made = (Reply.Done) ask(booking(house, 2, "19:30", key()));
    long number = RestaurantNumber.of(house);
    var found = on(0, () -> router.reservation(new ReservationId(number, made.reservationId())));
    assertThat(await(found))
        .hasValueSatisfying(
            present -> {
              assertThat(present.reservation()).isEqualTo(made.reservation());
              assertThat(present.diner()).extracting(Diner::name).isEqualTo("Ada");
            });
    assertThat(await(on(0, () -> router.reservation(new ReservationId(number, 1))))).isEmpty();
  }

  /** One restaurant with tables for 2, 4, 6 … covers. */
  String house(String id, int tables) throws Exception {
    Profile profile = new Profile(id, id, ZoneId.of("Europe/Rome"), null, null, null, null, null);
    Shift dinner = new Shift("dinner", "Dinner", List.of(DayOfWeek.values()), 18 * 60, 21 * 60);
    for (Command part :
        List.of(
            new Command.PutProfile(profile),
            plan(tables),
            new Command.PutSchedule(
                new Schedule(15, List.of(dinner), List.of(), List.of(new TurnTime(100, 90)))))) {
      assertThat(ask(submit(id, key(), part))).isInstanceOf(Reply.Stored.class);
    }
    return id;
  }

  private static Command plan(int tables) {
    List<Table> all = new ArrayList<>();
    for (int i = 1; i <= tables; i++) {
      all.add(new Table("T" + i, "main", 1, 2 * i, 0));
    }
    return new Command.PutFloorPlan(new FloorPlan(List.of(new Area("main", "Main")), all));
  }

  Request booking(String house, int party, String clock, CommandKey key) {
    long second = LocalDateTime.parse(evening + "T" + clock).toEpochSecond(ZoneOffset.UTC);
    Diner diner = new Diner(random.nextLong(), "Ada", "ada@example.com", null, null, List.of());
    return submit(
        house,
        key,
        new Command.Book(random.nextLong(), party, Start.wallClock(second), null, diner, null));
  }

  Request cancelling(String house, long reservation) {
    return submit(house, key(), new Command.Cancel(reservation, 0, false));
  }

  private static Request submit(String house, CommandKey key, Command command) {
    return new Request.Submit(house, RestaurantNumber.of(house), key, command);
  }

  CommandKey key() {
    return new CommandKey(random.nextLong(), random.nextLong(), 1, true);
  }

  private String anyStart() {
    return STARTS.get(random.nextInt(STARTS.size()));
  }

  /** Half of them. */
  private List<Reservation> given(List<Reservation> standing) {
    return standing.stream().filter(reservation -> random.nextBoolean()).toList();
  }

  private static List<String> overlapping(List<Reservation> standing) {
    List<String> found = new ArrayList<>();
    for (Reservation a : standing) {
      for (Reservation b : standing) {
        if (a.id() < b.id()
            && a.tables().equals(b.tables())
            && a.startTick() < b.endTick()
            && b.startTick() < a.endTick()) {
          found.add(a + " and " + b);
        }
      }
    }
    return found;
  }

  private static boolean isNoTable(Reply reply) {
    return reply instanceof Reply.Refused refused && refused.refusal() == Refusal.NO_TABLE;
  }

  private static List<String> tables(Reply reply) {
    return reply instanceof Reply.Done done && done.reservation() != null
        ? done.reservation().tables()
        : List.of();
  }

  Reply ask(Request request) throws Exception {
    return together(List.of(request)).get(0);
  }

  List<Reply> together(int clients, Supplier<Request> request) throws Exception {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      requests.add(request.get());
    }
    return together(requests);
  }

  private List<Reply> together(List<Request> requests) throws Exception {
    List<Future<Reply>> replies = new ArrayList<>();
    for (Request request : requests) {
      replies.add(on(replies.size() % loops.size(), () -> router.ask(request, 10_000)));
    }
    await(Future.all(replies));
    return replies.stream().map(Future::result).toList();
  }

  private <T> Future<T> on(int loop, Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    loops.get(loop).runOnContext(now -> work.get().onComplete(promise));
    return promise.future();
  }

  long number(String sql) throws Exception {
    RowSet<Row> rows = await(observer.query(sql).execute());
    return rows.iterator().next().getLong(0);
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
