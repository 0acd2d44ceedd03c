package io.tavolo.engine.inventory;

import io.tavolo.engine.RandomHistories;
import org.junit.jupiter.api.Test;

/** The twins live through random histories; {@link BitmapInventoryTest} has some that stay. */
final class TwinHistoriesTest {
  @Test
  void shouldAgreeWithTheNaiveTwin() {
    RandomHistories.run(0.2, (random, steps) -> new TwinHistory(random, steps).run());
  }
}
