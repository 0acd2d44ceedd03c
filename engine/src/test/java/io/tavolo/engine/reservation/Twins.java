package io.tavolo.engine.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.inventory.Seatings;
import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.naive.NaiveHouse;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.time.Ticks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One restaurant lived through three times: by the engine, by the naive rules, and in a copy that
 * knows only the journal's bytes, and is now and then made anew, from these or from the rows. They
 * must never disagree.
 */
final class Twins {
  private static final int PAST_KEPT_TICKS = 36 * 12;

  /** Whoever reads the rows has at least the visits that ended since. */
  private static final int PAST_READ_TICKS = 11 * 12;

  final RestaurantState state = new RestaurantState();
  final NaiveHouse naive = new NaiveHouse();
  RestaurantState copy = new RestaurantState();

  /** Each reservation as it is after its newest event. */
  final Map<Long, Reservation> rows = new HashMap<>();

  private final List<byte[]> journal = new ArrayList<>();

  /** What ended by then need not be remembered. */
  private int keptFrom = Integer.MIN_VALUE;

  /** Their hashes, by identity: they are large, and few. */
  private final IdentityHashMap<Restaurant, Long> definitions = new IdentityHashMap<>();

  /** Decides on all, and applies what happened to all. */
  Decision decide(Command command, long nowMs) {
    recall(command.reservation());
    Decision decision = Decider.decide(state, command, nowMs);
    assertThat(naive.decide(command, nowMs)).as("by the naive rules").isEqualTo(decision);
    assertThat(Decider.decide(copy, command, nowMs)).as("by the copy").isEqualTo(decision);
    if (decision == Refusal.ORPHANS) {
      assertThat(Defining.conflicts(state, command, nowMs, 1_000))
          .isEqualTo(naive.conflicts(command, nowMs));
    }
    if (decision instanceof Event event) {
      apply(event);
    }
    return decision;
  }

  private void apply(Event event) {
    byte[] bytes = EventCodec.encode(event);
    journal.add(bytes);
    if (event instanceof Event.OfReservation change) {
      rows.put(change.after().id(), change.after());
    } else if (event instanceof Event.FloorPlanChanged change) {
      change.moved().forEach(moved -> rows.put(moved.id(), moved));
    }
    state.evolve(event);
    naive.evolve(event);
    copy.evolve(EventCodec.decode(bytes));
    checkCopy();
  }

  void checkCopy() {
    assertThat(hash(copy)).as("hash of the copy").isEqualTo(hash(state));
  }

  /** Of the definition and of what stands, in any order. */
  long hash(RestaurantState of) {
    long hash = hashOfDefinition(definition(of));
    for (Reservation reservation : of.standing()) {
      if (reservation.endTick() > keptFrom) {
        hash += mixed(reservation.id() * 31 + reservation.hashCode());
      }
    }
    return hash;
  }

  private long hashOfDefinition(@Nullable Restaurant definition) {
    if (definition == null) {
      return 0;
    }
    return definitions.computeIfAbsent(definition, d -> mixed(d.hashCode()));
  }

  private static long mixed(long bits) {
    long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }

  /** As a lane does: what memory does not have is read from its row. */
  private void recall(long id) {
    Reservation row = rows.get(id);
    if (row != null) {
      for (RestaurantState each : List.of(state, copy)) {
        if (each.find(id) == null) {
          each.recall(row);
        }
      }
    }
  }

  /** The copy lives on as one that has read every event of the journal. */
  void replay() {
    copy = new RestaurantState();
    journal.forEach(bytes -> copy.evolve(EventCodec.decode(bytes)));
    checkCopy();
  }

  /** The copy lives on as one that has read the rows that a lane reads. */
  void reload(long nowMs) {
    copy = new RestaurantState();
    long from = Math.floorDiv(nowMs, 86_400_000L) - 2;
    copy.restore(
        definition(state),
        rows.values().stream()
            .filter(r -> r.status().occupies() && r.serviceDay() >= from)
            .toList());
    keptFrom = Math.max(keptFrom, Ticks.ofEpochMilli(nowMs) - PAST_READ_TICKS);
    checkCopy();
  }

  void forget(long nowMs) {
    int tick = Ticks.ofEpochMilli(nowMs) - PAST_KEPT_TICKS;
    keptFrom = Math.max(keptFrom, tick);
    state.forgetBefore(tick);
  }

  /** No other party has a table of the reservation's, and each of them is taken all the while. */
  void checkTables(Reservation seated) {
    for (Reservation other : state.standing()) {
      if (other.id() != seated.id()
          && other.startTick() < seated.freeTick()
          && seated.startTick() < other.freeTick()) {
        assertThat(other.tables())
            .as("%s and %s", other, seated)
            .doesNotContainAnyElementsOf(seated.tables());
      }
    }
    for (String label : seated.tables()) {
      int table = floor().seatings().indexOf(label);
      for (int tick = seated.startTick(); table >= 0 && tick < seated.freeTick(); tick++) {
        assertThat(floor().inventory().isFree(table, tick, tick + 1)).as(label).isFalse();
      }
    }
  }

  /** Looks through all that stands. */
  void checkAllTables(long nowMs) {
    for (Reservation reservation : state.standing()) {
      if (Ticks.epochMilli(reservation.endTick()) > nowMs) {
        checkTables(reservation);
        assertThat(floor().seatings().seatingOf(reservation.tables()))
            .as("%s", reservation)
            .isNotEqualTo(Seatings.UNKNOWN);
      }
    }
  }

  Floor floor() {
    return Objects.requireNonNull(state.floor(), "no restaurant yet");
  }

  private static @Nullable Restaurant definition(RestaurantState state) {
    Floor floor = state.floor();
    return floor == null ? null : floor.definition();
  }
}
