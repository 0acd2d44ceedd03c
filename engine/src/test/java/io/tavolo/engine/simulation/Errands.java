package io.tavolo.engine.simulation;

import io.tavolo.engine.id.Hash;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.time.Start;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What clients want, drawn from an errand's seed and from what there is by then. */
final class Errands {
  /** Service dates with bookings: the first so many days after the fourth day from now. */
  static final int DAYS = 2;

  static final int FIRST_DAY = House.NOW_DAY + 4;
  private static final String[] STARTS = {
    "2026-11-24T19:00", "2026-11-24T19:30", "2026-11-24T20:00", "2026-11-25T20:00"
  };
  private static final Restaurant HOUSE = House.named("a");

  private static final int JUST_NOW = 10;
  private static final int LATELY = 100;

  private final List<Restaurant> restaurants = new ArrayList<>();

  /** By restaurant, the ids of reservations that were ever asked for. */
  private final List<List<Long>> made = new ArrayList<>();

  /** By restaurant, the keys that callers gave. */
  private final List<List<CommandKey>> keys = new ArrayList<>();

  private final List<Long> poisoned;

  /**
   * @param poisoned diners the database takes offence at; while it is not empty some errands bring
   *     one
   */
  Errands(int restaurants, List<Long> poisoned) {
    for (int i = 0; i < restaurants; i++) {
      this.restaurants.add(House.named("r" + i));
      made.add(new ArrayList<>());
      keys.add(new ArrayList<>());
    }
    this.poisoned = poisoned;
  }

  List<Restaurant> restaurants() {
    return restaurants;
  }

  List<Long> made(int restaurant) {
    return made.get(restaurant);
  }

  Request draw(SplittableRandom random, boolean reads) {
    int at = random.nextInt(restaurants.size());
    String name = "r" + at;
    long restaurant = RestaurantNumber.of(name);
    if (reads) {
      return new Request.ReadDay(
          name, restaurant, FIRST_DAY + random.nextInt(DAYS), random.nextBoolean());
    }
    CommandKey key = key(random, keys.get(at));
    return new Request.Submit(
        random.nextInt(4) == 0 ? "" : name, restaurant, key, command(random, made.get(at)));
  }

  /** A key of its own; now and then one that was used for something else. */
  private static CommandKey key(SplittableRandom random, List<CommandKey> used) {
    CommandKey key =
        new CommandKey(
            random.nextLong(), random.nextLong(), random.nextLong(), random.nextInt(3) > 0);
    boolean reuses = random.nextInt(40) == 0;
    if (!key.byCaller()) {
      return key;
    }
    int recent = Math.min(used.size(), JUST_NOW);
    CommandKey drawn = key;
    long least = Long.MAX_VALUE;
    for (CommandKey other : used.subList(used.size() - recent, used.size())) {
      long draw = Hash.mix(other.low() ^ key.low());
      if (draw <= least) {
        least = draw;
        drawn = other;
      }
    }
    if (reuses) {
      return new CommandKey(drawn.high(), drawn.low(), key.payloadHash(), true);
    }
    used.add(key);
    return key;
  }

  private Command command(SplittableRandom random, List<Long> known) {
    int version = random.nextInt(5) == 0 ? 1 + random.nextInt(2) : 0;
    return switch (random.nextInt(50)) {
      case 0 -> new Command.PutPolicies(policies(random));
      case 1 -> new Command.PutFloorPlan(plan(random));
      case 2 -> new Command.PutSchedule(schedule(random));
      case 3, 4, 5, 6, 7, 8, 9, 10, 11 ->
          new Command.Cancel(existing(random, known), version, random.nextBoolean());
      case 12, 13, 14, 15, 16 ->
          new Command.Modify(
              existing(random, known),
              random.nextBoolean() ? party(random) : 0,
              random.nextBoolean() ? start(random) : null,
              null,
              random.nextInt(4) == 0 ? diner(random) : null,
              version,
              random.nextBoolean());
      case 17, 18, 19, 20 -> new Command.Confirm(existing(random, known), diner(random));
      case 21, 22 -> new Command.Release(existing(random, known));
      case 23, 24, 25, 26, 27, 28, 29, 30 ->
          new Command.Hold(
              fresh(random, known),
              party(random),
              start(random),
              area(random),
              null,
              external(random),
              5 + random.nextInt(15));
      default ->
          new Command.Book(
              fresh(random, known),
              party(random),
              start(random),
              area(random),
              diner(random),
              external(random));
    };
  }

  private static int party(SplittableRandom random) {
    return 1 + random.nextInt(6);
  }

  private static Start start(SplittableRandom random) {
    return House.at(STARTS[random.nextInt(STARTS.length)]);
  }

  private static @Nullable String area(SplittableRandom random) {
    return random.nextInt(5) == 0 ? "sala" : null;
  }

  private static Policies policies(SplittableRandom random) {
    Policies usual = HOUSE.policies();
    return new Policies(
        usual.minNoticeMinutes(),
        usual.horizonDays(),
        1 + random.nextInt(2),
        5 + random.nextInt(2),
        usual.holdTtlSeconds(),
        usual.cancellationCutoffMinutes(),
        random.nextBoolean());
  }

  private static FloorPlan plan(SplittableRandom random) {
    FloorPlan usual = HOUSE.floorPlan();
    List<Table> tables = new ArrayList<>(usual.tables());
    Collections.rotate(tables, random.nextInt(tables.size()));
    if (random.nextInt(3) == 0) {
      // Somebody may be sitting there.
      tables.remove(random.nextInt(tables.size()));
    }
    return new FloorPlan(usual.areas(), tables);
  }

  private static Schedule schedule(SplittableRandom random) {
    Schedule usual = HOUSE.schedule();
    return new Schedule(
        random.nextBoolean() ? 15 : 30, usual.shifts(), usual.exceptions(), usual.turnTimes());
  }

  private static @Nullable ExternalId external(SplittableRandom random) {
    return random.nextInt(3) == 0 ? new ExternalId(3, random.nextInt(40)) : null;
  }

  private Diner diner(SplittableRandom random) {
    long ref = random.nextLong() | 1;
    boolean offends = random.nextInt(4) == 0;
    return House.diner(
        offends && !poisoned.isEmpty() ? poisoned.get(random.nextInt(poisoned.size())) : ref);
  }

  private static long fresh(SplittableRandom random, List<Long> known) {
    long id = random.nextLong();
    known.add(id);
    return id;
  }

  /** One that was asked for lately; mostly the same one, also when others were not. */
  private static long existing(SplittableRandom random, List<Long> known) {
    int recent = Math.min(known.size(), random.nextBoolean() ? LATELY : JUST_NOW);
    long lot = random.nextLong();
    long drawn = 1;
    long least = Long.MAX_VALUE;
    for (long id : known.subList(known.size() - recent, known.size())) {
      long draw = Hash.mix(id ^ lot);
      if (draw <= least) {
        least = draw;
        drawn = id;
      }
    }
    return drawn;
  }
}
