package io.tavolo.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatheringTest {
  private static final Request NOTHING = new Request.ReadDay("anna", 1, 0, false);

  private final Gathering batch = new Gathering(4);

  private static Reservation reservation(long id) {
    return new Reservation(
        id, Status.CONFIRMED, 2, 0, 18, 0, List.of("T1"), "sala", false, 0, null, 1, 0, 0);
  }

  private static Submission submission(int shard) {
    return new Submission(shard, NOTHING, 0, "ticket " + shard);
  }

  /** One command with a row of each sort, and an answer without rows. */
  private void fill(int shard) {
    long restaurant = 10L * shard;
    batch.open(new ShardSlot(shard, 7, 100));
    batch.add(
        new Batch.JournalRow(
            shard,
            101,
            restaurant,
            "anna",
            0,
            new Event.OfReservation(Event.Kind.BOOKED, reservation(1)),
            CommandKey.NONE));
    batch.add(shard, 101, restaurant, reservation(1));
    batch.add(shard, restaurant, House.diner(1));
    batch.add(shard, 101, restaurant, House.named("anna"));
    batch.add(new Batch.KeyRow(shard, restaurant, CommandKey.NONE, Outcome.STORED, 0, 0));
    batch.hold(submission(shard), new Reply.Stored(true), true);
    batch.hold(submission(shard), new Reply.Stored(false), false);
  }

  @Test
  void shouldFenceAShardFromItsNewestSequenceBeforeTheBatchToThatOfItsLastEvent() {
    fill(5);
    batch.open(new ShardSlot(5, 7, 101));
    assertThat(batch.heads()).containsExactly(new Batch.Head(5, 7, 100, 101));
    assertThat(batch.commands()).isEqualTo(2);
    assertThat(batch.number()).isEqualTo(4);
  }

  @Test
  void shouldTakeEverythingOfAShardOutAndLeaveTheOthers() {
    fill(5);
    fill(6);
    assertThat(batch.remove(5)).containsExactly(submission(5), submission(5));
    assertThat(batch.has(5)).isFalse();
    assertThat(batch.has(6)).isTrue();
    assertThat(batch.commands()).isEqualTo(1);
    assertThat(batch.heads()).extracting(Batch.Head::shard).containsExactly(6);
    assertThat(batch.journal()).extracting(Batch.JournalRow::shard).containsExactly(6);
    assertThat(batch.reservations()).extracting(Batch.ReservationRow::shard).containsExactly(6);
    assertThat(batch.diners()).extracting(Batch.DinerRow::shard).containsExactly(6);
    assertThat(batch.keys()).extracting(Batch.KeyRow::shard).containsExactly(6);
    assertThat(batch.definitions()).extracting(Batch.DefinitionRow::shard).containsExactly(6);
    assertThat(batch.waitingFor(6)).hasSize(2);
    assertThat(batch.waitingFor(5)).isEmpty();
  }

  @Test
  void shouldTellWhoWaitsForItWithoutARowInIt() {
    fill(5);
    fill(6);
    assertThat(batch.waitingWithoutRows()).containsExactly(submission(5), submission(6));
  }

  @Test
  void shouldWriteADinerOfTwoRestaurantsForEachOfThem() {
    batch.add(5, 50, House.diner(1));
    batch.add(5, 51, House.diner(1));
    batch.add(5, 51, House.diner(1));
    assertThat(batch.diners()).extracting(Batch.DinerRow::restaurant).containsExactly(50L, 51L);
  }
}
