package io.tavolo.engine.form;

import io.tavolo.engine.bytes.ByteReader;
import io.tavolo.engine.bytes.ByteWriter;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.DateException;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The members of a restaurant's definition, in the order of version 1; any thread. */
public final class DefinitionForm {
  private static final int WEEKDAYS = 7;

  private DefinitionForm() {}

  public static void write(ByteWriter out, Profile value) {
    out.text(value.restaurantId());
    out.text(value.name());
    out.text(value.zone().getId());
    out.optionalText(value.cuisine());
    out.optionalText(value.address());
    out.optionalText(value.phone());
    out.optionalDegrees(value.latitude());
    out.optionalDegrees(value.longitude());
  }

  public static Profile readProfile(ByteReader in) {
    return new Profile(
        in.text("restaurantId"),
        in.text("name"),
        zone(in),
        in.optionalText("cuisine"),
        in.optionalText("address"),
        in.optionalText("phone"),
        in.optionalDegrees("latitude"),
        in.optionalDegrees("longitude"));
  }

  public static void write(ByteWriter out, FloorPlan value) {
    out.list(
        value.areas(),
        area -> {
          out.text(area.id());
          out.text(area.name());
        });
    out.list(
        value.tables(),
        table -> {
          out.text(table.label());
          out.text(table.areaId());
          out.number(table.minParty());
          out.number(table.maxParty());
          out.number(table.priority());
        });
  }

  public static FloorPlan readFloorPlan(ByteReader in) {
    List<Area> areas = in.list("areas", () -> new Area(in.text("area.id"), in.text("area.name")));
    List<Table> tables =
        in.list(
            "tables",
            () ->
                new Table(
                    in.text("table.label"),
                    in.text("table.areaId"),
                    in.smallNumber("table.minParty"),
                    in.smallNumber("table.maxParty"),
                    in.smallNumber("table.priority")));
    return new FloorPlan(areas, tables);
  }

  public static void write(ByteWriter out, Schedule value) {
    out.number(value.slotMinutes());
    out.list(value.shifts(), shift -> write(out, shift));
    out.list(
        value.exceptions(),
        exception -> {
          out.number(exception.date().toEpochDay());
          out.list(exception.shifts(), shift -> write(out, shift));
        });
    out.list(
        value.turnTimes(),
        rule -> {
          out.number(rule.upToParty());
          out.number(rule.minutes());
        });
  }

  public static Schedule readSchedule(ByteReader in) {
    int slotMinutes = in.smallNumber("slotMinutes");
    List<Shift> shifts = in.list("shifts", () -> readShift(in));
    List<DateException> exceptions =
        in.list(
            "exceptions",
            () -> new DateException(date(in), in.list("shifts", () -> readShift(in))));
    List<TurnTime> turnTimes =
        in.list(
            "turnTimes",
            () -> new TurnTime(in.smallNumber("upToParty"), in.smallNumber("minutes")));
    return new Schedule(slotMinutes, shifts, exceptions, turnTimes);
  }

  public static void write(ByteWriter out, Policies value) {
    out.number(value.minNoticeMinutes());
    out.number(value.horizonDays());
    out.number(value.minParty());
    out.number(value.maxParty());
    out.number(value.holdTtlSeconds());
    out.number(value.cancellationCutoffMinutes());
    out.flag(value.showTables());
  }

  public static Policies readPolicies(ByteReader in) {
    return new Policies(
        in.smallNumber("minNoticeMinutes"),
        in.smallNumber("horizonDays"),
        in.smallNumber("minParty"),
        in.smallNumber("maxParty"),
        in.smallNumber("holdTtlSeconds"),
        in.smallNumber("cancellationCutoffMinutes"),
        in.flag("showTables"));
  }

  private static void write(ByteWriter out, Shift value) {
    out.text(value.id());
    out.text(value.name());
    out.list(value.weekdays(), day -> out.octet(day.getValue() - 1));
    out.number(value.firstSeating());
    out.number(value.lastSeating());
  }

  private static Shift readShift(ByteReader in) {
    return new Shift(
        in.text("shift.id"),
        in.text("shift.name"),
        in.list("weekdays", () -> DayOfWeek.of(in.code("weekday", WEEKDAYS) + 1)),
        in.smallNumber("firstSeating"),
        in.smallNumber("lastSeating"));
  }

  private static ZoneId zone(ByteReader in) {
    String id = in.text("zone");
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "zone: %s (expected: a zone of this Java's time zone data)".formatted(id), e);
    }
  }

  private static LocalDate date(ByteReader in) {
    long day = in.number("date");
    try {
      return LocalDate.ofEpochDay(day);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "date: %d days after 1970-01-01 (expected: a date)".formatted(day), e);
    }
  }
}
