package io.tavolo.engine.simulation;

import io.tavolo.engine.id.Hash;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.time.Start;
import java.util.ArrayList;
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
      this.restaurants.add(Definitions.named("r" + i, i));
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
      case 0 -> new Command.PutPolicies(Definitions.policies(random), onConflict(random));
      case 1 -> new Command.PutFloorPlan(Definitions.plan(random), onConflict(random));
      case 2 -> new Command.PutSchedule(Definitions.schedule(random), onConflict(random));
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
              random.nextBoolean(),
              random.nextInt(4) == 0);
      case 17, 18, 19, 20 ->
          new Command.Confirm(
              existing(random, known), diner(random), random.nextBoolean() ? 10_000 : 0, false);
      case 21, 22 -> new Command.Release(existing(random, known));
      case 23, 24, 25, 26, 27, 28, 29, 30 ->
          new Command.Hold(
              fresh(random, known),
              party(random),
              start(random),
              area(random),
              random.nextBoolean() ? diner(random) : null,
              external(random),
              5 + random.nextInt(15));
      case 31, 32 ->
          new Command.Import(
              fresh(random, known),
              party(random),
              random.nextInt(3) == 0 ? House.at("2026-10-24T20:00") : start(random),
              area(random),
              diner(random),
              external(random),
              House.at("2026-10-01T12:00"));
      case 33, 34, 35 ->
          new Command.Book(
              fresh(random, known),
              party(random),
              start(random),
              area(random),
              diner(random),
              external(random),
              random.nextBoolean() ? Channel.IN_HOUSE : Channel.WALK_IN,
              random.nextBoolean());
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

  private static Command.OnConflict onConflict(SplittableRandom random) {
    return Command.OnConflict.of(random.nextInt(Command.OnConflict.values().length));
  }

  private static int party(SplittableRandom random) {
    return 1 + random.nextInt(random.nextInt(4) == 0 ? 9 : 6);
  }

  private static Start start(SplittableRandom random) {
    return House.at(STARTS[random.nextInt(STARTS.length)]);
  }

  private static @Nullable String area(SplittableRandom random) {
    return random.nextInt(5) == 0 ? "sala" : null;
  }

  private static @Nullable ExternalId external(SplittableRandom random) {
    return random.nextInt(3) == 0 ? new ExternalId(3, random.nextInt(40)) : null;
  }

  private Diner diner(SplittableRandom random) {
    long ref = random.nextLong() | 1;
    boolean offends = random.nextInt(4) == 0;
    // Few, so that one has several reservations; some cannot be told from others.
    long key = random.nextInt(8);
    return new Diner(
        offends && !poisoned.isEmpty() ? poisoned.get(random.nextInt(poisoned.size())) : ref,
        key,
        "Ada",
        "ada@example.org",
        null,
        null,
        List.of());
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
