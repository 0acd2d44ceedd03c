package io.tavolo.engine.ownership;

import org.jspecify.annotations.Nullable;

/**
 * A shard as Postgres had it a moment ago.
 *
 * @param owner null when it is released or was never owned
 * @param epoch how often it was taken
 * @param lastSeq everything up to it was committed
 * @param successor who is meant to take a released shard
 * @param address the owner's, null when it has no row
 * @param leaseLeftMs what the owner's lease still ran, by Postgres's clock; 0 or less when it did
 *     not, or when there is no owner
 */
public record Head(
    int shard,
    @Nullable String owner,
    long epoch,
    long lastSeq,
    @Nullable String successor,
    @Nullable String address,
    long leaseLeftMs) {

  /** Whether the owner's lease ran. */
  public boolean ownerAlive() {
    return leaseLeftMs > 0;
  }
}
