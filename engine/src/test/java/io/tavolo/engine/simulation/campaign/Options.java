package io.tavolo.engine.simulation.campaign;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./scripts/simulate} was asked.
 *
 * @param from the first seed
 * @param seeds how many, at most
 * @param seconds after which no further run begins
 * @param seed the only one, to be traced
 * @param shrink whether to tell no more of it than it takes
 */
record Options(
    long from, long seeds, double seconds, int threads, @Nullable Long seed, boolean shrink) {
  private static final long SEEDS = 1_000;
  private static final int MOST_THREADS = 1_024;

  /**
   * Reads the words of a command line.
   *
   * @throws IllegalArgumentException when one cannot be understood, with a line about it
   */
  static Options of(String... words) {
    long from = 1;
    Long seeds = null;
    Double seconds = null;
    int threads = Runtime.getRuntime().availableProcessors();
    Long seed = null;
    boolean shrink = false;
    Iterator<String> rest = List.of(words).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      if (option.equals("--shrink")) {
        shrink = true;
        continue;
      }
      String value = rest.hasNext() ? rest.next() : "nothing";
      switch (option) {
        case "--seeds" -> seeds = number(option, value, 1, Long.MAX_VALUE);
        case "--from" -> from = number(option, value, Long.MIN_VALUE, Long.MAX_VALUE);
        case "--seconds" -> seconds = (double) number(option, value, 1, Integer.MAX_VALUE);
        case "--threads" -> threads = (int) number(option, value, 1, MOST_THREADS);
        case "--seed" -> seed = number(option, value, Long.MIN_VALUE, Long.MAX_VALUE);
        default -> throw new IllegalArgumentException(option + ": unknown (see --help)");
      }
    }
    if (seed != null && (seeds != null || seconds != null)) {
      throw new IllegalArgumentException("--seed: with --seeds or --seconds (expected: without)");
    }
    if (seed == null && shrink) {
      throw new IllegalArgumentException("--shrink: without --seed (expected: with it)");
    }
    long most = seeds != null ? seeds : seconds != null ? Long.MAX_VALUE : SEEDS;
    return new Options(
        from, most, seconds == null ? Double.MAX_VALUE : seconds, threads, seed, shrink);
  }

  private static long number(String option, String value, long least, long most) {
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "%s: %s (expected: a whole number%s)"
            .formatted(
                option,
                value,
                most <= MOST_THREADS
                    ? ", %d..%d".formatted(least, most)
                    : least == 1 ? ", 1 or more" : ""));
  }
}
