package io.tavolo.engine.lane;

import static io.tavolo.engine.lane.LaneWorld.ANNA;
import static io.tavolo.engine.lane.LaneWorld.ANNAS;
import static io.tavolo.engine.lane.LaneWorld.SHARD;
import static io.tavolo.engine.reservation.House.at;
import static io.tavolo.engine.reservation.House.book;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Status;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who waits in a lane, for how long, and what becomes of him when what he waits for fails. */
class LaneWaitingTest {
  private static final String EIGHT = "2026-11-20T20:00";
  private static final Reply DATABASE = new Reply.Unavailable(Reply.Reason.DATABASE);
  private static final Reply QUEUE_FULL = new Reply.Unavailable(Reply.Reason.QUEUE_FULL);
  private static final Reply DEADLINE = new Reply.Unavailable(Reply.Reason.DEADLINE);

  private final LaneWorld world = new LaneWorld();

  private Command cancel(long reservation) {
    return new Command.Cancel(reservation, 0, true);
  }

  private Object submitUntil(long deadlineMs, Command command) {
    Object ticket = new Object();
    Request request = new Request.Submit(ANNA, ANNAS, CommandKey.NONE, command);
    world.lane.submit(new Submission(SHARD, request, deadlineMs, ticket));
    return ticket;
  }

  private void load(String restaurantId) {
    world.submit(restaurantId, cancel(1), CommandKey.NONE);
    world.settle();
  }

  private Status status(long reservation) {
    return Objects.requireNonNull(world.reservations.get(new LaneWorld.Row(ANNAS, reservation)))
        .status();
  }

  @Test
  void shouldCountWhoWaitsUntilHeIsAnswered() {
    world.submit(book(1, 2, EIGHT));
    world.submit(book(2, 2, EIGHT));
    assertThat(world.lane.pending()).isEqualTo(2);
    world.settle();
    assertThat(world.lane.pending()).isZero();
  }

  @Test
  void shouldAnswerAllWhoWaitForARestaurantThatCannotBeReadAndReadItAnewForTheNext() {
    Object first = world.submit(book(1, 2, EIGHT));
    Object second = world.submit(book(2, 2, EIGHT));
    world.failReads();
    assertThat(world.reply(first)).isEqualTo(DATABASE);
    assertThat(world.reply(second)).isEqualTo(DATABASE);
    assertThat(world.lane.residents()).isZero();
    Object third = world.submit(book(1, 2, EIGHT));
    world.settle();
    assertThat(world.reply(third)).isInstanceOf(Reply.Done.class);
    assertThat(world.loads).isEqualTo(2);
  }

  @Test
  void shouldPassOverAFailedReadingOfALoadBeforeThisOne() {
    Object waiting = world.submit(book(1, 2, EIGHT));
    world.lane.loadFailed(ANNAS, 99);
    world.lane.loadFailed(RestaurantNumber.of("nobody"), 1);
    assertThat(world.reply(waiting)).isNull();
    world.settle();
    assertThat(world.reply(waiting)).isInstanceOf(Reply.Done.class);
    world.lane.loadFailed(ANNAS, 1);
    assertThat(world.lane.residents()).isEqualTo(1);
  }

  @Test
  void shouldReadARestaurantAnewAfterOneThatCouldNotBeBroughtIntoMemory() {
    world.submit(book(1, 6, EIGHT));
    world.settle();
    LaneWorld.Row twin = new LaneWorld.Row(ANNAS, 2);
    world.reservations.put(
        twin,
        House.withId(
            Objects.requireNonNull(world.reservations.get(new LaneWorld.Row(ANNAS, 1))), 2));
    world.restart();
    world.submit(book(3, 2, EIGHT));
    world.settle();
    assertThat(world.faults).hasSize(1);
    assertThat(world.lane.residents()).isZero();
    world.reservations.remove(twin);
    Object later = world.submit(book(3, 2, EIGHT));
    world.settle();
    assertThat(world.reply(later)).isInstanceOf(Reply.Done.class);
  }

  @Test
  void shouldAnswerAllWhoWaitForAReservationThatCannotBeReadAndReadItAnewForTheNext() {
    load(ANNA);
    int before = world.fetches;
    Object first = world.submit(cancel(9));
    Object second = world.submit(cancel(9));
    assertThat(world.fetches).isEqualTo(before + 1);
    world.lane.fetchFailed(ANNAS, 99, 9);
    world.lane.fetchFailed(ANNAS, 1, 8);
    assertThat(world.reply(first)).isNull();
    world.failReads();
    assertThat(world.reply(first)).isEqualTo(DATABASE);
    assertThat(world.reply(second)).isEqualTo(DATABASE);
    Object third = world.submit(cancel(9));
    world.settle();
    assertThat(world.refused(third).refusal()).isEqualTo(Refusal.UNKNOWN_RESERVATION);
  }

  @Test
  void shouldSendAwayWhoWaitsForAReservationWhenTheShardGoes() {
    load(ANNA);
    Object waiting = world.submit(cancel(9));
    world.lane.drop(SHARD);
    assertThat(world.reply(waiting)).isEqualTo(new Reply.NotOwner());
    world.reads();
    assertThat(world.lane.pending()).isZero();
  }

  @Test
  void shouldLetNoMoreWaitForOneRestaurantThanItsBound() {
    LaneWorld small = new LaneWorld(new LaneLimits(64, 1000, 2, 10, 100, 10));
    List<Object> tickets =
        List.of(
            small.submit(book(1, 2, EIGHT)),
            small.submit(book(2, 2, EIGHT)),
            small.submit(book(3, 2, EIGHT)));
    assertThat(small.reply(tickets.get(1))).isNull();
    assertThat(small.reply(tickets.get(2))).isEqualTo(QUEUE_FULL);
    small.settle();
    assertThat(small.reply(tickets.get(0))).isInstanceOf(Reply.Done.class);
    assertThat(small.reply(tickets.get(1))).isInstanceOf(Reply.Done.class);
  }

  @Test
  void shouldTakeUpWhatHasItsDeadlineNowAndNothingLater() {
    load(ANNA);
    Object now = submitUntil(world.monotonicMs, book(1, 2, EIGHT));
    Object past = submitUntil(world.monotonicMs - 1, book(2, 2, EIGHT));
    world.settle();
    assertThat(world.reply(now)).isInstanceOf(Reply.Done.class);
    assertThat(world.reply(past)).isEqualTo(DEADLINE);
  }

  @Test
  void shouldAnswerWhoseDeadlinePassesWhileTheShardIsTakenAgainAndNobodyElse() {
    load(ANNA);
    world.submit(book(1, 2, EIGHT));
    world.lane.failed(world.sent.remove().number(), Failure.UNKNOWN);
    Object soon = submitUntil(world.monotonicMs + 100, book(2, 2, EIGHT));
    Object later = submitUntil(world.monotonicMs + 101, book(3, 2, EIGHT));
    world.pass(100);
    assertThat(world.reply(soon)).isNull();
    world.pass(1);
    assertThat(world.reply(soon)).isEqualTo(DEADLINE);
    assertThat(world.reply(later)).isNull();
    world.retaken();
    world.settle();
    assertThat(world.reply(later)).isInstanceOf(Reply.Done.class);
  }

  @Test
  void shouldKeepInMemoryTheRestaurantThatWasUsedLast() {
    LaneWorld small = new LaneWorld(new LaneLimits(64, 1000, 100, 2, 100, 10));
    for (String restaurantId : List.of("one", "two", "one", "three", "one")) {
      small.submit(restaurantId, cancel(1), CommandKey.NONE);
      small.settle();
    }
    assertThat(small.loads).isEqualTo(3);
    for (String restaurantId : List.of("two", "four", "one")) {
      small.submit(restaurantId, cancel(1), CommandKey.NONE);
      small.settle();
    }
    assertThat(small.loads).as("all of these had made room").isEqualTo(6);
    assertThat(small.lane.residents()).isEqualTo(2);
  }

  @Test
  void shouldKeepInMemoryARestaurantThatSomebodyWaitsFor() {
    LaneWorld small = new LaneWorld(new LaneLimits(64, 1000, 100, 1, 100, 10));
    Object waiting = small.submit(book(1, 2, EIGHT));
    small.submit("other", cancel(1), CommandKey.NONE);
    assertThat(small.lane.residents()).isEqualTo(2);
    small.settle();
    assertThat(small.reply(waiting)).isInstanceOf(Reply.Done.class);
    Object looking = small.submit(cancel(9));
    small.submit("third", cancel(1), CommandKey.NONE);
    small.settle();
    assertThat(small.refused(looking).refusal()).isEqualTo(Refusal.UNKNOWN_RESERVATION);
  }

  @Test
  void shouldCommitNoMoreCommandsAtOnceThanItsBound() {
    LaneWorld small = new LaneWorld(new LaneLimits(2, 1000, 100, 10, 100, 10));
    small.submit(new Command.Expire(1), CommandKey.NONE);
    small.settle();
    for (int i = 1; i <= 4; i++) {
      small.submit(book(i, 2, "2026-11-2" + i + "T20:00"));
    }
    small.submit(book(5, 2, "2026-11-25T20:00"));
    assertThat(small.sent.element().journal()).hasSize(1);
    small.commit();
    assertThat(small.sent.element().journal()).hasSize(2);
    small.commit();
    assertThat(small.sent.element().journal()).hasSize(2);
    small.commit();
    assertThat(small.lane.pending()).isZero();
  }

  @Test
  void shouldSendARefusedBatchAgainAfterAPauseThatDoubles() {
    load(ANNA);
    world.submit(book(1, 2, EIGHT));
    for (long pauseMs : new long[] {40, 80, 160, 320}) {
      world.lane.failed(world.sent.remove().number(), Failure.REFUSED);
      world.pass(pauseMs - 1);
      assertThat(world.sent).as("before %d ms", pauseMs).isEmpty();
      world.pass(pauseMs);
      assertThat(world.sent).as("before %d ms", 2 * pauseMs).hasSize(1);
    }
  }

  @Test
  void shouldSendAwayWhoIsInABatchThatFailsAfterItsShardWent() {
    load(ANNA);
    Object inFlight = world.submit(book(1, 2, EIGHT));
    world.lane.drop(SHARD);
    assertThat(world.reply(inFlight)).isNull();
    world.lane.failed(world.sent.remove().number(), Failure.UNKNOWN);
    assertThat(world.reply(inFlight)).isEqualTo(new Reply.NotOwner());
    assertThat(world.lane.pending()).isZero();
  }

  @Test
  void shouldDecideAnewWhatFailsAfterItsShardWasOwnedAnew() {
    load(ANNA);
    Object inFlight = world.submit(book(1, 2, EIGHT));
    world.lane.own(SHARD, ++world.epoch, world.lastSeq);
    Object decided = world.submit(book(2, 2, EIGHT));
    world.reads();
    world.lane.failed(world.sent.remove().number(), Failure.UNKNOWN);
    world.settle();
    assertThat(world.reply(inFlight)).isInstanceOf(Reply.Done.class);
    assertThat(world.reply(decided)).isInstanceOf(Reply.Done.class);
    assertThat(world.takings).isEmpty();
    assertThat(world.journal).hasSize(2);
  }

  @Test
  void shouldDecideAnewWhatRestedOnACommandThatTheDatabaseRefuses() {
    load(ANNA);
    Object poison = world.submit(book(1, 6, EIGHT));
    Object rests = world.submit(book(2, 6, EIGHT));
    world.lane.failed(world.sent.remove().number(), Failure.DATA);
    assertThat(world.refused(poison).refusal()).isEqualTo(Refusal.UNSTORABLE);
    assertThat(world.refused(poison).zoneId()).isEqualTo("Europe/Rome");
    assertThat(world.reply(rests)).isNull();
    world.retaken();
    world.settle();
    assertThat(world.reply(rests)).isInstanceOf(Reply.Done.class);
  }

  @Test
  void shouldRestASecondBeforeItTriesAgainToEndAHoldThatItCouldNotRead() {
    world.submit(new Command.Hold(1, 6, at(EIGHT), null, null, null, 60));
    world.settle();
    world.restart();
    world.pass(60_000);
    world.failReads();
    for (int i = 0; i < 9; i++) {
      world.pass(100);
    }
    assertThat(world.readsUnderWay()).isZero();
    world.pass(100);
    assertThat(world.readsUnderWay()).isEqualTo(1);
    world.settle();
    assertThat(status(1)).isEqualTo(Status.EXPIRED);
  }

  @Test
  void shouldReadLaterHoldsOnceTheTimeComesUpToWhichTheyAreKnown() {
    world.lane.deadlines(SHARD, List.of(), world.wallMs + 1_000);
    int asked = world.deadlinesAskedAfterMs.size();
    long knownToMs = world.wallMs + 1_000;
    world.pass(999);
    assertThat(world.deadlinesAskedAfterMs).hasSize(asked);
    world.pass(1);
    assertThat(world.deadlinesAskedAfterMs).hasSize(asked + 1).endsWith(knownToMs);
    world.reads();
    world.pass(10_000);
    assertThat(world.deadlinesAskedAfterMs).as("those were all").hasSize(asked + 1);
  }

  @Test
  void shouldEndAHoldAtOnceWhenTheLeaseIsRenewedAtItsVeryEnd() {
    world.submit(new Command.Hold(1, 6, at(EIGHT), null, null, null, 60));
    world.settle();
    world.lane.lease(world.monotonicMs + 60_000);
    world.pass(60_000);
    world.lane.lease(Long.MAX_VALUE);
    world.pass(1);
    world.settle();
    assertThat(status(1)).isEqualTo(Status.EXPIRED);
  }

  @Test
  void shouldForgetTheHoldsOfAShardThatWentUntilTheyAreReadAnew() {
    world.submit(new Command.Hold(1, 6, at(EIGHT), null, null, null, 60));
    world.settle();
    world.lane.own(SHARD, ++world.epoch, world.lastSeq);
    world.failReads();
    world.pass(60_000);
    assertThat(world.readsUnderWay()).isZero();
    world.restart();
    world.pass(1);
    world.settle();
    assertThat(status(1)).isEqualTo(Status.EXPIRED);
  }

  @Test
  void shouldGiveAShardAwayAtOnceWhenNothingOfItIsUnderWay() {
    load(ANNA);
    world.lane.leave(SHARD);
    assertThat(world.released).containsExactly(SHARD);
    assertThat(world.lane.residents()).isZero();
    world.lane.leave(SHARD);
    assertThat(world.released).hasSize(1);
  }

  @Test
  void shouldGiveAShardAwayOnlyAfterItIsTakenAgain() {
    load(ANNA);
    Object inFlight = world.submit(book(1, 2, EIGHT));
    world.lane.failed(world.sent.remove().number(), Failure.UNKNOWN);
    world.lane.leave(SHARD);
    world.lane.taken(SHARD, world.epoch, world.lastSeq);
    assertThat(world.released).as("that taking was an earlier one").isEmpty();
    world.retaken();
    assertThat(world.released).containsExactly(SHARD);
    assertThat(world.reply(inFlight)).isEqualTo(new Reply.NotOwner());
  }
}
