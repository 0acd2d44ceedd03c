package io.tavolo.http.body;

import io.tavolo.engine.restaurant.DateException;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.restaurant.Validation;
import io.tavolo.http.json.Faults;
import io.tavolo.http.json.JsonIn;
import io.tavolo.http.json.Times;
import io.tavolo.http.problem.ProblemException;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A schedule as a document, read; {@link ScheduleJson} writes it. */
public final class ScheduleBody {
  private static final int MAX_ITEMS = 1_000;
  private static final int DAY_MINUTES = 1_440;

  /** Stand-ins for seatings that could not be read: no shift with one meets any other. */
  private static final int NO_FIRST = -1;

  private static final int NO_LAST = Integer.MAX_VALUE;

  /** Stands in for a date that could not be read; nobody can write it. */
  private static final LocalDate NO_DATE = LocalDate.of(-1, 1, 1);

  private static final List<String> REQUIRED = List.of("slot_minutes", "shifts", "turn_times");
  private static final List<String> OF_WEEK =
      List.of("shift_id", "name", "weekdays", "first_seating", "last_seating");
  private static final List<String> OF_DATE =
      List.of("shift_id", "name", "first_seating", "last_seating");
  private static final List<String> TURN_TIME = List.of("up_to_party", "minutes");
  private static final List<String> DATE = List.of("date");

  private final Faults faults = new Faults();
  private int slotMinutes;
  private final List<Shift> shifts = new ArrayList<>();
  private final List<DateException> exceptions = new ArrayList<>();
  private final List<TurnTime> turnTimes = new ArrayList<>();

  private ScheduleBody() {}

  /**
   * Reads the document.
   *
   * @throws ProblemException when it is none
   */
  public static Schedule read(byte[] body) {
    ScheduleBody reading = new ScheduleBody();
    Faults faults = reading.faults;
    Bodies.read(body, faults, REQUIRED, reading::member);
    Schedule schedule =
        new Schedule(reading.slotMinutes, reading.shifts, reading.exceptions, reading.turnTimes);
    faults.addRules(Validation.faults(schedule));
    Bodies.requireNone(faults);
    return schedule;
  }

  private boolean member(String member, JsonIn in) throws IOException {
    switch (member) {
      case "slot_minutes" -> slotMinutes = in.integer();
      case "shifts" -> readShifts(in, OF_WEEK, shifts);
      case "exceptions" -> in.array(MAX_ITEMS, this::readException);
      case "turn_times" -> in.array(MAX_ITEMS, this::readTurnTime);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void readShifts(JsonIn in, List<String> required, List<Shift> into)
      throws IOException {
    in.array(
        MAX_ITEMS,
        item -> {
          ShiftReading shift = new ShiftReading(required.contains("weekdays"));
          item.object(required, shift);
          into.add(shift.shift());
        });
  }

  private static final class ShiftReading implements JsonIn.Members {
    private final boolean ofWeek;
    private String id = "";
    private String name = "";
    private final List<DayOfWeek> weekdays = new ArrayList<>();
    private int first = NO_FIRST;
    private int last = NO_LAST;

    ShiftReading(boolean ofWeek) {
      this.ofWeek = ofWeek;
    }

    @Override
    public boolean read(String member, JsonIn in) throws IOException {
      switch (member) {
        case "shift_id" -> id = in.text();
        case "name" -> name = in.text();
        case "first_seating" -> first = readClock(in, NO_FIRST);
        case "last_seating" -> last = readClock(in, NO_LAST);
        case "weekdays" -> {
          if (!ofWeek) {
            return false;
          }
          in.array(7, item -> readWeekday(item, weekdays));
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    Shift shift() {
      return new Shift(id, name, weekdays, first, last < first ? last + DAY_MINUTES : last);
    }
  }

  private static void readWeekday(JsonIn in, List<DayOfWeek> into) throws IOException {
    String text = in.text(1, 20);
    if (text.isEmpty()) {
      return;
    }
    DayOfWeek weekday =
        Arrays.stream(DayOfWeek.values())
            .filter(day -> day.name().toLowerCase(Locale.ROOT).equals(text))
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

  private static int readClock(JsonIn in, int standIn) throws IOException {
    String text = in.text(1, 20);
    int minutes = Times.clock(text);
    if (minutes < 0 && !text.isEmpty()) {
      in.fault(Faults.quoted(text), "a time such as 18:30");
    }
    return minutes < 0 ? standIn : minutes;
  }

  private void readException(JsonIn in) throws IOException {
    ExceptionReading exception = new ExceptionReading();
    in.object(DATE, exception);
    if (exception.closed == (exception.shifts != null)) {
      in.fault("neither closed nor shifts, or both", "\"closed\": true, or shifts");
    }
    List<Shift> shifts = exception.shifts;
    if (shifts == null || exception.date.equals(NO_DATE)) {
      shifts = List.of();
    }
    exceptions.add(new DateException(exception.date, shifts));
  }

  private static final class ExceptionReading implements JsonIn.Members {
    private LocalDate date = NO_DATE;
    private boolean closed;
    private @Nullable List<Shift> shifts;

    @Override
    public boolean read(String member, JsonIn in) throws IOException {
      switch (member) {
        case "date" -> date = readDate(in);
        case "closed" -> closed = in.bool();
        case "shifts" -> {
          List<Shift> read = new ArrayList<>();
          readShifts(in, OF_DATE, read);
          shifts = read;
        }
        default -> {
          return false;
        }
      }
      return true;
    }
  }

  private static LocalDate readDate(JsonIn in) throws IOException {
    String text = in.text(1, 20);
    LocalDate date = Times.date(text);
    if (date == null) {
      if (!text.isEmpty()) {
        in.fault(Faults.quoted(text), "a date such as 2026-12-24");
      }
      return NO_DATE;
    }
    return date;
  }

  private void readTurnTime(JsonIn in) throws IOException {
    int[] rule = new int[2];
    in.object(
        TURN_TIME,
        (member, value) -> {
          switch (member) {
            case "up_to_party" -> rule[0] = value.integer();
            case "minutes" -> rule[1] = value.integer();
            default -> {
              return false;
            }
          }
          return true;
        });
    turnTimes.add(new TurnTime(rule[0], rule[1]));
  }
}
