package io.tavolo.engine.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The restaurants in memory, in order of use. */
final class Residents {
  private static final int LOOKED_AT = 64;

  private final Long2ObjectHashMap<Resident> byRestaurant = new Long2ObjectHashMap<>();
  private final LaneLimits limits;
  private final Predicate<Resident> settled;
  private final LaneEffects effects;
  private long loads;
  private @Nullable Resident oldest;
  private @Nullable Resident newest;

  /**
   * No restaurants yet.
   *
   * @param settled whether all that a restaurant wrote is committed
   */
  Residents(LaneLimits limits, Predicate<Resident> settled, LaneEffects effects) {
    this.limits = limits;
    this.settled = settled;
    this.effects = effects;
  }

  int size() {
    return byRestaurant.size();
  }

  @Nullable Resident get(long restaurant) {
    return byRestaurant.get(restaurant);
  }

  void touch(Resident resident) {
    if (resident != newest) {
      unlink(resident);
      link(resident);
    }
  }

  void remove(Resident resident) {
    byRestaurant.remove(resident.restaurant);
    unlink(resident);
  }

  /** Brings the restaurant into memory; the least recently used one makes room. */
  Resident load(ShardSlot slot, long restaurant) {
    if (size() >= limits.residents()) {
      Resident idle = oldestIdle();
      if (idle != null) {
        remove(idle);
      }
    }
    Resident resident = new Resident(restaurant, slot.shard, ++loads, limits.keysPerRestaurant());
    byRestaurant.put(restaurant, resident);
    link(resident);
    effects.load(slot.shard, restaurant, resident.load);
    return resident;
  }

  /** Takes the shard's restaurants out of memory; who waited for them. */
  List<Submission> forget(int shard) {
    List<Submission> waited = new ArrayList<>();
    Resident next;
    for (Resident resident = oldest; resident != null; resident = next) {
      next = resident.newer;
      if (resident.shard == shard) {
        remove(resident);
        waited.addAll(resident.waiting);
        resident.fetching.values().forEach(waited::addAll);
      }
    }
    return waited;
  }

  /** The least recently used one that may go, among the oldest few: nothing of it is under way. */
  private @Nullable Resident oldestIdle() {
    int looked = 0;
    for (Resident r = oldest; r != null && looked < LOOKED_AT; r = r.newer, looked++) {
      if (r.isIdle() && settled.test(r)) {
        return r;
      }
    }
    return null;
  }

  private void link(Resident resident) {
    resident.older = newest;
    resident.newer = null;
    if (newest != null) {
      newest.newer = resident;
    } else {
      oldest = resident;
    }
    newest = resident;
  }

  private void unlink(Resident resident) {
    if (resident.older != null) {
      resident.older.newer = resident.newer;
    } else {
      oldest = resident.newer;
    }
    if (resident.newer != null) {
      resident.newer.older = resident.older;
    } else {
      newest = resident.older;
    }
  }
}
