package io.tavolo.engine.simulation.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @Test
  void shouldRunSeedsFromOneUpOnAllCores() {
    Options options = Options.of();
    assertThat(options.from()).isEqualTo(1);
    assertThat(options.seeds()).isEqualTo(1_000);
    assertThat(options.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(options.seed()).isNull();
  }

  @Test
  void shouldRunAsManyAsThereIsTimeForWhenOnlySecondsAreGiven() {
    Options options = Options.of("--seconds", "60", "--from", "-7", "--threads", "3");
    assertThat(options).isEqualTo(new Options(-7, Long.MAX_VALUE, 60, 3, null, false));
  }

  @Test
  void shouldRunOneSeed() {
    Options options = Options.of("--seed", "-42", "--shrink");
    assertThat(options.seed()).isEqualTo(-42);
    assertThat(options.shrink()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "--seeds 0, '--seeds: 0 (expected: a whole number, 1 or more)'",
    "--from x, '--from: x (expected: a whole number)'",
    "--seconds, '--seconds: nothing (expected: a whole number, 1 or more)'",
    "--threads 2000, '--threads: 2000 (expected: a whole number, 1..1024)'",
    "--shrink, '--shrink: without --seed (expected: with it)'",
    "--sedes 5, '--sedes: unknown (see --help)'"
  })
  void shouldSayWhatItDoesNotUnderstand(String words, String said) {
    assertThatThrownBy(() -> Options.of(words.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(said);
  }
}
