package io.tavolo.engine.lane;

import io.tavolo.engine.RandomHistories;
import org.junit.jupiter.api.Test;

/** Lanes of two nodes under every fault, and the rules that must hold through all of it. */
class LaneHistoriesTest {
  @Test
  void shouldKeepEveryPromiseThroughEveryFault() {
    RandomHistories.run(0.4, (random, steps) -> new Storm(random, steps).run());
  }
}
