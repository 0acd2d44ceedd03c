package io.tavolo.cluster;

import io.tavolo.engine.ownership.ShardView;
import io.tavolo.engine.routing.Routes;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way to the shards, as this node's view has them.
 *
 * @param outOfReach tells of an address whether the node there lives and cannot be reached
 */
record RoutesOfView(ShardView view, Predicate<String> outOfReach) implements Routes {
  @Override
  public int shards() {
    return view.size();
  }

  @Override
  public boolean isHeldHere(int shard) {
    return view.get(shard).held();
  }

  @Override
  public @Nullable String ownerOf(int shard) {
    return view.get(shard).owner();
  }

  @Override
  public @Nullable String addressOf(int shard) {
    return view.get(shard).address();
  }

  @Override
  public boolean isOutOfReach(int shard) {
    String address = addressOf(shard);
    return address != null && outOfReach.test(address);
  }
}
