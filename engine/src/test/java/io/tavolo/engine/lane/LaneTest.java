package io.tavolo.engine.lane;

import static io.tavolo.engine.lane.LaneWorld.ANNA;
import static io.tavolo.engine.lane.LaneWorld.ANNAS;
import static io.tavolo.engine.lane.LaneWorld.SHARD;
import static io.tavolo.engine.reservation.House.at;
import static io.tavolo.engine.reservation.House.book;
import static io.tavolo.engine.reservation.House.diner;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final String EIGHT = "2026-11-20T20:00";

  private final LaneWorld world = new LaneWorld();

  private static CommandKey key(long n) {
    return new CommandKey(1, n, 42, true);
  }

  private static @Nullable Refusal refusal(@Nullable Reply reply) {
    return reply instanceof Reply.Refused refused ? refused.refusal() : null;
  }

  private void load() {
    world.submit(new Command.Expire(1), CommandKey.NONE);
    world.settle();
  }

  @Test
  void shouldAnswerABookingOnlyAfterItsCommit() {
    Object first = world.submit(book(1, 2, EIGHT));
    assertThat(world.sent).isEmpty();
    world.reads();
    assertThat(world.sent).hasSize(1);
    assertThat(world.reply(first)).isNull();
    world.commit();
    assertThat(world.reply(first)).isInstanceOf(Reply.Done.class);
    assertThat(world.reservations).hasSize(1);
  }

  @Test
  void shouldHoldARefusalThatRestsOnWhatIsNotCommitted() {
    load();
    world.submit(book(1, 6, EIGHT));
    Object refused = world.submit(book(2, 6, EIGHT));
    assertThat(world.reply(refused)).isNull();
    world.commit();
    assertThat(refusal(world.reply(refused))).isEqualTo(Refusal.NO_TABLE);
    Object atOnce = world.submit(book(3, 6, EIGHT));
    assertThat(refusal(world.reply(atOnce))).isEqualTo(Refusal.NO_TABLE);
    assertThat(world.refused(atOnce).alternatives()).isNotEmpty().hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void shouldGatherWhileOneBatchCommits() {
    load();
    List<Object> tickets = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tickets.add(world.submit(book(10 + i, 2, EIGHT)));
    }
    assertThat(world.sent).hasSize(1);
    assertThat(world.sent.element().journal()).hasSize(1);
    world.commit();
    assertThat(world.sent.element().journal()).hasSize(3);
    world.commit();
    tickets.forEach(t -> assertThat(world.reply(t)).isInstanceOf(Reply.Done.class));
    assertThat(world.lastSeq).isEqualTo(4);
  }

  @Test
  void shouldWriteAReservationOnceABatchAndJournalEveryEvent() {
    load();
    world.submit(book(9, 6, EIGHT));
    world.submit(book(1, 2, EIGHT));
    world.submit(new Command.Cancel(1, 0, false));
    world.commit();
    Batch second = world.sent.element();
    assertThat(second.journal()).hasSize(2);
    assertThat(second.reservations())
        .singleElement()
        .satisfies(row -> assertThat(row.reservation().status()).isEqualTo(Status.CANCELLED));
  }

  @Test
  void shouldAnswerARepeatedKeyWithTheFirstAnswerAndWaitForIt() {
    load();
    Object first = world.submit(book(1, 2, EIGHT), key(1));
    Object again = world.submit(book(2, 2, EIGHT), key(1));
    assertThat(world.reply(again)).isNull();
    world.settle();
    assertThat(world.done(first).reservationId()).isEqualTo(1);
    Reply.Done repeat = world.done(again);
    assertThat(repeat.reservationId()).isEqualTo(1);
    assertThat(repeat.repeated()).isTrue();
    assertThat(world.journal).hasSize(1);
  }

  @Test
  void shouldRefuseAKeyWithAnotherPayload() {
    load();
    world.submit(book(1, 2, EIGHT), key(1));
    Object reused = world.submit(book(2, 4, EIGHT), new CommandKey(1, 1, 43, true));
    world.settle();
    assertThat(refusal(world.reply(reused))).isEqualTo(Refusal.KEY_REUSED);
  }

  @Test
  void shouldKeepARefusalOfAKeyedCallAlsoWhenATableIsFreeLater() {
    load();
    world.submit(book(1, 6, EIGHT));
    world.settle();
    Object refused = world.submit(book(2, 6, EIGHT), key(2));
    world.settle();
    world.submit(new Command.Cancel(1, 0, false));
    world.settle();
    Object again = world.submit(book(3, 6, EIGHT), key(2));
    assertThat(refusal(world.reply(refused))).isEqualTo(Refusal.NO_TABLE);
    assertThat(refusal(world.reply(again))).isEqualTo(Refusal.NO_TABLE);
  }

  @Test
  void shouldMakeOneReservationOfAnExternalId() {
    ExternalId external = new ExternalId(5, 6);
    world.submit(new Command.Book(1, 2, at(EIGHT), null, diner(1), external), key(1));
    world.settle();
    Object again =
        world.submit(new Command.Book(2, 2, at(EIGHT), null, diner(2), external), key(2));
    world.settle();
    assertThat(world.done(again).reservationId()).isEqualTo(1);
    assertThat(world.journal).hasSize(1);
  }

  @Test
  void shouldFindWhatLandedAfterAnUnknownOutcome() {
    load();
    Object landed = world.submit(book(1, 2, EIGHT), key(1));
    Object gathered = world.submit(book(2, 2, EIGHT), key(2));
    Batch orphan = world.sent.remove();
    world.lane.failed(orphan.number(), Failure.UNKNOWN);
    assertThat(world.takings).containsExactly(SHARD);
    world.land(orphan);
    world.retaken();
    world.settle();
    assertThat(world.done(landed).repeated()).isTrue();
    assertThat(world.done(gathered).repeated()).isFalse();
    assertThat(world.journal).hasSize(2);
  }

  @Test
  void shouldDecideAnewWhatDidNotLandAndShutTheOrphanOut() {
    load();
    Object ticket = world.submit(book(1, 2, EIGHT), key(1));
    Batch orphan = world.sent.remove();
    world.lane.failed(orphan.number(), Failure.UNKNOWN);
    world.retaken();
    assertThat(world.land(orphan)).noneMatch(Batch.FenceResult::passed);
    world.settle();
    assertThat(world.done(ticket).repeated()).isFalse();
    assertThat(world.journal).hasSize(1);
  }

  @Test
  void shouldDropTheShardWhenAHigherEpochFencesIt() {
    load();
    Object inFlight = world.submit(book(1, 2, EIGHT));
    Object gathered = world.submit(book(2, 2, EIGHT));
    world.epoch = 9;
    world.commit();
    assertThat(world.reply(inFlight)).isEqualTo(new Reply.NotOwner());
    assertThat(world.reply(gathered)).isEqualTo(new Reply.NotOwner());
    assertThat(world.reply(world.submit(book(3, 2, EIGHT)))).isEqualTo(new Reply.NotOwner());
    assertThat(world.lane.pending()).isZero();
    assertThat(world.lost).containsExactly(SHARD);
    assertThat(world.published).isEmpty();
  }

  @Test
  void shouldTakeAgainWhenItsOwnEpochFencesIt() {
    load();
    Object ticket = world.submit(book(1, 2, EIGHT));
    world.lastSeq = 77;
    world.commit();
    assertThat(world.takings).containsExactly(SHARD);
    world.retaken();
    world.settle();
    assertThat(world.reply(ticket)).isInstanceOf(Reply.Done.class);
    assertThat(world.lastSeq).isEqualTo(78);
  }

  @Test
  void shouldSendABatchAgainWhenTheDatabaseRefusesItForNow() {
    load();
    Object ticket = world.submit(book(1, 2, EIGHT));
    world.lane.failed(world.sent.remove().number(), Failure.REFUSED);
    assertThat(world.sent).isEmpty();
    world.pass(500);
    world.commit();
    assertThat(world.reply(ticket)).isInstanceOf(Reply.Done.class);
    assertThat(world.takings).isEmpty();
  }

  @Test
  void shouldGiveUpABatchThatIsRefusedAgainAndAgain() {
    load();
    Object ticket = world.submit(book(1, 2, EIGHT));
    for (int i = 0; i < 5; i++) {
      world.lane.failed(world.sent.remove().number(), Failure.REFUSED);
      world.pass(2_000);
    }
    assertThat(world.reply(ticket)).isEqualTo(new Reply.Unavailable(Reply.Reason.DATABASE));
    world.retaken();
    Object later = world.submit(book(1, 2, EIGHT));
    world.settle();
    assertThat(world.reply(later)).isInstanceOf(Reply.Done.class);
    assertThat(world.lastSeq).isEqualTo(1);
  }

  @Test
  void shouldRefuseThePoisonedCommandAloneAndCommitItsNeighbours() {
    load();
    List<Object> tickets = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tickets.add(world.submit(book(1 + i, 2, "2026-11-2" + i + "T20:00")));
    }
    long poison = 4;
    while (!world.sent.isEmpty() || !world.takings.isEmpty()) {
      if (world.sent.isEmpty()) {
        world.retaken();
        world.reads();
        continue;
      }
      Batch batch = world.sent.element();
      if (batch.reservations().stream().anyMatch(r -> r.reservation().id() == poison)) {
        world.lane.failed(world.sent.remove().number(), Failure.DATA);
      } else {
        world.commit();
      }
    }
    for (int i = 0; i < 5; i++) {
      if (1 + i == poison) {
        assertThat(refusal(world.reply(tickets.get(i)))).isEqualTo(Refusal.UNSTORABLE);
      } else {
        assertThat(world.reply(tickets.get(i))).isInstanceOf(Reply.Done.class);
      }
    }
    assertThat(world.reservations).hasSize(4);
    assertThat(world.lane.pending()).isZero();
  }

  @Test
  void shouldExpireAHoldByItselfAlsoWhenItsRestaurantIsNotInMemory() {
    world.submit(new Command.Hold(1, 6, at(EIGHT), null, null, null, 60));
    world.settle();
    world.lane.own(SHARD, ++world.epoch, world.lastSeq);
    world.reads();
    assertThat(world.lane.residents()).isZero();
    world.pass(59_000);
    assertThat(world.sent).isEmpty();
    world.pass(1_000);
    world.settle();
    assertThat(world.reservations.values())
        .singleElement()
        .satisfies(r -> assertThat(r.status()).isEqualTo(Status.EXPIRED));
  }

  @Test
  void shouldReadAReservationThatMemoryDoesNotHave() {
    world.submit(book(1, 2, EIGHT));
    world.submit(new Command.Cancel(1, 0, false));
    world.settle();
    world.lane.own(SHARD, ++world.epoch, world.lastSeq);
    Object again = world.submit(new Command.Cancel(1, 0, false));
    Object unknown = world.submit(new Command.Cancel(99, 0, false));
    world.settle();
    assertThat(world.reply(again)).isInstanceOf(Reply.Done.class);
    assertThat(refusal(world.reply(unknown))).isEqualTo(Refusal.UNKNOWN_RESERVATION);
    assertThat(world.journal).hasSize(2);
  }

  @Test
  void shouldUnloadTheLeastRecentlyUsedRestaurantWithinItsBound() {
    for (int i = 0; i < 40; i++) {
      world.submit("nobody-" + i, new Command.Cancel(1, 0, false), CommandKey.NONE);
      world.settle();
    }
    assertThat(world.lane.residents()).isEqualTo(10);
    assertThat(world.loads).isEqualTo(40);
    world.submit("nobody-39", new Command.Cancel(1, 0, false), CommandKey.NONE);
    assertThat(world.loads).isEqualTo(40);
  }

  @Test
  void shouldAnswerNothingFromMemoryPastItsLease() {
    load();
    world.lane.lease(world.monotonicMs + 10);
    world.pass(10);
    assertThat(world.reply(world.submit(book(1, 2, EIGHT)))).isEqualTo(new Reply.NotOwner());
  }

  @Test
  void shouldTakeNothingUpPastItsDeadline() {
    Object ticket = world.submit(book(1, 2, EIGHT));
    world.monotonicMs += 6_000;
    world.reads();
    assertThat(world.reply(ticket)).isEqualTo(new Reply.Unavailable(Reply.Reason.DEADLINE));
    assertThat(world.sent).isEmpty();
  }

  @Test
  void shouldRefuseWhenItsQueueIsFullAndRecover() {
    LaneWorld small = new LaneWorld(new LaneLimits(2, 8, 100, 10, 100, 10));
    List<Object> tickets = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      tickets.add(small.submit(book(1 + i, 2, EIGHT), key(i)));
    }
    assertThat(
            tickets.stream()
                .filter(t -> new Reply.Unavailable(Reply.Reason.QUEUE_FULL).equals(small.reply(t))))
        .hasSize(12);
    small.settle();
    assertThat(small.replies).hasSize(20);
    assertThat(small.lane.pending()).isZero();
  }

  @Test
  void shouldGiveAShardAwayOnlyWhenNothingOfItIsInFlight() {
    load();
    Object inFlight = world.submit(book(1, 2, EIGHT));
    world.lane.leave(SHARD);
    assertThat(world.released).isEmpty();
    assertThat(world.reply(world.submit(book(2, 2, EIGHT)))).isEqualTo(new Reply.NotOwner());
    world.commit();
    assertThat(world.reply(inFlight)).isInstanceOf(Reply.Done.class);
    assertThat(world.released).containsExactly(SHARD);
  }

  @Test
  void shouldStampNoEventBeforeTheLastOneAlsoWhenTheClockWentBackOverARestart() {
    world.submit(book(1, 2, EIGHT));
    world.settle();
    world.lane.drop(SHARD);
    world.wallMs -= 3_600_000;
    world.lane.own(SHARD, ++world.epoch, world.lastSeq);
    world.submit(book(2, 2, EIGHT));
    world.settle();
    assertThat(world.journal)
        .extracting(Batch.JournalRow::atMs)
        .containsExactly(House.NOW_MS, House.NOW_MS);
    world.wallMs += 7_200_000;
    world.submit(book(3, 2, EIGHT));
    world.settle();
    assertThat(world.journal.get(2).atMs()).isEqualTo(House.NOW_MS + 3_600_000);
  }

  @Test
  void shouldWriteADayToTheCacheWhileItIsRead() {
    Object ticket = new Object();
    int day = (int) java.time.LocalDate.of(2026, 11, 20).toEpochDay();
    world.lane.submit(
        new Submission(SHARD, new Request.ReadDay(ANNA, ANNAS, day, true), Long.MAX_VALUE, ticket));
    world.settle();
    assertThat(world.reply(ticket)).isInstanceOf(Reply.Day.class);
    world.pass(20);
    assertThat(world.snapshots).hasSize(1);
    world.pass(20);
    assertThat(world.snapshots).hasSize(1);
    world.submit(book(1, 2, EIGHT));
    world.submit(book(2, 2, EIGHT));
    world.settle();
    world.pass(20);
    assertThat(world.snapshots).hasSize(2);
    assertThat(world.snapshots.get(1).seq()).isEqualTo(2);
    world.pass(Interest.LASTS_MS);
    world.submit(book(3, 2, EIGHT));
    world.settle();
    world.pass(2_000);
    assertThat(world.snapshots).hasSize(2);
  }

  @Test
  void shouldStopRatherThanAnswerFromARestaurantWithTwoPartiesAtOneTable() {
    world.submit(book(1, 6, EIGHT));
    world.settle();
    Reservation booked = world.reservations.get(new LaneWorld.Row(ANNAS, 1));
    assertThat(booked).isNotNull();
    world.reservations.put(new LaneWorld.Row(ANNAS, 2), House.withId(booked, 2));
    world.lane.own(SHARD, ++world.epoch, world.lastSeq);
    Object ticket = world.submit(book(3, 2, EIGHT));
    world.settle();
    assertThat(world.faults).hasSize(1);
    assertThat(world.reply(ticket)).isEqualTo(new Reply.Unavailable(Reply.Reason.FAULT));
    assertThat(world.lane.pending()).isZero();
  }

  @Test
  void shouldLoadTheShardAnewWhenADecisionBreaksOff() {
    load();
    Schedule hours = House.named(ANNA).schedule();
    Schedule withoutTurnTimes =
        new Schedule(hours.slotMinutes(), hours.shifts(), hours.exceptions(), List.of());
    world.submit(new Command.PutSchedule(withoutTurnTimes));
    world.settle();
    Object ticket = world.submit(book(1, 2, EIGHT));
    assertThat(world.faults).hasSize(1);
    assertThat(world.reply(ticket)).isEqualTo(new Reply.Unavailable(Reply.Reason.FAULT));
    assertThat(world.takings).containsExactly(SHARD);
    world.retaken();
    Object again = world.submit(new Command.PutSchedule(hours));
    world.settle();
    assertThat(world.reply(again)).isEqualTo(new Reply.Stored(false));
  }

  @Test
  void shouldKeepTheAnswerOfAKeyedCallThatChangedNothing() {
    world.submit(book(1, 2, EIGHT));
    world.settle();
    Object first = world.submit(new Command.Modify(1, 2, null, null, null, 0, false), key(1));
    world.settle();
    world.submit(new Command.Modify(1, 1, null, null, null, 0, false));
    world.settle();
    Object late = world.submit(new Command.Modify(1, 2, null, null, null, 0, false), key(1));
    Object reused =
        world.submit(
            new Command.Modify(1, 1, null, null, null, 0, false), new CommandKey(1, 1, 43, true));
    world.settle();
    assertThat(world.done(first).repeated()).isFalse();
    assertThat(world.done(late).repeated()).isTrue();
    assertThat(refusal(world.reply(reused))).isEqualTo(Refusal.KEY_REUSED);
    assertThat(world.reservations.values())
        .singleElement()
        .satisfies(r -> assertThat(r.partySize()).isEqualTo(1));
  }

  @Test
  void shouldKeepTheKeyOfACallThatNamesAKnownExternalId() {
    ExternalId external = new ExternalId(5, 6);
    world.submit(new Command.Book(1, 2, at(EIGHT), null, diner(1), external), key(1));
    world.settle();
    world.submit(new Command.Book(2, 2, at(EIGHT), null, diner(2), external), key(2));
    world.settle();
    Object reused = world.submit(book(3, 2, EIGHT), new CommandKey(1, 2, 43, true));
    world.settle();
    assertThat(refusal(world.reply(reused))).isEqualTo(Refusal.KEY_REUSED);
    assertThat(world.journal).hasSize(1);
  }
}
