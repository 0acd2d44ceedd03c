package io.tavolo.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Fault;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Validation;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CityTest {
  private static final int DAY = 24 * 60;

  private final DemandProfile profile = DemandProfile.read();
  private final List<House> city = City.of(City.SEED, City.HOUSES, profile);

  @Test
  void shouldBeTheSameCityForTheSameSeedAndAnotherForAnother() {
    assertThat(City.of(City.SEED, City.HOUSES, profile)).isEqualTo(city);
    assertThat(City.of(City.SEED + 1, City.HOUSES, profile)).isNotEqualTo(city);
  }

  @Test
  void shouldBeginWithTheSameHousesWhenItIsSmaller() {
    assertThat(City.of(City.SEED, 20, profile)).isEqualTo(city.subList(0, 20));
    assertThat(city.get(0).id()).isEqualTo("trattoria-da-anna");
  }

  @Test
  void shouldHoldNoFaultThatTheEngineWouldRefuse() {
    List<Fault> faults = new ArrayList<>();
    for (House house : city) {
      Restaurant restaurant = house.restaurant();
      faults.addAll(Validation.faults(restaurant.profile()));
      faults.addAll(Validation.faults(restaurant.floorPlan()));
      faults.addAll(Validation.faults(restaurant.schedule()));
      faults.addAll(Validation.faults(restaurant.policies()));
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void shouldHave250HousesOfNamesAndRanksOfTheirOwnWithinTheCity() {
    assertThat(city).hasSize(250);
    assertThat(city.stream().map(House::id)).doesNotHaveDuplicates();
    assertThat(city.stream().map(house -> house.restaurant().profile().name()))
        .doesNotHaveDuplicates();
    assertThat(city.stream().map(House::rank))
        .doesNotHaveDuplicates()
        .allMatch(r -> r >= 0 && r < 250);
    for (House house : city) {
      Profile of = house.restaurant().profile();
      assertThat(of.latitude()).isBetween(District.SOUTH, District.NORTH);
      assertThat(of.longitude()).isBetween(District.WEST, District.EAST);
    }
    assertThat(
            city.stream().map(house -> house.restaurant().profile().cuisine()).distinct().count())
        .isGreaterThan(10);
  }

  @Test
  void shouldSeatTwoToTenAndShowItsTables() {
    for (House house : city) {
      assertThat(house.restaurant().floorPlan().tables())
          .hasSizeBetween(8, 28)
          .allMatch(
              table ->
                  table.maxParty() >= 2 && table.maxParty() <= 10 && table.maxParty() % 2 == 0);
      assertThat(house.restaurant().policies().showTables()).isTrue();
    }
  }

  @Test
  void shouldRestOnADayOfTheWeekButNeverOnFridayNorSaturday() {
    int closedOnMonday = 0;
    for (House house : city) {
      Set<DayOfWeek> open =
          house.restaurant().schedule().shifts().stream()
              .flatMap(shift -> shift.weekdays().stream())
              .collect(Collectors.toSet());
      assertThat(open).contains(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY).hasSizeGreaterThan(4);
      closedOnMonday += open.contains(DayOfWeek.MONDAY) ? 0 : 1;
    }
    assertThat(closedOnMonday).isBetween(90, 160);
  }

  @Test
  void shouldKeepBarsOpenPastMidnight() {
    for (House house : city) {
      boolean late =
          house.restaurant().schedule().shifts().stream()
                  .mapToInt(Shift::lastSeating)
                  .max()
                  .orElse(0)
              > DAY;
      assertThat(late)
          .isEqualTo(house.kind().equals(Kind.ENOTECA) || house.kind().equals(Kind.COCKTAIL_BAR));
    }
  }
}
