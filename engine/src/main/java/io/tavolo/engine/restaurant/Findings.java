package io.tavolo.engine.restaurant;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Faults as they are found; each says what came and what was expected. One thread. */
final class Findings {
  /** The end of a pointer to something in a list: the list's name says more than the number. */
  private static final Pattern PLACE = Pattern.compile("(/\\d+)+$");

  private final List<Fault> faults = new ArrayList<>();

  List<Fault> list() {
    return List.copyOf(faults);
  }

  void add(String pointer, Object came, String expected) {
    String member = PLACE.matcher(pointer).replaceAll("");
    member = member.substring(member.lastIndexOf('/') + 1);
    faults.add(new Fault(pointer, "%s: %s (expected: %s)".formatted(member, came, expected)));
  }

  /** Whether the value is in its range. */
  boolean range(String pointer, int value, int min, int max) {
    if (value >= min && value <= max) {
      return true;
    }
    add(pointer, value, min + ".." + max);
    return false;
  }

  void count(String pointer, int count, int min, int max) {
    if (count < min || count > max) {
      add(pointer, count + " entries", min + ".." + max);
    }
  }

  void multipleOfFive(String pointer, int value) {
    if (value % 5 != 0) {
      add(pointer, value, "a multiple of 5");
    }
  }

  void matches(String pointer, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      add(pointer, quoted(value), pattern.pattern());
    }
  }

  void length(String pointer, @Nullable String value, int min, int max) {
    if (value == null) {
      return;
    }
    int characters = value.codePointCount(0, value.length());
    if (characters < min || characters > max) {
      add(pointer, characters + " characters", min + ".." + max);
    } else if (min > 0 && value.isBlank()) {
      add(pointer, quoted(value), "something to read");
    }
  }

  void degrees(String pointer, @Nullable Double value, int limit) {
    // Written so that NaN is a fault too.
    if (value != null && !(value >= -limit && value <= limit)) {
      add(pointer, value, -limit + ".." + limit);
    }
  }

  void unique(String pointer, String value, Set<String> seen) {
    if (!seen.add(value)) {
      add(pointer, quoted(value), "a value of its own");
    }
  }

  /** Long values are cut: a fault is an answer's line, not an echo. */
  static String quoted(String value) {
    return value.length() <= 80 ? '"' + value + '"' : '"' + value.substring(0, 77) + "…\"";
  }
}
