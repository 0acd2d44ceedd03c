package io.tavolo.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AckWindowTest {

  @Test
  void shouldAgreeWithAPlainSetOfWhatIsInFlight() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long start = random.nextLong(1_000_000);
      AckWindow window = new AckWindow(start);
      TreeSet<Long> inFlight = new TreeSet<>();
      long sent = start;
      for (int i = 0; i < 2_000; i++) {
        if (random.nextInt(100) < 52) {
          window.send();
          inFlight.add(++sent);
        } else if (!inFlight.isEmpty()) {
          Long seq = inFlight.ceiling(start + random.nextLong(sent - start + 1));
          long acked = seq == null ? inFlight.first() : seq;
          boolean rises = acked == inFlight.first();
          inFlight.remove(acked);
          assertThat(window.ack(acked)).as("seed %d", seed).isEqualTo(rises);
        }
        long all = inFlight.isEmpty() ? sent : inFlight.first() - 1;
        assertThat(window.acked()).as("seed %d", seed).isEqualTo(all);
        assertThat(window.sent()).isEqualTo(sent);
      }
    }
  }

  @Test
  void shouldIgnoreWhatIsNotInFlight() {
    AckWindow window = new AckWindow(10);
    window.send();
    assertThat(window.ack(10)).isFalse();
    assertThat(window.ack(12)).isFalse();
    assertThat(window.ack(11)).isTrue();
    assertThat(window.ack(11)).isFalse();
  }
}
