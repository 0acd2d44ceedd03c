package io.tavolo.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemandProfileTest {
  private final DemandProfile profile = DemandProfile.read();

  @Test
  void shouldDrawPartiesInTheirShares() {
    Random random = new Random(1);
    int draws = 100_000;
    int[] drawn = new int[11];
    for (int n = 0; n < draws; n++) {
      drawn[profile.party(random, 10)]++;
    }
    for (int size = 1; size <= 10; size++) {
      assertThat(drawn[size] / (double) draws)
          .isCloseTo(profile.partyShare(size, 10), within(0.005));
    }
    assertThat(profile.partyShare(2, 10)).isCloseTo(0.4274 / 0.9381, within(0.001));
  }

  @Test
  void shouldKnowHowManyHaveBookedByThen() {
    assertThat(profile.madeBy(0)).isEqualTo(1);
    assertThat(profile.madeBy(1)).isCloseTo(0.6296, within(0.0001));
    assertThat(profile.madeBy(7)).isCloseTo(0.2371, within(0.0002));
    assertThat(profile.madeBy(30)).isCloseTo(0.021, within(0.0005));
    assertThat(IntStream.rangeClosed(0, 40).mapToDouble(day -> -profile.madeBy(day))).isSorted();
  }

  @Test
  void shouldHaveAWeekOfSevenAverageDays() {
    assertThat(Arrays.stream(DayOfWeek.values()).mapToDouble(profile::weekdayFactor).sum())
        .isCloseTo(7, within(0.01));
    assertThat(profile.weekdayFactor(DayOfWeek.FRIDAY)).isGreaterThan(1.5);
  }
}
