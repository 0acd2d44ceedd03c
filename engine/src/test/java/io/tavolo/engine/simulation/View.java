package io.tavolo.engine.simulation;

import io.tavolo.engine.id.Hash;
import io.tavolo.engine.ownership.Reconciler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one node believes of the cluster: late always, and now and then plainly wrong. */
final class View implements Reconciler.Placement {
  private final World world;
  private List<String> members = List.of();
  private long wrongUntilUs;
  private long wrongSeed;
  private List<String> rumoured = List.of();

  View(World world) {
    this.world = world;
  }

  void see(List<String> now) {
    members = List.copyOf(now);
  }

  /** For a while any name goes with any shard: also of those that are gone, and none. */
  void beWrong(long us, long seed, List<String> names) {
    wrongUntilUs = world.nowUs() + us;
    wrongSeed = seed;
    rumoured = List.copyOf(names);
  }

  void beRight() {
    wrongUntilUs = 0;
  }

  @Override
  public @Nullable String nodeOf(int shard) {
    if (world.nowUs() < wrongUntilUs) {
      int at = (int) Math.floorMod(Hash.mix(wrongSeed + shard), (long) rumoured.size() + 1);
      return at == rumoured.size() ? null : rumoured.get(at);
    }
    String best = null;
    long highest = Long.MIN_VALUE;
    for (String member : members) {
      long weight = Hash.mix(Hash.of(member) + shard);
      if (best == null || weight > highest) {
        best = member;
        highest = weight;
      }
    }
    return best;
  }
}
