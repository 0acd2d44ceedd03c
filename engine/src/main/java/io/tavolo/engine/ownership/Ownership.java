package io.tavolo.engine.ownership;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes the shards that are due to this node, gives away those that are not, and takes one again
 * when its lane does not know what became of a batch.
 *
 * <p><b>Looking.</b> {@link Reconciler} makes a plan out of one look at Postgres; one look at a
 * time, with the taking that follows from it. What was asked for before the lease was lost is worth
 * nothing afterwards: a term ends there.
 *
 * <p><b>Epochs.</b> It is known here under which epoch each lane holds its shard. An answer about a
 * shard that was lost and owned anew since it was asked for is recognised by that, and so is a lane
 * that a look finds overtaken: by another node, or by a statement of ours whose answer came to
 * nobody.
 *
 * <p>One owner thread; {@link #view}, {@link #heldCount} and {@link #hasItsShare} may be asked on
 * any. Moments {@code nowMs} are on the monotonic clock.
 */
public final class Ownership {
  /** How often {@link #wake} should be called at least. */
  public static final long LOOK_EVERY_MS = 1_000;

  private static final long NOT_HELD = 0;

  private final String self;
  private final Lease lease;
  private final Reconciler.Placement placement;
  private final OwnershipEffects effects;
  private final ShardView view;

  /** By shard: the epoch under which its lane here holds it. */
  private final long[] epochs;

  /** To be taken again. */
  private final Set<Integer> retaking = new TreeSet<>();

  /** Being taken again, and the epoch each was held under when that was asked for. */
  private final Map<Integer, Long> takingAgain = new TreeMap<>();

  /** Shards whose lanes settle them, and who is meant to take each. */
  private final Map<Integer, String> leaving = new HashMap<>();

  /** Counts losses of the lease. */
  private int term;

  /** The term in which the look under way began. */
  private int lookedIn;

  private boolean looking;

  /** Woken while looking: what happened then the look may not have seen. */
  private boolean again;

  /** A look is due at the end of a lease that seems not to be renewed. */
  private boolean lookDue;

  private boolean pausing;
  private int takeAgainFailures;

  /** Statements under way that give a shard away. */
  private int releasing;

  private boolean draining;
  private boolean drainedTold;

  /**
   * A node's ownership of a number of shards.
   *
   * @param lease without it nothing is looked at; kept by {@link LeaseKeeping}
   */
  public Ownership(
      String self,
      int shards,
      Lease lease,
      Reconciler.Placement placement,
      OwnershipEffects effects) {
    this.self = self;
    this.lease = lease;
    this.placement = placement;
    this.effects = effects;
    this.view = new ShardView(shards);
    this.epochs = new long[shards];
  }

  // ---------------------------------------------------------------- questions

  /** What is known of the shards. */
  public ShardView view() {
    return view;
  }

  /** Shards whose lanes run here. */
  public int heldCount() {
    return view.heldCount();
  }

  /** Whether every shard that the placement gives to this node is held. */
  public boolean hasItsShare() {
    for (int shard = 0; shard < view.size(); shard++) {
      if (!view.get(shard).held() && self.equals(placement.nodeOf(shard))) {
        return false;
      }
    }
    return true;
  }

  /** Whether everything is given away, after {@link #drain}. */
  public boolean isDrained() {
    return draining && leaving.isEmpty() && releasing == 0 && heldCount() == 0;
  }

  private boolean isHeld(int shard) {
    return epochs[shard] != NOT_HELD;
  }

  // ---------------------------------------------------------------- looking

  /** Something may have changed, or a second has passed: look at the shards. */
  public void wake(long nowMs) {
    if (looking) {
      again = true;
    } else if (!draining && lease.isValid(nowMs)) {
      looking = true;
      lookedIn = term;
      effects.look();
    }
  }

  /**
   * The answer to {@link OwnershipEffects#look}.
   *
   * @param heads all shards, ascending
   * @param staying nodes that hold a lease, and have not said that they leave
   */
  public void looked(List<Head> heads, Set<String> staying) {
    boolean moved = false;
    for (Head head : heads) {
      moved |= view.seen(head);
      if (isOvertaken(head)) {
        drop(head.shard());
      }
    }
    if (moved) {
      effects.routesChanged();
    }
    lookAtTheEndOf(heads);
    Reconciler.Plan plan = Reconciler.plan(self, heads, this::isHeld, placement, staying);
    plan.leave().forEach(handoff -> leave(handoff.shard(), handoff.successor()));
    if (lookedIn != term || draining) {
      lookEnded();
      return;
    }
    if (releasing == 0) {
      plan.release().forEach(this::releaseUnheld);
    }
    if (plan.take().isEmpty()) {
      lookEnded();
    } else {
      effects.take(plan.take());
    }
  }

  /**
   * A lease that has run for more than a quarter was not renewed when it should have been: its end
   * is worth a look of its own, so that the shards of a node that died are taken at once.
   */
  private void lookAtTheEndOf(List<Head> heads) {
    long soonestMs = lease.lengthMs() * 3 / 4;
    boolean any = false;
    for (Head head : heads) {
      if (!isHeld(head.shard()) && head.ownerAlive() && head.leaseLeftMs() < soonestMs) {
        soonestMs = head.leaseLeftMs();
        any = true;
      }
    }
    if (any) {
      lookIn(soonestMs + 1);
    }
  }

  private void lookIn(long ms) {
    if (!lookDue) {
      lookDue = true;
      effects.lookIn(ms);
    }
  }

  private void lookEnded() {
    looking = false;
    if (again && !draining) {
      lookIn(1);
    }
    again = false;
  }

  /** The time of {@link OwnershipEffects#lookIn} is over. */
  public void lookIsDue(long nowMs) {
    lookDue = false;
    wake(nowMs);
  }

  /** Taking it again raises the epoch before the answer is here. */
  private boolean isOvertaken(Head head) {
    return isHeld(head.shard())
        && head.epoch() > epochs[head.shard()]
        && !retaking.contains(head.shard());
  }

  /** The answer to {@link OwnershipEffects#look}, when there is none. */
  public void lookFailed() {
    lookEnded();
  }

  /**
   * The answer to {@link OwnershipEffects#take}.
   *
   * @param taken those that are ours now, ascending
   */
  public void taken(List<Taken> taken) {
    lookEnded();
    if (lookedIn == term && !draining) {
      taken.forEach(this::own);
      if (!taken.isEmpty()) {
        effects.routesChanged();
        // Who asks the former owner learns where to ask.
        effects.wakeOthers();
      }
    }
  }

  /** The answer to {@link OwnershipEffects#take}, when there is none. */
  public void takeFailed() {
    lookEnded();
  }

  private void own(Taken taken) {
    hold(taken);
    effects.own(taken.shard(), taken.epoch(), taken.lastSeq());
    effects.owned(taken.shard(), taken.lastSeq());
  }

  private void hold(Taken taken) {
    epochs[taken.shard()] = taken.epoch();
    view.held(taken, self);
  }

  private void drop(int shard) {
    epochs[shard] = NOT_HELD;
    view.dropped(shard);
    retaking.remove(shard);
    leaving.remove(shard);
    effects.drop(shard);
    effects.dropped(shard);
    tellDrained();
  }

  /** The lease lapsed: nothing here is ours any more. The lanes are told before this returns. */
  public void loseAll() {
    term++;
    for (int shard = 0; shard < epochs.length; shard++) {
      if (isHeld(shard)) {
        drop(shard);
      }
    }
  }

  /** A lane was shut out of the shard; should Postgres still say that it is ours, take it anew. */
  public void lost(int shard, long nowMs) {
    if (isHeld(shard)) {
      drop(shard);
    }
    wake(nowMs);
  }

  // ---------------------------------------------------------------- taking again

  /** Takes a shard that is ours again, until it is known what is committed of it. */
  public void takeAgain(int shard) {
    // A lane that has not heard yet that the shard is lost asks in vain.
    if (isHeld(shard)) {
      retaking.add(shard);
      takeAllAgain();
    }
  }

  private void takeAllAgain() {
    if (takingAgain.isEmpty() && !pausing && !retaking.isEmpty()) {
      retaking.forEach(shard -> takingAgain.put(shard, epochs[shard]));
      effects.takeAgain(List.copyOf(takingAgain.keySet()));
    }
  }

  /**
   * The answer to {@link OwnershipEffects#takeAgain}.
   *
   * @param taken those that are ours still; the others are not
   */
  public void takenAgain(List<Taken> taken) {
    takeAgainFailures = 0;
    Map<Integer, Taken> byShard = new HashMap<>();
    taken.forEach(t -> byShard.put(t.shard(), t));
    Map<Integer, Long> asked = new TreeMap<>(takingAgain);
    takingAgain.clear();
    asked.forEach(
        (shard, epoch) -> {
          // What was lost since, or owned anew, is not what was asked for.
          if (epochs[shard] == epoch && retaking.remove(shard)) {
            takenAgain(shard, byShard.get(shard));
          }
        });
    takeAllAgain();
  }

  private void takenAgain(int shard, @Nullable Taken taken) {
    if (taken == null) {
      drop(shard);
    } else {
      hold(taken);
      effects.taken(shard, taken.epoch(), taken.lastSeq());
      effects.owned(shard, taken.lastSeq());
    }
  }

  /** The answer to {@link OwnershipEffects#takeAgain}, when there is none. */
  public void takeAgainFailed() {
    takingAgain.clear();
    pausing = true;
    effects.pause(takeAgainFailures++);
  }

  /** The answer to {@link OwnershipEffects#pause}. */
  public void pauseEnded() {
    pausing = false;
    takeAllAgain();
  }

  // ---------------------------------------------------------------- giving away

  private void leave(int shard, @Nullable String successor) {
    if (!leaving.containsKey(shard)) {
      leaving.put(shard, successor);
      effects.leave(shard);
    }
  }

  /** The lane has settled a shard that it was asked to leave, and forgotten it. */
  public void released(int shard) {
    // It may have done so before it heard that the shard was dropped, or even owned anew.
    if (leaving.containsKey(shard)) {
      long epoch = epochs[shard];
      String successor = leaving.get(shard);
      releasing++;
      drop(shard);
      effects.release(shard, epoch, successor);
    }
  }

  /** Nobody alive could take it: Postgres says that it is ours, and the placement another's. */
  private void releaseUnheld(Reconciler.Unheld unheld) {
    releasing++;
    effects.release(unheld.shard(), unheld.epoch(), unheld.successor());
  }

  /**
   * The answer to {@link OwnershipEffects#release}, also when there is none: the next look finds
   * what was not given away.
   */
  public void releaseEnded() {
    releasing--;
    if (releasing == 0) {
      effects.wakeOthers();
    }
    tellDrained();
  }

  /**
   * Gives every shard away and takes no more; {@link OwnershipEffects#drained} when the last one is
   * released, or cannot be.
   */
  public void drain() {
    draining = true;
    effects.sayLeaving();
  }

  /** The answer to {@link OwnershipEffects#sayLeaving}, also when there is none. */
  public void leavingSaid() {
    for (int shard = 0; shard < epochs.length; shard++) {
      if (isHeld(shard)) {
        leave(shard, null);
      }
    }
    tellDrained();
  }

  private void tellDrained() {
    if (!drainedTold && isDrained()) {
      drainedTold = true;
      effects.drained();
    }
  }
}
