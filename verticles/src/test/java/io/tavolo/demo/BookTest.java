package io.tavolo.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decider;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.time.Start;
import io.tavolo.engine.time.Ticks;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BookTest {
  private static final int TENTH = City.HOUSES / 10;
  private static final Diner NOBODY = new Diner(1, null, null, null, null, List.of());
  private static final LocalDate A_TUESDAY = LocalDate.of(2027, 2, 2);
  private static final int HOUR_MS = 3_600_000;

  private final DemandProfile profile = DemandProfile.read();
  private final List<House> city = City.of(City.SEED, City.HOUSES, profile);

  /** Every weekday, and the two Sundays before the clock changes. */
  static Stream<LocalDate> days() {
    return Stream.concat(
        IntStream.range(0, 7).mapToObj(A_TUESDAY::plusDays),
        Stream.of(LocalDate.of(2027, 3, 21), LocalDate.of(2027, 10, 24)));
  }

  @ParameterizedTest
  @MethodSource("days")
  void shouldFillThePopularHousesOnFridayAtEightAndNotTheQuietOnes(LocalDate today) {
    long nowMs = evening(today);
    LocalDate friday = today.with(TemporalAdjusters.next(DayOfWeek.FRIDAY));
    assertThat(takenAtEight(friday, nowMs, rank -> rank < TENTH)).isGreaterThanOrEqualTo(0.9);
    assertThat(takenAtEight(friday, nowMs, rank -> rank >= City.HOUSES / 2)).isLessThan(0.25);
    LocalDate later = friday.plusDays(21);
    assertThat(takenAtEight(later, nowMs, rank -> rank < TENTH)).isBetween(0.1, 0.7);
  }

  @Test
  void shouldHaveTheProfilesPartiesAndItsSkewBetweenHouses() {
    int[] parties = new int[15];
    int[] deciles = new int[10];
    int all = 0;
    for (House house : city) {
      for (Visit visit : Book.of(house, profile, City.SEED, evening(A_TUESDAY))) {
        parties[visit.partySize()]++;
        deciles[house.rank() / TENTH]++;
        all++;
      }
    }
    assertThat(all).isBetween(24_000, 36_000);
    for (int size = 1; size <= 10; size++) {
      assertThat(parties[size] / (double) all)
          .as("parties of " + size)
          .isCloseTo(profile.partyShare(size, 10), within(0.035));
    }
    for (int decile = 0; decile < 10; decile++) {
      assertThat(deciles[decile] / (double) all)
          .as("decile " + decile)
          .isCloseTo(profile.decileShare(decile), within(0.045));
    }
  }

  @Test
  void shouldBookOnlyWhatBeginsFromNowOnWithinAMonth() {
    long nowMs = evening(A_TUESDAY);
    for (House house : city) {
      assertThat(Book.of(house, profile, City.SEED, nowMs))
          .allMatch(visit -> Ticks.epochMilli(visit.startTick()) > nowMs)
          .allMatch(visit -> visit.serviceDay() <= A_TUESDAY.toEpochDay() + Book.DAYS);
    }
  }

  @Test
  void shouldBeTheSameBookForTheSameDayAndGoOnTheDayAfter() {
    for (House house : city.subList(0, 60)) {
      List<Visit> today = Book.of(house, profile, City.SEED, evening(A_TUESDAY));
      assertThat(Book.of(house, profile, City.SEED, evening(A_TUESDAY))).isEqualTo(today);

      Map<String, Visit> byName = new HashMap<>();
      for (Visit visit : Book.of(house, profile, City.SEED, evening(A_TUESDAY.plusDays(1)))) {
        assertThat(byName.put(Names.visit(house, visit), visit)).isNull();
      }
      long afterTomorrow = A_TUESDAY.plusDays(2).toEpochDay();
      assertThat(today.stream().filter(visit -> visit.serviceDay() >= afterTomorrow))
          .allMatch(visit -> visit.equals(byName.get(Names.visit(house, visit))));
    }
  }

  @ParameterizedTest
  @MethodSource("days")
  void shouldLeaveATableForTwoAtAnnasTomorrowAtEight(LocalDate today) {
    long nowMs = evening(today);
    House anna = city.get(0);
    RestaurantState state = seated(anna, Book.of(anna, profile, City.SEED, nowMs), nowMs);
    long eight = today.plusDays(1).atTime(20, 0).toEpochSecond(ZoneOffset.UTC);
    Command forTwo = new Command.Book(-1, 2, Start.wallClock(eight), null, NOBODY, null);
    assertThat(Decider.decide(state, forTwo, nowMs)).isInstanceOf(Event.class);
  }

  private static long evening(LocalDate date) {
    return date.atStartOfDay(City.ZONE).toInstant().toEpochMilli() + 17 * HOUR_MS;
  }

  /**
   * The share of the tables that diners can book, in all houses of these ranks, at which somebody
   * sits.
   */
  private double takenAtEight(LocalDate date, long nowMs, IntPredicate ranks) {
    int eight = Ticks.ofEpochSecond(date.atTime(20, 0).atZone(City.ZONE).toEpochSecond());
    long tables = 0;
    long taken = 0;
    for (House house : city) {
      if (ranks.test(house.rank())) {
        tables +=
            house.restaurant().floorPlan().tables().stream()
                .filter(table -> table.channel() == Channel.ONLINE)
                .count();
        taken +=
            seated(house, Book.of(house, profile, City.SEED, nowMs), nowMs).standing().stream()
                .filter(r -> r.startTick() <= eight && eight < r.freeTick())
                .mapToLong(r -> r.tables().size())
                .sum();
      }
    }
    return taken / (double) tables;
  }

  /** The visits at their tables. */
  private static RestaurantState seated(House house, List<Visit> visits, long nowMs) {
    RestaurantState state = new RestaurantState();
    state.restore(house.restaurant(), List.of());
    long id = 0;
    for (Visit visit : visits) {
      Start start = Start.instant(Ticks.epochSecond(visit.startTick()));
      int party = visit.partySize();
      var book =
          new Command.Book(++id, party, start, null, NOBODY, null, house.channel(party), false);
      state.evolve((Event) Decider.decide(state, book, nowMs));
    }
    return state;
  }
}
