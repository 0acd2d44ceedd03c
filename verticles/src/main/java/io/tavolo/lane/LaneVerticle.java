package io.tavolo.lane;

import io.micrometer.core.instrument.MeterRegistry;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Failure;
import io.tavolo.engine.lane.Lane;
import io.tavolo.engine.lane.LaneClock;
import io.tavolo.engine.lane.LaneEffects;
import io.tavolo.engine.lane.LaneLimits;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.lane.Submission;
import io.tavolo.engine.ownership.Lease;
import io.tavolo.postgres.Database;
import io.tavolo.postgres.JournalFailure;
import io.tavolo.postgres.PgJournal;
import io.tavolo.postgres.PgLoader;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane: the machine of {@link Lane} on this verticle's event loop. Public methods may be called
 * on any thread and return at once.
 */
public final class LaneVerticle extends VerticleBase implements LaneEffects, LaneClock {
  private static final Logger log = LoggerFactory.getLogger(LaneVerticle.class);
  private static final long TICK_MS = 20;

  /** A day that the cache did not take is written again after so long, or up to twice as long. */
  private static final long REWRITE_MS = 250;

  private static final int DEADLINES_PAGE = 10_000;
  private static final int JOURNAL_TIMEOUT_MS = 5_000;
  private static final int JOURNAL_GRACE_MS = 1_000;

  private final int number;
  private final Lane lane;
  private final Database database;
  private final PgLoader loader;
  private final Lease lease;
  private final LanePorts ports;
  private final Pace pace;
  private final LaneMetrics metrics;
  private volatile boolean up;
  private PgJournal journal;

  /**
   * A lane that runs once it is deployed.
   *
   * @param number counts the node's lanes from 0
   * @param pace one for all lanes of the node
   */
  @SuppressWarnings("NullAway.Init")
  public LaneVerticle(
      int number,
      LaneLimits limits,
      Database database,
      PgLoader loader,
      Lease lease,
      LanePorts ports,
      Pace pace,
      MeterRegistry registry) {
    this.number = number;
    this.database = database;
    this.loader = loader;
    this.lease = lease;
    this.ports = ports;
    this.pace = pace;
    this.lane = new Lane(limits, this, this);
    this.metrics = new LaneMetrics(registry, number, lane::pending, lane::residents);
  }

  @Override
  public Future<?> start() {
    journal =
        new PgJournal(
            vertx,
            database,
            "journal-" + number,
            JOURNAL_TIMEOUT_MS,
            JOURNAL_GRACE_MS,
            ports::format,
            new PgJournal.Listener() {
              @Override
              public void up() {
                up = true;
              }

              @Override
              public void down(String why) {
                up = false;
                log.warn("lane {}: no journal connection: {}", number, why);
              }
            });
    journal.start();
    vertx.setPeriodic(TICK_MS, id -> tick());
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return journal.close();
  }

  /** Whether its journal connection stands. */
  public boolean isUp() {
    return up;
  }

  /**
   * Brings a request to the lane.
   *
   * @param deadlineMs on the monotonic clock of {@link #nowMs}
   * @param answer called once, on the lane's thread
   */
  public void submit(int shard, Request request, long deadlineMs, Handler<Reply> answer) {
    context.runOnContext(
        v -> {
          long began = System.nanoTime();
          lane.lease(lease.untilMs());
          lane.submit(new Submission(shard, request, deadlineMs, answer));
          metrics.decided(System.nanoTime() - began);
        });
  }

  /** The shard is this lane's from now on. */
  public void own(int shard, long epoch, long lastSeq) {
    run(l -> l.own(shard, epoch, lastSeq));
  }

  /** The answer to {@link LanePorts#takeAgain}. */
  public void taken(int shard, long epoch, long lastSeq) {
    run(l -> l.taken(shard, epoch, lastSeq));
  }

  /** The shard is another's. */
  public void drop(int shard) {
    run(l -> l.drop(shard));
  }

  /** Settle the shard, then {@link LanePorts#released}. */
  public void leave(int shard) {
    run(l -> l.leave(shard));
  }

  /** Done when the lane has acted on everything that it was told before. */
  public Future<Void> caughtUp() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(v -> done.complete());
    return done.future();
  }

  /** This process's monotonic clock, in milliseconds. */
  public static long nowMs() {
    return System.nanoTime() / 1_000_000;
  }

  private void run(Consumer<Lane> input) {
    context.runOnContext(
        v -> {
          lane.lease(lease.untilMs());
          input.accept(lane);
        });
  }

  private void tick() {
    lane.lease(lease.untilMs());
    lane.tick();
  }

  // ---------------------------------------------------------------- effects

  @Override
  public void commit(Batch batch) {
    long began = System.nanoTime();
    int commands = batch.keys().size();
    long dueNanos = pace.reserve(commands, began);
    journal
        .write(batch)
        .onComplete(
            results -> {
              long ended = System.nanoTime();
              metrics.committed(ended - began, commands);
              long earlyMs = (dueNanos - ended) / 1_000_000;
              if (earlyMs > 0) {
                vertx.setTimer(earlyMs, id -> committed(batch, results));
              } else {
                committed(batch, results);
              }
            },
            failure -> fail(batch, failure));
  }

  private void committed(Batch batch, List<Batch.FenceResult> results) {
    lane.lease(lease.untilMs());
    lane.committed(batch.number(), results);
  }

  private void fail(Batch batch, Throwable cause) {
    Failure failure = cause instanceof JournalFailure f ? f.kind() : Failure.UNKNOWN;
    log.warn("lane {}: batch {} failed: {}", number, batch.number(), cause.toString());
    metrics.failed(failure);
    // A write that fails at once must not call into the lane before the effect has returned.
    context.runOnContext(v -> lane.failed(batch.number(), failure));
  }

  @Override
  public void load(int shard, long restaurant, long load) {
    loader
        .load(shard, restaurant)
        .onComplete(
            loaded -> run(l -> l.loaded(restaurant, load, loaded)),
            failure -> {
              log.warn("lane {}: a restaurant did not load: {}", number, failure.toString());
              run(l -> l.loadFailed(restaurant, load));
            });
  }

  @Override
  public void fetch(int shard, long restaurant, long reservation, long load) {
    loader
        .reservation(restaurant, reservation)
        .onComplete(
            found -> run(l -> l.fetched(restaurant, load, reservation, found)),
            failure -> {
              log.warn("lane {}: a reservation did not load: {}", number, failure.toString());
              run(l -> l.fetchFailed(restaurant, load, reservation));
            });
  }

  @Override
  public void takeAgain(int shard) {
    ports.takeAgain(shard);
  }

  @Override
  public void loadDeadlines(int shard, long afterMs) {
    loader
        .deadlines(shard, afterMs, DEADLINES_PAGE)
        .onComplete(
            holds -> {
              boolean all = holds.size() < DEADLINES_PAGE;
              long knownToMs = all ? Long.MAX_VALUE : holds.get(holds.size() - 1).atMs();
              run(l -> l.deadlines(shard, holds, knownToMs));
            },
            failure -> {
              log.warn(
                  "lane {}: holds of shard {} did not load: {}", number, shard, failure.toString());
              // The next tick asks again.
              run(l -> l.deadlines(shard, List.of(), Math.max(0, afterMs)));
            });
  }

  @Override
  @SuppressWarnings("unchecked")
  public void reply(Submission submission, Reply reply) {
    ((Handler<Reply>) submission.ticket()).handle(reply);
  }

  @Override
  public void committed(Batch batch, IntPredicate passed) {
    ports.committed(batch, passed);
  }

  @Override
  public void lost(int shard) {
    ports.lost(shard);
  }

  @Override
  public void broken(int shard, RuntimeException fault) {
    log.error("lane {}: shard {} is loaded anew: an invariant did not hold", number, shard, fault);
  }

  @Override
  public void released(int shard) {
    ports.released(shard);
  }

  @Override
  public void snapshot(DaySnapshot day, long restaurant, long lastsMs) {
    ports
        .write(day, restaurant, lastsMs)
        .onFailure(
            failure ->
                vertx.setTimer(
                    REWRITE_MS + ThreadLocalRandom.current().nextLong(REWRITE_MS),
                    id -> run(l -> l.changed(restaurant, day.serviceDay()))));
  }

  @Override
  public long wallMs() {
    return System.currentTimeMillis();
  }

  @Override
  public long monotonicMs() {
    return nowMs();
  }
}
