package io.tavolo.engine.form;

import io.tavolo.engine.bytes.ByteReader;
import io.tavolo.engine.bytes.ByteWriter;
import io.tavolo.engine.restaurant.Closure;
import io.tavolo.engine.restaurant.DateException;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.PacingOverride;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.TurnTime;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of a schedule, in order; any thread. */
public final class ScheduleForm {
  private static final int WEEKDAYS = 7;

  private ScheduleForm() {}

  public static void write(ByteWriter out, Schedule value) {
    out.number(value.slotMinutes());
    out.list(value.shifts(), shift -> write(out, shift));
    out.list(
        value.exceptions(),
        exception -> {
          write(out, exception.date());
          out.list(exception.shifts(), shift -> write(out, shift));
        });
    out.list(value.turnTimes(), rule -> write(out, rule));
    out.number(value.resetMinutes());
    out.list(
        value.closures(),
        closure -> {
          write(out, closure.from());
          write(out, closure.until());
        });
    out.list(
        value.pacing(),
        rule -> {
          out.optionalText(rule.shiftId());
          out.optionalText(rule.areaId());
          write(out, rule.limits());
        });
    out.list(
        value.pacingOverrides(),
        override -> {
          write(out, override.date());
          out.number(override.from());
          out.number(override.until());
          out.optionalText(override.areaId());
          write(out, override.limits());
        });
  }

  /**
   * The schedule that was written.
   *
   * @param version of the form: 1 ends with turn times, which have no scope
   */
  public static Schedule read(ByteReader in, int version) {
    int slotMinutes = in.smallNumber("slotMinutes");
    List<Shift> shifts = in.list("shifts", () -> readShift(in, version));
    List<DateException> exceptions =
        in.list(
            "exceptions",
            () ->
                new DateException(
                    readDate(in, "exception.date"),
                    in.list("exception.shifts", () -> readShift(in, version))));
    List<TurnTime> turnTimes = in.list("turnTimes", () -> readTurnTime(in, version));
    if (version == 1) {
      return new Schedule(slotMinutes, shifts, exceptions, turnTimes);
    }
    int resetMinutes = in.smallNumber("resetMinutes");
    List<Closure> closures =
        in.list(
            "closures",
            () -> new Closure(readDate(in, "closure.from"), readDate(in, "closure.until")));
    List<Pacing> pacing =
        in.list(
            "pacing",
            () ->
                new Pacing(
                    in.optionalText("pacing.shiftId"),
                    in.optionalText("pacing.areaId"),
                    readLimits(in)));
    List<PacingOverride> overrides =
        in.list(
            "pacingOverrides",
            () ->
                new PacingOverride(
                    readDate(in, "override.date"),
                    in.smallNumber("override.from"),
                    in.smallNumber("override.until"),
                    in.optionalText("override.areaId"),
                    readLimits(in)));
    return new Schedule(
        slotMinutes, resetMinutes, shifts, exceptions, closures, turnTimes, pacing, overrides);
  }

  private static void write(ByteWriter out, Shift value) {
    out.text(value.id());
    out.text(value.name());
    writeWeekdays(out, value.weekdays());
    out.number(value.firstSeating());
    out.number(value.lastSeating());
    out.number(value.slotMinutes());
  }

  private static Shift readShift(ByteReader in, int version) {
    return new Shift(
        in.text("shift.id"),
        in.text("shift.name"),
        readWeekdays(in),
        in.smallNumber("firstSeating"),
        in.smallNumber("lastSeating"),
        version == 1 ? 0 : in.smallNumber("shift.slotMinutes"));
  }

  private static void write(ByteWriter out, TurnTime value) {
    out.number(value.upToParty());
    out.number(value.minutes());
    out.optionalText(value.shiftId());
    writeWeekdays(out, value.weekdays());
    writeOptional(out, value.from());
    writeOptional(out, value.until());
  }

  private static TurnTime readTurnTime(ByteReader in, int version) {
    int upToParty = in.smallNumber("upToParty");
    int minutes = in.smallNumber("minutes");
    return version == 1
        ? new TurnTime(upToParty, minutes)
        : new TurnTime(
            upToParty,
            minutes,
            in.optionalText("turnTime.shiftId"),
            readWeekdays(in),
            readOptionalDate(in, "turnTime.from"),
            readOptionalDate(in, "turnTime.until"));
  }

  private static void write(ByteWriter out, Limits value) {
    writeOptional(out, value.coversStarting());
    writeOptional(out, value.partiesStarting());
    writeOptional(out, value.coversPresent());
  }

  private static Limits readLimits(ByteReader in) {
    return new Limits(
        readOptionalNumber(in, "coversStarting"),
        readOptionalNumber(in, "partiesStarting"),
        readOptionalNumber(in, "coversPresent"));
  }

  private static void writeOptional(ByteWriter out, @Nullable Integer value) {
    out.flag(value != null);
    if (value != null) {
      out.number(value);
    }
  }

  private static @Nullable Integer readOptionalNumber(ByteReader in, String what) {
    return in.flag(what) ? in.smallNumber(what) : null;
  }

  private static void writeWeekdays(ByteWriter out, List<DayOfWeek> weekdays) {
    out.list(weekdays, day -> out.octet(day.getValue() - 1));
  }

  private static List<DayOfWeek> readWeekdays(ByteReader in) {
    return in.list("weekdays", () -> DayOfWeek.of(in.code("weekday", WEEKDAYS) + 1));
  }

  private static void write(ByteWriter out, LocalDate date) {
    out.number(date.toEpochDay());
  }

  private static void writeOptional(ByteWriter out, @Nullable LocalDate date) {
    out.flag(date != null);
    if (date != null) {
      write(out, date);
    }
  }

  private static @Nullable LocalDate readOptionalDate(ByteReader in, String what) {
    return in.flag(what) ? readDate(in, what) : null;
  }

  private static LocalDate readDate(ByteReader in, String what) {
    long day = in.number(what);
    try {
      return LocalDate.ofEpochDay(day);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s: %d days after 1970-01-01 (expected: a date)".formatted(what, day), e);
    }
  }
}
