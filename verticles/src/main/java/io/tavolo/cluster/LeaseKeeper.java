package io.tavolo.cluster;

import io.tavolo.engine.ownership.Clocks;
import io.tavolo.engine.ownership.Lease;
import io.tavolo.lane.LaneVerticle;
import io.tavolo.postgres.Database;
import io.tavolo.postgres.PgLeases;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the node's lease on a thread and a connection of its own, so that no load can make it
 * lapse. When it lapses all the same, everybody is told once, and the node registers anew.
 */
public final class LeaseKeeper {
  private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);
  private static final int BEATS_PER_LEASE = 5;
  private static final long CLOCK_CHECK_MS = 1_000;

  private final String node;
  private final String address;
  private final Lease lease;
  private final Supplier<Future<Void>> onLost;
  private final Vertx thread;
  private final PgLeases leases;
  private boolean held;
  private boolean busy;
  private boolean stopped;

  /** The lanes still hold what they decided under the lost lease: it must not seem valid again. */
  private boolean dropping;

  private boolean clockIsWrong;

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
    this.lease = lease;
    this.onLost = onLost;
    int timeoutMs = (int) Math.max(100, lease.lengthMs());
    leases = new PgLeases(database.pool(thread, "lease", 1, timeoutMs));
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
    Promise<Void> started = Promise.promise();
    thread.runOnContext(
        v ->
            register()
                .onSuccess(
                    done -> {
                      thread.setPeriodic(lease.lengthMs() / BEATS_PER_LEASE, id -> beat());
                      thread.setPeriodic(CLOCK_CHECK_MS, id -> compareClocks());
                    })
                .onComplete(started));
    return started.future();
  }

  private Future<Void> register() {
    long sentMs = LaneVerticle.nowMs();
    return leases
        .register(node, address, lease.lengthMs())
        .onSuccess(
            done -> {
              lease.granted(sentMs);
              held = true;
            });
  }

  private void beat() {
    if (held && !lease.isValid(LaneVerticle.nowMs())) {
      lose("no renewal was answered in time");
    }
    if (busy || stopped || dropping || clockIsWrong) {
      return;
    }
    busy = true;
    long sentMs = LaneVerticle.nowMs();
    Future<Void> beat =
        held
            ? leases
                .renew(node, lease.lengthMs())
                .compose(
                    renewed -> {
                      if (renewed && held) {
                        lease.granted(sentMs);
                      } else if (held) {
                        lose("Postgres saw it lapse");
                      }
                      return Future.succeededFuture();
                    })
            : register();
    beat.onComplete(
        done -> busy = false,
        failure -> {
          busy = false;
          log.warn("lease not renewed: {}", failure.getMessage());
        });
  }

  private void lose(String why) {
    held = false;
    lease.lost();
    log.error("the lease of this node lapsed ({}): all shards are dropped", why);
    dropping = true;
    onLost.get().onComplete(dropped -> thread.runOnContext(v -> dropping = false));
  }

  /**
   * Holds, notice and retention go by the wall clock. A node whose clock is wrong owns nothing,
   * until it is right again.
   */
  private void compareClocks() {
    long askedMs = System.currentTimeMillis();
    leases
        .clockMs()
        .onSuccess(
            theirsMs -> {
              long answeredMs = System.currentTimeMillis();
              clockIsWrong = !Clocks.agree(askedMs, answeredMs, theirsMs);
              if (clockIsWrong && held) {
                lose(Clocks.difference(answeredMs, theirsMs));
              }
            })
        .onFailure(e -> log.warn("clocks not compared: {}", e.getMessage()));
  }

  /** Gives the lease up and stops. */
  public Future<Void> stop() {
    // Not the client's own future: nobody is told on a thread that is closed.
    Promise<Void> gone = Promise.promise();
    thread.runOnContext(
        v -> {
          stopped = true;
          lease.lost();
          leases
              .unregister(node)
              .otherwiseEmpty()
              .eventually(leases::close)
              .onComplete(
                  done -> {
                    gone.complete();
                    thread.close();
                  });
        });
    return gone.future();
  }
}
