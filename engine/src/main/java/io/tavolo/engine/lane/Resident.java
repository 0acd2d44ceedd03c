package io.tavolo.engine.lane;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.RestaurantState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One restaurant in a lane's memory: what it decided, the answers it gave, and who waits for it.
 */
final class Resident {
  private static final long KEYED_LIFETIME_MS = 24 * 3_600_000L;

  /** A command without a caller's key is repeated by routers only, within its deadline. */
  private static final long UNKEYED_LIFETIME_MS = 120_000;

  final long restaurant;
  final int shard;

  /** Tells this load's answer from an earlier one's. */
  final long load;

  final RestaurantState state = new RestaurantState();
  final Map<ExternalId, Long> externals = new HashMap<>();

  /** While it loads. */
  List<Submission> waiting = new ArrayList<>();

  boolean loading = true;

  /** By reservation: who waits for its row. */
  final Long2ObjectHashMap<List<Submission>> fetching = new Long2ObjectHashMap<>();

  /** The number of the batch that holds its newest event or kept answer. */
  long lastBatch;

  long forgottenAtMs;

  /** Neighbours in order of use. */
  @Nullable Resident older;

  @Nullable Resident newer;

  private final Keys keyed;
  private final Keys unkeyed;
  private @Nullable DaySnapshot day;

  Resident(long restaurant, int shard, long load, int keyBound) {
    this.restaurant = restaurant;
    this.shard = shard;
    this.load = load;
    keyed = new Keys(KEYED_LIFETIME_MS, keyBound);
    unkeyed = new Keys(UNKEYED_LIFETIME_MS, keyBound);
  }

  Keys keys(CommandKey key) {
    return key.byCaller() ? keyed : unkeyed;
  }

  void expireKeys(long nowMs) {
    keyed.expire(nowMs);
    unkeyed.expire(nowMs);
  }

  List<Submission> takeWaiting() {
    List<Submission> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  boolean isIdle() {
    return !loading && fetching.isEmpty();
  }

  /** Something changed: the day looked at last is stale. */
  void forgetDay() {
    day = null;
  }

  /** What is free on the service date, now; the same object until something changes. */
  DaySnapshot day(Floor floor, int serviceDay, long epoch, long seq) {
    DaySnapshot known = day;
    if (known == null || known.serviceDay() != serviceDay) {
      known = DaySnapshot.of(floor, serviceDay, epoch, seq);
      day = known;
    }
    return known;
  }

  void restore(Loaded loaded) {
    state.restore(loaded.definition(), loaded.reservations());
    for (Batch.KeyRow row : loaded.keys()) {
      Keys keys = keys(row.key());
      if (keys.find(row.key()) == Keys.ABSENT) {
        keys.add(row.key(), row.outcome(), row.reservation(), row.atMs());
      }
    }
    for (Loaded.External external : loaded.externalIds()) {
      externals.put(external.externalId(), external.reservation());
    }
    loading = false;
  }
}
