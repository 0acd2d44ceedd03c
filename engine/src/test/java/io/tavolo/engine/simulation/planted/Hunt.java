package io.tavolo.engine.simulation.planted;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the simulator made of a planted fault.
 *
 * @param seed that caught it, or 0
 * @param said about what broke, its letter first; null when nothing did
 */
record Hunt(PlantedFault fault, long seed, @Nullable String said, double seconds) {
  static Hunt of(PlantedFault fault) {
    long began = System.nanoTime();
    LongFunction<@Nullable String> simulated =
        new PatchedClasses(Patch.compile(fault)).newFunction(Simulated.class);
    String said = null;
    long seed = 0;
    while (said == null && seed < fault.seeds()) {
      said = simulated.apply(++seed);
    }
    return new Hunt(fault, said == null ? 0 : seed, said, (System.nanoTime() - began) / 1e9);
  }

  boolean isCaught() {
    return said != null;
  }

  static String header() {
    return "%-55s %6s %5s %6s %5s".formatted("planted fault", "letter", "seed", "within", "s");
  }

  /** A line below the header. */
  @Override
  public String toString() {
    return said == null
        ? "%-55s %6s %5s %6d %5.1f".formatted(fault.name(), "", "none", fault.seeds(), seconds)
        : "%-55s %6.1s %5d %6d %5.1f".formatted(fault.name(), said, seed, fault.seeds(), seconds);
  }
}
