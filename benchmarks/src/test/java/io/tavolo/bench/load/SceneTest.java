package io.tavolo.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SceneTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
  private static final String FRIDAY = "2026-12-04";
  private static final long SEED = 7;
  private static final int DRAWS = 100_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void shouldWantOnFridayWhatRealDinersWant() {
    assertThat(LocalDate.parse(FRIDAY).getDayOfWeek()).isEqualTo(DayOfWeek.FRIDAY);
    List<Diner.Wish.Book> wishes = wishes(Scene.friday(TODAY, 200));
    assertThat(share(wishes, wish -> wish.partySize() == 2)).isCloseTo(0.469, within(0.01));
    assertThat(wishes).allMatch(wish -> wish.partySize() <= 8);
    assertThat(share(wishes, wish -> wish.start().startsWith(FRIDAY)))
        .isCloseTo(0.3704 / 0.8946, within(0.01));
    assertThat(share(wishes, wish -> wish.start().contains("T18")))
        .isCloseTo(0.2723 / 0.8644, within(0.01));
    assertThat(share(wishes, wish -> wish.restaurantId().matches("friday-1?\\d")))
        .isCloseTo(0.3327, within(0.01));
    assertThat(share(wishes, wish -> wish.restaurantId().matches("friday-1[89]\\d")))
        .isCloseTo(0.0011, within(0.001));
  }

  @Test
  void shouldKeepFridayNearHalfFullAndRefuseSomeAtItsPeak() {
    FridayScene scene = new FridayScene(TODAY, 50);
    List<Diner> diners = Diner.crowd(scene, 64, SEED);
    City city = new City(scene);
    int refused = 0;
    int asked = 0;
    for (int round = 0; round < 300; round++) {
      for (Diner diner : diners) {
        Diner.Wish wish = diner.next();
        asked++;
        if (wish instanceof Diner.Wish.Cancel cancel) {
          city.cancel(cancel.reservation());
        } else if (!city.book((Diner.Wish.Book) wish, diner)) {
          refused++;
        }
      }
    }
    assertThat(city.visits(FRIDAY) / (4.0 * city.tables())).isBetween(0.4, 0.6);
    assertThat((double) refused / asked).isBetween(0.02, 0.3);
  }

  /** Gives each party the smallest table that is free for an hour and a half. */
  private static final class City {
    private static final int VISIT_QUARTERS = 6;

    private final FridayScene scene;
    private final Map<String, BitSet> takenQuarters = new HashMap<>();

    City(FridayScene scene) {
      this.scene = scene;
    }

    int tables() {
      return IntStream.range(0, scene.restaurants()).map(scene::tables).sum();
    }

    boolean book(Diner.Wish.Book wish, Diner diner) {
      String house = wish.restaurantId();
      int tables = scene.tables(Integer.parseInt(house.substring("friday-".length())));
      int quarter = wish.start().charAt(11) * 40 + wish.start().charAt(12) * 4;
      quarter += Integer.parseInt(wish.start().substring(14)) / 15;
      for (int covers = (wish.partySize() + 1) / 2 * 2; covers <= 8; covers += 2) {
        for (int table = covers / 2 - 1; table < tables; table += 4) {
          String key = house + " " + table + " " + wish.start().substring(0, 10);
          BitSet taken = takenQuarters.computeIfAbsent(key, absent -> new BitSet());
          if (taken.get(quarter, quarter + VISIT_QUARTERS).isEmpty()) {
            taken.set(quarter, quarter + VISIT_QUARTERS);
            diner.keeps(new Diner.Standing(key, Integer.toString(quarter)));
            return true;
          }
        }
      }
      return false;
    }

    void cancel(Diner.Standing reservation) {
      int quarter = Integer.parseInt(reservation.token());
      BitSet taken = takenQuarters.getOrDefault(reservation.id(), new BitSet());
      taken.clear(quarter, quarter + VISIT_QUARTERS);
    }

    int visits(String date) {
      return takenQuarters.entrySet().stream()
              .filter(entry -> entry.getKey().endsWith(date))
              .mapToInt(entry -> entry.getValue().cardinality())
              .sum()
          / VISIT_QUARTERS;
    }
  }

  @Test
  void shouldBeKnownByName() {
    assertThat(Scene.all(TODAY, 5)).extracting(Scene::name).isEqualTo(Scene.PROFILES);
  }

  @Test
  void shouldMostlyRefuseInARush() {
    Scene scene = Scene.flash(TODAY);
    List<Diner> diners = Diner.crowd(scene, 100, SEED);
    assertThat(diners).allMatch(Diner::hasItsShare);
    int standing = 0;
    int refused = 0;
    int asked = 0;
    for (int round = 0; round < 1_000; round++) {
      for (Diner diner : diners) {
        asked++;
        if (diner.next() instanceof Diner.Wish.Book) {
          if (standing < scene.seatings()) {
            diner.keeps(new Diner.Standing("id", "token"));
            standing++;
          } else {
            refused++;
          }
        } else {
          standing--;
        }
      }
    }
    assertThat((double) refused / asked).isBetween(0.85, 0.95);
    assertThat(standing).isBetween(100, 120);
  }

  @Test
  void shouldLookTwentyTimesForEachWrite() {
    Diner diner = Diner.crowd(Scene.mixed(TODAY, 50), 1, SEED).get(0);
    int looks = 0;
    for (int n = 0; n < DRAWS; n++) {
      looks += diner.next() instanceof Diner.Wish.Look ? 1 : 0;
    }
    assertThat(looks / (double) (DRAWS - looks)).isCloseTo(20, within(1.0));
  }

  @Test
  void shouldCountAndTimeReadsApart() throws Exception {
    try (FakeServer server = new FakeServer(300);
        LoadGenerator generator = new LoadGenerator()) {
      List<Diner> diners = Diner.crowd(Scene.mixed(TODAY, 50), 4, SEED);
      Figures figures =
          generator.runOpen(server.target(), diners, Arrivals.constant(200), Duration.ZERO, SECOND);
      assertThat(figures.firstErrors()).isEmpty();
      assertThat(figures.reads()).isEqualTo(server.looks.get()).isBetween(175L, 198L);
      assertThat(figures.books() + figures.cancels()).isEqualTo(199 - figures.reads());
      assertThat(figures.readLatency().getTotalCount()).isEqualTo(figures.reads());
      assertThat(figures.latency().getTotalCount()).isEqualTo(figures.books() + figures.cancels());
    }
  }

  private static List<Diner.Wish.Book> wishes(Scene scene) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Diner.Wish.Book> wishes = new ArrayList<>();
    for (int n = 0; n < DRAWS; n++) {
      wishes.add(scene.wish(random));
    }
    return wishes;
  }

  private static double share(List<Diner.Wish.Book> wishes, Predicate<Diner.Wish.Book> which) {
    return (double) wishes.stream().filter(which).count() / wishes.size();
  }
}
