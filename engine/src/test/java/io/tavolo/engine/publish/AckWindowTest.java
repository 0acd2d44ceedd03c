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

  private static void sendUpTo(AckWindow window, long seq) {
    while (window.sent() < seq) {
      window.send();
    }
  }

  private static void ackAll(AckWindow window, long from, long to) {
    for (long seq = from; seq <= to; seq++) {
      window.ack(seq);
    }
  }

  @Test
  void shouldNotTakeALateAckForOneOfALaterRound() {
    AckWindow window = new AckWindow(10);
    window.ack(10);
    sendUpTo(window, 74);
    ackAll(window, 11, 73);
    assertThat(window.acked()).isEqualTo(73);
  }

  @Test
  void shouldRememberTheAckOfTheNewestAndOfNoOtherWhenItMakesRoom() {
    AckWindow window = new AckWindow(0);
    sendUpTo(window, 64);
    window.ack(64);
    sendUpTo(window, 65);
    ackAll(window, 1, 63);
    assertThat(window.acked()).isEqualTo(64);
    sendUpTo(window, 128);
    ackAll(window, 65, 127);
    assertThat(window.acked()).isEqualTo(127);
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
