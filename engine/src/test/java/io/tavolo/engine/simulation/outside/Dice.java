package io.tavolo.engine.simulation.outside;

import java.util.random.RandomGenerator;

/** Chance, in the words of this package. */
final class Dice {
  private final RandomGenerator random;

  Dice(RandomGenerator random) {
    this.random = random;
  }

  /** Once in so many times; never for 0. */
  boolean happens(int oneIn) {
    return oneIn > 0 && random.nextInt(oneIn) == 0;
  }

  /** 0 or more, less than {@code bound}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }
}
