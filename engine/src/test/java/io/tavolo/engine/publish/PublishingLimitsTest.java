package io.tavolo.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PublishingLimitsTest {
  @Test
  void shouldTakeTheSmallestBoundsThatWork() {
    assertThat(new PublishingLimits(4, 1, 1, 1, 1, 1).inFlight()).isEqualTo(4);
    assertThat(new PublishingLimits(40, 10, 1, 1, 1, 1).pageRows()).isEqualTo(10);
  }

  @Test
  void shouldRefuseAPageThatIsEmptyOrMoreThanAQuarterOfTheBound() {
    for (int[] bounds : new int[][] {{40, 0}, {3, 1}, {39, 10}}) {
      assertThatThrownBy(() -> new PublishingLimits(bounds[0], bounds[1], 1, 1, 1, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "inFlight: %d (expected: at least 4 * pageRows, %d)".formatted(bounds[0], bounds[1]));
    }
  }

  @Test
  void shouldRefuseTimesAndReadsBelowOne() {
    assertThatThrownBy(() -> new PublishingLimits(40, 10, 0, 2, 3, 4))
        .hasMessage("reads, storeEveryMs, retryMs, stallMs: 0, 2, 3, 4 (expected: at least 1)");
    assertThatThrownBy(() -> new PublishingLimits(40, 10, 1, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PublishingLimits(40, 10, 1, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PublishingLimits(40, 10, 1, 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
