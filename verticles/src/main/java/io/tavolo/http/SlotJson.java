package io.tavolo.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tavolo.engine.availability.OpenSlot;
import io.tavolo.engine.time.Ticks;
import io.tavolo.http.json.Json;
import io.tavolo.http.json.Times;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;

/** Times that can be booked, as answers have them. */
final class SlotJson {
  private SlotJson() {}

  static void write(String member, List<OpenSlot> slots, ZoneId zone, JsonGenerator out)
      throws IOException {
    out.writeArrayFieldStart(member);
    for (OpenSlot slot : slots) {
      out.writeStartObject();
      out.writeStringField("start", Times.instant(Ticks.epochSecond(slot.startTick()), zone));
      out.writeNumberField("duration_minutes", slot.minutes());
      Json.strings(out, "areas", slot.areaIds());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
