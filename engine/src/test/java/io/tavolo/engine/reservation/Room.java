package io.tavolo.engine.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Deposit;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A house to change rule by rule: A (4), B (2) and C (2) in a row in the hall, D (6) on the
 * terrace; otherwise as {@link House}.
 */
final class Room {
  static final FloorPlan PLAN =
      plan(
          List.of(
              table("A", "hall", 4),
              table("B", "hall", 2),
              table("C", "hall", 2),
              table("D", "terrace", 6)),
          true);

  static final String EIGHT = "2026-11-20T20:00";

  final RestaurantState state = new RestaurantState();
  long nowMs = House.NOW_MS;
  private long lastId;

  Room() {
    state.restore(House.named("anna").withFloorPlan(PLAN), List.of());
  }

  static Table table(String label, String areaId, int covers) {
    return new Table(label, areaId, 1, covers, 0, Channel.ONLINE);
  }

  static FloorPlan plan(List<Table> tables, boolean joined) {
    return new FloorPlan(
        List.of(new Area("hall", "Hall"), new Area("terrace", "Terrace")),
        tables,
        joined ? List.of(new Join("A", "B"), new Join("B", "C")) : List.of(),
        List.of(),
        true);
  }

  Room with(FloorPlan plan) {
    state.evolve(new Event.FloorPlanChanged(plan));
    return this;
  }

  /** The schedule with a reset pad and pacing. */
  Room with(int resetMinutes, Pacing... pacing) {
    Schedule usual = House.named("anna").schedule();
    state.evolve(
        new Event.ScheduleChanged(
            new Schedule(
                usual.slotMinutes(),
                resetMinutes,
                usual.shifts(),
                List.of(),
                List.of(),
                usual.turnTimes(),
                List.of(pacing),
                List.of())));
    return this;
  }

  Room with(int holdsPerDiner, boolean onePerDiner, @Nullable Deposit deposit) {
    state.evolve(
        new Event.PoliciesChanged(
            new Policies(30, 60, 1, 12, 300, 60, true, holdsPerDiner, onePerDiner, deposit)));
    return this;
  }

  static Pacing pacing(
      @Nullable String areaId, @Nullable Integer covers, @Nullable Integer present) {
    return new Pacing(null, areaId, new Limits(covers, null, present));
  }

  static Diner diner(long key) {
    return new Diner(77, key, "Ada", null, null, null, List.of());
  }

  Command.Book book(int party, String at) {
    return book(party, at, 0, Channel.ONLINE, false);
  }

  Command.Book book(int party, String at, long dinerKey, Channel channel, boolean exceed) {
    return new Command.Book(
        ++lastId, party, House.at(at), null, diner(dinerKey), null, channel, exceed);
  }

  Command.Book bookIn(String areaId, int party, String at) {
    return new Command.Book(++lastId, party, House.at(at), areaId, diner(0), null);
  }

  Command.Hold hold(int party, String at, long dinerKey, Channel channel) {
    return new Command.Hold(
        ++lastId, party, House.at(at), null, diner(dinerKey), null, 0, channel, false);
  }

  /** A change by a diner, or by staff. */
  static Command.Modify move(Reservation found, int party, @Nullable String at, boolean byStaff) {
    return new Command.Modify(
        found.id(), party, at == null ? null : House.at(at), null, null, 0, byStaff, false);
  }

  Decision decide(Command command) {
    Decision decision = Decider.decide(state, command, nowMs);
    if (decision instanceof Event event) {
      state.evolve(event);
    }
    return decision;
  }

  Reservation accept(Command command) {
    Decision decision = decide(command);
    assertThat(decision).isInstanceOf(Event.OfReservation.class);
    return ((Event.OfReservation) decision).after();
  }

  void refuse(Command command, Refusal refusal) {
    assertThat(decide(command)).isEqualTo(refusal);
  }

  /** The tables of a booking at eight, or what it was refused for. */
  String seated(Command.Create create) {
    Decision decision = decide(create);
    return decision instanceof Event.OfReservation made
        ? String.join("", made.after().tables())
        : decision.toString();
  }
}
