package io.tavolo.chaos.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the checks found. One thread. */
public final class Verdict {
  /** More of one letter tell nothing new. */
  private static final int KEPT_OF_LETTER = 20;

  /**
   * A promise that was not kept.
   *
   * @param letter of the invariant
   * @param what happened, with what was around it
   */
  public record Violation(String letter, String what) {
    @Override
    public String toString() {
      return letter + "  " + what;
    }
  }

  private final List<Violation> violations = new ArrayList<>();
  private final Map<String, Integer> countByLetter = new TreeMap<>();
  private final Map<String, Long> counts = new TreeMap<>();

  void broken(String letter, String what) {
    if (countByLetter.merge(letter, 1, Integer::sum) <= KEPT_OF_LETTER) {
      violations.add(new Violation(letter, what));
    }
  }

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  /** The first of each letter. */
  public List<Violation> violations() {
    return violations;
  }

  /** How many there are of each letter, those beyond the first too. */
  public Map<String, Integer> countByLetter() {
    return countByLetter;
  }

  /** What was decided in which way, and what was not. */
  public Map<String, Long> counts() {
    return counts;
  }
}
