package io.tavolo.engine.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.RandomHistories;
import io.tavolo.engine.RandomHistories.Steps;
import io.tavolo.engine.availability.Alternative;
import io.tavolo.engine.availability.Alternatives;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.availability.OpenSlot;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.ServiceDay;
import io.tavolo.engine.time.Start;
import io.tavolo.engine.time.Ticks;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random restaurants live for some days, clock changes among them; the rules hold at every step.
 */
class DeciderHistoriesTest {
  @Test
  void shouldHoldTheRulesAtEveryStep() {
    RandomHistories.run(0.2, (random, steps) -> new History(random, steps).run());
  }

  private static final class History {
    private final SplittableRandom random;
    private final Steps steps;
    private final RandomCommands commands;
    private final Twins twins = new Twins();
    private long nowMs = House.NOW_MS;

    History(SplittableRandom random, Steps steps) {
      this.random = random;
      this.steps = steps;
      commands = new RandomCommands(random);
    }

    void run() {
      open();
      for (int i = 20 + random.nextInt(180); i > 0; i--) {
        pass();
        step(commands.next(twins.state, nowMs));
        switch (random.nextInt(24)) {
          case 0 -> twins.replay();
          case 1 -> twins.reload(nowMs);
          case 2 -> twins.forget(nowMs);
          case 3, 4, 5 -> checkSlots();
          default -> {}
        }
      }
      twins.replay();
    }

    /** A restaurant, and a time shortly before its clock changes, if ever it does. */
    private void open() {
      RandomRestaurants restaurants = new RandomRestaurants(random);
      step(new Command.PutProfile(restaurants.profile("anna")));
      ZoneOffsetTransition change =
          twins
              .floor()
              .definition()
              .profile()
              .zone()
              .getRules()
              .nextTransition(
                  Instant.ofEpochMilli(nowMs).plusSeconds(random.nextInt(365) * 86_400L));
      if (change != null && random.nextInt(4) != 0) {
        nowMs = change.getInstant().toEpochMilli() - random.nextInt(3 * 86_400_000);
      }
      step(new Command.PutFloorPlan(restaurants.floorPlan()));
      step(new Command.PutSchedule(restaurants.schedule(twins.floor().calendar().today(nowMs))));
      step(new Command.PutPolicies(restaurants.policies()));
    }

    /** Some minutes, or to the very moment at which something ends or begins. */
    private void pass() {
      switch (random.nextInt(12)) {
        case 0 -> nowMs += random.nextInt(20_000_000);
        case 1, 2 ->
            twins.state.standing().stream()
                .flatMap(
                    r ->
                        List.of(
                            r.holdUntilMs(),
                            Ticks.epochSecond(r.startTick()) * 1000,
                            Ticks.epochSecond(r.endTick()) * 1000)
                            .stream())
                .map(moment -> moment + random.nextInt(-1, 2))
                .filter(moment -> moment > nowMs)
                .min(Long::compare)
                .ifPresent(moment -> nowMs = moment);
        case 3 -> nowMs = (nowMs / 300_000 + 1) * 300_000;
        default -> nowMs += random.nextInt(400_000);
      }
    }

    private void step(Command command) {
      steps.next("%s at %d".formatted(command, nowMs));
      Map<Long, Reservation> before = standing();
      List<byte[]> days = command instanceof Command.Modify ? days() : List.of();
      Decision decision = twins.decide(command, nowMs);
      if (decision instanceof Event event) {
        twins.checkNoTableIsTakenTwice();
        checkEvent(command, event);
      } else {
        assertThat(standing()).isEqualTo(before);
        if (command instanceof Command.Modify) {
          assertThat(days()).usingRecursiveComparison().isEqualTo(days);
        }
      }
      if (command instanceof Command.PutFloorPlan put) {
        checkOrphans(put.floorPlan(), decision, before);
      }
      if (decision instanceof Refusal refusal && command instanceof Command.Create create) {
        checkAlternatives(create, refusal);
      }
    }

    private Map<Long, Reservation> standing() {
      Map<Long, Reservation> standing = new HashMap<>();
      twins.state.standing().forEach(r -> standing.put(r.id(), r));
      return standing;
    }

    /** What is free today and around, as bytes. */
    private List<byte[]> days() {
      List<byte[]> days = new ArrayList<>();
      if (twins.state.floor() != null) {
        long today = twins.floor().calendar().todayEpochDay(nowMs);
        for (long day = today - 1; day <= today + 2; day++) {
          days.add(snapshot(day).encode());
        }
      }
      return days;
    }

    private void checkEvent(Command command, Event event) {
      if (event instanceof Event.OfReservation change) {
        Reservation after = change.after();
        assertThat(after.id()).isEqualTo(command.reservation());
        if (command instanceof Command.Create) {
          commands.made(after.id());
        }
        boolean history = change.kind() == Event.Kind.RECORDED;
        if (command instanceof Command.Import) {
          assertThat(Ticks.epochMilli(after.endTick()) <= nowMs).isEqualTo(history);
          assertThat(after.createdMs()).isLessThanOrEqualTo(nowMs);
        }
        if (history) {
          assertThat(after.status()).isEqualTo(Status.FINISHED);
          assertThat(after.tables()).isEmpty();
          return;
        }
        assertThat(after.tables()).hasSize(1);
        if (command instanceof Command.Create create) {
          checkSeated(after, create.areaId());
          assertThat(after.version()).isEqualTo(1);
        }
      }
    }

    private void checkSeated(Reservation after, @Nullable String areaId) {
      Table table =
          twins.floor().definition().floorPlan().tables().stream()
              .filter(t -> t.label().equals(after.tables().get(0)))
              .findFirst()
              .orElseThrow();
      assertThat(after.partySize()).isBetween(table.minParty(), table.maxParty());
      assertThat(after.areaId()).isEqualTo(table.areaId());
      if (areaId != null) {
        assertThat(after.areaId()).isEqualTo(areaId);
      }
    }

    private void checkOrphans(FloorPlan plan, Decision decision, Map<Long, Reservation> before) {
      boolean orphaned =
          before.values().stream()
              .filter(r -> Ticks.epochMilli(r.endTick()) > nowMs)
              .anyMatch(r -> plan.tables().stream().noneMatch(table -> seats(table, r)));
      assertThat(decision == Refusal.ORPHANS).isEqualTo(orphaned);
    }

    private static boolean seats(Table table, Reservation reservation) {
      return reservation.tables().equals(List.of(table.label()))
          && reservation.areaId().equals(table.areaId())
          && reservation.partySize() <= table.maxParty();
    }

    // ---- what is offered

    private DaySnapshot snapshot(long day) {
      Floor floor = twins.floor();
      return DaySnapshot.of(floor, (int) day, 1, 1);
    }

    private Decision book(int party, Start start, @Nullable String areaId) {
      Command book =
          new Command.Book(random.nextLong(), party, start, areaId, House.diner(1), null);
      return Decider.decide(twins.state, book, nowMs);
    }

    /** Every slot of a day and some times around it: offered and taken are the same. */
    private void checkSlots() {
      Calendar calendar = twins.floor().calendar();
      int horizon = twins.floor().definition().policies().horizonDays();
      long date = calendar.todayEpochDay(nowMs) + random.nextInt(-1, horizon + 2);
      int party = commands.party();
      steps.next("look at day %d for %d at %d".formatted(date, party, nowMs));
      List<OpenSlot> open = DaySnapshot.decode(snapshot(date).encode()).slots(party, nowMs);
      ServiceDay day = calendar.day(date);
      for (int i = 0; i < day.count(); i++) {
        int tick = day.at(i);
        OpenSlot offered =
            open.stream().filter(slot -> slot.startTick() == tick).findFirst().orElse(null);
        checkSlot(party, tick, (int) date, offered);
      }
      assertThat(open).allMatch(slot -> day.contains(slot.startTick()));
      for (int i = 0; i < 20; i++) {
        int tick = (int) (date * Ticks.PER_DAY) + random.nextInt(-400, 600);
        if (calendar.serviceDateOf(tick) == Calendar.NO_SERVICE) {
          assertThat(book(party, Start.instant(Ticks.epochSecond(tick)), null))
              .isInstanceOf(Refusal.class);
        }
      }
    }

    private void checkSlot(int party, int tick, int date, @Nullable OpenSlot offered) {
      Start start = Start.instant(Ticks.epochSecond(tick));
      Decision decision = book(party, start, null);
      assertThat(decision instanceof Event).as("tick %d", tick).isEqualTo(offered != null);
      if (offered != null) {
        Reservation made = ((Event.OfReservation) decision).after();
        assertThat(made.serviceDay()).isEqualTo(date);
        assertThat((made.endTick() - tick) * Ticks.MINUTES).isEqualTo(offered.minutes());
        assertThat(offered.areaIds()).contains(made.areaId());
        long wall =
            start.second() + twins.floor().calendar().atOffset(tick).getOffset().getTotalSeconds();
        assertThat(((Event.OfReservation) book(party, Start.wallClock(wall), null)).after())
            .usingRecursiveComparison()
            .ignoringFields("id")
            .isEqualTo(made);
      }
      twins
          .floor()
          .definition()
          .floorPlan()
          .areas()
          .forEach(
              area ->
                  assertThat(book(party, start, area.id()) instanceof Event)
                      .as("tick %d in %s", tick, area.id())
                      .isEqualTo(offered != null && offered.areaIds().contains(area.id())));
    }

    private void checkAlternatives(Command.Create create, Refusal refusal) {
      Calendar calendar = twins.floor().calendar();
      int wanted = calendar.resolve(create.start());
      if (!refusal.isSlotUnavailable() || wanted <= Calendar.UNALIGNED) {
        return;
      }
      long service = calendar.serviceDateOf(wanted);
      long date = service == Calendar.NO_SERVICE ? calendar.dateOf(wanted) : service;
      List<Alternative> nearest =
          Alternatives.nearest(snapshot(date), create.partySize(), wanted, create.areaId(), nowMs);
      for (Alternative alternative : nearest) {
        Start start = Start.instant(Ticks.epochSecond(alternative.startTick()));
        assertThat(book(create.partySize(), start, alternative.areaId()))
            .as("%s instead of %s", alternative, create)
            .isInstanceOf(Event.class);
      }
    }
  }
}
