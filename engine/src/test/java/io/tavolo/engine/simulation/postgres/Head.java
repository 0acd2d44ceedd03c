package io.tavolo.engine.simulation.postgres;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code shard_head}.
 *
 * @param owner null when the shard is released or was never owned
 */
public record Head(
    int shard, @Nullable String owner, long epoch, long lastSeq, @Nullable String successor) {
  Head withLastSeq(long changed) {
    return new Head(shard, owner, epoch, changed, successor);
  }
}
