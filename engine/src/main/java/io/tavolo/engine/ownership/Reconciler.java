package io.tavolo.engine.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a node should do about its shards, looked at afresh each time: events only wake it, since
 * events get lost.
 *
 * <p>It takes what the placement gives it and nobody alive holds, and gives what the placement
 * gives to another node that is alive. In a cut each side so keeps what it has. What the placement
 * gives to a node that is gone or leaving, goes to one of the others, on which all agree who see
 * the same nodes.
 */
public final class Reconciler {
  private Reconciler() {}

  /** Where the cluster's view would have a shard. */
  public interface Placement {
    /** The node that should own the shard, or null while nobody knows. */
    @Nullable String nodeOf(int shard);
  }

  /**
   * A shard as Postgres has it.
   *
   * @param owner null when it is free
   * @param ownerAlive whether the owner's lease holds by Postgres's clock
   */
  public record Head(int shard, @Nullable String owner, boolean ownerAlive) {}

  /** Shards to take, and shards to leave to a successor. */
  public record Plan(List<Integer> take, List<Handoff> leave) {}

  public record Handoff(int shard, String successor) {}

  /**
   * The next steps.
   *
   * @param self this node
   * @param held the shards whose lanes run here
   * @param alive nodes that hold a lease and mean to keep it
   */
  public static Plan plan(
      String self, List<Head> heads, Set<Integer> held, Placement placement, Set<String> alive) {
    List<Integer> take = new ArrayList<>();
    List<Handoff> leave = new ArrayList<>();
    List<String> inOrder = List.copyOf(new TreeSet<>(alive));
    for (Head head : heads) {
      String wanted = placement.nodeOf(head.shard());
      if (wanted != null && !inOrder.isEmpty() && !alive.contains(wanted)) {
        wanted = inOrder.get(head.shard() % inOrder.size());
      }
      if (held.contains(head.shard())) {
        if (wanted != null && !wanted.equals(self) && alive.contains(wanted)) {
          leave.add(new Handoff(head.shard(), wanted));
        }
      } else if (self.equals(wanted)
          && (head.owner() == null || head.owner().equals(self) || !head.ownerAlive())) {
        take.add(head.shard());
      }
    }
    return new Plan(take, leave);
  }
}
