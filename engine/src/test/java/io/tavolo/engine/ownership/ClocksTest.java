package io.tavolo.engine.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClocksTest {
  @Test
  void shouldTolerateSecondsAndTheTimeThatTheQuestionTook() {
    assertThat(Clocks.agree(100_000, 100_000, 100_000)).isTrue();
    assertThat(Clocks.agree(100_000, 100_000, 110_000)).isTrue();
    assertThat(Clocks.agree(100_000, 100_000, 90_000)).isTrue();
    assertThat(Clocks.agree(100_000, 160_000, 95_000)).isTrue();
  }

  @Test
  void shouldTellAClockThatIsWrong() {
    assertThat(Clocks.agree(100_000, 100_000, 110_001)).isFalse();
    assertThat(Clocks.agree(100_000, 100_000, 89_999)).isFalse();
    assertThat(Clocks.difference(532_000, 100_000))
        .isEqualTo(
            "this machine's clock is 432 s ahead of Postgres's (expected: at most 10 s apart)");
  }
}
