package io.tavolo.chaos;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What is asked of a run.
 *
 * @param minutes how long faults happen, above 0
 * @param seed of the faults and the clients
 * @param faults the kinds that may happen
 */
record Options(double minutes, long seed, Set<Fault> faults) {
  private static final double DEFAULT_MINUTES = 15;
  private static final double MOST_MINUTES = 7 * 24 * 60;
  private static final int SEEDS = 1_000_000;

  /**
   * Reads the words of the command line.
   *
   * @throws IllegalArgumentException with one line that says what came and what was expected
   */
  static Options of(String... words) {
    double minutes = DEFAULT_MINUTES;
    long seed = new SplittableRandom().nextInt(1, SEEDS);
    Set<Fault> faults = EnumSet.allOf(Fault.class);
    for (int i = 0; i < words.length; i += 2) {
      String value = i + 1 < words.length ? words[i + 1] : "";
      switch (words[i]) {
        case "--minutes" -> minutes = minutes(value);
        case "--seed" -> seed = seed(value);
        case "--faults" -> faults = faults(value);
        default -> throw new IllegalArgumentException(words[i] + ": unknown (see --help)");
      }
    }
    return new Options(minutes, seed, faults);
  }

  private static double minutes(String value) {
    try {
      double minutes = Double.parseDouble(value);
      if (minutes > 0 && minutes <= MOST_MINUTES) {
        return minutes;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "--minutes: %s (expected: above 0, at most a week)".formatted(shown(value)));
  }

  private static long seed(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--seed: %s (expected: a whole number)".formatted(shown(value)), e);
    }
  }

  private static Set<Fault> faults(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("--faults: nothing (expected: names, see --help)");
    }
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    Arrays.stream(value.split(",", -1)).map(Fault::of).forEach(faults::add);
    return faults;
  }

  private static String shown(String value) {
    return value.isEmpty() ? "nothing" : value;
  }
}
