package io.tavolo.engine.lane;

import static io.tavolo.engine.reservation.House.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.Start;
import io.tavolo.engine.time.Ticks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Who asks, asks again with the same key, and checks every answer at the moment it comes. */
final class StormClients {
  private static final String[] STARTS = {
    "2026-11-24T19:00", "2026-11-24T19:30", "2026-11-24T20:00", "2026-11-25T20:00"
  };
  private static final Calendar CALENDAR = new Calendar(House.ROME, House.named("a").schedule());

  /** A request that is sent until it has an answer that lasts. */
  static final class Errand {
    final Request request;
    final int since;
    boolean done;
    long reservation;
    @Nullable DaySnapshot day;
    @Nullable Reply newest;

    Errand(Request request, int since) {
      this.request = request;
      this.since = since;
    }

    /** Who gave no key of their own have only a router that asks again until it has an answer. */
    boolean isKeyed() {
      return request instanceof Request.Submit submit && submit.key().byCaller();
    }

    @Override
    public String toString() {
      return "%s: %s".formatted(request, newest);
    }
  }

  private record Ticket(Errand errand, int since) {}

  final List<Errand> errands = new ArrayList<>();
  final Set<Object> open = new HashSet<>();
  private final Storm storm;
  private final SplittableRandom random;
  private final List<Long> made = new ArrayList<>();
  private long names;

  StormClients(Storm storm, SplittableRandom random) {
    this.storm = storm;
    this.random = random;
  }

  /** A new errand, or an old one again, with or without an answer yet. */
  void act() {
    if (!errands.isEmpty() && random.nextInt(3) == 0) {
      int recent = Math.min(errands.size(), random.nextBoolean() ? errands.size() : 10);
      Errand errand = errands.get(errands.size() - 1 - random.nextInt(recent));
      if (!errand.done || errand.isKeyed()) {
        send(errand);
      }
    } else {
      Request request = request();
      Errand errand = new Errand(request, storm.database.version(request.restaurant()));
      errands.add(errand);
      send(errand);
    }
  }

  void send(Errand errand) {
    long restaurant = errand.request.restaurant();
    int shard = storm.shardOf(restaurant);
    int owner = storm.database.head(shard).owner;
    boolean astray = owner == Durable.NOBODY || (storm.faults && random.nextInt(10) == 0);
    int node = astray ? random.nextInt(storm.nodes.size()) : owner;
    Ticket ticket = new Ticket(errand, storm.database.version(restaurant));
    Object identity = new Object[] {ticket};
    open.add(identity);
    long patienceMs = storm.faults ? 20 + random.nextInt(2_000) : 1_000_000;
    storm
        .nodes
        .get(node)
        .lane
        .submit(new Submission(shard, errand.request, storm.nowMs + patienceMs, identity));
  }

  private Request request() {
    String name = storm.restaurants.get(random.nextInt(storm.restaurants.size()));
    long restaurant = RestaurantNumber.of(name);
    if (random.nextInt(12) == 0) {
      return new Request.ReadDay(
          name, restaurant, House.NOW_DAY + 4 + random.nextInt(2), random.nextBoolean());
    }
    CommandKey key = new CommandKey(1, ++names, 7, random.nextBoolean());
    return new Request.Submit(random.nextInt(4) == 0 ? "" : name, restaurant, key, command());
  }

  private Command command() {
    int version = random.nextInt(5) == 0 ? 1 + random.nextInt(2) : 0;
    return switch (random.nextInt(24)) {
      case 0 -> new Command.PutPolicies(House.named("a").policies());
      case 1 -> new Command.PutFloorPlan(shuffled());
      case 2, 3, 4 -> new Command.Cancel(existing(), version, random.nextBoolean());
      case 5, 6, 7 ->
          new Command.Modify(
              existing(),
              random.nextBoolean() ? party() : 0,
              random.nextBoolean() ? start() : null,
              null,
              random.nextInt(4) == 0 ? diner() : null,
              version,
              random.nextBoolean());
      case 8, 9 -> new Command.Confirm(existing(), diner());
      case 10 -> new Command.Release(existing());
      case 11, 12, 13, 14 ->
          new Command.Hold(
              fresh(), party(), start(), area(), null, external(), 10 + random.nextInt(30));
      default -> new Command.Book(fresh(), party(), start(), area(), diner(), external());
    };
  }

  private int party() {
    return 1 + random.nextInt(6);
  }

  private Start start() {
    return at(STARTS[random.nextInt(STARTS.length)]);
  }

  private @Nullable String area() {
    return random.nextInt(5) == 0 ? "sala" : null;
  }

  private FloorPlan shuffled() {
    FloorPlan plan = House.named("a").floorPlan();
    List<Table> tables = new ArrayList<>(plan.tables());
    Collections.rotate(tables, random.nextInt(4));
    return new FloorPlan(plan.areas(), tables);
  }

  private @Nullable ExternalId external() {
    return random.nextInt(3) == 0 ? new ExternalId(3, random.nextInt(12)) : null;
  }

  private Diner diner() {
    Diner diner = House.diner(random.nextLong() | 1);
    if (storm.faults && random.nextInt(40) == 0) {
      storm.database.poison.add(diner.ref());
    }
    return diner;
  }

  private long fresh() {
    made.add(random.nextLong());
    return made.get(made.size() - 1);
  }

  private long existing() {
    int recent = Math.min(made.size(), random.nextBoolean() ? made.size() : 10);
    return recent == 0 ? 1 : made.get(made.size() - 1 - random.nextInt(recent));
  }

  /** Asks for a day and waits for it. */
  DaySnapshot day(String name, int day, Runnable settle) {
    Errand errand = new Errand(new Request.ReadDay(name, RestaurantNumber.of(name), day, false), 0);
    send(errand);
    settle.run();
    return Objects.requireNonNull(errand.day, "no day");
  }

  // ---- answers

  void answered(Submission submission, Reply reply) {
    assertThat(open.remove(submission.ticket())).as("answered once: %s", submission).isTrue();
    Ticket ticket = (Ticket) ((Object[]) submission.ticket())[0];
    Errand errand = ticket.errand();
    errand.newest = reply;
    if (reply instanceof Reply.NotOwner || reply instanceof Reply.Unavailable) {
      return;
    }
    if (reply instanceof Reply.Done done) {
      checkDone(errand, done);
    } else if (reply instanceof Reply.Refused refused) {
      checkRefused(errand, ticket.since(), refused.refusal());
    }
    if (reply instanceof Reply.Day read) {
      errand.day = read.day();
    }
    errand.done = true;
  }

  private void checkDone(Errand errand, Reply.Done done) {
    long restaurant = errand.request.restaurant();
    assertThat(storm.database.reservation(restaurant, done.reservationId())).isNotNull();
    Reservation said = done.reservation();
    if (said != null) {
      assertThat(said.id()).isEqualTo(done.reservationId());
      assertThat(storm.database.wasOnceSo(restaurant, said)).as("durable: %s", said).isTrue();
    }
    assertThat(errand.reservation).isIn(0L, done.reservationId());
    errand.reservation = done.reservationId();
  }

  private void checkRefused(Errand errand, int since, Refusal refusal) {
    Command command = ((Request.Submit) errand.request).command();
    // A kept answer may be as old as the errand.
    List<Durable.Version> versions =
        storm.database.versions(errand.request.restaurant(), errand.since);
    switch (refusal) {
      case NO_TABLE ->
          assertThat(versions)
              .as("no table for %s", command)
              .anyMatch(version -> hasNoTable(version, command));
      case UNSTORABLE -> assertThat(isUnstorable(errand)).as("%s", errand).isTrue();
      case UNKNOWN_RESERVATION ->
          assertThat(storm.database.versions(errand.request.restaurant(), since).get(0).standing())
              .noneMatch(r -> r.id() == command.reservation());
      case UNKNOWN_RESTAURANT, KEY_REUSED, TOO_SOON, CLOSED, RESTAURANT_ID_TAKEN ->
          throw new AssertionError(refusal + " for " + command);
      default -> {}
    }
  }

  private boolean isUnstorable(Errand errand) {
    Request.Submit submit = (Request.Submit) errand.request;
    Diner diner = submit.command().diner();
    // With such leaps of the clock a key that no caller gave is forgotten before its time.
    return (diner != null && storm.database.poison.contains(diner.ref()))
        || (storm.clocksLeap
            && !errand.isKeyed()
            && storm.database.knows(submit.restaurant(), submit.key()));
  }

  private static boolean hasNoTable(Durable.Version version, Command command) {
    if (command instanceof Command.Create create) {
      return hasNoTable(
          version, create.partySize(), create.start(), create.areaId(), create.reservation());
    }
    Command.Modify modify = (Command.Modify) command;
    return version.standing().stream()
        .filter(r -> r.id() == modify.reservation())
        .anyMatch(
            r ->
                hasNoTable(
                    version,
                    modify.partySize() == 0 ? r.partySize() : modify.partySize(),
                    modify.start() == null
                        ? Start.instant(Ticks.epochSecond(r.startTick()))
                        : modify.start(),
                    r.areaAsked() ? r.areaId() : null,
                    r.id()));
  }

  private static boolean hasNoTable(
      Durable.Version version, int party, Start start, @Nullable String areaId, long self) {
    Restaurant definition = version.definition();
    int from = CALENDAR.resolve(start);
    int to = from + definition.schedule().turnMinutes(party) / Ticks.MINUTES;
    return definition.floorPlan().tables().stream()
        .filter(t -> t.minParty() <= party && party <= t.maxParty())
        .filter(t -> areaId == null || areaId.equals(t.areaId()))
        .allMatch(
            t ->
                version.standing().stream()
                    .anyMatch(
                        r ->
                            r.id() != self
                                && r.tables().contains(t.label())
                                && r.startTick() < to
                                && from < r.endTick()));
  }
}
