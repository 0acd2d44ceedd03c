package io.tavolo.engine.reservation;

import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.ServiceDay;
import io.tavolo.engine.time.Start;
import io.tavolo.engine.time.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Commands of every kind, mostly such as could succeed. */
final class RandomCommands {
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
      return new Command.PutProfile(restaurants.profile("anna"));
    }
    return switch (random.nextInt(100)) {
      case 0 ->
          new Command.PutProfile(restaurants.profile(random.nextInt(4) == 0 ? "berta" : "anna"));
      case 1, 2, 3 -> new Command.PutFloorPlan(restaurants.floorPlan());
      case 4 -> new Command.PutSchedule(restaurants.schedule(floor.calendar().today(nowMs)));
      case 5 -> new Command.PutPolicies(restaurants.policies());
      default -> ofReservation(floor, nowMs);
    };
  }

  private Command ofReservation(Floor floor, long nowMs) {
    return switch (random.nextInt(20)) {
      case 0, 1 -> new Command.Confirm(existing(), random.nextBoolean() ? diner() : null);
      case 2 -> new Command.Release(existing());
      case 3 -> new Command.Expire(existing());
      case 4, 5, 6, 7, 8 -> modify(floor, nowMs);
      case 9, 10 -> new Command.Cancel(existing(), version(), random.nextBoolean());
      case 11, 12, 13, 14 ->
          new Command.Hold(
              random.nextLong(),
              party(),
              start(floor, nowMs),
              area(),
              random.nextBoolean() ? diner() : null,
              null,
              random.nextInt(3) == 0 ? 10 + random.nextInt(600) : 0);
      case 15 -> brought(floor, nowMs);
      default ->
          new Command.Book(random.nextLong(), party(), start(floor, nowMs), area(), diner(), null);
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
        null,
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
        random.nextBoolean());
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
    return random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
  }

  int party() {
    return random.nextInt(16) == 0 ? random.nextInt(-1, 12) : 1 + random.nextInt(5);
  }

  @Nullable String area() {
    return random.nextInt(4) == 0 ? "a" + random.nextInt(random.nextInt(6) == 0 ? 3 : 1) : null;
  }

  private Diner diner() {
    return House.diner(random.nextLong() | 1);
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
      long second = Math.floorDiv(nowMs, 1000L) + random.nextInt(-7_200, 200_000);
      return new Start(random.nextBoolean() ? second : second / 300 * 300, random.nextBoolean());
    }
    int tick = day.at(random.nextInt(day.count()));
    return random.nextInt(3) == 0
        ? Start.wallClock(
            Ticks.epochSecond(tick) + calendar.atOffset(tick).getOffset().getTotalSeconds())
        : Start.instant(Ticks.epochSecond(tick));
  }
}
