package io.tavolo.node;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which name was meant. */
final class Nearest {
  /** Of so many characters one may be wrong. */
  private static final int CHARACTERS_PER_SLIP = 4;

  private Nearest() {}

  /** The name that is most like it, unless none is much like it; letters' case does not count. */
  static Optional<String> to(String name, Collection<String> known) {
    int most = Math.max(1, name.length() / CHARACTERS_PER_SLIP);
    return known.stream()
        .min(Comparator.comparingInt(one -> distance(name, one)))
        .filter(one -> distance(name, one) <= most);
  }

  /** How many characters must be put in, left out or replaced (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toUpperCase(a.charAt(i - 1)) == Character.toUpperCase(b.charAt(j - 1));
        int replaced = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
