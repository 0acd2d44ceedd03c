package io.tavolo.engine.simulation.outside;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.id.Hash;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.simulation.check.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Invariant G, the cache never authorises, as far as readers can see it.
 *
 * <p><b>Checked.</b>
 *
 * <ul>
 *   <li>Whoever begins to read a day after somebody was shown it from the cache is shown no older
 *       one from there, by (epoch, sequence), wherever they ask; unless the entry ran out or Redis
 *       was emptied in between.
 *   <li>For a sample of the stamps: what is shown under one is always the same, and once it is
 *       committed that is what the journal says up to it.
 *   <li>At rest, what would be shown is what the whole journal says.
 * </ul>
 *
 * <p><b>Not checked.</b> That no decision rests on the cache: a lane cannot reach it, and a booking
 * that rested on it would show as A or H. How old an entry may be. What is shown under a stamp that
 * was never committed: a lane writes what it has decided, and readers may see that until they hear
 * of the next epoch. That a day shown by a lane is not older in the cache afterwards: it may be.
 */
public final class CacheReads {
  private static final int MOST_PARTY = 100;

  /** A day's read that is under way, with the newest that was shown when it began. */
  public static final class Reading {
    private final Shown shown;
    private final long life;
    private final long epoch;
    private final long seq;

    Reading(Shown shown) {
      this.shown = shown;
      life = shown.life;
      epoch = shown.epoch;
      seq = shown.seq;
    }
  }

  private record Key(long restaurant, int serviceDay) {}

  /** The newest of a day that was shown from the cache. */
  private static final class Shown {
    final long restaurant;
    long life;
    long epoch;
    long seq;

    Shown(long restaurant) {
      this.restaurant = restaurant;
    }
  }

  private record Stamp(long restaurant, int serviceDay, long epoch, long seq) {}

  private static final class House {
    final @Nullable Restaurant first;
    final List<JournalRow> rows = new ArrayList<>();

    House(@Nullable Restaurant first) {
      this.first = first;
    }

    RestaurantState start() {
      RestaurantState state = new RestaurantState();
      state.restore(first, List.of());
      return state;
    }
  }

  private final int shards;
  private final int most;
  private final Map<Key, Shown> days = new LinkedHashMap<>();
  private final Map<Stamp, DaySnapshot> stamps = new LinkedHashMap<>();

  /** The keys of {@link #stamps}. */
  private final List<Stamp> kept = new ArrayList<>();

  /** Stamps there have been, those that were dropped and came again once more. */
  private long came;

  private final Map<Long, House> houses = new LinkedHashMap<>();

  /** By shard and sequence, from 1: the epoch that committed it. */
  private final long[][] epochs;

  private final int[] committed;

  /**
   * Nothing is committed or shown yet.
   *
   * @param first the restaurants that are there before the first journal row
   * @param most so many of the stamps that are shown are held against the journal, 25 µs each
   */
  public CacheReads(int shards, Collection<Restaurant> first, int most) {
    this.shards = shards;
    this.most = most;
    epochs = new long[shards][64];
    committed = new int[shards];
    for (Restaurant restaurant : first) {
      long number = RestaurantNumber.of(restaurant.profile().restaurantId());
      houses.put(number, new House(restaurant));
    }
  }

  /** A journal row is committed; a shard's come in order, from 1. */
  public void committed(JournalRow row, long epoch) {
    int seq = ++committed[row.shard()];
    if (row.seq() != seq) {
      throw new IllegalArgumentException(
          "shard %d, seq: %d (expected: %d)".formatted(row.shard(), row.seq(), seq));
    }
    if (seq == epochs[row.shard()].length) {
      epochs[row.shard()] = Arrays.copyOf(epochs[row.shard()], 2 * seq);
    }
    epochs[row.shard()][seq] = epoch;
    houses.computeIfAbsent(row.restaurant(), r -> new House(null)).rows.add(row);
  }

  /** Somebody asks the cache for the day. */
  public Reading began(long restaurant, int serviceDay) {
    Shown shown =
        days.computeIfAbsent(new Key(restaurant, serviceDay), key -> new Shown(restaurant));
    return new Reading(shown);
  }

  /** They are shown the entry: it has passed the product's rule. */
  public void served(Reading reading, Cache.Entry entry) {
    DaySnapshot day = entry.day();
    Shown shown = reading.shown;
    if (isOlder(entry, reading.life, reading.epoch, reading.seq)) {
      throw new Violation(
          'G',
          "%s is shown as of %d/%d, after it was shown as of %d/%d"
              .formatted(text(day), day.epoch(), day.seq(), reading.epoch, reading.seq));
    }
    if (!isOlder(entry, shown.life, shown.epoch, shown.seq)) {
      shown.life = entry.life();
      shown.epoch = day.epoch();
      shown.seq = day.seq();
    }
    Stamp stamp = new Stamp(shown.restaurant, day.serviceDay(), day.epoch(), day.seq());
    DaySnapshot before = stamps.get(stamp);
    if (before == null) {
      keep(stamp, day);
    } else if (before != day && !Arrays.equals(before.encode(), day.encode())) {
      throw new Violation(
          'G', "%s is shown in two ways as of %d/%d".formatted(text(day), day.epoch(), day.seq()));
    }
  }

  /** Of all that come each is as likely to be kept as any other, and the same in every run. */
  private void keep(Stamp stamp, DaySnapshot day) {
    came++;
    if (kept.size() < most) {
      kept.add(stamp);
      stamps.put(stamp, day);
      return;
    }
    long place = Long.remainderUnsigned(Hash.mix(came), came);
    if (place < most) {
      stamps.remove(kept.set((int) place, stamp));
      stamps.put(stamp, day);
    }
  }

  /**
   * Nothing has been under way for a while: what would be shown now is what is committed.
   *
   * @param entry has passed the product's rule
   * @param nowMs the latest time of any wall clock: what has begun before is nobody's concern
   */
  public void atRest(long restaurant, Cache.Entry entry, long nowMs) {
    House house = house(restaurant);
    RestaurantState state = house.start();
    house.rows.forEach(row -> state.evolve(row.event()));
    check(state, entry.day(), "at rest", nowMs);
  }

  /**
   * Holds what was shown against the journal.
   *
   * @param nowMs as in {@link #atRest}
   */
  public void finish(long nowMs) {
    List<Stamp> inOrder = new ArrayList<>(kept);
    inOrder.sort(Comparator.comparingLong(Stamp::restaurant).thenComparingLong(Stamp::seq));
    long restaurant = 0;
    House house = null;
    RestaurantState state = null;
    int applied = 0;
    for (Stamp stamp : inOrder) {
      if (!wasCommitted(stamp)) {
        continue;
      }
      if (house == null || state == null || stamp.restaurant != restaurant) {
        restaurant = stamp.restaurant;
        house = house(restaurant);
        state = house.start();
        applied = 0;
      }
      while (applied < house.rows.size() && house.rows.get(applied).seq() <= stamp.seq) {
        state.evolve(house.rows.get(applied++).event());
      }
      DaySnapshot day = stamps.get(stamp);
      if (day != null) {
        check(state, day, "as of %d/%d".formatted(stamp.epoch, stamp.seq), nowMs);
      }
    }
  }

  /** A later epoch that committed the sequence has decided something else under it. */
  private boolean wasCommitted(Stamp stamp) {
    int shard = RestaurantNumber.shardOf(stamp.restaurant, shards);
    return stamp.seq <= committed[shard]
        && (stamp.seq == 0 || epochs[shard][(int) stamp.seq] <= stamp.epoch);
  }

  private House house(long restaurant) {
    House house = houses.get(restaurant);
    return house == null ? new House(null) : house;
  }

  private static void check(RestaurantState state, DaySnapshot day, String when, long nowMs) {
    Floor floor = state.floor();
    if (floor == null) {
      throw new Violation('G', "%s is shown and was never created".formatted(text(day)));
    }
    DaySnapshot expected = DaySnapshot.of(floor, day.serviceDay(), day.epoch(), day.seq());
    if (Arrays.equals(day.encode(), expected.encode())) {
      return;
    }
    // A lane forgets visits of the past, the journal does not.
    for (int party = 1; party <= MOST_PARTY; party++) {
      if (!day.slots(party, nowMs).equals(expected.slots(party, nowMs))) {
        throw new Violation(
            'G',
            "%s, party of %d, %s: shown is %s, committed %s"
                .formatted(
                    text(day), party, when, day.slots(party, nowMs), expected.slots(party, nowMs)));
      }
    }
  }

  private static boolean isOlder(Cache.Entry entry, long life, long epoch, long seq) {
    if (entry.life() != life) {
      return entry.life() < life;
    }
    long entryEpoch = entry.day().epoch();
    return entryEpoch < epoch || (entryEpoch == epoch && entry.day().seq() < seq);
  }

  private static String text(DaySnapshot day) {
    return "day %d of %s".formatted(day.serviceDay(), day.restaurantId());
  }
}
