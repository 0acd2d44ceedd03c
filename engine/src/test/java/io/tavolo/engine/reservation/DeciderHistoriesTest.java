package io.tavolo.engine.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.RandomHistories;
import io.tavolo.engine.RandomHistories.Steps;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.time.Ticks;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random restaurants live for some days, clock changes among them; the rules hold at every step.
 * {@code -Dtavolo.commands=} says for how many commands.
 */
class DeciderHistoriesTest {
  private static final int COMMANDS = Integer.getInteger("tavolo.commands", 200_000);

  private static final int ENOUGH_FOR_EVERYTHING = 100_000;

  @Test
  void shouldHoldTheRulesAtEveryStep() {
    Census census = new Census();
    int histories =
        RandomHistories.runUntil(
            () -> census.commands() >= COMMANDS,
            (random, steps) -> new History(random, steps, census).run());
    census.print(histories);
    // A shorter run need not meet everything.
    if (!RandomHistories.isReplay() && COMMANDS >= ENOUGH_FOR_EVERYTHING) {
      census.checkThatEverythingHappened();
    }
  }

  private static final class History {
    private final SplittableRandom random;
    private final Steps steps;
    private final Census census;
    private final RandomCommands commands;
    private final Twins twins = new Twins();
    private final Offers offers;
    private long nowMs = House.NOW_MS;

    History(SplittableRandom random, Steps steps, Census census) {
      this.random = random;
      this.steps = steps;
      this.census = census;
      commands = new RandomCommands(random);
      offers = new Offers(random, twins, census);
    }

    void run() {
      open();
      for (int i = 50 + random.nextInt(250); i > 0; i--) {
        pass();
        step(commands.next(twins.state, nowMs));
        switch (random.nextInt(100)) {
          case 0 -> twins.replay();
          case 1 -> twins.reload(nowMs);
          case 2 -> twins.forget(nowMs);
          case 3, 4 -> twins.checkAllTables(nowMs);
          default -> look();
        }
      }
      twins.replay();
    }

    /** A restaurant, and a time shortly before its clock changes, if ever it does. */
    private void open() {
      while (twins.state.floor() == null) {
        step(commands.next(twins.state, nowMs));
      }
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
      step(commands.floorPlan());
      step(commands.schedule(twins.floor(), nowMs));
      step(new Command.PutPolicies(new RandomRestaurants(random).policies()));
    }

    /** Some minutes, or to the very moment at which something ends or begins. */
    private void pass() {
      switch (random.nextInt(24)) {
        case 0 -> nowMs += random.nextInt(20_000_000);
        case 1, 2 ->
            twins.state.standing().stream()
                .flatMapToLong(
                    r ->
                        LongStream.of(
                            r.holdUntilMs(),
                            Ticks.epochMilli(r.startTick()),
                            Ticks.epochMilli(r.endTick())))
                .map(moment -> moment + random.nextInt(-1, 2))
                .filter(moment -> moment > nowMs)
                .min()
                .ifPresent(moment -> nowMs = moment);
        case 3 -> nowMs = (nowMs / 300_000 + 1) * 300_000;
        default -> nowMs += random.nextInt(200_000);
      }
    }

    private void step(Command command) {
      steps.next("%s at %d".formatted(command, nowMs));
      long before = twins.hash(twins.state);
      Reservation was = twins.rows.get(command.reservation());
      boolean kept = isToBeKept(command) && !twins.naive.conflicts(command, nowMs).isEmpty();
      Decision decision = twins.decide(command, nowMs);
      census.count(command, decision, twins.state.floor());
      if (kept && decision instanceof Event) {
        census.count("a change kept although in conflict");
      }
      if (decision instanceof Event event) {
        checkEvent(command, event, was);
      } else {
        assertThat(twins.hash(twins.state)).isEqualTo(before);
      }
      if (decision instanceof Refusal refusal
          && command instanceof Command.Create create
          && random.nextInt(8) == 0) {
        offers.checkAlternatives(create, refusal, nowMs);
      }
    }

    private static boolean isToBeKept(Command command) {
      return (command instanceof Command.PutSchedule schedule
              && schedule.onConflict() == Command.OnConflict.KEEP)
          || (command instanceof Command.PutPolicies policies
              && policies.onConflict() == Command.OnConflict.KEEP);
    }

    private void checkEvent(Command command, Event event, @Nullable Reservation was) {
      if (event instanceof Event.FloorPlanChanged change) {
        change.moved().forEach(twins::checkTables);
      }
      if (event instanceof Event.OfReservation change) {
        Reservation after = change.after();
        assertThat(after.id()).isEqualTo(command.reservation());
        if (command instanceof Command.Create) {
          commands.made(after.id());
        }
        if (after.status().occupies()) {
          twins.checkTables(after);
        }
        if (isOnline(command) && isPlaced(was, after)) {
          assertThat(after.pacingExceeded()).isFalse();
          assertThat(twins.naive.isWithinPace(after)).as("within the pace: %s", after).isTrue();
        }
      }
    }

    /** Whether it has a new place, or one that its party did not have before. */
    private static boolean isPlaced(@Nullable Reservation was, Reservation after) {
      return was == null
          || was.startTick() != after.startTick()
          || was.partySize() < after.partySize()
          || !was.tables().equals(after.tables());
    }

    private static boolean isOnline(Command command) {
      return command instanceof Command.Create create
          ? create.channel() == Channel.ONLINE
          : command instanceof Command.Modify modify && !modify.byStaff();
    }

    private void look() {
      if (random.nextBoolean()) {
        int party = commands.party();
        steps.next("look for %d at %d".formatted(party, nowMs));
        offers.check(party, nowMs);
      }
    }
  }
}
