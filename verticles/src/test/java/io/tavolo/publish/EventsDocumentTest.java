package io.tavolo.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.http.docs.EventsDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Every record is one that the document declares, and every declared one is sent. */
class EventsDocumentTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final ObjectNode document = EventsDocument.read();
  private final EventRecords records = new EventRecords(PublisherSettings.TOPIC);

  @Test
  void shouldDeclareEveryRecord() throws IOException {
    Set<String> sent = new TreeSet<>();
    for (Event event : events()) {
      ProducerRecord<byte[], byte[]> record = records.record(MemoryJournal.row(7, 42, 1234, event));
      ObjectNode headers = MAPPER.createObjectNode();
      record.headers().forEach(one -> headers.put(one.key(), text(one.value())));
      String type = headers.required("ce_type").asText();
      JsonNode message = message(type);

      assertFits(type, message.required("headers"), headers);
      assertFits(type, message.required("payload"), MAPPER.readTree(record.value()));
      sent.add(type);
    }
    assertThat(declared()).containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void shouldNameTheTopic() {
    assertThat(document.at("/channels/reservations/address").asText())
        .isEqualTo(PublisherSettings.TOPIC);
    assertThat(document.at("/channels/reservations/messages").size()).isEqualTo(declared().size());
  }

  @Test
  void shouldShowExamplesThatFit() {
    for (JsonNode message : document.at("/components/messages")) {
      for (JsonNode example : message.path("examples")) {
        String name = example.required("name").asText();
        assertFits(name, message.required("headers"), example.required("headers"));
        assertFits(name, message.required("payload"), example.required("payload"));
      }
    }
  }

  private static List<Event> events() {
    Event.OfReservation booked = (Event.OfReservation) MemoryJournal.booked(9);
    List<Event> events = new ArrayList<>();
    Arrays.stream(Event.Kind.values())
        .forEach(kind -> events.add(new Event.OfReservation(kind, booked.after())));
    events.add(
        new Event.ProfileChanged(
            new Profile("house-1", "House", ZoneOffset.UTC, null, null, null, null, null)));
    FloorPlan plan = new FloorPlan(List.of(), List.of());
    events.add(new Event.FloorPlanChanged(plan, List.of()));
    events.add(new Event.FloorPlanChanged(plan, List.of(booked.after(), exceeded(booked.after()))));
    events.add(new Event.ScheduleChanged(new Schedule(15, List.of(), List.of(), List.of())));
    events.add(new Event.PoliciesChanged(Policies.DEFAULT));
    return events;
  }

  private static Reservation exceeded(Reservation r) {
    return new Reservation(
        r.id(),
        r.status(),
        r.partySize(),
        r.startTick(),
        r.endTick(),
        r.freeTick(),
        r.serviceDay(),
        r.tables(),
        r.areaId(),
        r.areaAsked(),
        r.diner(),
        r.dinerKey(),
        r.external(),
        r.version(),
        r.holdUntilMs(),
        r.createdMs(),
        r.depositMinor(),
        true);
  }

  private JsonNode message(String type) {
    for (JsonNode reference : document.at("/channels/reservations/messages")) {
      JsonNode message = document.at(reference.required("$ref").asText().substring(1));
      if (message.required("name").asText().equals(type)) {
        return message;
      }
    }
    throw new AssertionError(type + " is not declared in asyncapi.yaml");
  }

  private List<String> declared() {
    List<String> names = new ArrayList<>();
    document.at("/components/messages").forEach(one -> names.add(one.required("name").asText()));
    return names;
  }

  private void assertFits(String what, JsonNode reference, JsonNode instance) {
    JsonNode schema = document.at(reference.required("$ref").asText().substring(1));
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema, STRICT)
                .validate(instance))
        .as(what)
        .isEmpty();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
