package io.tavolo.engine.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Policies;
import org.junit.jupiter.api.Test;

final class CacheReadTest {
  /** Da Mario's, of epoch 7. */
  private final DaySnapshot found =
      House.usual(new Policies(60, 30, 1, 10, 300, 0, false)).snapshot(House.MIDWINTER);

  @Test
  void shouldShowWhatTheShardsPresentOwnerWrote() {
    assertThat(CacheRead.of(found, "da-mario", 7)).isEqualTo(CacheRead.HIT);
  }

  @Test
  void shouldShowWhatANewerOwnerWroteThanThisNodeHasSeen() {
    assertThat(CacheRead.of(found, "da-mario", 6)).isEqualTo(CacheRead.HIT);
  }

  @Test
  void shouldShowNothingThatAnEarlierOwnerWrote() {
    assertThat(CacheRead.of(found, "da-mario", 8)).isEqualTo(CacheRead.OUTDATED);
  }

  @Test
  void shouldShowNothingOfAnotherRestaurantWithTheSameNumber() {
    assertThat(CacheRead.of(found, "da-luigi", 7)).isEqualTo(CacheRead.MISS);
    assertThat(CacheRead.of(null, "da-mario", 7)).isEqualTo(CacheRead.MISS);
  }
}
