package io.tavolo.engine.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Policies;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AlternativesTest {
  private static final int EIGHT = House.tick("2026-01-16T20:00:00+01:00");
  private final House house = House.usual(Policies.DEFAULT);

  private List<Alternative> nearest(int wanted, @Nullable String area) {
    return Alternatives.nearest(house.snapshot(House.MIDWINTER), 2, wanted, area, House.MORNING_MS);
  }

  private static List<Integer> minutesOff(List<Alternative> alternatives, int wanted) {
    return alternatives.stream().map(a -> (a.startTick() - wanted) * 5).toList();
  }

  @Test
  void shouldOfferTheNearestTimesBeforeAndAfter() {
    assertThat(minutesOff(nearest(EIGHT, null), EIGHT)).containsExactly(-15, 15, -30, 30, -45, 45);
    assertThat(minutesOff(nearest(EIGHT + 1, null), EIGHT + 1))
        .containsExactly(-5, 10, -20, 25, -35, 40);
  }

  @Test
  void shouldLookFurtherToOneSideWhereTheOtherHasNone() {
    assertThat(minutesOff(nearest(Integer.MIN_VALUE, null).subList(0, 1), EIGHT))
        .containsExactly(-480);
    assertThat(nearest(Integer.MAX_VALUE, null)).hasSize(6);
    house.fill(EIGHT - 200, EIGHT + 6);
    assertThat(minutesOff(nearest(EIGHT, null), EIGHT)).containsExactly(30, 45, 60, 75, 90, 105);
  }

  @Test
  void shouldOfferFewerThanSixRatherThanOneThatIsTaken() {
    house.fill(EIGHT - 200, EIGHT + 45);
    assertThat(minutesOff(nearest(EIGHT, null), EIGHT)).containsExactly(225, 240, 255, 270);
    house.fill(EIGHT + 45, EIGHT + 100);
    assertThat(nearest(EIGHT, null)).isEmpty();
  }

  @Test
  void shouldOfferTheAreaAskedForAndElsewhereWhatThatLacks() {
    int terrace = house.order.areaIndexOf("terrace");
    for (int table = 0; table < house.order.size(); table++) {
      if (house.order.areaOf(table) == terrace) {
        house.inventory.occupy(table, EIGHT, EIGHT + 1);
      }
    }
    assertThat(house.inventory.bestFit(2, 1 << terrace, Channel.ONLINE, EIGHT, EIGHT + 18))
        .isEqualTo(Inventory.NONE);
    assertThat(nearest(EIGHT, "terrace"))
        .startsWith(
            new Alternative(EIGHT, "hall"),
            new Alternative(EIGHT - 3, "hall"),
            new Alternative(EIGHT + 3, "terrace"));
  }

  @Test
  void shouldNotOfferWhatWasRefused() {
    assertThat(nearest(EIGHT, null)).noneMatch(a -> a.startTick() == EIGHT);
    assertThat(nearest(EIGHT, "bar")).noneMatch(a -> a.startTick() == EIGHT);
  }
}
