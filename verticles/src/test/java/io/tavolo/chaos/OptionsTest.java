package io.tavolo.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @Test
  void shouldTakeAQuarterOfAnHourOfAllFaultsAndASeedOfItsOwn() {
    Options options = Options.of();
    assertThat(options.minutes()).isEqualTo(15);
    assertThat(options.faults()).isEqualTo(EnumSet.allOf(Fault.class));
    assertThat(options.seed()).isPositive();
  }

  @Test
  void shouldReadEveryOption() {
    assertThat(Options.of("--minutes", "0.5", "--seed", "7", "--faults", "kill,reset-after"))
        .isEqualTo(new Options(0.5, 7, EnumSet.of(Fault.KILL, Fault.RESET_AFTER)));
  }

  @ParameterizedTest
  @CsvSource({
    "--minutes, 0, '--minutes: 0 (expected: above 0, at most a week)'",
    "--minutes, '', '--minutes: nothing (expected: above 0, at most a week)'",
    "--seed, x, --seed: x (expected: a whole number)",
    "--faults, flood, flood: unknown fault (see --help for the list)",
    "--faults, '', '--faults: nothing (expected: names, see --help)'",
    "--speed, 7, --speed: unknown (see --help)",
  })
  void shouldSayInOneLineWhatItDoesNotUnderstand(String option, String value, String line) {
    assertThatThrownBy(() -> Options.of(option, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(line);
  }
}
