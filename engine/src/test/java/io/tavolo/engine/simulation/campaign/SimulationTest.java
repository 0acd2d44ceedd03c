package io.tavolo.engine.simulation.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/**
 * The product's machines in a world of faults, for three times the seconds of a randomised suite.
 * {@code -Dtavolo.seed=} runs that one seed only.
 */
class SimulationTest {
  private static final double SHARE = 3;
  private static final double SHRINK_SECONDS = 30;

  @Test
  void shouldKeepEveryPromiseThroughEveryFault() {
    double seconds = SHARE * Double.parseDouble(System.getProperty("tavolo.suite.seconds", "20"));
    Long only = Long.getLong("tavolo.seed");
    long first = only != null ? only : System.nanoTime();
    Campaign campaign =
        new Campaign(
            first,
            only != null ? 1 : Long.MAX_VALUE,
            seconds,
            Runtime.getRuntime().availableProcessors(),
            failure -> System.out.println("seed " + failure.seed() + ": " + failure.text()));
    campaign.run();
    System.out.printf("%d simulations from seed %d%n", campaign.runs(), first);
    if (!campaign.failures().isEmpty()) {
      fail(Story.of(campaign.failures().get(0), SHRINK_SECONDS));
    }
    assertThat(campaign.runs()).isPositive();
  }
}
