package io.tavolo.engine.lane;

import static io.tavolo.engine.lane.LaneWorld.ANNAS;
import static io.tavolo.engine.lane.LaneWorld.SHARD;
import static io.tavolo.engine.reservation.House.at;
import static io.tavolo.engine.reservation.House.book;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.restaurant.Policies;
import org.junit.jupiter.api.Test;

/** Which days a lane writes to the cache, and when. */
class LaneFreshnessTest {
  private static final int FRIDAY = House.NOW_DAY;
  private final LaneWorld world = new LaneWorld();

  private void read(int serviceDay) {
    world.readDay(serviceDay);
    world.settle();
    written();
  }

  /** The days written by the next tick. */
  private java.util.List<Integer> written() {
    world.snapshots.clear();
    world.pass(20);
    return world.snapshots.stream().map(DaySnapshot::serviceDay).toList();
  }

  private void settled(Command command) {
    world.submit(command);
    world.settle();
  }

  @Test
  void shouldAnswerADayAsItIsNow() {
    Object before = world.readDay(FRIDAY);
    world.settle();
    settled(book(1, 6, "2026-11-20T20:00"));
    Object after = world.readDay(FRIDAY);
    Object other = world.readDay(FRIDAY + 1);
    assertThat(slots(before)).isEqualTo(slots(other));
    assertThat(slots(after)).isLessThan(slots(before));
  }

  private int slots(Object ticket) {
    Reply.Day answer = (Reply.Day) java.util.Objects.requireNonNull(world.reply(ticket));
    return answer.day().slots(6, world.wallMs).size();
  }

  @Test
  void shouldWriteBothDatesOfAReservationThatMoves() {
    settled(book(1, 2, "2026-11-20T20:00"));
    read(FRIDAY);
    read(FRIDAY + 5);
    read(FRIDAY + 10);
    settled(new Command.Modify(1, 0, at("2026-11-25T20:00"), null, null, 0, true));
    assertThat(written()).containsExactlyInAnyOrder(FRIDAY, FRIDAY + 5);
    settled(new Command.Modify(1, 0, at("2026-11-25T20:30"), null, null, 0, true));
    assertThat(written()).containsExactly(FRIDAY + 5);
  }

  @Test
  void shouldWriteEveryDateThatIsReadWhenTheDefinitionChanges() {
    read(FRIDAY);
    read(FRIDAY + 10);
    settled(new Command.PutPolicies(Policies.DEFAULT));
    assertThat(written()).containsExactlyInAnyOrder(FRIDAY, FRIDAY + 10);
  }

  @Test
  void shouldWriteADayAgainWhenItIsToldThatTheCacheHasNotTakenIt() {
    read(FRIDAY);
    world.lane.changed(ANNAS, FRIDAY);
    assertThat(written()).containsExactly(FRIDAY);
  }

  @Test
  void shouldWriteNothingPastItsLeaseAndCatchUpWithTheNext() {
    read(FRIDAY);
    world.lane.changed(ANNAS, FRIDAY);
    world.lane.lease(world.monotonicMs + 20);
    assertThat(written()).isEmpty();
    world.lane.lease(Long.MAX_VALUE);
    assertThat(written()).containsExactly(FRIDAY);
  }

  @Test
  void shouldReadARestaurantThatLeftMemoryToWriteItsDay() {
    read(FRIDAY);
    for (int i = 0; i < 20; i++) {
      world.submit("nobody-" + i, new Command.Cancel(1, 0, false), CommandKey.NONE);
      world.settle();
    }
    world.lane.changed(ANNAS, FRIDAY);
    assertThat(written()).isEmpty();
    assertThat(world.readsUnderWay()).isEqualTo(1);
    assertThat(written()).isEmpty();
    assertThat(world.readsUnderWay()).isEqualTo(1);
    world.reads();
    assertThat(written()).containsExactly(FRIDAY);
  }

  @Test
  void shouldReadNothingForTheCacheWhileTheShardIsTakenAgain() {
    read(FRIDAY);
    world.submit(book(1, 2, "2026-11-20T20:00"));
    world.lane.failed(world.sent.remove().number(), Failure.UNKNOWN);
    assertThat(written()).isEmpty();
    assertThat(world.readsUnderWay()).isZero();
    world.retaken();
    world.settle();
    assertThat(written()).containsExactly(FRIDAY);
  }

  @Test
  void shouldForgetTheDatesOfAShardThatIsNotItsOwnAnyMore() {
    read(FRIDAY);
    world.lane.drop(SHARD);
    world.restart();
    world.lane.changed(ANNAS, FRIDAY);
    assertThat(written()).isEmpty();
  }

  @Test
  void shouldLetAnEntryLiveNoLongerThanTheInterestInIt() {
    read(FRIDAY);
    long readMs = world.monotonicMs - 20;
    world.lane.changed(ANNAS, FRIDAY);
    assertThat(written()).hasSize(1);
    assertThat(world.snapshotLastsMs).isEqualTo(Interest.LASTS_MS - 40);
    world.pass(readMs + Interest.LASTS_MS - 20 - world.monotonicMs);
    world.lane.changed(ANNAS, FRIDAY);
    assertThat(written()).isEmpty();
  }

  @Test
  void shouldMakeRoomForOtherDatesWhenNobodyReadsTheseAnyMore() {
    LaneWorld small = new LaneWorld(new LaneLimits(64, 1000, 100, 10, 100, 1));
    small.readDay(FRIDAY);
    small.settle();
    small.pass(20);
    small.readDay(FRIDAY + 1);
    small.pass(20);
    assertThat(small.snapshots).hasSize(1);
    small.pass(Interest.LASTS_MS);
    small.readDay(FRIDAY + 1);
    small.pass(20);
    assertThat(small.snapshots).hasSize(2);
  }
}
