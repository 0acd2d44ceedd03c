package io.tavolo.engine.simulation.shrink;

import java.util.BitSet;
import java.util.List;

/** What can be made smaller, in parts and in shape. Immutable. */
public interface Shrinkable<S extends Shrinkable<S>> {
  /** How many parts there are; each may be left out by itself. */
  int parts();

  /** The same with only those of its parts, in their order. */
  S keeping(BitSet parts);

  /** The same parts in simpler shapes, the simplest first; each simpler than this one is. */
  List<S> simpler();
}
