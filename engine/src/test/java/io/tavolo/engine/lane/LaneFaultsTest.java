package io.tavolo.engine.lane;

import static io.tavolo.engine.lane.LaneWorld.SHARD;
import static io.tavolo.engine.reservation.House.at;
import static io.tavolo.engine.reservation.House.book;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.time.Calendar;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults that once broke a promise, each as short as it can be told. */
class LaneFaultsTest {
  private static final String EIGHT = "2026-11-24T20:00";
  private static final long HOUR_MS = 3_600_000;

  private final LaneWorld world = new LaneWorld();

  private void holdForAMinute() {
    world.submit(new Command.Hold(1, 6, at(EIGHT), null, null, null, 60));
    world.reads();
  }

  private void assertExpired() {
    assertThat(world.reservations.values())
        .singleElement()
        .satisfies(r -> assertThat(r.status()).isEqualTo(Status.EXPIRED));
  }

  @Test
  void shouldGiveAShardAwayAlsoWhenABatchOfAnOlderEpochFails() {
    world.submit(book(1, 2, EIGHT));
    world.reads();
    world.lane.own(SHARD, ++world.epoch, world.lastSeq);
    world.lane.leave(SHARD);
    assertThat(world.released).isEmpty();
    world.lane.failed(world.sent.remove().number(), Failure.UNKNOWN);
    assertThat(world.released).containsExactly(SHARD);
  }

  @Test
  void shouldNotSayThatNothingWasDoneOnceABatchHadAnUnknownOutcome() {
    Object booked = world.submit(book(1, 2, EIGHT));
    world.reads();
    Object gathered = world.submit(book(2, 2, EIGHT));
    world.lane.failed(world.sent.remove().number(), Failure.UNKNOWN);
    world.pass(6_000);
    assertThat(world.reply(booked)).isEqualTo(new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME));
    assertThat(world.reply(gathered)).isEqualTo(new Reply.Unavailable(Reply.Reason.DEADLINE));
  }

  @Test
  void shouldPassOverATakingFromBeforeTheShardWasOwnedAnew() {
    Object first = world.submit(book(1, 2, EIGHT));
    world.reads();
    world.lane.failed(world.sent.remove().number(), Failure.UNKNOWN);
    world.epoch += 2;
    world.lane.own(SHARD, world.epoch, world.lastSeq);
    assertThat(world.reply(first)).isEqualTo(new Reply.NotOwner());
    world.lane.taken(SHARD, world.epoch - 1, 77);
    Object second = world.submit(book(2, 2, EIGHT));
    world.settle();
    assertThat(world.reply(second)).isInstanceOf(Reply.Done.class);
    assertThat(world.lastSeq).isEqualTo(1);
  }

  @Test
  void shouldExpireAHoldThatRanOutWhileTheLeaseHadLapsed() {
    holdForAMinute();
    world.settle();
    world.lane.lease(world.monotonicMs);
    world.pass(60_000);
    assertThat(world.sent).isEmpty();
    world.lane.lease(Long.MAX_VALUE);
    world.pass(1);
    world.settle();
    assertExpired();
  }

  @Test
  void shouldExpireAHoldThatCameDueByAClockThatWentBack() {
    holdForAMinute();
    world.settle();
    world.lane.own(SHARD, ++world.epoch, world.lastSeq);
    world.reads();
    world.pass(60_000);
    world.wallMs -= 30_000;
    world.settle();
    assertThat(world.sent).isEmpty();
    world.pass(30_000);
    world.settle();
    assertExpired();
  }

  @Test
  void shouldExpireAHoldWhoseCommitComesAfterTheReadingOfLaterHolds() {
    world.lane.deadlines(SHARD, List.of(), world.wallMs + 1_000);
    holdForAMinute();
    world.pass(1_000);
    world.settle();
    world.pass(60_000);
    world.settle();
    assertExpired();
  }

  @Test
  void shouldMakeAReservationOnceAlsoWhenItsCommandOutlivesItsKey() {
    CommandKey key = new CommandKey(3, 3, 3, false);
    world.submit(book(1, 6, EIGHT), key);
    world.settle();
    world.pass(2 * HOUR_MS);
    world.submit(book(2, 2, EIGHT));
    world.settle();
    Object again = world.submit(book(1, 6, EIGHT), key);
    world.settle();
    assertThat(world.done(again).repeated()).isTrue();
    assertThat(world.journal).hasSize(2);
  }

  @Test
  void shouldForgetNothingForAClockThatJumpsAndComesBack() {
    world.submit(book(1, 6, EIGHT));
    world.settle();
    world.wallMs += 240 * HOUR_MS;
    world.submit(book(2, 99, EIGHT));
    world.settle();
    world.wallMs -= 240 * HOUR_MS;
    world.submit(new Command.PutPolicies(House.named("anna").policies()));
    Object second = world.submit(book(3, 6, EIGHT));
    world.settle();
    assertThat(world.refused(second).refusal()).isEqualTo(Refusal.NO_TABLE);
  }

  @Test
  void shouldGoOnAfterADecisionThatBrokeOffHalfway() {
    LaneWorld narrow = new LaneWorld(new LaneLimits(1, 100, 100, 10, 100, 10));
    FloorPlan impossible =
        new FloorPlan(
            List.of(new Area("sala", "Sala")), List.of(new Table("T1", "sala", 1, -5, 0)));
    narrow.submit(new Command.PutFloorPlan(impossible));
    narrow.settle();
    assertThat(narrow.faults).hasSize(1);
    narrow.retaken();
    Object next = narrow.submit(book(1, 2, EIGHT));
    narrow.settle();
    assertThat(narrow.reply(next)).isInstanceOf(Reply.Done.class);
  }

  @Test
  void shouldOfferTimesNearALocalTimeThatIsNoSlot() {
    Object refused = world.submit(book(1, 2, "2026-11-24T20:07"));
    world.settle();
    int eight = new Calendar(House.ROME, House.named("anna").schedule()).resolve(at(EIGHT));
    assertThat(world.refused(refused).refusal()).isEqualTo(Refusal.NOT_A_SLOT);
    assertThat(world.refused(refused).alternatives().get(0).startTick()).isEqualTo(eight);
  }
}
