package io.tavolo.http.body;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tavolo.engine.restaurant.DateException;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.http.json.Json;
import io.tavolo.http.json.Times;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A schedule as a document, written. */
public final class ScheduleJson {
  private ScheduleJson() {}

  /** Writes the document's members. */
  public static void write(Schedule schedule, JsonGenerator out) throws IOException {
    out.writeNumberField("slot_minutes", schedule.slotMinutes());
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
    out.writeArrayFieldStart("turn_times");
    for (TurnTime rule : schedule.turnTimes()) {
      out.writeStartObject();
      out.writeNumberField("up_to_party", rule.upToParty());
      out.writeNumberField("minutes", rule.minutes());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeShifts(List<Shift> shifts, boolean ofWeek, JsonGenerator out)
      throws IOException {
    for (Shift shift : shifts) {
      out.writeStartObject();
      out.writeStringField("shift_id", shift.id());
      out.writeStringField("name", shift.name());
      if (ofWeek) {
        Json.strings(
            out,
            "weekdays",
            shift.weekdays().stream().map(day -> day.name().toLowerCase(Locale.ROOT)).toList());
      }
      out.writeStringField("first_seating", Times.clock(shift.firstSeating()));
      out.writeStringField("last_seating", Times.clock(shift.lastSeating()));
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
