package io.tavolo.engine.lane;

import io.tavolo.engine.id.Hash;
import org.jspecify.annotations.Nullable;

/**
 * The batch that gathers and the one that commits: one at a time, sent again while that is safe.
 */
final class Batching {
  private static final int MAX_ATTEMPTS = 5;
  private static final long FIRST_BACKOFF_MS = 20;

  private final int commandsPerBatch;
  private final LaneClock clock;
  private final LaneEffects effects;
  private Gathering gathering = new Gathering(1);
  private @Nullable Gathering inFlight;
  private long resendAtMs = Long.MAX_VALUE;

  /** The newest batch whose outcome is known. */
  private long settled;

  /** So many commands are committed alone, to find the one whose data the database refuses. */
  private int singly;

  Batching(int commandsPerBatch, LaneClock clock, LaneEffects effects) {
    this.commandsPerBatch = commandsPerBatch;
    this.clock = clock;
    this.effects = effects;
  }

  /** The batch that new decisions join. */
  Gathering gathering() {
    return gathering;
  }

  /** Whether nothing more may be decided before the batch under way is settled. */
  boolean isFull() {
    int limit = singly > 0 ? 1 : commandsPerBatch;
    return gathering.commands() >= limit || (singly > 0 && inFlight != null);
  }

  /** Whether a row of the shard is not settled. */
  boolean has(int shard) {
    return gathering.has(shard) || (inFlight != null && inFlight.has(shard));
  }

  /** The resident has a row in the batch that gathers. */
  void joined(Resident resident) {
    resident.lastBatch = gathering.number();
    singly = Math.max(0, singly - 1);
  }

  /** The next so many commands are committed alone. */
  void singleOut(int commands) {
    singly += commands;
  }

  boolean isSettled(Resident resident) {
    return resident.lastBatch <= settled;
  }

  /** The batch that has the restaurant's newest row; null when that is settled. */
  @Nullable Gathering restsOn(Resident resident) {
    if (isSettled(resident)) {
      return null;
    }
    return resident.lastBatch == gathering.number() ? gathering : inFlight;
  }

  /** Sends what has gathered, unless a batch is under way. */
  void pump() {
    if (inFlight == null && !gathering.isEmpty()) {
      Gathering batch = gathering;
      inFlight = batch;
      gathering = new Gathering(batch.number() + 1);
      effects.commit(batch);
    }
  }

  /** The batch of that number, if it is the one under way. */
  @Nullable Gathering underWay(long number) {
    return inFlight != null && inFlight.number() == number ? inFlight : null;
  }

  /** The outcome of the batch under way is known. */
  void settle(Gathering batch) {
    inFlight = null;
    resendAtMs = Long.MAX_VALUE;
    settled = batch.number();
  }

  /** Has a refused batch sent again after a pause; false when that was tried often enough. */
  boolean resendLater(Gathering batch) {
    if (++batch.attempts >= MAX_ATTEMPTS) {
      return false;
    }
    long backoffMs = FIRST_BACKOFF_MS << batch.attempts;
    long jitter = Hash.mix(batch.number() * MAX_ATTEMPTS + batch.attempts);
    resendAtMs = clock.monotonicMs() + backoffMs + Math.floorMod(jitter, backoffMs);
    return true;
  }

  void resendIfDue(long nowMs) {
    if (inFlight != null && nowMs >= resendAtMs) {
      resendAtMs = Long.MAX_VALUE;
      effects.commit(inFlight);
    }
  }
}
