package io.tavolo.http.body;

import io.tavolo.engine.restaurant.Closure;
import io.tavolo.engine.restaurant.DateException;
import io.tavolo.engine.restaurant.Fault;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Validation;
import io.tavolo.http.json.Faults;
import io.tavolo.http.json.JsonIn;
import io.tavolo.http.json.Times;
import io.tavolo.http.problem.ProblemException;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schedule as a document, read; {@link ScheduleJson} writes it. */
public final class ScheduleBody {
  private static final int MAX_ITEMS = 1_000;
  private static final int DAY_MINUTES = 1_440;

  /** Stand-ins for seatings that could not be read: no shift with one meets any other. */
  private static final int NO_FIRST = -1;

  private static final int NO_LAST = Integer.MAX_VALUE;

  private static final List<String> REQUIRED = List.of("slot_minutes", "shifts", "turn_times");
  private static final List<String> OF_WEEK =
      List.of("shift_id", "name", "weekdays", "first_seating", "last_seating");
  private static final List<String> OF_DATE =
      List.of("shift_id", "name", "first_seating", "last_seating");
  private static final List<String> DATE = List.of("date");
  private static final List<String> CLOSURE = List.of("from", "until");

  private final Faults faults = new Faults();
  private int slotMinutes;
  private int resetMinutes;
  private final List<Shift> shifts = new ArrayList<>();
  private final List<DateException> exceptions = new ArrayList<>();
  private final List<Closure> closures = new ArrayList<>();
  private final TurnTimesBody turnTimes = new TurnTimesBody();
  private final PacingBody pacing = new PacingBody();

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
        new Schedule(
            reading.slotMinutes,
            reading.resetMinutes,
            reading.shifts,
            reading.exceptions,
            reading.closures,
            reading.turnTimes.rules,
            reading.pacing.rules,
            reading.pacing.overrides);
    faults.addRules(reading.known(Validation.faults(schedule)));
    Bodies.requireNone(faults);
    return schedule;
  }

  /** Without those that may come of a shift or a scope that could not be read. */
  private List<Fault> known(List<Fault> broken) {
    boolean shifts =
        isRead("/shifts|/exceptions|/(exceptions/\\d+/)?shifts/\\d+/shift_id|/shifts/\\d+");
    boolean turns = isRead("/turn_times(/\\d+(/(shift_id|weekdays|from|until).*)?)?");
    boolean rules = isRead("/pacing(_overrides)?/\\d+(/(shift_id|area_id|date).*)?");
    return broken.stream()
        .filter(fault -> shifts || !fault.pointer().matches("/(turn_times|pacing)/\\d+/shift_id"))
        .filter(fault -> turns || !fault.pointer().matches("/turn_times(/\\d+(/up_to_party)?)?"))
        .filter(fault -> rules || !fault.pointer().matches("/pacing(_overrides)?/\\d+"))
        .toList();
  }

  /** Whether nothing at such a place is lost. */
  private boolean isRead(String places) {
    return faults.list().stream()
        .map(Fault::pointer)
        .noneMatch(at -> at.matches(places) && faults.isLost(at));
  }

  private boolean member(String member, JsonIn in) throws IOException {
    switch (member) {
      case "slot_minutes" -> slotMinutes = in.integer();
      case "reset_minutes" -> resetMinutes = in.integer();
      case "shifts" -> readShifts(in, OF_WEEK, shifts);
      case "exceptions" -> in.array(MAX_ITEMS, this::readException);
      case "closures" -> in.array(MAX_ITEMS, this::readClosure);
      case "turn_times" -> in.array(MAX_ITEMS, turnTimes::read);
      case "pacing" -> in.array(MAX_ITEMS, pacing::readRule);
      case "pacing_overrides" -> in.array(MAX_ITEMS, pacing::readOverride);
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
    private int slotMinutes;

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
        case "slot_minutes" -> slotMinutes = in.isNull() ? 0 : in.integer(5, 60);
        case "weekdays" -> {
          if (!ofWeek) {
            return false;
          }
          Dates.readWeekdays(in, weekdays);
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    Shift shift() {
      int until = last < first ? last + DAY_MINUTES : last;
      return new Shift(id, name, weekdays, first, until, slotMinutes);
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
    if (shifts == null || exception.date.equals(Dates.NONE)) {
      shifts = List.of();
    }
    exceptions.add(new DateException(exception.date, shifts));
  }

  private static final class ExceptionReading implements JsonIn.Members {
    private LocalDate date = Dates.NONE;
    private boolean closed;
    private @Nullable List<Shift> shifts;

    @Override
    public boolean read(String member, JsonIn in) throws IOException {
      switch (member) {
        case "date" -> date = Dates.read(in);
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

  private void readClosure(JsonIn in) throws IOException {
    LocalDate[] dates = {Dates.NONE, Dates.NONE};
    in.object(
        CLOSURE,
        (member, value) -> {
          switch (member) {
            case "from" -> dates[0] = Dates.read(value);
            case "until" -> dates[1] = Dates.read(value);
            default -> {
              return false;
            }
          }
          return true;
        });
    boolean read = !dates[0].equals(Dates.NONE) && !dates[1].equals(Dates.NONE);
    closures.add(read ? new Closure(dates[0], dates[1]) : new Closure(Dates.NONE, Dates.NONE));
  }
}
