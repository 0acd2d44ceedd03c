package io.tavolo.http.body;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tavolo.engine.restaurant.Closure;
import io.tavolo.engine.restaurant.DateException;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.PacingOverride;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.http.json.Json;
import io.tavolo.http.json.Times;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schedule as a document, written. */
public final class ScheduleJson {
  private ScheduleJson() {}

  /** Writes the document's members. */
  public static void write(Schedule schedule, JsonGenerator out) throws IOException {
    out.writeNumberField("slot_minutes", schedule.slotMinutes());
    out.writeNumberField("reset_minutes", schedule.resetMinutes());
    out.writeArrayFieldStart("shifts");
    writeShifts(schedule.shifts(), true, out);
    out.writeArrayFieldStart("exceptions");
    for (DateException exception : schedule.exceptions()) {
      out.writeStartObject();
      out.writeStringField("date", exception.date().toString());
      if (exception.shifts().isEmpty()) {
        out.writeBooleanField("closed", true);
      } else {
        out.writeArrayFieldStart("shifts");
        writeShifts(exception.shifts(), false, out);
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("closures");
    for (Closure closure : schedule.closures()) {
      out.writeStartObject();
      out.writeStringField("from", closure.from().toString());
      out.writeStringField("until", closure.until().toString());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("turn_times");
    for (TurnTime rule : schedule.turnTimes()) {
      writeTurnTime(rule, out);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("pacing");
    for (Pacing rule : schedule.pacing()) {
      out.writeStartObject();
      Json.optional(out, "shift_id", rule.shiftId());
      writeLimits(rule.areaId(), rule.limits(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("pacing_overrides");
    for (PacingOverride override : schedule.pacingOverrides()) {
      out.writeStartObject();
      out.writeStringField("date", override.date().toString());
      out.writeStringField("from", Times.longClock(override.from()));
      out.writeStringField("until", Times.longClock(override.until()));
      writeLimits(override.areaId(), override.limits(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeTurnTime(TurnTime rule, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("up_to_party", rule.upToParty());
    out.writeNumberField("minutes", rule.minutes());
    Json.optional(out, "shift_id", rule.shiftId());
    if (!rule.weekdays().isEmpty()) {
      writeWeekdays(rule.weekdays(), out);
    }
    LocalDate from = rule.from();
    LocalDate until = rule.until();
    Json.optional(out, "from", from == null ? null : from.toString());
    Json.optional(out, "until", until == null ? null : until.toString());
    out.writeEndObject();
  }

  private static void writeLimits(@Nullable String areaId, Limits limits, JsonGenerator out)
      throws IOException {
    Json.optional(out, "area_id", areaId);
    writeLimit("covers_starting", limits.coversStarting(), out);
    writeLimit("parties_starting", limits.partiesStarting(), out);
    writeLimit("covers_present", limits.coversPresent(), out);
  }

  private static void writeLimit(String name, @Nullable Integer limit, JsonGenerator out)
      throws IOException {
    if (limit != null) {
      out.writeNumberField(name, limit);
    }
  }

  private static void writeWeekdays(List<DayOfWeek> weekdays, JsonGenerator out)
      throws IOException {
    Json.strings(out, "weekdays", weekdays.stream().map(Enums::name).toList());
  }

  private static void writeShifts(List<Shift> shifts, boolean ofWeek, JsonGenerator out)
      throws IOException {
    for (Shift shift : shifts) {
      out.writeStartObject();
      out.writeStringField("shift_id", shift.id());
      out.writeStringField("name", shift.name());
      if (ofWeek) {
        writeWeekdays(shift.weekdays(), out);
      }
      out.writeStringField("first_seating", Times.clock(shift.firstSeating()));
      out.writeStringField("last_seating", Times.clock(shift.lastSeating()));
      if (shift.slotMinutes() != 0) {
        out.writeNumberField("slot_minutes", shift.slotMinutes());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
