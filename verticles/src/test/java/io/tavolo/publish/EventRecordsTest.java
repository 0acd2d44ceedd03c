package io.tavolo.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.TraceContext;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.restaurant.FloorPlan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EventRecordsTest {
  private final EventRecords records = new EventRecords("topic");

  @Test
  void shouldWriteAReservationAsACloudEventInBinaryMode() {
    ProducerRecord<byte[], byte[]> record =
        records.record(MemoryJournal.row(7, 42, 1234, MemoryJournal.booked(99)));
    String id = new ReservationId(1234, 99).toString();
    assertThat(headers(record))
        .isEqualTo(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", "7-42",
                "ce_source", "/tavolo",
                "ce_type", "io.tavolo.reservation.confirmed.v1",
                "ce_time", "2026-09-21T14:13:20.042Z",
                "ce_subject", id,
                "content-type", "application/json"));
    assertThat(text(record.key())).isEqualTo("house-1234");
    assertThat(text(record.value()))
        .isEqualTo(
            """
            {"reservation_id":"%s","restaurant_id":"house-1234","status":"confirmed",\
            "party_size":4,"start":"2026-09-02T23:00:00Z","end":"2026-09-03T01:00:00Z",\
            "tables":["T4","T5"],"area_id":"terrace","diner_ref":"000000000000abcd",\
            "version":1,"seq":42}"""
                .formatted(id));
  }

  @Test
  void shouldCarryTheTraceOfTheRequestBehindTheEvent() {
    TraceContext trace =
        new TraceContext(0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L, 0xf067aa0ba902b7L, (byte) 1);
    JournalRow row =
        new JournalRow(
            7, 1, 1, "house-1", 0, MemoryJournal.booked(9), new CommandKey(1, 1, 0, false), trace);
    assertThat(headers(records.record(row)))
        .containsEntry("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  }

  @Test
  void shouldWriteNothingOfARestaurantsDefinition() {
    Event changed = new Event.FloorPlanChanged(new FloorPlan(List.of(), List.of()), List.of());
    ProducerRecord<byte[], byte[]> record = records.record(MemoryJournal.row(7, 43, 1, changed));
    assertThat(headers(record))
        .containsEntry("ce_type", "io.tavolo.restaurant.floor_plan_changed.v1")
        .containsEntry("ce_subject", "house-1");
    assertThat(text(record.value())).isEqualTo("{\"restaurant_id\":\"house-1\",\"seq\":43}");
  }

  @Test
  void shouldTellWhichReservationsAFloorPlanMoved() {
    Event changed =
        new Event.FloorPlanChanged(
            new FloorPlan(List.of(), List.of()), List.of(booked().after(), booked().after()));
    String moved =
        """
        {"reservation_id":"%s","status":"confirmed","party_size":4,\
        "start":"2026-09-02T23:00:00Z","end":"2026-09-03T01:00:00Z","tables":["T4","T5"],\
        "area_id":"terrace","diner_ref":"000000000000abcd","version":1}"""
            .formatted(new ReservationId(5, 1));
    assertThat(text(records.record(MemoryJournal.row(7, 43, 5, changed)).value()))
        .isEqualTo(
            "{\"restaurant_id\":\"house-5\",\"moved\":[%s,%s],\"seq\":43}".formatted(moved, moved));
  }

  @Test
  void shouldNameEveryKindOfEvent() {
    assertThat(
            Arrays.stream(Event.Kind.values())
                .map(kind -> new Event.OfReservation(kind, booked().after()))
                .map(EventRecords::type))
        .containsExactly(
            "io.tavolo.reservation.confirmed.v1",
            "io.tavolo.reservation.held.v1",
            "io.tavolo.reservation.confirmed.v1",
            "io.tavolo.reservation.released.v1",
            "io.tavolo.reservation.expired.v1",
            "io.tavolo.reservation.modified.v1",
            "io.tavolo.reservation.cancelled.v1",
            "io.tavolo.reservation.recorded.v1");
  }

  private static Event.OfReservation booked() {
    return (Event.OfReservation) MemoryJournal.booked(1);
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
    return headers;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
