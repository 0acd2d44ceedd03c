package io.tavolo.engine.simulation.campaign;

import io.tavolo.engine.simulation.Result;
import io.tavolo.engine.simulation.Scenario;
import io.tavolo.engine.simulation.check.Violation;
import org.jspecify.annotations.Nullable;

/**
 * A run that went wrong.
 *
 * @param letter of the invariant that broke, or {@link #FELL_OVER}
 * @param text with what was seen and what was expected
 */
public record Failure(long seed, char letter, String text) {
  /** The run did not break an invariant: it threw something else. */
  public static final char FELL_OVER = '!';

  /** What goes wrong in the run of a seed; null when nothing does. */
  public static @Nullable Failure of(long seed) {
    return Run.of(Scenario.draw(seed), null).failure();
  }

  /** Null when nothing went wrong. */
  static @Nullable Failure of(long seed, Result result) {
    Violation violation = result.violation();
    return violation == null
        ? null
        : new Failure(seed, violation.letter(), String.valueOf(violation.getMessage()));
  }

  static Failure of(long seed, Throwable thrown) {
    StackTraceElement[] stack = thrown.getStackTrace();
    return new Failure(
        seed, FELL_OVER, FELL_OVER + ": " + thrown + (stack.length == 0 ? "" : " at " + stack[0]));
  }

  /** Whether the other went wrong in the same way, whatever its words. */
  boolean isLike(@Nullable Failure other) {
    return other != null && other.letter == letter;
  }

  /** The command that runs it once more. */
  String replay() {
    return "./scripts/simulate --seed " + seed;
  }
}
