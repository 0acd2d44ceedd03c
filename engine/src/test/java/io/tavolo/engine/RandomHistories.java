package io.tavolo.engine;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Runs random histories until the suite's budget is spent, each from a seed of its own. {@code
 * -Dtavolo.suite.seconds=} sets the budget, {@code -Dtavolo.seed=} replays the one history that
 * failed.
 */
public final class RandomHistories {
  private static final String SEED = "tavolo.seed";

  private RandomHistories() {}

  /** One history; it counts its steps so that a failure can name the one it failed at. */
  @FunctionalInterface
  public interface History {
    void run(SplittableRandom random, Steps steps);
  }

  /** Where a history stands. */
  public static final class Steps {
    private int count;
    private String last = "none";

    /** Notes what is about to happen. */
    public void next(String what) {
      count++;
      last = what;
    }
  }

  /**
   * Runs histories for a share of the suite's seconds, at least one.
   *
   * @param share 0..1
   */
  public static void run(double share, History history) {
    Long fixed = Long.getLong(SEED);
    if (fixed != null) {
      runOne(fixed, history);
      return;
    }
    double seconds = Double.parseDouble(System.getProperty("tavolo.suite.seconds", "20")) * share;
    long start = System.nanoTime();
    long seed = start;
    int runs = 0;
    do {
      runOne(seed++, history);
      runs++;
    } while (System.nanoTime() - start < seconds * 1e9);
    System.out.printf("%d random histories from seed %d%n", runs, start);
  }

  /**
   * Runs histories until enough is done, or the one that failed.
   *
   * @return how many
   */
  public static int runUntil(BooleanSupplier enough, History history) {
    Long fixed = Long.getLong(SEED);
    if (fixed != null) {
      runOne(fixed, history);
      return 1;
    }
    long start = System.nanoTime();
    int runs = 0;
    do {
      runOne(start + runs++, history);
    } while (!enough.getAsBoolean());
    System.out.printf("%d random histories from seed %d%n", runs, start);
    return runs;
  }

  /** Whether one history alone is replayed, in which not everything happens. */
  public static boolean isReplay() {
    return Long.getLong(SEED) != null;
  }

  private static void runOne(long seed, History history) {
    Steps steps = new Steps();
    try {
      history.run(new SplittableRandom(seed), steps);
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(
          "seed %d, step %d: %s (replay with -D%s=%d)"
              .formatted(seed, steps.count, steps.last, SEED, seed),
          failure);
    }
  }
}
