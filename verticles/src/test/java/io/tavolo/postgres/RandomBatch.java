package io.tavolo.postgres;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.TraceContext;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.simulation.postgres.Head;
import io.tavolo.engine.simulation.postgres.Postgres;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A batch that is near to what is committed, with a mistake now and then: a fence that does not
 * hold, a row that is there already, a row twice, a diner that is refused.
 *
 * <p>A row twice is a mistake of batches of one shard alone: in which order the rows of several
 * shards come to a table is the plan's affair, and so is which of two mistakes is met first. A
 * sequence has one time, and time never falls within a shard, as in lanes.
 */
final class RandomBatch {
  static final long POISON = 4;
  private static final int RESTAURANTS_PER_SHARD = 3;
  private static final long HALF_A_DAY_MS = 43_200_000;
  private static final int DAY = TestBatch.SERVICE_DAY;

  private final SplittableRandom random;
  private final NavigableSet<Integer> shards;
  private final Postgres committed;
  private final TestBatch batch = new TestBatch();

  /** By restaurant and id: they stand in a batch once. */
  private final TreeMap<Long, Batch.ReservationRow> reservations = new TreeMap<>();

  private final TreeMap<Long, Batch.DinerRow> diners = new TreeMap<>();

  RandomBatch(SplittableRandom random, NavigableSet<Integer> shards, Postgres committed) {
    this.random = random;
    this.shards = shards;
    this.committed = committed;
  }

  Batch batch() {
    for (int shard : shards) {
      Head head = committed.head(shard);
      // Also what is to be expected once a batch that is under way is committed.
      long previousSeq = head.lastSeq() + (oneIn(3) ? 1 + random.nextInt(2) : 0);
      int events = 1 + random.nextInt(2);
      batch.head(shard, near(random, head.epoch()), previousSeq, previousSeq + events);
      for (int i = 1; i <= events; i++) {
        event(shard, oneIn(40) ? 1 + random.nextInt(3) : previousSeq + i);
      }
    }
    batch.reservations.addAll(reservations.values());
    batch.diners.addAll(diners.values());
    return batch;
  }

  /** With all that may come with it. */
  private void event(int shard, long seq) {
    Reservation reservation = reservation();
    long restaurant = restaurant(random, shard);
    CommandKey key = new CommandKey(random.nextInt(25), 1, random.nextInt(3), !oneIn(3));
    batch.journal.add(
        new Batch.JournalRow(
            shard,
            seq,
            restaurant,
            restaurantId(restaurant),
            TestBatch.AT_MS + seq / 3 * HALF_A_DAY_MS,
            new Event.OfReservation(Event.Kind.MODIFIED, reservation),
            key,
            oneIn(3) ? new TraceContext(1, 2, 3, (byte) 1) : TraceContext.NONE));
    Batch.ReservationRow row = new Batch.ReservationRow(shard, seq, restaurant, reservation);
    reservations.put(restaurant * 10 + reservation.id(), row);
    if (isAlone() && oneIn(6)) {
      batch.reservations.add(row);
    }
    if (!oneIn(3)) {
      diners.put(restaurant * 10 + reservation.diner(), diner(shard, restaurant, reservation));
    }
    if (!oneIn(3)) {
      batch.keys.add(
          new Batch.KeyRow(
              shard, restaurant, key, (short) random.nextInt(5), reservation.id(), atMs(random)));
    }
    if (oneIn(4)) {
      define(shard, seq, restaurant);
    }
  }

  private boolean isAlone() {
    return shards.size() == 1;
  }

  private void define(int shard, long seq, long restaurant) {
    boolean there = batch.definitions.stream().anyMatch(d -> d.restaurant() == restaurant);
    if (!there || (isAlone() && oneIn(5))) {
      long called = oneIn(12) ? restaurant(random, shard) : restaurant;
      String name = "R" + random.nextInt(3);
      batch.definitions.add(
          new Batch.DefinitionRow(
              shard,
              seq,
              restaurant,
              TestBatch.restaurant(restaurantId(called), name, null, null)));
    }
  }

  private Batch.DinerRow diner(int shard, long restaurant, Reservation reservation) {
    String name = oneIn(5) ? null : "N" + random.nextInt(3);
    List<String> tags = oneIn(2) ? List.of() : List.of("vip");
    return new Batch.DinerRow(
        shard, restaurant, new Diner(reservation.diner(), name, null, null, null, tags));
  }

  private Reservation reservation() {
    int day = DAY + random.nextInt(3);
    int end = day * 288 + 200 + random.nextInt(50);
    return new Reservation(
        1 + random.nextInt(5),
        Status.of(random.nextInt(8)),
        1 + random.nextInt(9),
        day * 288 + random.nextInt(200),
        end,
        end + random.nextInt(3),
        day,
        oneIn(3) ? List.of("T1", "T2") : List.of("T" + random.nextInt(4)),
        oneIn(2) ? "main" : "bar",
        random.nextBoolean(),
        oneIn(25) ? POISON : 1 + random.nextInt(3),
        random.nextInt(3),
        external(),
        1 + random.nextInt(5),
        oneIn(2) ? 0 : holdMs(random),
        TestBatch.AT_MS + random.nextInt(3),
        random.nextInt(2) * 1_000,
        random.nextBoolean());
  }

  private @Nullable ExternalId external() {
    return oneIn(3) ? new ExternalId(random.nextInt(8), 1) : null;
  }

  private boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  // ---- values that other statements are near to as well

  /** One of the shard's. */
  static long restaurant(SplittableRandom random, int shard) {
    return shard * 10L + random.nextInt(RESTAURANTS_PER_SHARD);
  }

  private static String restaurantId(long restaurant) {
    return "r" + restaurant;
  }

  /** An epoch as it is, or one beside it. */
  static long near(SplittableRandom random, long epoch) {
    return random.nextInt(6) == 0 ? epoch + (random.nextBoolean() ? 1 : -1) : epoch;
  }

  /** On one of two days. */
  static long atMs(SplittableRandom random) {
    return TestBatch.AT_MS + random.nextInt(3) * HALF_A_DAY_MS;
  }

  /** One of few, so that some run out at once. */
  static long holdMs(SplittableRandom random) {
    return TestBatch.AT_MS + random.nextInt(4);
  }
}
