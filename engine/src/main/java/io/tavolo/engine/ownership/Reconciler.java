package io.tavolo.engine.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a node should do about its shards, looked at afresh each time: events only wake it, since
 * events get lost.
 *
 * <p>It takes what the placement gives it and nobody alive holds, and gives what the placement
 * gives to another node that is alive. In a cut each side so keeps what it has. What the placement
 * gives to a node that is gone or leaving, goes to one of the others, on which all agree who see
 * the same nodes. What is this node's in Postgres while no lane here has it, because a release or
 * the answer to a taking got lost, is given away too where it is another's: nobody could take it
 * from the living.
 */
public final class Reconciler {
  private Reconciler() {}

  /** Where the cluster's view would have a shard. */
  public interface Placement {
    /** The node that should own the shard, or null while nobody knows. */
    @Nullable String nodeOf(int shard);
  }

  /**
   * What to do.
   *
   * @param take shards to take, in the order of the heads
   * @param leave shards held here that their lanes should settle for a successor
   * @param release shards to give to a successor at once
   */
  public record Plan(List<Integer> take, List<Handoff> leave, List<Unheld> release) {}

  /** A shard held here, and who should have it. */
  public record Handoff(int shard, String successor) {}

  /** A shard that is this node's in Postgres and held by no lane, and who should have it. */
  public record Unheld(int shard, long epoch, String successor) {}

  /**
   * The next steps.
   *
   * @param self this node
   * @param held whether the shard's lane runs here
   * @param alive nodes that hold a lease and mean to keep it
   */
  public static Plan plan(
      String self, List<Head> heads, IntPredicate held, Placement placement, Set<String> alive) {
    List<Integer> take = new ArrayList<>();
    List<Handoff> leave = new ArrayList<>();
    List<Unheld> release = new ArrayList<>();
    List<String> inOrder = List.copyOf(new TreeSet<>(alive));
    for (Head head : heads) {
      String wanted = placement.nodeOf(head.shard());
      if (wanted != null && !inOrder.isEmpty() && !alive.contains(wanted)) {
        wanted = inOrder.get(head.shard() % inOrder.size());
      }
      String another = wanted == null || wanted.equals(self) ? null : wanted;
      boolean ours = self.equals(head.owner());
      if (held.test(head.shard())) {
        if (another != null && alive.contains(another)) {
          leave.add(new Handoff(head.shard(), another));
        }
      } else if (self.equals(wanted)) {
        if (ours || head.owner() == null || !head.ownerAlive()) {
          take.add(head.shard());
        }
      } else if (ours && another != null && alive.contains(another)) {
        release.add(new Unheld(head.shard(), head.epoch(), another));
      }
    }
    return new Plan(take, leave, release);
  }
}
