package io.tavolo.engine.simulation.shrink;

import java.util.BitSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out of a failing scenario whatever it fails without.
 *
 * <p>Parts go by delta debugging (Zeller and Hildebrandt, Simplifying and Isolating
 * Failure-Inducing Input, 2002): halves first, then smaller and smaller runs of parts, then one by
 * one until no single one can be spared. Only the complements are tried, since a lone part seldom
 * fails. Then come simpler shapes, and the parts once more for each shape that still fails, since
 * it may need fewer.
 *
 * <p>Deterministic, unless the time runs out first. One thread.
 */
public final class Shrinker<S extends Shrinkable<S>> {
  private final Predicate<S> fails;
  private final int mostRuns;
  private final long endNanos;
  private int runs;
  private boolean cutShort;

  /**
   * @param fails runs the scenario; whether it fails in the same way
   * @param mostRuns how often it may run
   * @param seconds after which no further run begins
   */
  public Shrinker(Predicate<S> fails, int mostRuns, double seconds) {
    this.fails = fails;
    this.mostRuns = mostRuns;
    endNanos = System.nanoTime() + (long) (seconds * 1e9);
  }

  /** The smallest that was found to fail in the same way; the one given when there is none. */
  public S shrink(S failing) {
    S smallest = withoutParts(failing);
    for (S simpler = simplerThan(smallest); simpler != null; simpler = simplerThan(smallest)) {
      smallest = withoutParts(simpler);
    }
    return smallest;
  }

  /** How often a scenario was run. */
  public int runs() {
    return runs;
  }

  /** Whether it ended for want of time or of runs: there may be smaller ones. */
  public boolean isCutShort() {
    return cutShort;
  }

  private S withoutParts(S failing) {
    S smallest = failing;
    BitSet kept = all(failing);
    for (int size = Math.max(1, kept.cardinality() / 2); size > 0; size /= 2) {
      boolean spared;
      do {
        spared = false;
        // From the end: what comes last rests on what came before, seldom the other way.
        for (int last = kept.length(); last > 0; ) {
          BitSet fewer = (BitSet) kept.clone();
          last = clearBefore(fewer, last, size);
          S candidate = failing.keeping(fewer);
          if (stillFails(candidate)) {
            kept = fewer;
            smallest = candidate;
            spared = true;
          }
        }
      } while (size == 1 && spared);
    }
    return smallest;
  }

  /** Clears so many bits below {@code end}; where it stopped. */
  private static int clearBefore(BitSet bits, int end, int count) {
    int bit = bits.previousSetBit(end - 1);
    for (int cleared = 0; bit >= 0 && cleared < count; cleared++) {
      bits.clear(bit);
      bit = bits.previousSetBit(bit);
    }
    return bit + 1;
  }

  private static BitSet all(Shrinkable<?> scenario) {
    BitSet all = new BitSet();
    all.set(0, scenario.parts());
    return all;
  }

  private @Nullable S simplerThan(S failing) {
    for (S simpler : failing.simpler()) {
      if (stillFails(simpler)) {
        return simpler;
      }
    }
    return null;
  }

  private boolean stillFails(S scenario) {
    if (runs >= mostRuns || System.nanoTime() - endNanos >= 0) {
      cutShort = true;
      return false;
    }
    runs++;
    return fails.test(scenario);
  }
}
