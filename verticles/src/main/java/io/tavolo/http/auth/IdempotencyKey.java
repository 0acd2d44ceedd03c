package io.tavolo.http.auth;

import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Idempotency-Key} field: a string of RFC 8941, or the same without quotes. */
public final class IdempotencyKey {
  /** The field's name. */
  public static final String FIELD = "Idempotency-Key";

  private static final int MAX_LENGTH = 255;

  private IdempotencyKey() {}

  /**
   * The caller's key.
   *
   * @param fields all fields of that name
   * @return null when there is none
   */
  public static @Nullable String of(List<String> fields, Caller caller) {
    if (fields.isEmpty()) {
      return null;
    }
    String key = fields.size() == 1 ? unquoted(fields.get(0).strip()) : "";
    if (key.isEmpty() || key.length() > MAX_LENGTH) {
      throw invalid("expected: one string of 1..255 printable ASCII characters");
    }
    if (!CommandNames.mayUse(caller, key)) {
      throw invalid("expected without an account: a UUID");
    }
    return key;
  }

  /** Whether the text, without quotes, can be a key. */
  public static boolean isKey(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private static String unquoted(String field) {
    if (field.length() > 2 * MAX_LENGTH + 2) {
      return "";
    }
    int last = field.length() - 1;
    boolean quoted = last > 0 && field.charAt(0) == '"' && field.charAt(last) == '"';
    return quoted ? unescaped(field, last) : isBare(field) ? field : "";
  }

  /** What stands between the quotes, or nothing when that is no string. */
  private static String unescaped(String field, int last) {
    StringBuilder text = new StringBuilder(last);
    for (int i = 1; i < last; i++) {
      char c = field.charAt(i);
      boolean escapes = c == '\\';
      if (escapes) {
        i++;
        c = field.charAt(i);
      }
      boolean special = c == '"' || c == '\\';
      if (i == last || special != escapes || c < ' ' || c > '~') {
        return "";
      }
      text.append(c);
    }
    return text.toString();
  }

  private static boolean isBare(String field) {
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c <= ' ' || c == '"' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static RuntimeException invalid(String detail) {
    return Problem.of(ProblemType.INVALID_IDEMPOTENCY_KEY, detail).asException();
  }
}
