package io.tavolo.engine.routing;

import org.jspecify.annotations.Nullable;

/** Where the shards are, as this node last saw them: it may be wrong. Any thread. */
public interface Routes {
  /** How many shards there are. */
  int shards();

  /** Whether the shard's lane runs here. */
  boolean isHeldHere(int shard);

  /** The node that owns the shard, or null while nobody does. */
  @Nullable String ownerOf(int shard);

  /** Where the shard's owner is reached, or null while nobody is known. */
  @Nullable String addressOf(int shard);

  /** Whether the shard's owner is alive, as far as is known, and cannot be reached from here. */
  boolean isOutOfReach(int shard);
}
