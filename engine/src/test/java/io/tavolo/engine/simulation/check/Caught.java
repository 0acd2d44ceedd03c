package io.tavolo.engine.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects a violation. */
final class Caught {
  /** A line that somebody can read. */
  private static final int READABLE = 400;

  private Caught() {}

  /** The history breaks there, by that letter, in one readable line. */
  static void breaks(char letter, ThrowingCallable there) {
    Violation violation = catchThrowableOfType(Violation.class, there);
    assertThat(violation).as("a violation of %s", letter).isNotNull();
    assertThat(violation.letter()).as(violation.getMessage()).isEqualTo(letter);
    assertThat(violation.getMessage()).doesNotContain("\n").hasSizeLessThan(READABLE);
  }
}
