package io.tavolo.engine.simulation;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Failure;
import io.tavolo.engine.lane.Lane;
import io.tavolo.engine.lane.LaneEffects;
import io.tavolo.engine.lane.LaneLimits;
import io.tavolo.engine.lane.Loaded;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Submission;
import io.tavolo.engine.simulation.check.Violation;
import io.tavolo.engine.simulation.check.Words;
import io.tavolo.engine.simulation.postgres.Result;
import io.tavolo.engine.simulation.postgres.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Carries one lane. */
final class LanePort implements LaneEffects {
  private static final long TICK_US = 20_000;
  private static final long LOADING_US = 10_000_000;
  private static final long DAY_MS = 86_400_000;
  private static final long OWN_KEY_MS = 60_000;
  private static final int DAYS_BACK = 2;

  /** Small, so that there are several. */
  private static final int DEADLINES_PAGE = 3;

  private final Node node;
  private final LaneLimits limits;
  private final Context context;
  private final JournalLink journal;
  private final Pool loader;
  private final Lane lane;
  private boolean committing;
  private boolean ticking;

  LanePort(Node node, LaneLimits limits) {
    this.node = node;
    this.limits = limits;
    context = node.context();
    journal = new JournalLink(node.process, node.place, node.outside.database(), node.random);
    loader = node.pool(4, LOADING_US);
    lane = new Lane(limits, node.clock, this);
    node.process.every(TICK_US, this::tick);
  }

  /** An input, on the lane's thread, with the lease as it is by then. */
  void run(Consumer<Lane> input) {
    context.run(
        () -> {
          lane.lease(node.lease.untilMs());
          input.accept(lane);
        });
  }

  void caughtUp(Runnable then) {
    context.run(then);
  }

  int pending() {
    return lane.pending();
  }

  /** A timer that comes late does not come twice. */
  private void tick() {
    if (!ticking) {
      ticking = true;
      run(
          l -> {
            ticking = false;
            l.tick();
            check();
          });
    }
  }

  /** The lane's thread stands still. */
  void stall(long us) {
    context.stall(us);
  }

  private void check() {
    if (lane.pending() > limits.queued()) {
      throw new Violation(
          'J', "%d submissions in a lane that takes %d".formatted(lane.pending(), limits.queued()));
    }
  }

  // ---- the journal

  @Override
  public void commit(Batch batch) {
    if (committing) {
      throw new Violation('J', "a batch before the one under way was answered: " + batch.heads());
    }
    if (node.lease.isValid(node.nowMs()) && node.clock.isLongWrong()) {
      throw new Violation('I', node.name() + " writes with a clock that is wrong for long");
    }
    committing = true;
    if (!node.process.effect()) {
      return;
    }
    node.world.say(
        () ->
            "%s sends batch %d: %s %s"
                .formatted(node.name(), batch.number(), batch.heads(), events(batch)));
    journal.write(
        batch,
        new JournalLink.Ended() {
          @Override
          public void committed(List<Batch.FenceResult> results) {
            node.world.say(
                () -> "%s, batch %d: %s".formatted(node.name(), batch.number(), results));
            for (Batch.FenceResult result : results) {
              if (!result.passed()) {
                node.world.count(Fault.FENCE_REFUSED);
              }
            }
            run(
                l -> {
                  committing = false;
                  l.committed(batch.number(), results);
                });
          }

          @Override
          public void failed(Failure failure) {
            node.world.say(
                () -> "%s, batch %d: %s".formatted(node.name(), batch.number(), failure));
            run(
                l -> {
                  committing = false;
                  l.failed(batch.number(), failure);
                });
          }
        });
  }

  private static List<String> events(Batch batch) {
    List<String> events = new ArrayList<>();
    batch
        .journal()
        .forEach(row -> events.add(row.shard() + "-" + row.seq() + " " + Words.of(row.event())));
    return events;
  }

  @Override
  public void committed(Batch batch, IntPredicate passed) {
    if (!node.process.effect()) {
      return;
    }
    List<Batch.JournalRow> rows = new ArrayList<>();
    for (Batch.JournalRow row : batch.journal()) {
      if (passed.test(row.shard())) {
        rows.add(row);
      }
    }
    node.publisher().run(publishing -> rows.forEach(publishing::committed));
  }

  // ---- reads

  @Override
  public void load(int shard, long restaurant, long load) {
    if (!node.process.effect()) {
      return;
    }
    long nowMs = node.clock.wallMs();
    int firstServiceDay = (int) Math.floorDiv(nowMs, DAY_MS) - DAYS_BACK;
    long callerKeysFromMs = nowMs - DAY_MS;
    int yesterday = (int) Math.floorDiv(callerKeysFromMs, DAY_MS);
    List<Statement> five =
        List.of(
            new Statement.Definition(restaurant),
            new Statement.Standing(restaurant, firstServiceDay),
            new Statement.Keys(restaurant, yesterday, callerKeysFromMs, nowMs - OWN_KEY_MS),
            new Statement.ExternalIds(restaurant),
            new Statement.LastEvent(shard, yesterday));
    loader.executeAll(five, results -> loaded(restaurant, load, results));
  }

  private void loaded(long restaurant, long load, @Nullable List<Result> results) {
    if (results != null
        && results.get(0) instanceof Result.Definition definition
        && results.get(1) instanceof Result.Reservations standing
        && results.get(2) instanceof Result.Keys keys
        && results.get(3) instanceof Result.ExternalIds externals
        && results.get(4) instanceof Result.Time last) {
      Loaded loaded =
          new Loaded(
              definition.definition(), standing.rows(), keys.rows(), externals.rows(), last.ms());
      run(l -> l.loaded(restaurant, load, loaded));
    } else {
      run(l -> l.loadFailed(restaurant, load));
    }
  }

  @Override
  public void fetch(int shard, long restaurant, long reservation, long load) {
    if (node.process.effect()) {
      loader.execute(
          new Statement.OneReservation(restaurant, reservation),
          result -> {
            if (result instanceof Result.Reservations found) {
              run(
                  l ->
                      l.fetched(
                          restaurant,
                          load,
                          reservation,
                          found.rows().isEmpty() ? null : found.rows().get(0)));
            } else {
              run(l -> l.fetchFailed(restaurant, load, reservation));
            }
          });
    }
  }

  @Override
  public void loadDeadlines(int shard, long afterMs) {
    if (node.process.effect()) {
      loader.execute(
          new Statement.Deadlines(shard, afterMs, DEADLINES_PAGE),
          result -> {
            if (result instanceof Result.Deadlines read) {
              List<Loaded.Deadline> holds = read.rows();
              boolean all = holds.size() < DEADLINES_PAGE;
              long knownToMs = all ? Long.MAX_VALUE : holds.get(holds.size() - 1).atMs();
              run(l -> l.deadlines(shard, holds, knownToMs));
            } else {
              run(l -> l.deadlines(shard, List.of(), Math.max(0, afterMs)));
            }
          });
    }
  }

  // ---- ownership

  @Override
  public void takeAgain(int shard) {
    if (node.process.effect()) {
      node.ownership().takeAgain(shard);
    }
  }

  @Override
  public void lost(int shard) {
    if (node.process.effect()) {
      node.ownership().lost(shard);
    }
  }

  @Override
  public void released(int shard) {
    if (node.process.effect()) {
      node.ownership().released(shard);
    }
  }

  @Override
  public void broken(int shard, RuntimeException fault) {
    Violation violation =
        new Violation('E', "memory of shard %d at %s: %s".formatted(shard, node.name(), fault));
    violation.initCause(fault);
    throw violation;
  }

  // ---- the rest

  @Override
  @SuppressWarnings("unchecked")
  public void reply(Submission submission, Reply reply) {
    if (node.process.effect()) {
      ((Consumer<Reply>) submission.ticket()).accept(reply);
    }
  }

  @Override
  public void snapshot(DaySnapshot day, long restaurant, long lastsMs) {
    if (node.process.effect()) {
      node.cache().put(day, restaurant, lastsMs, written -> written(written, day, restaurant));
    }
  }

  private void written(boolean written, DaySnapshot day, long restaurant) {
    if (!written) {
      node.process.after(
          250_000 + node.random.nextInt(250_000),
          () -> run(l -> l.changed(restaurant, day.serviceDay())));
    }
  }
}
