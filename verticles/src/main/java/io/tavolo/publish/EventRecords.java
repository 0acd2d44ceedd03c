package io.tavolo.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.time.Ticks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Events as records: CloudEvents 1.0, binary mode. The table of types is in the package's page. */
final class EventRecords {
  private static final JsonFactory JSON = new JsonFactory();
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] SPEC_VERSION = ascii("1.0");
  private static final byte[] SOURCE = ascii("/tavolo");
  private static final byte[] CONTENT_TYPE = ascii("application/json");
  private static final int USUAL_SIZE_BYTES = 512;

  private final String topic;
  private final ByteArrayOutputStream value = new ByteArrayOutputStream(USUAL_SIZE_BYTES);

  EventRecords(String topic) {
    this.topic = topic;
  }

  /** The record of a committed event. One thread. */
  ProducerRecord<byte[], byte[]> record(JournalRow row) {
    String subject =
        row.event() instanceof Event.OfReservation event
            ? new ReservationId(row.restaurant(), event.after().id()).toString()
            : row.restaurantId();
    byte[] key = row.restaurantId().getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, row.atMs(), key, value(row, subject));
    Headers headers = record.headers();
    headers.add("ce_specversion", SPEC_VERSION);
    headers.add("ce_id", ascii(row.shard() + "-" + row.seq()));
    headers.add("ce_source", SOURCE);
    headers.add("ce_type", ascii(type(row.event())));
    headers.add("ce_time", ascii(Instant.ofEpochMilli(row.atMs()).toString()));
    headers.add("ce_subject", ascii(subject));
    headers.add("content-type", CONTENT_TYPE);
    if (!row.trace().isNone()) {
      headers.add("traceparent", ascii(row.trace().traceparent()));
    }
    return record;
  }

  static String type(Event event) {
    if (event instanceof Event.OfReservation change) {
      return switch (change.kind()) {
        case BOOKED, CONFIRMED -> "io.tavolo.reservation.confirmed.v1";
        case HELD -> "io.tavolo.reservation.held.v1";
        case RELEASED -> "io.tavolo.reservation.released.v1";
        case EXPIRED -> "io.tavolo.reservation.expired.v1";
        case MODIFIED -> "io.tavolo.reservation.modified.v1";
        case CANCELLED -> "io.tavolo.reservation.cancelled.v1";
        case RECORDED -> "io.tavolo.reservation.recorded.v1";
      };
    }
    if (event instanceof Event.ProfileChanged) {
      return "io.tavolo.restaurant.profile_changed.v1";
    }
    if (event instanceof Event.FloorPlanChanged) {
      return "io.tavolo.restaurant.floor_plan_changed.v1";
    }
    return event instanceof Event.ScheduleChanged
        ? "io.tavolo.restaurant.schedule_changed.v1"
        : "io.tavolo.restaurant.policies_changed.v1";
  }

  private byte[] value(JournalRow row, String subject) {
    value.reset();
    try (JsonGenerator json = JSON.createGenerator(value)) {
      json.writeStartObject();
      if (row.event() instanceof Event.OfReservation event) {
        json.writeStringField("reservation_id", subject);
        json.writeStringField("restaurant_id", row.restaurantId());
        write(json, event.after());
      } else {
        json.writeStringField("restaurant_id", row.restaurantId());
        if (row.event() instanceof Event.FloorPlanChanged plan && !plan.moved().isEmpty()) {
          moved(json, row.restaurant(), plan.moved());
        }
      }
      json.writeNumberField("seq", row.seq());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return value.toByteArray();
  }

  private static void moved(JsonGenerator json, long restaurant, List<Reservation> reservations)
      throws IOException {
    json.writeArrayFieldStart("moved");
    for (Reservation reservation : reservations) {
      json.writeStartObject();
      json.writeStringField(
          "reservation_id", new ReservationId(restaurant, reservation.id()).toString());
      write(json, reservation);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Everything but the caller's own id and what only the engine needs. */
  private static void write(JsonGenerator json, Reservation reservation) throws IOException {
    json.writeStringField("status", reservation.status().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("party_size", reservation.partySize());
    json.writeStringField("start", instant(reservation.startTick()));
    json.writeStringField("end", instant(reservation.endTick()));
    json.writeArrayFieldStart("tables");
    for (String table : reservation.tables()) {
      json.writeString(table);
    }
    json.writeEndArray();
    if (!reservation.areaId().isEmpty()) {
      json.writeStringField("area_id", reservation.areaId());
    }
    if (reservation.diner() == 0) {
      json.writeNullField("diner_ref");
    } else {
      json.writeStringField("diner_ref", HEX.toHexDigits(reservation.diner()));
    }
    if (reservation.pacingExceeded()) {
      json.writeBooleanField("pacing_exceeded", true);
    }
    json.writeNumberField("version", reservation.version());
  }

  private static String instant(int tick) {
    return Instant.ofEpochSecond(Ticks.epochSecond(tick)).toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
