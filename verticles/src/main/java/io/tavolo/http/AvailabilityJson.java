package io.tavolo.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.availability.OpenSlot;
import io.tavolo.http.json.Times;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** What is free for a party on a service date, as the answer and the stream have it. */
record AvailabilityJson(DaySnapshot day, int partySize, List<OpenSlot> slots, long nowMs) {
  /**
   * As it is now.
   *
   * @param nowMs milliseconds since the epoch
   */
  static AvailabilityJson of(DaySnapshot day, int partySize, long nowMs) {
    return new AvailabilityJson(day, partySize, day.slots(partySize, nowMs), nowMs);
  }

  /** Writes the members. */
  void writeTo(JsonGenerator out) throws IOException {
    ZoneId zone = ZoneId.of(day.zoneId());
    out.writeStringField("restaurant_id", day.restaurantId());
    out.writeStringField("date", LocalDate.ofEpochDay(day.serviceDay()).toString());
    out.writeNumberField("party_size", partySize);
    out.writeStringField("timezone", day.zoneId());
    SlotJson.write("slots", slots, zone, out);
    out.writeStringField("as_of", Times.instant(Math.floorDiv(nowMs, 1000L), zone));
  }
}
