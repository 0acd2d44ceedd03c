package io.tavolo.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.reservation.RestaurantState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Those without I/O can go on for ever, and what they do then is what they did at first. */
class EngineBenchmarksTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 64})
  void shouldAnswerEachCommandOfALaneAlsoWhenItComesAgain(int batch) {
    LaneBenchmark lane = new LaneBenchmark();
    lane.batch = batch;
    lane.check();
    long before = lane.commands();
    for (int n = 1; n <= 1_000; n++) {
      assertThat(lane.commands()).isEqualTo(before + 64L * n);
    }
  }

  @Test
  void shouldLetWaveAfterWaveComeAndGo() {
    EvolveBenchmark evolve = new EvolveBenchmark();
    for (int wave = 0; wave < 200; wave++) {
      assertThat(after(evolve, 128).standing()).hasSize(128);
      assertThat(after(evolve, 128).standing()).isEmpty();
    }
  }

  private static RestaurantState after(EvolveBenchmark evolve, int events) {
    for (int n = 1; n < events; n++) {
      evolve.event();
    }
    return evolve.event();
  }

  @Test
  void shouldRecoverAllReservationsEachTime() {
    RecoveryBenchmark recovery = new RecoveryBenchmark();
    for (int n = 0; n < 3; n++) {
      assertThat(recovery.state().standing()).hasSize(1_000);
      Reply first = recovery.resident();
      assertThat(first).isInstanceOf(Reply.Day.class);
      assertThat(recovery.resident()).isNotSameAs(first);
    }
  }

  @Test
  void shouldWriteAsManyBytesOfJsonEachTime() {
    JsonBenchmark json = new JsonBenchmark();
    int length = json.write().length();
    for (int n = 0; n < 100; n++) {
      assertThat(json.write().length()).isBetween(length - 20, length + 20);
      assertThat(json.read().partySize()).isBetween(1, 8);
    }
  }
}
