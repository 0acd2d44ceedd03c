package io.tavolo.engine.lane;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Which service dates somebody reads from the cache, and which of them have changed since it was
 * written. Bounded.
 */
final class Interest {
  /** How long a reading is remembered; readers come back sooner. */
  static final long LASTS_MS = 180_000;

  /** A day of a restaurant that is being read. */
  static final class Day {
    final long restaurant;
    final int serviceDay;
    final int shard;
    long untilMs;
    boolean changed = true;

    Day(long restaurant, int serviceDay, int shard) {
      this.restaurant = restaurant;
      this.serviceDay = serviceDay;
      this.shard = shard;
    }
  }

  private final int bound;
  private final Long2ObjectHashMap<Int2ObjectHashMap<Day>> byRestaurant =
      new Long2ObjectHashMap<>();
  private final List<Day> changed = new ArrayList<>();
  private int size;

  Interest(int bound) {
    this.bound = bound;
  }

  /** Somebody reads the day; passed over when too many are read already. */
  void read(long restaurant, int serviceDay, int shard, long monotonicMs) {
    Int2ObjectHashMap<Day> days = byRestaurant.get(restaurant);
    Day day = days == null ? null : days.get(serviceDay);
    if (day == null) {
      if (size >= bound) {
        return;
      }
      day = new Day(restaurant, serviceDay, shard);
      byRestaurant.computeIfAbsent(restaurant, r -> new Int2ObjectHashMap<>()).put(serviceDay, day);
      size++;
      changed.add(day);
    } else {
      mark(day);
    }
    day.untilMs = monotonicMs + LASTS_MS;
  }

  /** The service date changed; a late visit reaches into the next, an early one into the last. */
  void changed(long restaurant, int serviceDay) {
    Int2ObjectHashMap<Day> days = byRestaurant.get(restaurant);
    if (days != null) {
      for (int d = serviceDay - 1; d <= serviceDay + 1; d++) {
        Day day = days.get(d);
        if (day != null) {
          mark(day);
        }
      }
    }
  }

  /** Everything of the restaurant changed. */
  void changed(long restaurant) {
    Int2ObjectHashMap<Day> days = byRestaurant.get(restaurant);
    if (days != null) {
      days.forEachInt((serviceDay, day) -> mark(day));
    }
  }

  /** Days to be written, at most so many; each is told once until it changes again. */
  List<Day> takeChanged(int limit) {
    int n = Math.min(limit, changed.size());
    List<Day> taken = new ArrayList<>(changed.subList(0, n));
    changed.subList(0, n).clear();
    taken.forEach(day -> day.changed = false);
    return taken;
  }

  boolean isQuiet() {
    return changed.isEmpty();
  }

  void expire(long monotonicMs) {
    byRestaurant
        .values()
        .removeIf(
            days -> {
              for (Iterator<Day> i = days.values().iterator(); i.hasNext(); ) {
                if (i.next().untilMs <= monotonicMs) {
                  i.remove();
                  size--;
                }
              }
              return days.isEmpty();
            });
  }

  void dropShard(int shard) {
    byRestaurant
        .values()
        .removeIf(
            days -> {
              boolean gone = days.values().iterator().next().shard == shard;
              if (gone) {
                size -= days.size();
              }
              return gone;
            });
    changed.removeIf(day -> day.shard == shard);
  }

  private void mark(Day day) {
    if (!day.changed) {
      day.changed = true;
      changed.add(day);
    }
  }
}
