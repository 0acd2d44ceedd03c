package io.tavolo.engine.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.inventory.NaiveInventory;
import io.tavolo.engine.inventory.Seatings;
import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.time.Ticks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One restaurant lived through three times: on bitmaps, on the naive inventory, and in a copy that
 * is now and then made anew, from the journal's bytes or from the rows. They must never disagree.
 */
final class Twins {
  private static final int PAST_KEPT_TICKS = 36 * 12;

  final RestaurantState state = new RestaurantState();

  /** Each reservation as it is after its newest event. */
  final Map<Long, Reservation> rows = new HashMap<>();

  private final Planned planned = new Planned();
  private final RestaurantState naive = new RestaurantState(planned);
  private final List<byte[]> journal = new ArrayList<>();
  private RestaurantState copy = new RestaurantState();
  private int forgottenBefore = Integer.MIN_VALUE;

  /** Makes the naive inventory of the plan itself, not of the order compiled from it. */
  private static final class Planned implements Function<Seatings, Inventory> {
    private FloorPlan plan = new FloorPlan(List.of(), List.of());

    @Override
    public Inventory apply(Seatings order) {
      assertThat(order.size()).isEqualTo(plan.tables().size());
      return new NaiveInventory(plan);
    }
  }

  /** Decides on all, and applies what happened to all. */
  Decision decide(Command command, long nowMs) {
    recall(command.reservation());
    Decision decision = Decider.decide(state, command, nowMs);
    FloorPlan before = planned.plan;
    if (command instanceof Command.PutFloorPlan put) {
      planned.plan = put.floorPlan();
    }
    assertThat(Decider.decide(naive, command, nowMs)).isEqualTo(decision);
    planned.plan = before;
    assertThat(Decider.decide(copy, command, nowMs)).isEqualTo(decision);
    if (decision instanceof Event event) {
      apply(event);
    }
    return decision;
  }

  private void apply(Event event) {
    byte[] bytes = EventCodec.encode(event);
    journal.add(bytes);
    if (event instanceof Event.FloorPlanChanged change) {
      planned.plan = change.floorPlan();
    }
    if (event instanceof Event.OfReservation change) {
      rows.put(change.after().id(), change.after());
    }
    state.evolve(event);
    naive.evolve(event);
    copy.evolve(EventCodec.decode(bytes));
    assertThat(definition(copy)).isEqualTo(definition(state));
    assertThat(byId(naive)).isEqualTo(byId(state));
  }

  /** As a lane does: what memory does not have is read from its row. */
  private void recall(long id) {
    Reservation row = rows.get(id);
    if (row != null) {
      for (RestaurantState each : List.of(state, naive, copy)) {
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
    assertThat(definition(copy)).isEqualTo(definition(state));
    Map<Long, Reservation> standing = byId(copy);
    standing.values().removeIf(r -> r.endTick() <= forgottenBefore);
    assertThat(standing).isEqualTo(byId(state));
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
  }

  void forget(long nowMs) {
    int tick = Ticks.ofEpochSecond(Math.floorDiv(nowMs, 1000L)) - PAST_KEPT_TICKS;
    forgottenBefore = Math.max(forgottenBefore, tick);
    state.forgetBefore(tick);
    naive.forgetBefore(tick);
  }

  /** Looks through all that stands, pair by pair. */
  void checkNoTableIsTakenTwice() {
    List<Reservation> standing =
        state.standing().stream().sorted(Comparator.comparingInt(Reservation::startTick)).toList();
    for (int i = 0; i < standing.size(); i++) {
      for (int j = i + 1; j < standing.size(); j++) {
        Reservation a = standing.get(i);
        Reservation b = standing.get(j);
        boolean shared = a.tables().stream().anyMatch(b.tables()::contains);
        assertThat(shared && b.startTick() < a.freeTick()).as("%s and %s", a, b).isFalse();
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

  private static Map<Long, Reservation> byId(RestaurantState state) {
    Map<Long, Reservation> standing = new HashMap<>();
    state.standing().forEach(r -> standing.put(r.id(), r));
    return standing;
  }
}
