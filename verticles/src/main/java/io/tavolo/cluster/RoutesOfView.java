package io.tavolo.cluster;

import io.tavolo.engine.ownership.ShardView;
import io.tavolo.engine.routing.Routes;
import org.jspecify.annotations.Nullable;

/** The way to the shards, as this node's view has them. */
record RoutesOfView(ShardView view) implements Routes {
  @Override
  public int shards() {
    return view.size();
  }

  @Override
  public boolean isHeldHere(int shard) {
    return view.get(shard).held();
  }

  @Override
  public @Nullable String addressOf(int shard) {
    return view.get(shard).address();
  }
}
