package io.tavolo.importer;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the person at the terminal asked for.
 *
 * @param url where the API is
 * @param token the operator's
 * @param tables of restaurants without any; empty for none
 * @param hours of restaurants without any; empty for none
 * @param service how the tables and hours that are given are used
 * @param zone of restaurants that are made and whose row has none
 * @param names how a file's header calls a column
 * @param shiftDays added to the day of every visit
 */
record Options(
    URI url,
    String token,
    List<Tables> tables,
    List<Hours> hours,
    Service service,
    @Nullable ZoneId zone,
    Map<String, String> names,
    int shiftDays,
    List<Path> files) {
  /** So many tables for so many. */
  record Tables(int seats, int count) {}

  /** First and last seating of every day, such as {@code 18:00}. */
  record Hours(String first, String last) {}

  /**
   * What else a house without any is given.
   *
   * @param joinSeats tables of at most so many seats stand in rows of three that can be joined, 0
   *     for none
   * @param resetMinutes how long a table stays empty after each visit, 0..120
   * @param coversStarting how many covers may start in a quarter of an hour, 0 for any number
   */
  record Service(int joinSeats, int resetMinutes, int coversStarting) {}

  private static final int MAX_SEATS = 100;
  private static final int MAX_RESET = 120;
  private static final int MAX_COVERS = 10_000;
  private static final String CLOCK = "([01]\\d|2[0-3]):[0-5]\\d";
  private static final Pattern TABLES = Pattern.compile("([1-9]\\d?)x([1-9]\\d?)");
  private static final Pattern HOURS = Pattern.compile("(" + CLOCK + ")-(" + CLOCK + ")");
  private static final int MAX_SHIFT = 36_500;

  /**
   * Reads the arguments.
   *
   * @param token what {@code --token} is when it is not given
   * @throws CannotRun when they cannot be used; it says what came and what was expected
   */
  static Options parse(String[] args, @Nullable String token) {
    Reading reading = new Reading(token);
    for (int i = 0; i < args.length; i++) {
      if (!args[i].startsWith("--")) {
        reading.file(args[i]);
        continue;
      }
      int equals = args[i].indexOf('=');
      String name = equals < 0 ? args[i] : args[i].substring(0, equals);
      if (equals < 0 && i + 1 == args.length) {
        throw new CannotRun(name + ": without a value (see --help)");
      }
      reading.option(name, equals < 0 ? args[++i] : args[i].substring(equals + 1));
    }
    return reading.done();
  }

  private static final class Reading {
    private URI url = URI.create("http://127.0.0.1:8080");
    private @Nullable String token;
    private List<Tables> tables = List.of();
    private List<Hours> hours = List.of();
    private int joinSeats;
    private int resetMinutes;
    private int coversStarting;
    private @Nullable ZoneId zone;
    private final Map<String, String> names = new HashMap<>();
    private int shiftDays;
    private final List<Path> files = new ArrayList<>();

    Reading(@Nullable String token) {
      this.token = token;
    }

    void file(String arg) {
      Path path = Path.of(arg);
      if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
        throw new CannotRun(arg + ": cannot be read (expected: a CSV file)");
      }
      files.add(path);
    }

    void option(String name, String value) {
      switch (name) {
        case "--url" -> url = url(value);
        case "--token" -> token = value;
        case "--tables" -> tables = tables(value);
        case "--hours" -> hours = hours(value);
        case "--join" -> joinSeats = number(name, value, 1, MAX_SEATS);
        case "--reset" -> resetMinutes = fives(name, value);
        case "--pacing" -> coversStarting = number(name, value, 1, MAX_COVERS);
        case "--timezone" -> zone = zone(value);
        case "--map" -> map(value);
        case "--shift-days" -> shiftDays = number(name, value, -MAX_SHIFT, MAX_SHIFT);
        default -> throw new CannotRun(name + ": unknown (see --help)");
      }
    }

    Options done() {
      if (files.isEmpty()) {
        throw new CannotRun("no file (expected: one CSV file or more; see --help)");
      }
      if (token == null || token.isBlank()) {
        throw new CannotRun(
            "--token: missing (expected: the operator's, here or in TAVOLO_ADMIN_TOKEN)");
      }
      return new Options(
          url,
          token,
          tables,
          hours,
          new Service(joinSeats, resetMinutes, coversStarting),
          zone,
          Map.copyOf(names),
          shiftDays,
          List.copyOf(files));
    }

    private static URI url(String value) {
      try {
        URI url = URI.create(value);
        if ("http".equals(url.getScheme()) && url.getHost() != null) {
          return url;
        }
      } catch (IllegalArgumentException e) {
        // Said below.
      }
      throw bad("--url", value, "an address such as http://127.0.0.1:8080");
    }

    private static List<Tables> tables(String value) {
      List<Tables> read = new ArrayList<>();
      for (String part : value.split(",", -1)) {
        Matcher form = TABLES.matcher(part.strip());
        if (!form.matches()) {
          throw bad("--tables", value, "SEATSxCOUNT, such as 2x8,4x10,8x2");
        }
        read.add(new Tables(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2))));
      }
      return List.copyOf(read);
    }

    private static List<Hours> hours(String value) {
      List<Hours> read = new ArrayList<>();
      for (String part : value.split(",", -1)) {
        Matcher form = HOURS.matcher(part.strip());
        if (!form.matches() || form.group(1).compareTo(form.group(3)) > 0) {
          throw bad("--hours", value, "FIRST-LAST seating, such as 12:00-14:30,18:00-23:00");
        }
        read.add(new Hours(form.group(1), form.group(3)));
      }
      return List.copyOf(read);
    }

    private static ZoneId zone(String value) {
      try {
        return ZoneId.of(value);
      } catch (DateTimeException e) {
        throw bad("--timezone", value, "a zone such as Europe/Rome");
      }
    }

    private void map(String value) {
      int equals = value.indexOf('=');
      if (equals < 1 || equals == value.length() - 1) {
        throw bad("--map", value, "NAME=HEADER, such as visit_at=visit_datetime");
      }
      names.put(value.substring(0, equals).strip(), value.substring(equals + 1));
    }

    private static int number(String name, String value, int min, int max) {
      try {
        int number = Integer.parseInt(value);
        if (number >= min && number <= max) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw bad(name, value, "a whole number, %d..%d".formatted(min, max));
    }

    private static int fives(String name, String value) {
      int minutes = number(name, value, 0, MAX_RESET);
      if (minutes % 5 != 0) {
        throw bad(name, value, "a multiple of 5, 0..%d".formatted(MAX_RESET));
      }
      return minutes;
    }

    private static CannotRun bad(String name, String came, String expected) {
      return new CannotRun("%s: %s (expected: %s)".formatted(name, came, expected));
    }
  }
}
