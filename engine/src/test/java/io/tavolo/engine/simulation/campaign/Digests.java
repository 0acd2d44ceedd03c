package io.tavolo.engine.simulation.campaign;

import io.tavolo.engine.simulation.Scenario;
import io.tavolo.engine.simulation.Simulation;

/** Prints the digests of the first seeds, a line each, in a JVM of its own. */
final class Digests {
  private Digests() {}

  /** The argument is how many. */
  public static void main(String[] words) {
    for (int seed = 1; seed <= Integer.parseInt(words[0]); seed++) {
      System.out.println(of(seed));
    }
  }

  static String of(long seed) {
    return "seed %d: %016x".formatted(seed, Simulation.run(Scenario.draw(seed), null).digest());
  }

  /** Of a run that is traced. */
  static String traced(long seed) {
    return "seed %d: %016x"
        .formatted(seed, Simulation.run(Scenario.draw(seed), line -> {}).digest());
  }
}
