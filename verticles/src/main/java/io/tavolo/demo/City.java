package io.tavolo.demo;

import io.tavolo.engine.restaurant.Restaurant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The city: 250 houses, the same for the same seed. How loved they are is dealt out apart from what
 * they are, so that the skew between them is the profile's: of ten reservations a tenth of the
 * houses has three.
 */
final class City {
  static final int HOUSES = 250;
  static final long SEED = 1088;
  static final ZoneId ZONE = ZoneId.of("Europe/Rome");

  /** A quiet house that is always among them, so that there is one to book in at once. */
  static final String ANNA = "trattoria-da-anna";

  private static final int ANNA_RANK = 140;
  private static final int DECILES = 10;

  /** The most loved houses seat their guests twice an evening. */
  private static final int SEAT_TWICE = 40;

  /**
   * What a house of average size and love is asked for on an average day; how full the city is
   * follows from it.
   */
  private static final double VISITS_PER_DAY = 14;

  private static final double AVERAGE_TABLES = 15;

  private City() {}

  /**
   * The first {@code count} houses, of whatever rank; Anna's is the first of them.
   *
   * @param count 1..250
   */
  static List<House> of(long seed, int count, DemandProfile profile) {
    // Its sequence is specified: no newer JDK draws another city.
    Random random = new Random(seed);
    List<Kind> kinds = new ArrayList<>();
    Map<Kind, List<String>> names = new HashMap<>();
    for (Kind kind : Kind.ALL) {
      kinds.addAll(Collections.nCopies(kind.houses(), kind));
      List<String> shuffled = new ArrayList<>(kind.names());
      Collections.shuffle(shuffled, random);
      names.put(kind, shuffled);
    }
    kinds.remove(Kind.TRATTORIA);
    Collections.shuffle(kinds, random);
    List<Integer> ranks = new ArrayList<>();
    for (int rank = 0; rank < HOUSES; rank++) {
      ranks.add(rank);
    }
    ranks.remove(ANNA_RANK);
    Collections.shuffle(ranks, random);

    List<House> houses = new ArrayList<>(count);
    houses.add(house(HouseMaker.anna(), Kind.TRATTORIA, ANNA_RANK, profile));
    for (int n = 1; n < count; n++) {
      Kind kind = kinds.get(n - 1);
      List<String> left = names.getOrDefault(kind, List.of());
      String name = left.remove(left.size() - 1);
      int rank = ranks.get(n - 1);
      HouseMaker maker =
          new HouseMaker(kind, name, rank < SEAT_TWICE, new Random(seed * HOUSES + n));
      houses.add(house(maker.make(), kind, rank, profile));
    }
    return houses;
  }

  private static House house(Restaurant restaurant, Kind kind, int rank, DemandProfile profile) {
    double love = profile.decileShare(rank * DECILES / HOUSES) * DECILES;
    double size = restaurant.floorPlan().tables().size() / AVERAGE_TABLES;
    return new House(restaurant, kind, rank, VISITS_PER_DAY * love * size);
  }
}
