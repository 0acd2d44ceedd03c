package io.tavolo.engine.reservation;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.ServiceDay;
import io.tavolo.engine.time.Start;
import io.tavolo.engine.time.Ticks;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Commands of every kind, mostly such as could succeed, of few diners. */
final class RandomCommands {
  private static final int DINERS = 6;

  private final SplittableRandom random;
  private final RandomRestaurants restaurants;
  private final List<Long> made = new ArrayList<>();

  RandomCommands(SplittableRandom random) {
    this.random = random;
    restaurants = new RandomRestaurants(random);
  }

  /** A command that the state may be given at that time. */
  Command next(RestaurantState state, long nowMs) {
    Floor floor = state.floor();
    if (floor == null) {
      return random.nextInt(3) == 0
          ? new Command.Cancel(random.nextLong(), 0, false)
          : new Command.PutProfile(restaurants.profile("anna"));
    }
    return switch (random.nextInt(160)) {
      case 0 ->
          new Command.PutProfile(restaurants.profile(random.nextInt(4) == 0 ? "berta" : "anna"));
      case 1, 2, 3, 4 -> floorPlan();
      case 5, 6 -> schedule(floor, nowMs);
      case 7, 8 -> new Command.PutPolicies(restaurants.policies(), onConflict());
      default -> ofReservation(floor, nowMs);
    };
  }

  Command floorPlan() {
    return new Command.PutFloorPlan(restaurants.floorPlan(), onConflict());
  }

  Command schedule(Floor floor, long nowMs) {
    RandomSchedules schedules = new RandomSchedules(random, floor.calendar().today(nowMs));
    List<String> areaIds = floor.definition().floorPlan().areas().stream().map(Area::id).toList();
    return new Command.PutSchedule(schedules.next(areaIds), onConflict());
  }

  private Command.OnConflict onConflict() {
    return Command.OnConflict.of(random.nextInt(3));
  }

  private Command ofReservation(Floor floor, long nowMs) {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 ->
          new Command.Confirm(
              existing(),
              random.nextBoolean() ? diner() : null,
              random.nextInt(20_000),
              random.nextInt(4) == 0);
      case 3 ->
          random.nextBoolean() ? new Command.Release(existing()) : new Command.Expire(existing());
      case 4, 5, 6, 7 -> modify(floor, nowMs);
      case 8 -> new Command.Cancel(existing(), version(), random.nextBoolean());
      case 9, 10, 11, 12 ->
          new Command.Hold(
              random.nextLong(),
              party(),
              start(floor, nowMs),
              area(),
              random.nextBoolean() ? diner() : null,
              external(),
              random.nextInt(3) == 0 ? 10 + random.nextInt(600) : 0,
              Channel.of(random.nextInt(random.nextBoolean() ? 1 : 2)),
              random.nextInt(4) == 0);
      case 13 -> brought(floor, nowMs);
      default ->
          new Command.Book(
              random.nextLong(),
              party(),
              start(floor, nowMs),
              area(),
              diner(),
              external(),
              Channel.of(random.nextInt(random.nextBoolean() ? 1 : 3)),
              random.nextInt(4) == 0);
    };
  }

  /** Of these days, or of years ago. */
  private Command brought(Floor floor, long nowMs) {
    long ago = random.nextBoolean() ? 0 : random.nextInt(100_000) * 60_000L;
    return new Command.Import(
        random.nextLong(),
        party(),
        start(floor, nowMs - ago * random.nextInt(1, 30)),
        area(),
        diner(),
        external(),
        new Start(
            Math.floorDiv(nowMs, 1000L) + random.nextInt(-100_000, 1_000), random.nextBoolean()));
  }

  private Command modify(Floor floor, long nowMs) {
    return new Command.Modify(
        existing(),
        random.nextBoolean() ? party() : 0,
        random.nextBoolean() ? start(floor, nowMs) : null,
        random.nextInt(6) == 0 ? Command.Modify.ANY_AREA : area(),
        random.nextInt(4) == 0 ? diner() : null,
        version(),
        random.nextBoolean(),
        random.nextInt(4) == 0);
  }

  /** A reservation was made: commands may be about it from now on. */
  void made(long reservation) {
    made.add(reservation);
  }

  private long existing() {
    int recent = Math.min(made.size(), random.nextInt(4) == 0 ? made.size() : 8);
    return recent == 0 || random.nextInt(30) == 0
        ? random.nextLong()
        : made.get(made.size() - 1 - random.nextInt(recent));
  }

  private int version() {
    return random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0;
  }

  int party() {
    return random.nextInt(24) == 0 ? random.nextInt(-1, 15) : 1 + random.nextInt(6);
  }

  @Nullable String area() {
    return random.nextInt(4) == 0 ? "a" + random.nextInt(random.nextInt(6) == 0 ? 3 : 1) : null;
  }

  private @Nullable ExternalId external() {
    return random.nextInt(8) == 0 ? new ExternalId(random.nextLong(), random.nextLong()) : null;
  }

  /** Some cannot be told from others. */
  private Diner diner() {
    return new Diner(
        random.nextLong() | 1, random.nextInt(DINERS), "Ada", null, null, null, List.of());
  }

  private Start start(Floor floor, long nowMs) {
    Calendar calendar = floor.calendar();
    int horizon = floor.definition().policies().horizonDays();
    // Few days, so that parties meet.
    int ahead = random.nextInt(6) == 0 ? random.nextInt(-1, horizon + 2) : random.nextInt(2);
    long date = calendar.todayEpochDay(nowMs) + ahead;
    ServiceDay day = calendar.day(date);
    for (int later = 1; day.isClosed() && later < 7; later++) {
      day = calendar.day(date + later);
    }
    if (day.isClosed() || random.nextInt(12) == 0) {
      return anyTime(floor, nowMs);
    }
    // Few slots, too.
    int slots = random.nextBoolean() ? day.count() : Math.min(6, day.count());
    int tick = day.at(day.count() - 1 - random.nextInt(slots));
    for (int i = 0; i < 3 && Ticks.epochMilli(tick) < nowMs; i++) {
      tick = day.at(day.count() - 1 - random.nextInt(slots));
    }
    return random.nextInt(3) == 0
        ? Start.wallClock(
            Ticks.epochSecond(tick) + calendar.atOffset(tick).getOffset().getTotalSeconds())
        : Start.instant(Ticks.epochSecond(tick));
  }

  /** Nearby, or in the hours about a change of the clock, or thousands of years away. */
  private Start anyTime(Floor floor, long nowMs) {
    long second = Math.floorDiv(nowMs, 1000L) + random.nextInt(-7_200, 200_000);
    ZoneOffsetTransition change =
        floor
            .definition()
            .profile()
            .zone()
            .getRules()
            .nextTransition(Instant.ofEpochMilli(nowMs - 86_400_000));
    if (change != null && random.nextBoolean()) {
      second =
          change.toEpochSecond()
              + change.getOffsetBefore().getTotalSeconds()
              + random.nextInt(-3_600, 7_200);
    }
    second = random.nextInt(50) == 0 ? random.nextLong(-1L << 41, 1L << 41) : second;
    boolean aligned = random.nextInt(4) != 0;
    return new Start(aligned ? Math.floorDiv(second, 300L) * 300 : second, random.nextBoolean());
  }
}
