package io.tavolo.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.RandomHistories;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SeenTest {
  private final Seen seen = new Seen();

  @Test
  void shouldKnowWhatItHasSeenAndWhatIsOlderThanItsWindow() {
    assertThat(seen.isFirst("a", 0)).isTrue();
    assertThat(seen.isFirst("a", 0)).isFalse();
    assertThat(seen.isFirst("b", 0)).isTrue();
    assertThat(seen.isFirst("a", 3L * Seen.WINDOW)).isTrue();
    assertThat(seen.isFirst("a", Seen.WINDOW)).as("too old to tell").isFalse();
    assertThat(seen.isFirst("a", 3L * Seen.WINDOW - 100)).isTrue();
    assertThat(seen.isFirst("a", 3L * Seen.WINDOW - 100)).isFalse();
  }

  @Test
  void shouldKeepTheSendersItHeardLast() {
    for (int sender = 0; sender <= Seen.SENDERS; sender++) {
      seen.isFirst("node" + sender, 1);
    }
    assertThat(seen.isFirst("node" + Seen.SENDERS, 1)).isFalse();
    assertThat(seen.isFirst("node1", 1)).isFalse();
  }

  @Test
  void shouldAgreeWithAPlainSetOnWhateverComesWithinTheWindow() {
    RandomHistories.run(
        0.01,
        (random, steps) -> {
          Seen window = new Seen();
          Set<Long> plain = new HashSet<>();
          long newest = 0;
          for (int i = 0; i < 2_000; i++) {
            long number = Math.max(0, newest + random.nextInt(-500, 300));
            newest = Math.max(newest, number);
            steps.next("number " + number);
            assertThat(window.isFirst("a", number)).isEqualTo(plain.add(number));
          }
        });
  }
}
