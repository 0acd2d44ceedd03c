package io.tavolo.engine.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The restaurants in memory, in order of use. */
final class Residents {
  private final Long2ObjectHashMap<Resident> byRestaurant = new Long2ObjectHashMap<>();
  private @Nullable Resident oldest;
  private @Nullable Resident newest;

  int size() {
    return byRestaurant.size();
  }

  @Nullable Resident get(long restaurant) {
    return byRestaurant.get(restaurant);
  }

  void add(Resident resident) {
    byRestaurant.put(resident.restaurant, resident);
    link(resident);
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

  List<Resident> of(int shard) {
    List<Resident> found = new ArrayList<>();
    for (Resident r = oldest; r != null; r = r.newer) {
      if (r.shard == shard) {
        found.add(r);
      }
    }
    return found;
  }

  /** The least recently used one that may go, among the oldest few. */
  @Nullable Resident oldestWhere(Predicate<Resident> condition) {
    int looked = 0;
    for (Resident r = oldest; r != null && looked < 64; r = r.newer, looked++) {
      if (condition.test(r)) {
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
