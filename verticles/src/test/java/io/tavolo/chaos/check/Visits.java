package io.tavolo.chaos.check;

import io.tavolo.chaos.check.Stored.Entry;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A, and the part of E that concerns one event after another: the replay of a restaurant. */
final class Visits {
  private final Story story;
  private final Verdict verdict;
  private final Map<Long, Reservation> now = new HashMap<>();
  private final Map<Long, Reservation> standing = new HashMap<>();

  Visits(Story story, Verdict verdict) {
    this.story = story;
    this.verdict = verdict;
  }

  /** Replays it all; afterwards {@link #last} is what stands. */
  void check() {
    for (int version = 1; version <= story.events().size(); version++) {
      Entry entry = story.events().get(version - 1);
      Event.OfReservation event = Story.ofReservation(entry);
      Reservation after = event.after();
      checkStep(version, entry, event.kind(), now.get(after.id()), after);
      if (after.status().occupies()) {
        checkTables(version, after);
        standing.put(after.id(), after);
      } else {
        standing.remove(after.id());
      }
      now.put(after.id(), after);
    }
  }

  /** Every reservation as it stands after the last event. */
  Map<Long, Reservation> last() {
    return now;
  }

  private void checkStep(
      int version, Entry entry, Event.Kind kind, @Nullable Reservation before, Reservation after) {
    boolean makes = kind == Event.Kind.BOOKED || kind == Event.Kind.HELD;
    if (makes != (before == null)) {
      broken("E", version, makes ? "made twice" : "changed before it was made");
      return;
    }
    if (after.version() != (before == null ? 1 : before.version() + 1)) {
      broken("E", version, "its number of changes does not follow");
    }
    boolean held = before != null && before.status() == Status.HELD;
    boolean allowed =
        switch (kind) {
          case BOOKED -> after.status() == Status.CONFIRMED;
          case HELD -> after.status() == Status.HELD;
          case CONFIRMED -> held && after.status() == Status.CONFIRMED;
          case RELEASED -> held && after.status() == Status.CANCELLED;
          case EXPIRED -> held && after.status() == Status.EXPIRED;
          case MODIFIED -> before != null && after.status() == before.status();
          case CANCELLED -> before != null && before.status().occupies();
          case RECORDED -> false;
        };
    if (!allowed) {
      broken("E", version, "not a step that a reservation can take");
    }
    if (held && kind == Event.Kind.CONFIRMED && entry.atMs() >= before.holdUntilMs()) {
      broken("H", version, "confirmed by the lane's clock after it had run out");
    }
    if (held && kind == Event.Kind.EXPIRED && entry.atMs() < before.holdUntilMs()) {
      broken("H", version, "expired by the lane's clock before its time");
    }
  }

  private void checkTables(int version, Reservation after) {
    List<Integer> slots = House.slots(House.dayOf(after.startTick()));
    boolean fits =
        after.tables().size() == 1
            && story.house().tables().stream()
                .anyMatch(
                    table ->
                        table.label().equals(after.tables().get(0))
                            && table.takes(after.partySize()));
    if (!fits
        || !slots.contains(after.startTick())
        || after.endTick() != after.startTick() + House.TURN_TICKS) {
      broken("A", version, "no place that the house has for such a party");
    }
    for (Reservation other : standing.values()) {
      if (other.id() != after.id()
          && other.startTick() < after.endTick()
          && after.startTick() < other.endTick()
          && other.tables().stream().anyMatch(after.tables()::contains)) {
        broken("A", version, "a table twice, the other being " + Shown.of(other));
      }
    }
  }

  private void broken(String letter, int version, String what) {
    verdict.broken(letter, "%s: %s%s".formatted(story.house().id(), what, story.around(version)));
  }
}
