package io.tavolo.http.exchange;

import io.tavolo.http.json.Faults;
import io.tavolo.http.json.JsonIn;
import io.tavolo.http.json.Times;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemException;
import io.vertx.core.MultiMap;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, read strictly: unknown and repeated ones are refused. */
public final class Query {
  private final MultiMap parameters;

  /** Takes the query's parameters, of which the route knows these. */
  Query(MultiMap parameters, Set<String> known) {
    this.parameters = parameters;
    for (String name : parameters.names()) {
      if (!known.contains(name)) {
        String shown = Faults.quoted(name);
        throw Problem.invalidParameter(shown.substring(1, shown.length() - 1), "unknown")
            .asException();
      }
      if (parameters.getAll(name).size() > 1) {
        throw invalid(name, "given more than once", "one value");
      }
    }
  }

  /** A text, or null; an empty one is none. */
  public @Nullable String text(String name, int maxCharacters) {
    String value = parameters.get(name);
    if (value == null || value.isBlank()) {
      return null;
    }
    if (value.length() > maxCharacters || !JsonIn.isText(value) || value.indexOf('\ufffd') >= 0) {
      throw invalid(name, Faults.quoted(value), "text of at most " + maxCharacters + " characters");
    }
    return value.strip();
  }

  /** A whole number that must be there. */
  public int integer(String name, int min, int max) {
    String value = required(name);
    // Nine digits fit an int, whatever they are.
    boolean digits =
        !value.isEmpty() && value.length() <= 9 && value.chars().allMatch(Query::digit);
    int number = digits ? Integer.parseInt(value) : -1;
    if (number < min || number > max) {
      throw invalid(name, Faults.quoted(value), "a whole number, %d..%d".formatted(min, max));
    }
    return number;
  }

  /** Whether it is there, with whatever value. */
  public boolean has(String name) {
    return parameters.contains(name);
  }

  /** One of these constants, spelt in small letters; the first when it is not there. */
  public <E extends Enum<E>> E choice(String name, List<E> choice) {
    String value = parameters.get(name);
    if (value == null) {
      return choice.get(0);
    }
    for (E constant : choice) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
        return constant;
      }
    }
    List<String> names =
        choice.stream().map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
    throw invalid(name, Faults.quoted(value), String.join(" or ", names));
  }

  /** A wall-clock time that must be there, in minutes after midnight. */
  public int clock(String name) {
    String value = required(name);
    int minutes = Times.clock(value);
    if (minutes < 0) {
      throw invalid(name, Faults.quoted(value), "a time of day such as 19:30");
    }
    return minutes;
  }

  /** A date that must be there. */
  public LocalDate date(String name) {
    String value = required(name);
    LocalDate date = Times.date(value);
    if (date == null) {
      throw invalid(name, Faults.quoted(value), "a date such as 2026-12-24");
    }
    return date;
  }

  /** Comma-separated decimal numbers, so many of them, or null. */
  public @Nullable List<Double> numbers(String name, int count) {
    String value = parameters.get(name);
    if (value == null) {
      return null;
    }
    String[] parts = value.split(",", -1);
    boolean plain = parts.length == count;
    for (String part : parts) {
      plain &= part.length() <= 24 && part.matches("[+-]?\\d+(\\.\\d+)?");
    }
    if (!plain) {
      throw invalid(name, Faults.quoted(value), count == 1 ? "a number" : count + " numbers");
    }
    return Arrays.stream(parts).map(Double::valueOf).toList();
  }

  /** To refuse a parameter's value with. */
  public static RuntimeException invalid(String name, String came, String expected) {
    return Problem.invalidParameter(name, "%s (expected: %s)".formatted(came, expected))
        .asException();
  }

  private String required(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  /** To refuse a query with that lacks a parameter. */
  public static RuntimeException missing(String name) {
    return Problem.invalidParameter(name, "missing").asException();
  }

  /**
   * Reads several parameters, so that all the bad ones are named in one answer.
   *
   * @throws ProblemException when some could not be read
   */
  public static void all(Runnable... readings) {
    List<Problem.Complaint> complaints = new ArrayList<>();
    for (Runnable reading : readings) {
      try {
        reading.run();
      } catch (ProblemException e) {
        complaints.addAll(e.problem().errors());
      }
    }
    if (!complaints.isEmpty()) {
      throw Problem.invalidParameters(complaints).asException();
    }
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }
}
