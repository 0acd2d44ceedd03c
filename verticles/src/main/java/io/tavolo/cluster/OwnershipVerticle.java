package io.tavolo.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tavolo.engine.ownership.Head;
import io.tavolo.engine.ownership.Lease;
import io.tavolo.engine.ownership.Reconciler;
import io.tavolo.engine.ownership.Taken;
import io.tavolo.lane.LaneVerticle;
import io.tavolo.postgres.PgShards;
import io.tavolo.retry.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the shards that are due to this node and gives away those that are not: every second, and
 * when woken. Tells the lanes and whoever listens. Public methods may be called on any thread.
 */
public final class OwnershipVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(OwnershipVerticle.class);
  private static final long EVERY_MS = 1_000;

  /** Where a node tells the others that there are shards to take. */
  private static final String RELEASED = "tavolo.shards.released";

  private static final Backoff BACKOFF = new Backoff(50, 1_000);

  /** Hears of shards that come and go. Called on this verticle's thread. */
  public interface Listener {
    /** Ours, everything up to {@code lastSeq} committed; also after a shard was taken again. */
    void owned(int shard, long epoch, long lastSeq);

    void dropped(int shard);
  }

  private final String self;
  private final PgShards shards;
  private final Lease lease;
  private final Reconciler.Placement placement;
  private final ShardView view;
  private final Counter epochs;
  private final Set<Integer> retaking = new TreeSet<>();
  private final Map<Integer, String> leaving = new HashMap<>();
  private List<LaneVerticle> lanes = List.of();
  private @Nullable Listener listener;

  /** Counts losses of the lease: what was asked for before one is worth nothing after it. */
  private int term;

  private boolean reconciling;
  private boolean takingAgain;
  private int takeFailures;

  /** Statements under way that give a shard away. */
  private int releasing;

  private @Nullable Promise<Void> draining;

  /** A node's ownership of a number of shards. */
  public OwnershipVerticle(
      String self,
      int shardCount,
      PgShards shards,
      Lease lease,
      Reconciler.Placement placement,
      MeterRegistry registry) {
    this.self = self;
    this.shards = shards;
    this.lease = lease;
    this.placement = placement;
    this.view = new ShardView(shardCount);
    epochs =
        Counter.builder("tavolo.shard.epochs")
            .description("Shards taken, each under a new epoch")
            .register(registry);
    Gauge.builder("tavolo.shards.held", this::heldCount)
        .description("Shards whose lanes run here")
        .register(registry);
  }

  /** Joins the lanes, which need this verticle's ports; before it is deployed. */
  public void lanes(List<LaneVerticle> lanes, Listener listener) {
    this.lanes = List.copyOf(lanes);
    this.listener = listener;
  }

  /** What is known of the shards; read on any thread. */
  public ShardView view() {
    return view;
  }

  /** The lane that runs the shard here, whether it is held or not. */
  public LaneVerticle laneOf(int shard) {
    return lanes.get(shard % lanes.size());
  }

  public int heldCount() {
    int held = 0;
    for (int shard = 0; shard < view.size(); shard++) {
      held += view.get(shard).held() ? 1 : 0;
    }
    return held;
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

  @Override
  public Future<?> start() {
    vertx.setPeriodic(0, EVERY_MS, id -> reconcile());
    return vertx.eventBus().consumer(RELEASED, message -> reconcile()).completion();
  }

  /** Something may have changed: look now. */
  public void wake() {
    context.runOnContext(v -> reconcile());
  }

  private void reconcile() {
    if (reconciling || draining != null || !lease.isValid(LaneVerticle.nowMs())) {
      return;
    }
    reconciling = true;
    int asked = term;
    Future<List<Head>> heads = shards.heads();
    Future<Set<String>> staying = shards.staying();
    Future.all(heads, staying)
        .compose(both -> act(heads.result(), staying.result(), asked))
        .onComplete(
            done -> reconciling = false,
            failure -> {
              reconciling = false;
              log.warn("shards not looked at: {}", failure.getMessage());
            });
  }

  private Future<Void> act(List<Head> heads, Set<String> staying, int asked) {
    heads.forEach(view::seen);
    Reconciler.Plan plan =
        Reconciler.plan(self, heads, shard -> view.get(shard).held(), placement, staying);
    plan.leave().forEach(handoff -> leave(handoff.shard(), handoff.successor()));
    if (plan.take().isEmpty() || asked != term) {
      return Future.succeededFuture();
    }
    return shards
        .take(plan.take(), self)
        .map(
            taken -> {
              if (asked == term && draining == null) {
                taken.forEach(this::own);
                log.info("took {} of {} shards", taken.size(), plan.take().size());
              }
              return null;
            });
  }

  private void own(Taken taken) {
    epochs.increment();
    view.held(taken.shard(), self, taken.epoch(), taken.lastSeq());
    laneOf(taken.shard()).own(taken.shard(), taken.epoch(), taken.lastSeq());
    if (listener != null) {
      listener.owned(taken.shard(), taken.epoch(), taken.lastSeq());
    }
  }

  private void drop(int shard) {
    view.dropped(shard);
    retaking.remove(shard);
    leaving.remove(shard);
    laneOf(shard).drop(shard);
    if (listener != null) {
      listener.dropped(shard);
    }
    drainedIfEmpty();
  }

  /**
   * The lease lapsed: nothing here is ours any more.
   *
   * @return done when every lane has dropped its shards
   */
  public Future<Void> loseAll() {
    Promise<Void> dropped = Promise.promise();
    context.runOnContext(
        v -> {
          term++;
          for (int shard = 0; shard < view.size(); shard++) {
            if (view.get(shard).held()) {
              drop(shard);
            }
          }
          Future.all(lanes.stream().map(LaneVerticle::caughtUp).toList())
              .<Void>mapEmpty()
              .onComplete(dropped);
        });
    return dropped.future();
  }

  // ---------------------------------------------------------------- taking again

  /** Takes a shard that is ours again, until it is known what is committed of it. */
  public void takeAgain(int shard) {
    context.runOnContext(
        v -> {
          // A lane that has not heard yet that the shard is lost asks in vain.
          if (view.get(shard).held()) {
            retaking.add(shard);
            takeAllAgain();
          }
        });
  }

  private void takeAllAgain() {
    if (takingAgain || retaking.isEmpty()) {
      return;
    }
    takingAgain = true;
    int asked = term;
    List<Integer> wanted = List.copyOf(retaking);
    shards
        .take(wanted, self)
        .onComplete(
            taken -> {
              takingAgain = false;
              takeFailures = 0;
              if (asked == term) {
                takenAgain(wanted, taken);
              }
              takeAllAgain();
            },
            failure -> {
              takingAgain = false;
              log.warn("{} shards not taken again: {}", wanted.size(), failure.getMessage());
              vertx.setTimer(BACKOFF.pauseMs(takeFailures++), id -> takeAllAgain());
            });
  }

  private void takenAgain(List<Integer> wanted, List<Taken> taken) {
    Set<Integer> missing = new HashSet<>(wanted);
    for (Taken t : taken) {
      missing.remove(t.shard());
      if (retaking.remove(t.shard())) {
        epochs.increment();
        view.held(t.shard(), self, t.epoch(), t.lastSeq());
        laneOf(t.shard()).taken(t.shard(), t.epoch(), t.lastSeq());
        if (listener != null) {
          listener.owned(t.shard(), t.epoch(), t.lastSeq());
        }
      }
    }
    missing.forEach(this::drop);
  }

  /** A lane was shut out of the shard; should Postgres still say that it is ours, take it anew. */
  public void lost(int shard) {
    context.runOnContext(
        v -> {
          drop(shard);
          reconcile();
        });
  }

  // ---------------------------------------------------------------- giving away

  private void leave(int shard, @Nullable String successor) {
    if (!leaving.containsKey(shard)) {
      leaving.put(shard, successor);
      laneOf(shard).leave(shard);
    }
  }

  /** The lane has settled a shard that it was asked to leave, and forgotten it. */
  public void released(int shard) {
    context.runOnContext(
        v -> {
          long epoch = view.epoch(shard);
          String successor = leaving.get(shard);
          releasing++;
          drop(shard);
          shards
              .release(shard, epoch, successor, self)
              .onFailure(e -> log.warn("shard {} not released: {}", shard, e.getMessage()))
              .onComplete(
                  done -> {
                    releasing--;
                    if (releasing == 0) {
                      vertx.eventBus().publish(RELEASED, self);
                    }
                    drainedIfEmpty();
                  });
        });
  }

  /** Gives every shard away; done when the last one is released, or cannot be. */
  public Future<Void> drain() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        v -> {
          draining = done;
          shards
              .leave(self)
              .onFailure(e -> log.warn("the others do not know that we leave: {}", e.getMessage()))
              .onComplete(told -> leaveAll());
        });
    return done.future();
  }

  private void leaveAll() {
    for (int shard = 0; shard < view.size(); shard++) {
      if (view.get(shard).held()) {
        leave(shard, null);
      }
    }
    drainedIfEmpty();
  }

  private void drainedIfEmpty() {
    if (draining != null && leaving.isEmpty() && releasing == 0 && heldCount() == 0) {
      draining.tryComplete();
    }
  }
}
