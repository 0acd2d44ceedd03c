package io.tavolo.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tavolo.engine.ownership.Head;
import io.tavolo.engine.ownership.Lease;
import io.tavolo.engine.ownership.Ownership;
import io.tavolo.engine.ownership.OwnershipEffects;
import io.tavolo.engine.ownership.Reconciler;
import io.tavolo.engine.ownership.ShardView;
import io.tavolo.lane.LaneVerticle;
import io.tavolo.postgres.PgShards;
import io.tavolo.retry.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's ownership of its shards: the machine of {@link Ownership} on this verticle's event loop.
 * It looks every second, and when woken. Public methods may be called on any thread.
 */
public final class OwnershipVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(OwnershipVerticle.class);

  /**
   * Where a node tells the others that shards were given away, or taken; by the name that it has
   * had since only the first was told.
   */
  private static final String MOVED = "tavolo.shards.released";

  private static final Backoff BACKOFF = new Backoff(50, 1_000);

  /** Hears of shards that come and go. Called on this verticle's thread. */
  public interface Listener {
    /** Ours, everything up to {@code lastSeq} committed; also after a shard was taken again. */
    void owned(int shard, long lastSeq);

    void dropped(int shard);
  }

  private final String self;
  private final PgShards shards;
  private final Ownership ownership;
  private final Counter epochs;
  private final Promise<Void> drained = Promise.promise();
  private List<LaneVerticle> lanes = List.of();
  private @Nullable Listener listener;
  private volatile Runnable onRoutesChanged = () -> {};
  private volatile boolean begun;

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
    ownership = new Ownership(self, shardCount, lease, placement, new Effects());
    epochs =
        Counter.builder("tavolo.shard.epochs")
            .description("Shards taken, each under a new epoch")
            .register(registry);
    Gauge.builder("tavolo.shards.held", ownership::heldCount)
        .description("Shards whose lanes run here")
        .register(registry);
  }

  /** Joins the lanes, which need this verticle's ports; before it is deployed. */
  public void lanes(List<LaneVerticle> lanes, Listener listener) {
    this.lanes = List.copyOf(lanes);
    this.listener = listener;
  }

  /**
   * Calls back whenever shards are reached elsewhere than before, on this verticle's thread; before
   * it is deployed.
   */
  public void onRoutesChanged(Runnable changed) {
    onRoutesChanged = changed;
  }

  /** What is known of the shards; read on any thread. */
  public ShardView view() {
    return ownership.view();
  }

  /** The lane that runs the shard here, whether it is held or not. */
  public LaneVerticle laneOf(int shard) {
    return lanes.get(shard % lanes.size());
  }

  /** Whether every shard that the placement gives to this node is held. */
  public boolean hasItsShare() {
    return ownership.hasItsShare();
  }

  @Override
  public Future<?> start() {
    begun = true;
    vertx.setPeriodic(0, Ownership.LOOK_EVERY_MS, id -> ownership.wake(LaneVerticle.nowMs()));
    return vertx.eventBus().consumer(MOVED, message -> wake()).completion();
  }

  /** Something may have changed: look now. */
  public void wake() {
    run(o -> o.wake(LaneVerticle.nowMs()));
  }

  /**
   * The lease lapsed: nothing here is ours any more.
   *
   * @return done when every lane has dropped its shards
   */
  public Future<Void> loseAll() {
    if (!begun) {
      return Future.succeededFuture();
    }
    Promise<Void> dropped = Promise.promise();
    run(
        o -> {
          o.loseAll();
          Future.all(lanes.stream().map(LaneVerticle::caughtUp).toList())
              .<Void>mapEmpty()
              .onComplete(dropped);
        });
    return dropped.future();
  }

  /** Takes a shard that is ours again, until it is known what is committed of it. */
  public void takeAgain(int shard) {
    run(o -> o.takeAgain(shard));
  }

  /** A lane was shut out of the shard; should Postgres still say that it is ours, take it anew. */
  public void lost(int shard) {
    run(o -> o.lost(shard, LaneVerticle.nowMs()));
  }

  /** The lane has settled a shard that it was asked to leave, and forgotten it. */
  public void released(int shard) {
    run(o -> o.released(shard));
  }

  /** Gives every shard away; done when the last one is released, or cannot be. */
  public Future<Void> drain() {
    run(Ownership::drain);
    return drained.future();
  }

  private void run(Consumer<Ownership> input) {
    context.runOnContext(v -> input.accept(ownership));
  }

  /** Brings the answer to the machine, never before the effect that asked for it has returned. */
  private <T> void answer(
      Future<T> asked, Consumer<T> answered, Consumer<Ownership> failed, String failure) {
    asked.onComplete(
        value -> run(o -> answered.accept(value)),
        cause -> {
          log.warn("{}: {}", failure, cause.getMessage());
          run(failed);
        });
  }

  /** Carries what the machine asks for to Postgres, the lanes, the listener and the other nodes. */
  private final class Effects implements OwnershipEffects {
    @Override
    public void look() {
      Future<List<Head>> heads = shards.heads();
      Future<Set<String>> staying = shards.staying();
      answer(
          Future.all(heads, staying),
          both -> ownership.looked(heads.result(), staying.result()),
          Ownership::lookFailed,
          "shards not looked at");
    }

    @Override
    public void take(List<Integer> wanted) {
      answer(
          shards.take(wanted, self),
          taken -> {
            log.info("took {} of {} shards", taken.size(), wanted.size());
            ownership.taken(taken);
          },
          Ownership::takeFailed,
          "shards not taken");
    }

    @Override
    public void takeAgain(List<Integer> wanted) {
      answer(
          shards.take(wanted, self),
          ownership::takenAgain,
          Ownership::takeAgainFailed,
          wanted.size() + " shards not taken again");
    }

    @Override
    public void pause(int failures) {
      vertx.setTimer(BACKOFF.pauseMs(failures), id -> ownership.pauseEnded());
    }

    @Override
    public void release(int shard, long epoch, @Nullable String successor) {
      answer(
          shards.release(shard, epoch, successor, self),
          done -> ownership.releaseEnded(),
          Ownership::releaseEnded,
          "shard " + shard + " not released");
    }

    @Override
    public void sayLeaving() {
      answer(
          shards.leave(self),
          done -> ownership.leavingSaid(),
          Ownership::leavingSaid,
          "the others do not know that we leave");
    }

    @Override
    public void lookIn(long ms) {
      vertx.setTimer(ms, id -> ownership.lookIsDue(LaneVerticle.nowMs()));
    }

    @Override
    public void routesChanged() {
      onRoutesChanged.run();
    }

    @Override
    public void wakeOthers() {
      vertx.eventBus().publish(MOVED, self);
    }

    @Override
    public void own(int shard, long epoch, long lastSeq) {
      epochs.increment();
      laneOf(shard).own(shard, epoch, lastSeq);
    }

    @Override
    public void taken(int shard, long epoch, long lastSeq) {
      epochs.increment();
      laneOf(shard).taken(shard, epoch, lastSeq);
    }

    @Override
    public void drop(int shard) {
      laneOf(shard).drop(shard);
    }

    @Override
    public void leave(int shard) {
      laneOf(shard).leave(shard);
    }

    @Override
    public void owned(int shard, long lastSeq) {
      if (listener != null) {
        listener.owned(shard, lastSeq);
      }
    }

    @Override
    public void dropped(int shard) {
      if (listener != null) {
        listener.dropped(shard);
      }
    }

    @Override
    public void drained() {
      drained.complete();
    }
  }
}
