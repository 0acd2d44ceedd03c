package io.tavolo.bench.jmh;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Outcome;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.time.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A batch of bookings, with the rows that each has.
 *
 * @param atMs when all of it happened, in milliseconds since the epoch
 */
record BookedBatch(
    long number,
    long atMs,
    List<Head> heads,
    List<JournalRow> journal,
    List<ReservationRow> reservations,
    List<DinerRow> diners,
    List<KeyRow> keys)
    implements Batch {
  private static final int VISIT_TICKS = Ticks.ofMinutes(120);
  private static final int DAYS_AHEAD = 60;
  private static final int TABLES = 40;

  /** An empty batch. */
  BookedBatch(long number, long atMs) {
    this(
        number,
        atMs,
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /**
   * Bookings of the shard's one restaurant, after all shards below it.
   *
   * @param previousSeq the shard's sequence before them
   */
  void book(int shard, long epoch, long previousSeq, int bookings, SplittableRandom random) {
    heads.add(new Head(shard, epoch, previousSeq, previousSeq + bookings));
    for (int n = 1; n <= bookings; n++) {
      add(shard, previousSeq + n, random);
    }
  }

  private void add(int shard, long seq, SplittableRandom random) {
    long restaurant = House.NUMBER + shard;
    int day = (int) Math.floorDiv(atMs, 86_400_000L) + 1 + random.nextInt(DAYS_AHEAD);
    int start = day * Ticks.PER_DAY + Ticks.ofMinutes(20 * 60);
    Reservation reservation =
        new Reservation(
            random.nextLong(),
            Status.CONFIRMED,
            1 + random.nextInt(8),
            start,
            start + VISIT_TICKS,
            start + VISIT_TICKS,
            day,
            List.of("T" + random.nextInt(TABLES)),
            "sala",
            false,
            random.nextLong(),
            random.nextLong(),
            null,
            1,
            0,
            atMs,
            0,
            false);
    CommandKey key = new CommandKey(random.nextLong(), random.nextLong(), random.nextLong(), true);
    Event event = new Event.OfReservation(Event.Kind.BOOKED, reservation);
    journal.add(
        new JournalRow(
            shard, seq, restaurant, House.ID + shard, atMs, event, key, Messages.trace(seq)));
    reservations.add(new ReservationRow(shard, seq, restaurant, reservation));
    Diner diner =
        new Diner(
            reservation.diner(),
            reservation.dinerKey(),
            "Ada Lovelace",
            "ada@example.org",
            "+39 06 123 4567",
            null,
            List.of());
    diners.add(new DinerRow(shard, restaurant, diner));
    keys.add(
        new KeyRow(shard, restaurant, key, Outcome.of(Event.Kind.BOOKED), reservation.id(), atMs));
  }

  @Override
  public List<DefinitionRow> definitions() {
    return List.of();
  }
}
