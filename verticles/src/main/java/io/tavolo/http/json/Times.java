package io.tavolo.http.json;

import io.tavolo.engine.time.Start;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as the API spells them: RFC 3339, and wall-clock times without an offset. Strict:
 * what does not exist in the calendar is not read.
 */
public final class Times {
  private static final int DATE_LENGTH = 10;
  private static final long DAY_SECONDS = 86_400;
  private static final int NONE = Integer.MIN_VALUE;
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

  private Times() {}

  /**
   * An instant ({@code 2026-12-24T19:00:00+01:00}) or a wall-clock time ({@code 2026-12-24T19:00}),
   * seconds optional, a fraction of a second only when it is zero.
   *
   * @return null when it is neither
   */
  public static @Nullable Start start(String text) {
    LocalDate date = text.length() < 16 ? null : date(text.substring(0, DATE_LENGTH));
    char t = date == null ? 0 : text.charAt(DATE_LENGTH);
    if (date == null || (t != 'T' && t != 't')) {
      return null;
    }
    int minutes = clockMinutes(text, DATE_LENGTH + 1);
    int i = 16;
    int seconds = 0;
    if (i < text.length() && text.charAt(i) == ':') {
      seconds = number(text, i + 1, 2);
      i = skipZeroFraction(text, i + 3);
    }
    if (minutes < 0 || seconds < 0 || seconds > 59) {
      return null;
    }
    long local = date.toEpochDay() * DAY_SECONDS + minutes * 60L + seconds;
    if (i == text.length()) {
      return Start.wallClock(local);
    }
    int offset = offsetMinutes(text, i);
    return offset == NONE ? null : Start.instant(local - offset * 60L);
  }

  private static int skipZeroFraction(String text, int from) {
    int i = from;
    if (i + 1 < text.length() && text.charAt(i) == '.' && text.charAt(i + 1) == '0') {
      i++;
      while (i < text.length() && text.charAt(i) == '0') {
        i++;
      }
    }
    return i;
  }

  private static int offsetMinutes(String text, int from) {
    char sign = text.charAt(from);
    if ((sign == 'Z' || sign == 'z') && from + 1 == text.length()) {
      return 0;
    }
    int minutes = from + 6 == text.length() ? clockMinutes(text, from + 1) : -1;
    if (minutes < 0 || (sign != '+' && sign != '-')) {
      return NONE;
    }
    return sign == '+' ? minutes : -minutes;
  }

  /** A date ({@code 2026-12-24}), or null when it is none. */
  public static @Nullable LocalDate date(String text) {
    if (text.length() != DATE_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 2);
    int day = number(text, 8, 2);
    if (year < 0 || month < 1 || month > 12 || day < 1) {
      return null;
    }
    int days = Month.of(month).length(Year.isLeap(year));
    return day > days ? null : LocalDate.of(year, month, day);
  }

  /** Minutes after midnight of a wall-clock time ({@code 18:30}), or -1 when it is none. */
  public static int clock(String text) {
    return text.length() == 5 ? clockMinutes(text, 0) : -1;
  }

  /**
   * Minutes after midnight of a time of a service date, {@code 00:00..36:00}, past 24 hours of the
   * next morning, or -1 when it is none.
   */
  public static int longClock(String text) {
    if (text.length() != 5 || text.charAt(2) != ':') {
      return -1;
    }
    int hours = number(text, 0, 2);
    int minutes = number(text, 3, 2);
    boolean clock = hours >= 0 && minutes >= 0 && minutes < 60 && hours * 60 + minutes <= 2160;
    return clock ? hours * 60 + minutes : -1;
  }

  private static int clockMinutes(String text, int from) {
    int hours = number(text, from, 2);
    int minutes = number(text, from + 3, 2);
    boolean clock = hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60;
    return clock && text.charAt(from + 2) == ':' ? hours * 60 + minutes : -1;
  }

  /** The number that exactly so many digits spell, or -1. */
  private static int number(String text, int from, int digits) {
    if (from + digits > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  /** The instant with the zone's offset, to the second. */
  public static String instant(long epochSecond, ZoneId zone) {
    return OffsetDateTime.ofInstant(Instant.ofEpochSecond(epochSecond), zone).format(INSTANT);
  }

  /** Minutes after midnight as {@code 18:30}, and {@code 25:00} for one in the next morning. */
  public static String longClock(int minutes) {
    int hours = minutes / 60;
    return (hours < 10 ? "0" : "") + hours + clock(minutes % 60).substring(2);
  }

  /** Minutes after midnight as {@code 18:30}; past 24 hours it is the next morning's clock. */
  public static String clock(int minutes) {
    int ofDay = minutes % 1440;
    return new String(
        new char[] {
          (char) ('0' + ofDay / 600),
          (char) ('0' + ofDay / 60 % 10),
          ':',
          (char) ('0' + ofDay % 60 / 10),
          (char) ('0' + ofDay % 10)
        });
  }
}
