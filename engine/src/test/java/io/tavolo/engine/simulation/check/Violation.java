package io.tavolo.engine.simulation.check;

/** An invariant that did not hold: its letter in the design, and who, what, when and expected. */
public final class Violation extends AssertionError {
  private static final long serialVersionUID = 1;

  private final char letter;

  /**
   * A violation of the invariant.
   *
   * @param letter 'A'..'K'
   * @param text one readable line
   */
  public Violation(char letter, String text) {
    super(letter + ": " + text);
    this.letter = letter;
  }

  /** The invariant's letter, 'A'..'K'. */
  public char letter() {
    return letter;
  }
}
