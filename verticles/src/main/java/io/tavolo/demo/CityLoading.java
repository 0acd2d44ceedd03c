package io.tavolo.demo;

import io.tavolo.cluster.Router;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.time.Start;
import io.tavolo.engine.time.Ticks;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Loads the city through the router, many commands at once, while the node answers its diners.
 *
 * <p>Every reservation has an external id of its own, so a load that was broken off is finished by
 * doing it again: what is there is answered and not made. A house that stands stays as it stands,
 * whoever has changed it since: it only gets what it has none of. The very last reservation, the
 * seal, says that the city is whole; the next start asks for that one alone. Deployed once;
 * everything runs on its context.
 */
public final class CityLoading extends VerticleBase {
  /** How many houses there are. */
  public static final int MOST = City.HOUSES;

  /** So that no more than 1,024 commands wait, and no diner behind more than two full batches. */
  private static final int HOUSES_AT_ONCE = 32;

  private static final int VISITS_AT_ONCE = 32;
  private static final long TELL_EVERY_MS = 1_000;

  /** Far enough ahead that nobody misses the table. */
  private static final int SEAL_DAYS_AHEAD = 59;

  /** No area is called so. */
  private static final String NOWHERE = "";

  private final Errands errands;
  private final int count;
  private final Function<String, Future<Optional<Restaurant>>> standing;
  private final LongSupplier randomBits;
  private final LongSupplier wallClockMs;
  private final Consumer<String> progress;
  private final Promise<Void> whole = Promise.promise();
  private final DemandProfile profile = DemandProfile.read();
  private int finished;
  private int booked;
  private int refused;

  /**
   * Prepares the loading.
   *
   * @param count how many houses, 1..{@link #MOST}
   * @param standing the definition of the restaurant of that id, as it is committed
   * @param randomBits unforeseeable bits, never 0; any thread
   * @param wallClockMs milliseconds since the epoch
   * @param progress takes a line for people now and then
   */
  public CityLoading(
      Vertx vertx,
      Router router,
      int count,
      Function<String, Future<Optional<Restaurant>>> standing,
      LongSupplier randomBits,
      LongSupplier wallClockMs,
      Consumer<String> progress) {
    this.errands = new Errands(vertx, router);
    this.count = count;
    this.standing = standing;
    this.randomBits = randomBits;
    this.wallClockMs = wallClockMs;
    this.progress = progress;
  }

  /** Begins to load, and does not wait for the end. */
  @Override
  public Future<?> start() {
    isWhole()
        .compose(yes -> yes ? Future.succeededFuture() : load())
        .onSuccess(done -> whole.tryComplete())
        .onFailure(whole::tryFail);
    return Future.succeededFuture();
  }

  /** Sends nothing more; the next start goes on. */
  @Override
  public Future<?> stop() {
    errands.end();
    // A pause that is cut short tells nobody.
    whole.tryFail("the node is stopping");
    return Future.succeededFuture();
  }

  /** Completed when every house is there with its reservations; fails when it was broken off. */
  public Future<Void> whole() {
    return whole.future();
  }

  /**
   * Asks for the seal, by a booking that cannot be made: what has its external id is answered
   * before anything is checked.
   */
  private Future<Boolean> isWhole() {
    String name = Names.seal(count);
    CommandKey onlyNow = new CommandKey(randomBits.getAsLong(), randomBits.getAsLong(), 0, false);
    return errands
        .run(City.ANNA, onlyNow, seal(name, Start.instant(0), NOWHERE))
        .map(reply -> reply instanceof Reply.Done);
  }

  private Future<Void> load() {
    long beganMs = wallClockMs.getAsLong();
    long timer = vertx.setPeriodic(TELL_EVERY_MS, id -> tell());
    return vertx
        .executeBlocking(() -> City.of(City.SEED, count, profile))
        .compose(
            city -> {
              tell();
              Iterator<House> rest = city.iterator();
              List<Future<Void>> hands = new ArrayList<>();
              for (int n = 0; n < HOUSES_AT_ONCE; n++) {
                hands.add(nextOf(rest));
              }
              return Future.all(hands);
            })
        .compose(done -> putSeal(SEAL_DAYS_AHEAD))
        .onComplete(done -> vertx.cancelTimer(timer))
        .onSuccess(done -> tellTheEnd(wallClockMs.getAsLong() - beganMs));
  }

  private Future<Void> nextOf(Iterator<House> rest) {
    return rest.hasNext()
        ? open(rest.next()).compose(done -> nextOf(rest))
        : Future.succeededFuture();
  }

  private Future<Void> open(House house) {
    long nowMs = wallClockMs.getAsLong();
    return vertx
        .executeBlocking(() -> Book.of(house, profile, City.SEED, nowMs), false)
        .compose(visits -> define(house).compose(done -> book(house, visits, 0)))
        .onSuccess(done -> finished++);
  }

  /** Says what is missing of the house, in order: each is said of one that exists. */
  private Future<Void> define(House house) {
    return errands
        .read(() -> standing.apply(house.id()))
        .compose(
            found -> {
              Future<Void> said = Future.succeededFuture();
              for (Command command : missing(house.restaurant(), found.orElse(null))) {
                said = said.compose(done -> put(house, command));
              }
              return said;
            });
  }

  private static List<Command> missing(Restaurant wanted, @Nullable Restaurant present) {
    List<Command> missing = new ArrayList<>();
    if (present == null) {
      missing.add(new Command.PutProfile(wanted.profile()));
    }
    if (present == null || present.policies().equals(Policies.DEFAULT)) {
      missing.add(new Command.PutPolicies(wanted.policies()));
    }
    if (present == null || present.floorPlan().tables().isEmpty()) {
      missing.add(new Command.PutFloorPlan(wanted.floorPlan()));
    }
    // Last: its pacing names areas, and nobody books before there is a shift.
    if (present == null || present.schedule().shifts().isEmpty()) {
      missing.add(new Command.PutSchedule(wanted.schedule()));
    }
    return missing;
  }

  /**
   * Says it of the house; where that is refused, somebody has made it another since, and it stays
   * theirs.
   */
  private Future<Void> put(House house, Command command) {
    CommandKey key = Names.key(house.id() + '/' + command.getClass().getSimpleName());
    return errands.run(house.id(), key, command).mapEmpty();
  }

  /** Books in order, so that each finds the table that was meant for it. */
  private Future<Void> book(House house, List<Visit> visits, int from) {
    if (from >= visits.size()) {
      return Future.succeededFuture();
    }
    int to = Math.min(from + VISITS_AT_ONCE, visits.size());
    List<Future<Void>> answers = new ArrayList<>(to - from);
    for (Visit visit : visits.subList(from, to)) {
      String name = Names.visit(house, visit);
      Command command =
          new Command.Book(
              randomBits.getAsLong(),
              visit.partySize(),
              Start.instant(Ticks.epochSecond(visit.startTick())),
              null,
              guest(name),
              Names.external(name),
              house.channel(visit.partySize()),
              false);
      answers.add(
          errands.run(house.id(), Names.key(name), command).onSuccess(this::count).mapEmpty());
    }
    return Future.all(answers).compose(done -> book(house, visits, to));
  }

  private void count(Reply reply) {
    if (reply instanceof Reply.Done) {
      booked++;
    } else {
      // Somebody was faster: the city is open while it is loaded.
      refused++;
    }
  }

  private Diner guest(String visit) {
    Random random = new Random(visit.hashCode());
    String name = Words.guest(random);
    String email = name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.org";
    return new Diner(randomBits.getAsLong(), name, email, null, null, List.of());
  }

  /** Books the seal on the last day on which it finds a table. */
  private Future<Void> putSeal(int daysAhead) {
    LocalDate date =
        LocalDate.ofInstant(Instant.ofEpochMilli(wallClockMs.getAsLong()), City.ZONE)
            .plusDays(daysAhead);
    String name = Names.seal(count);
    Start noon = Start.wallClock(date.atTime(12, 0).toEpochSecond(ZoneOffset.UTC));
    return errands
        .run(City.ANNA, Names.key(name + '/' + date), seal(name, noon, null))
        .compose(
            reply ->
                reply instanceof Reply.Done || daysAhead == Book.DAYS
                    ? Future.succeededFuture()
                    : putSeal(daysAhead - 1));
  }

  private Command seal(String name, Start start, @Nullable String areaId) {
    Diner diner = new Diner(randomBits.getAsLong(), "The demo city", null, null, null, List.of());
    return new Command.Book(randomBits.getAsLong(), 1, start, areaId, diner, Names.external(name));
  }

  private void tell() {
    progress.accept(
        String.format(
            Locale.ROOT,
            "demo      loading the demo city: %d of %d restaurants, %,d reservations",
            finished,
            count,
            booked));
  }

  private void tellTheEnd(long ms) {
    progress.accept(
        String.format(
            Locale.ROOT,
            "demo      the demo city is loaded: %d restaurants, %,d reservations in %.1f s%s",
            count,
            booked,
            ms / 1e3,
            refused == 0 ? "" : "; %d found no table".formatted(refused)));
  }
}
