package io.tavolo.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MS = 1_000_000;

  @Test
  void shouldGiveEachBatchTheTimeThatItsCommandsMayTake() {
    Pace pace = Pace.of(2_000);
    long now = System.nanoTime() + 60_000 * MS;
    assertThat(pace.reserve(100, now) - now).isEqualTo(50 * MS);
    assertThat(pace.reserve(10, now + MS) - now).isEqualTo(55 * MS);
    assertThat(pace.reserve(512, now + 2 * MS) - now).isEqualTo(311 * MS);
  }

  @Test
  void shouldNotSaveUpTimeInWhichNothingCame() {
    Pace pace = Pace.of(1_000);
    long now = System.nanoTime() + 60_000 * MS;
    pace.reserve(1, now);
    long later = now + 10_000 * MS;
    assertThat(pace.reserve(5, later) - later).isEqualTo(5 * MS);
  }

  @Test
  void shouldNotLetABatchKeepItsClientsForLong() {
    assertThat(Pace.of(0).batchesOf(512)).isEqualTo(512);
    assertThat(Pace.of(10_000).batchesOf(512)).isEqualTo(512);
    assertThat(Pace.of(1_000).batchesOf(512)).isEqualTo(250);
    assertThat(Pace.of(1).batchesOf(512)).isEqualTo(1);
  }

  @Test
  void shouldHoldNothingBackWithoutABound() {
    Pace pace = Pace.of(0);
    long now = System.nanoTime();
    for (int n = 0; n < 1_000; n++) {
      assertThat(pace.reserve(512, now)).isEqualTo(now);
    }
  }
}
