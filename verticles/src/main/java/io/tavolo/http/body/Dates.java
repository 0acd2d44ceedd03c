package io.tavolo.http.body;

import io.tavolo.http.json.Faults;
import io.tavolo.http.json.JsonIn;
import io.tavolo.http.json.Times;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/** Dates and days of a schedule, read. */
final class Dates {
  /** Stands in for a date that could not be read; nobody can write it. */
  static final LocalDate NONE = LocalDate.of(-1, 1, 1);

  private Dates() {}

  /** Takes a date. */
  static LocalDate read(JsonIn in) throws IOException {
    String text = in.text(1, 20);
    LocalDate date = Times.date(text);
    if (date == null) {
      if (!text.isEmpty()) {
        in.fault(Faults.quoted(text), "a date such as 2026-12-24");
      }
      return NONE;
    }
    return date;
  }

  /** Takes weekdays, each at most once. */
  static void readWeekdays(JsonIn in, List<DayOfWeek> into) throws IOException {
    in.array(7, item -> readWeekday(item, into));
  }

  private static void readWeekday(JsonIn in, List<DayOfWeek> into) throws IOException {
    String text = in.text(1, 20);
    if (text.isEmpty()) {
      return;
    }
    DayOfWeek weekday =
        Enums.all(DayOfWeek.class).stream()
            .filter(day -> Enums.name(day).equals(text))
            .findFirst()
            .orElse(null);
    if (weekday == null) {
      in.fault(Faults.quoted(text), "monday..sunday");
    } else if (into.contains(weekday)) {
      in.fault(Faults.quoted(text), "each weekday once");
    } else {
      into.add(weekday);
    }
  }
}
