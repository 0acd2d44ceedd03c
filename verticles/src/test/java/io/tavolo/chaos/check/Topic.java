package io.tavolo.chaos.check;

import io.tavolo.chaos.check.Evidence.Published;
import io.tavolo.chaos.check.Stored.Entry;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.reservation.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** F: the topic against the journal. */
final class Topic {
  private final Map<Long, String> houses = new HashMap<>();
  private final Verdict verdict;

  Topic(List<House> houses, Verdict verdict) {
    houses.forEach(house -> this.houses.put(house.number(), house.id()));
    this.verdict = verdict;
  }

  void check(List<Published> topic, List<Entry> journal) {
    Map<String, Entry> expected = new HashMap<>();
    journal.forEach(entry -> expected.put(entry.shard() + "-" + entry.seq(), entry));
    Set<String> seen = new HashSet<>();
    Map<String, Long> last = new HashMap<>();
    for (Published record : topic) {
      if (!seen.add(record.id())) {
        verdict.count("records of the topic that were there before");
        continue;
      }
      Entry entry = expected.remove(record.id());
      if (entry == null) {
        verdict.broken("F", "the journal has no such event: " + record);
        continue;
      }
      verdict.count("records of the topic, each an event of the journal");
      if (!record.key().equals(houses.get(entry.restaurant()))
          || !record.type().equals(type(entry.event()))
          || !record.subject().equals(subject(entry, record.key()))) {
        verdict.broken("F", "%s is not what happened: %s".formatted(record, entry));
      }
      Long before = last.put(record.key(), entry.seq());
      if (before != null && before > entry.seq()) {
        verdict.broken("F", "%s after sequence %d of its restaurant".formatted(record, before));
      }
    }
    expected.values().forEach(entry -> verdict.broken("F", "the topic does not have " + entry));
  }

  private static String subject(Entry entry, String house) {
    return entry.event() instanceof Event.OfReservation event
        ? new ReservationId(entry.restaurant(), event.after().id()).toString()
        : house;
  }

  private static String type(Event event) {
    if (event instanceof Event.OfReservation change) {
      String verb =
          switch (change.kind()) {
            case BOOKED, CONFIRMED -> "confirmed";
            case HELD -> "held";
            case RELEASED -> "released";
            case EXPIRED -> "expired";
            case MODIFIED -> "modified";
            case CANCELLED -> "cancelled";
            case RECORDED -> "recorded";
          };
      return "io.tavolo.reservation." + verb + ".v1";
    }
    String part =
        event instanceof Event.ProfileChanged
            ? "profile"
            : event instanceof Event.FloorPlanChanged
                ? "floor_plan"
                : event instanceof Event.ScheduleChanged ? "schedule" : "policies";
    return "io.tavolo.restaurant." + part + "_changed.v1";
  }
}
