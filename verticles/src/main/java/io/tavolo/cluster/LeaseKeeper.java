package io.tavolo.cluster;

import io.tavolo.engine.form.Formats;
import io.tavolo.engine.ownership.Lease;
import io.tavolo.engine.ownership.LeaseEffects;
import io.tavolo.engine.ownership.LeaseKeeping;
import io.tavolo.lane.LaneVerticle;
import io.tavolo.postgres.Database;
import io.tavolo.postgres.DatabaseUnusable;
import io.tavolo.postgres.PgLeases;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the node's lease: the machine of {@link LeaseKeeping} on a thread and a connection of its
 * own, so that no load can make the lease lapse.
 */
public final class LeaseKeeper {
  private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

  /** How often the first registration is tried, each time for a lease's length. */
  private static final int FIRST_ATTEMPTS = 10;

  private final String node;

  /** Where the others should reach the node, and where the database says that they do. */
  private String address;

  private String stored;
  private final Lease lease;
  private final Supplier<Future<Void>> onLost;
  private final Vertx thread;
  private final PgLeases leases;
  private final LeaseKeeping keeping;

  private int attempts;

  /** The answer to the first registration. */
  private final Promise<Void> started = Promise.promise();

  // Not the client's own future: nobody is told on a thread that is closed.
  private final Promise<Void> gone = Promise.promise();

  /**
   * A keeper that has not begun.
   *
   * @param thread used by nothing else; closed with the keeper
   * @param onLost drops every shard; done when no lane answers from its old memory any more
   */
  public LeaseKeeper(
      Vertx thread,
      String node,
      String address,
      Lease lease,
      Database database,
      Supplier<Future<Void>> onLost) {
    this.thread = thread;
    this.node = node;
    this.address = address;
    this.stored = address;
    this.lease = lease;
    this.onLost = onLost;
    int timeoutMs = (int) Math.max(100, lease.lengthMs());
    leases = new PgLeases(database.pool(thread, "lease", 1, timeoutMs), Formats.HERE);
    keeping = new LeaseKeeping(lease, new Effects());
  }

  /** A thread for a keeper; to be made outside of any other Vert.x. */
  public static Vertx thread() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1));
  }

  /** Registers, and renews from then on. */
  public Future<Void> start() {
    run(k -> k.beat(LaneVerticle.nowMs()));
    return started.future();
  }

  /** Nodes that start at once wait for each other's registrations, for longer than for a lease. */
  private void notYet(Throwable failure) {
    attempts++;
    if (failure instanceof DatabaseUnusable || attempts >= FIRST_ATTEMPTS) {
      started.tryFail(failure);
    } else if (!started.future().isComplete()) {
      thread.setTimer(keeping.beatEveryMs(), id -> run(k -> k.beat(LaneVerticle.nowMs())));
    }
  }

  private void renewFromNowOn() {
    thread.setPeriodic(keeping.beatEveryMs(), id -> keeping.beat(LaneVerticle.nowMs()));
    thread.setPeriodic(
        LeaseKeeping.CLOCK_CHECK_MS, id -> keeping.compareClocks(System.currentTimeMillis()));
  }

  /** Gives the lease up and stops. */
  public Future<Void> stop() {
    run(LeaseKeeping::stop);
    return gone.future();
  }

  /**
   * From now on the others reach the node at this address; told at once, and until it is stored.
   */
  public void move(String fresh) {
    thread.runOnContext(
        v -> {
          address = fresh;
          tellAddress();
        });
  }

  private void tellAddress() {
    String told = address;
    if (!told.equals(stored)) {
      leases
          .move(node, told)
          .onComplete(
              done -> stored = told,
              failure -> log.warn("new address not stored: {}", failure.getMessage()));
    }
  }

  private void run(Consumer<LeaseKeeping> input) {
    thread.runOnContext(v -> input.accept(keeping));
  }

  /** Brings the answer to the machine, never before the effect that asked for it has returned. */
  private <T> void answer(
      Future<T> asked, Consumer<T> answered, Consumer<LeaseKeeping> failed, String failure) {
    asked.onComplete(
        value -> run(k -> answered.accept(value)),
        cause -> {
          log.warn("{}: {}", failure, cause.getMessage());
          run(failed);
        });
  }

  /** Carries what the machine asks for to Postgres and to the node. */
  private final class Effects implements LeaseEffects {
    @Override
    public void register() {
      String told = address;
      answer(
          leases.register(node, told, lease.lengthMs()).onFailure(LeaseKeeper.this::notYet),
          done -> {
            stored = told;
            keeping.registered(LaneVerticle.nowMs());
            if (started.tryComplete()) {
              renewFromNowOn();
            }
          },
          LeaseKeeping::registerFailed,
          "node not registered");
    }

    @Override
    public void renew() {
      answer(
          leases.renew(node, lease.lengthMs()),
          renewed -> {
            if (renewed) {
              keeping.renewed(LaneVerticle.nowMs());
              tellAddress();
            } else {
              keeping.lapsed();
            }
          },
          LeaseKeeping::renewFailed,
          "lease not renewed");
    }

    @Override
    public void readClock() {
      answer(
          leases.clockMs(),
          theirsMs -> keeping.clockRead(theirsMs, System.currentTimeMillis()),
          LeaseKeeping::clockFailed,
          "clocks not compared");
    }

    @Override
    public void dropAll(String why) {
      log.error("the lease of this node lapsed ({}): all shards are dropped", why);
      onLost.get().onComplete(dropped -> run(LeaseKeeping::allDropped));
    }

    @Override
    public void unregister() {
      leases
          .unregister(node)
          .otherwiseEmpty()
          .eventually(leases::close)
          .onComplete(
              done -> {
                gone.complete();
                thread.close();
              });
    }
  }
}
