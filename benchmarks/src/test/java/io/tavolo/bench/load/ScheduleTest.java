package io.tavolo.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long SEED = 7;
  private static final int DRAWS = 100_000;

  @Test
  void shouldKeepEqualDistances() {
    Schedule schedule = Arrivals.constant(8).schedule();
    for (long n = 1; n <= 1_000; n++) {
      assertThat(schedule.next()).isEqualTo(n * 125_000_000);
    }
  }

  @Test
  void shouldComeAsStrangersDo() {
    Schedule schedule = Arrivals.poisson(1_000, SEED).schedule();
    long last = 0;
    double squares = 0;
    for (int n = 0; n < DRAWS; n++) {
      long at = schedule.next();
      squares += Math.pow((at - last) / 1e6, 2);
      last = at;
    }
    // Of an exponential distribution with mean 1: a mean of 1, and a second moment of 2.
    assertThat(last / 1e6 / DRAWS).isCloseTo(1, within(0.02));
    assertThat(squares / DRAWS).isCloseTo(2, within(0.1));
  }

  @Test
  void shouldComeAtTheSameMomentsForTheSameSeed() {
    Schedule one = Arrivals.poisson(1_000, SEED).schedule();
    Schedule same = Arrivals.poisson(1_000, SEED).schedule();
    Schedule other = Arrivals.poisson(1_000, SEED + 1).schedule();
    long first = one.next();
    assertThat(same.next()).isEqualTo(first);
    assertThat(other.next()).isNotEqualTo(first);
  }

  @Test
  void shouldComeATenthAsOftenInTheQuiet() {
    Schedule schedule = Arrivals.poisson(1_000, SEED).after(Duration.ofSeconds(100)).schedule();
    int quiet = 0;
    int loud = 0;
    for (double at = schedule.next() / 1e9; at < 200; at = schedule.next() / 1e9) {
      if (at < 100) {
        quiet++;
      } else {
        loud++;
      }
    }
    assertThat(quiet).isBetween(9_500, 10_500);
    assertThat(loud).isBetween(98_000, 102_000);
  }

  @Test
  void shouldSayWhichRatesThereAre() {
    assertThatThrownBy(() -> Arrivals.constant(0))
        .hasMessage("requests a second: 0.0 (expected: 0.1..1000000)");
    assertThatThrownBy(() -> Arrivals.constant(Double.NaN)).hasMessageContaining("NaN");
  }
}
