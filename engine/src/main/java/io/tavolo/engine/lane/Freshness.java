package io.tavolo.engine.lane;

import io.tavolo.engine.reservation.Floor;
import org.agrona.collections.Int2ObjectHashMap;

/** Keeps the days that somebody reads from the cache as they are here. */
final class Freshness {
  private static final int DAYS_PER_TICK = 256;
  private static final long EXPIRE_EVERY_MS = 1_000;

  private final Interest interest;
  private final Int2ObjectHashMap<ShardSlot> slots;
  private final Residents residents;
  private final LaneEffects effects;
  private long expireAtMs = Long.MIN_VALUE;

  Freshness(
      Interest interest,
      Int2ObjectHashMap<ShardSlot> slots,
      Residents residents,
      LaneEffects effects) {
    this.interest = interest;
    this.slots = slots;
    this.residents = residents;
    this.effects = effects;
  }

  /** Writes what has changed since the last tick, a bounded number of days. */
  void tick(long nowMs, boolean leaseHolds) {
    if (leaseHolds && !interest.isQuiet()) {
      interest.takeChanged(DAYS_PER_TICK).forEach(day -> write(day, nowMs));
    }
    if (nowMs >= expireAtMs) {
      expireAtMs = nowMs + EXPIRE_EVERY_MS;
      interest.expire(nowMs);
    }
  }

  private void write(Interest.Day day, long nowMs) {
    ShardSlot slot = slots.get(day.shard);
    if (slot == null || day.untilMs <= nowMs) {
      return;
    }
    Resident resident = residents.get(day.restaurant);
    if (resident == null && !slot.retaking) {
      resident = residents.load(slot, day.restaurant);
    }
    if (resident == null || resident.loading) {
      interest.changed(day.restaurant, day.serviceDay);
      return;
    }
    Floor floor = resident.state.floor();
    if (floor != null) {
      effects.snapshot(
          resident.day(floor, day.serviceDay, slot.epoch, slot.decidedSeq),
          day.restaurant,
          day.untilMs - nowMs);
    }
  }
}
