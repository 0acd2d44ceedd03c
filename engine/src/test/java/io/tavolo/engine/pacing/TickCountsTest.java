package io.tavolo.engine.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TickCountsTest {
  private final TickCounts counts = new TickCounts();

  @Test
  void shouldCountEachTickOfAnIntervalAndNoneBesideIt() {
    counts.add(60, 70, 4);
    counts.add(69, 71, 3);
    assertThat(counts.max(0, 60)).isZero();
    assertThat(counts.max(60, 61)).isEqualTo(4);
    assertThat(counts.max(69, 70)).isEqualTo(7);
    assertThat(counts.max(70, 71)).isEqualTo(3);
    assertThat(counts.max(71, 500)).isZero();
    assertThat(counts.max(0, 500)).isEqualTo(7);
  }

  @Test
  void shouldAddUpWhatStartsInAnInterval() {
    counts.add(10, 11, 4);
    counts.add(12, 13, 2);
    counts.add(13, 14, 1);
    assertThat(counts.sum(10, 13)).isEqualTo(6);
    assertThat(counts.sum(11, 13)).isEqualTo(2);
    assertThat(counts.sum(13, 13)).isZero();
  }

  @Test
  void shouldTakeOffWhatWasAdded() {
    counts.add(-200, 300, 9);
    counts.add(-100, 200, -9);
    assertThat(counts.max(-100, 200)).isZero();
    assertThat(counts.max(-200, -100)).isEqualTo(9);
    assertThat(counts.sum(200, 300)).isEqualTo(900);
  }

  @Test
  void shouldGrowBothWaysWithoutLosingACount() {
    for (int tick = 0; tick < 64 * 200; tick += 64) {
      counts.add(10_000 + tick, 10_001 + tick, 1);
      counts.add(10_000 - tick, 10_001 - tick, 1);
    }
    assertThat(counts.sum(-10_000, 40_000)).isEqualTo(400);
    assertThat(counts.max(10_000, 10_001)).isEqualTo(2);
    assertThat(counts.max(10_000 - 64 * 199, 10_001 - 64 * 199)).isEqualTo(1);
  }

  @Test
  void shouldTakeTheCountsOffAnArray() {
    counts.add(62, 66, 2);
    int[] room = {5, 5, 5, 5, 5, 5};
    counts.subtractFrom(room, 61);
    assertThat(room).containsExactly(5, 3, 3, 3, 3, 5);
  }

  @Test
  void shouldForgetWholeBlocksBeforeATick() {
    counts.add(0, 256, 1);
    counts.forgetBefore(130);
    assertThat(counts.sum(0, 128)).isZero();
    assertThat(counts.sum(128, 256)).isEqualTo(128);
    counts.forgetBefore(64);
    assertThat(counts.sum(128, 256)).isEqualTo(128);
  }

  @Test
  void shouldPassOverWhatIsForgotten() {
    counts.forgetBefore(128);
    counts.add(100, 140, 3);
    assertThat(counts.sum(0, 128)).isZero();
    assertThat(counts.sum(128, 140)).isEqualTo(36);
    counts.add(100, 140, -3);
    assertThat(counts.sum(0, 200)).isZero();
    counts.add(100, 128, -3);
  }

  @Test
  void shouldForgetEverythingAndCountAgain() {
    counts.add(0, 64, 1);
    counts.forgetBefore(64_000);
    counts.add(64_000, 64_010, 2);
    assertThat(counts.max(64_000, 64_010)).isEqualTo(2);
    assertThat(counts.sum(0, 64_000)).isZero();
  }

  @Test
  void shouldStopAtACountThatCannotBe() {
    assertThatThrownBy(() -> counts.add(5, 6, -1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("count of tick 5: -1 (expected: 0..65535)");
    counts.add(7, 8, 65_535);
    assertThat(counts.max(7, 8)).isEqualTo(65_535);
    assertThatThrownBy(() -> counts.add(7, 8, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("65536");
  }
}
