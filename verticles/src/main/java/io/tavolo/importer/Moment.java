package io.tavolo.importer;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time as a file has it: on the restaurant's clock, or with an offset.
 *
 * @param offset such as {@code +01:00}, empty for the restaurant's clock
 */
record Moment(LocalDateTime clock, String offset) {
  static final String EXPECTED = "a time such as 2026-12-24 19:00 or 2026-12-24T19:00:00+01:00";

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.0+)?)? ?(Z|[+-]\\d{2}:\\d{2})?");
  private static final DateTimeFormatter SENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  /** The time, or null when the text is none. */
  static @Nullable Moment parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    String hour = form.group(2).length() == 1 ? "0" + form.group(2) : form.group(2);
    String second = form.group(4) == null ? "00" : form.group(4);
    try {
      LocalDateTime clock =
          LocalDateTime.parse(form.group(1) + "T" + hour + ":" + form.group(3) + ":" + second);
      return new Moment(clock, form.group(5) == null ? "" : form.group(5));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * The time in a column of the row.
   *
   * @throws Fault when it is none
   */
  static Moment of(CsvFile.Row row, String column) {
    String text = row.required(column);
    Moment moment = parse(text);
    if (moment == null) {
      throw Fault.of(column, text, EXPECTED);
    }
    return moment;
  }

  Moment plusDays(int days) {
    return new Moment(clock.plusDays(days), offset);
  }

  /** As the API reads it. */
  @Override
  public String toString() {
    return clock.format(SENT) + offset;
  }
}
