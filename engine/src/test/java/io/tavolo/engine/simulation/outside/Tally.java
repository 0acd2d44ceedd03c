package io.tavolo.engine.simulation.outside;

import java.util.EnumMap;
import java.util.function.Consumer;

/** How often each thing really happened. */
public final class Tally {
  private final EnumMap<Happened, Integer> counts = new EnumMap<>(Happened.class);
  private final Consumer<Happened> told;

  public Tally() {
    this(what -> {});
  }

  /**
   * A tally that tells each as it happens.
   *
   * @param told must not act on the models
   */
  public Tally(Consumer<Happened> told) {
    this.told = told;
  }

  public int of(Happened what) {
    return counts.getOrDefault(what, 0);
  }

  void note(Happened what) {
    counts.merge(what, 1, Integer::sum);
    told.accept(what);
  }
}
