package io.tavolo.http.exchange;

import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The field {@code If-Match} or {@code If-None-Match} (RFC 9110, 13.1).
 *
 * @param any whether it is {@code *}
 * @param tags as they were sent, with quotes and, when weak, {@code W/}
 */
public record EntityTags(boolean any, List<String> tags) {
  private static final EntityTags ANY = new EntityTags(true, List.of());

  /** Reads the field; null when it is missing. */
  public static @Nullable EntityTags of(String field, List<String> values) {
    if (values.isEmpty()) {
      return null;
    }
    String text = String.join(",", values).strip();
    if (text.equals("*")) {
      return ANY;
    }
    List<String> tags = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int end = endOfTag(text, i);
      if (end < 0) {
        throw malformed(field);
      }
      tags.add(text.substring(i, end));
      i = skipBlank(text, end);
      if (i < text.length() && text.charAt(i) != ',') {
        throw malformed(field);
      }
      // Empty elements of a list are allowed and mean nothing.
      while (i < text.length() && text.charAt(i) == ',') {
        i = skipBlank(text, i + 1);
      }
    }
    if (tags.isEmpty()) {
      throw malformed(field);
    }
    return new EntityTags(false, List.copyOf(tags));
  }

  /** For {@code If-Match}: a weak tag is never equal. */
  public boolean matchesStrongly(String tag) {
    return any || tags.contains(tag);
  }

  /** For {@code If-None-Match}: a weak tag is equal to the strong one. */
  public boolean matchesWeakly(String tag) {
    return any || tags.contains(tag) || tags.contains("W/" + tag);
  }

  private static int endOfTag(String text, int from) {
    int open = text.startsWith("W/", from) ? from + 2 : from;
    if (open >= text.length() || text.charAt(open) != '"') {
      return -1;
    }
    int close = text.indexOf('"', open + 1);
    return close < 0 ? -1 : close + 1;
  }

  private static int skipBlank(String text, int from) {
    int i = from;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }

  private static RuntimeException malformed(String field) {
    return Problem.of(ProblemType.INVALID_HEADER, field + " is no list of entity tags")
        .asException();
  }
}
