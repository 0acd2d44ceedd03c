package io.tavolo.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.availability.DaySnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One node of a storm: a lane whose world answers late, in any order, wrongly or not at all until
 * the faults stop. What is under way lies in {@link #acts} until the storm picks it.
 */
final class StormNode implements LaneEffects, LaneClock {
  private static final int PAGE = 2;

  final int number;
  final Lane lane;
  final List<Runnable> acts = new ArrayList<>();

  /** The lane's shards, as far as this node knows. */
  final Set<Integer> held = new HashSet<>();

  /** When the lease ends by the database's clock. */
  long leaseUntilMs;

  long wallOffsetMs;

  /** Answers to what was asked before the lease was lost count no more. */
  int life;

  private final Storm storm;
  private final Durable database;
  private final SplittableRandom random;
  private final Map<Integer, Long> publishedSeq = new HashMap<>();
  private @Nullable Batch inFlight;
  private @Nullable List<Batch.FenceResult> landed;
  private long newestBatch;

  StormNode(int number, Storm storm, LaneLimits limits, SplittableRandom random) {
    this.number = number;
    this.storm = storm;
    this.database = storm.database;
    this.random = random;
    lane = new Lane(limits, this, this);
  }

  private boolean happens(int oneIn) {
    return storm.faults && random.nextInt(oneIn) == 0;
  }

  // ---- batches

  boolean isCommitting() {
    return inFlight != null;
  }

  /** One step of the batch under way: it lands, or its answer arrives, or neither. */
  void commitStep() {
    Batch batch = inFlight;
    if (batch == null) {
      return;
    }
    List<Batch.FenceResult> results = landed;
    if (results != null) {
      if (happens(8)) {
        fail(Failure.UNKNOWN);
      } else {
        inFlight = null;
        landed = null;
        lane.committed(batch.number(), results);
      }
    } else if (database.refuses(batch)) {
      fail(Failure.DATA);
    } else if (storm.faults && storm.refusing) {
      fail(Failure.REFUSED);
    } else if (happens(10)) {
      storm.orphans.add(batch);
      fail(Failure.UNKNOWN);
    } else {
      landed = database.land(batch);
    }
  }

  private void fail(Failure failure) {
    Batch batch = inFlight;
    inFlight = null;
    landed = null;
    if (batch != null) {
      lane.failed(batch.number(), failure);
    }
  }

  @Override
  public void broken(int shard, RuntimeException fault) {
    throw new AssertionError("an invariant of shard " + shard, fault);
  }

  @Override
  public void commit(Batch batch) {
    assertThat(inFlight).as("one batch at a time").isNull();
    assertThat(batch.number()).isGreaterThanOrEqualTo(newestBatch);
    newestBatch = batch.number();
    inFlight = batch;
  }

  @Override
  public void committed(Batch batch, IntPredicate passed) {
    for (Batch.JournalRow row : batch.journal()) {
      if (passed.test(row.shard())) {
        assertThat(database.isStored(row)).isTrue();
        assertThat(publishedSeq.merge(row.shard(), row.seq(), (a, b) -> b > a ? b : -1))
            .as("events in the order of the shard")
            .isEqualTo(row.seq());
      }
    }
  }

  // ---- reads

  @Override
  public void load(int shard, long restaurant, long load) {
    acts.add(
        () -> {
          if (happens(10)) {
            acts.add(() -> lane.loadFailed(restaurant, load));
          } else {
            Loaded loaded = database.load(restaurant);
            acts.add(() -> lane.loaded(restaurant, load, loaded));
          }
        });
  }

  @Override
  public void fetch(int shard, long restaurant, long reservation, long load) {
    acts.add(
        () -> {
          if (happens(10)) {
            acts.add(() -> lane.fetchFailed(restaurant, load, reservation));
          } else {
            var found = database.reservation(restaurant, reservation);
            acts.add(() -> lane.fetched(restaurant, load, reservation, found));
          }
        });
  }

  @Override
  public void loadDeadlines(int shard, long afterMs) {
    acts.add(
        () -> {
          List<Loaded.Deadline> all = database.holds(shard, afterMs);
          long known = all.size() <= PAGE ? Long.MAX_VALUE : all.get(PAGE - 1).atMs();
          List<Loaded.Deadline> page = all.stream().filter(due -> due.atMs() <= known).toList();
          acts.add(() -> lane.deadlines(shard, page, known));
        });
  }

  // ---- ownership

  @Override
  public void takeAgain(int shard) {
    int asked = life;
    acts.add(
        () -> {
          Durable.Head head = database.head(shard);
          if (head.owner != number) {
            acts.add(() -> drop(shard, asked));
            return;
          }
          long epoch = ++head.epoch;
          long lastSeq = head.lastSeq;
          acts.add(() -> lane.taken(shard, epoch, lastSeq));
        });
  }

  private void drop(int shard, int asked) {
    if (asked == life) {
      held.remove(shard);
      lane.drop(shard);
    }
  }

  /** Takes the shard if its owner lets it or is dead. */
  void take(int shard) {
    Durable.Head head = database.head(shard);
    boolean free = head.owner == Durable.NOBODY || head.owner == number;
    if (storm.nowMs >= leaseUntilMs || held.contains(shard)) {
      return;
    }
    if (free || storm.nodes.get(head.owner).leaseUntilMs <= storm.nowMs) {
      int asked = life;
      head.owner = number;
      long epoch = ++head.epoch;
      long lastSeq = head.lastSeq;
      held.add(shard);
      acts.add(
          () -> {
            if (asked == life) {
              lane.own(shard, epoch, lastSeq);
            }
          });
    }
  }

  @Override
  public void lost(int shard) {
    held.remove(shard);
  }

  @Override
  public void released(int shard) {
    held.remove(shard);
    Durable.Head head = database.head(shard);
    if (head.owner == number) {
      head.owner = Durable.NOBODY;
    }
  }

  /** A heartbeat: the lease is longer, or it was lost and everything begins anew. */
  void renew() {
    long sentMs = storm.nowMs;
    acts.add(
        () -> {
          boolean valid = storm.nowMs < leaseUntilMs;
          if (valid) {
            leaseUntilMs = storm.nowMs + Storm.LEASE_MS;
            acts.add(() -> lane.lease(Math.min(leaseUntilMs, sentMs + Storm.LEASE_MS)));
          } else {
            acts.add(() -> beginAnew());
          }
        });
  }

  private void beginAnew() {
    if (storm.nowMs < leaseUntilMs) {
      return;
    }
    life++;
    new ArrayList<>(held).forEach(lane::drop);
    held.clear();
    leaseUntilMs = storm.nowMs + Storm.LEASE_MS;
    lane.lease(leaseUntilMs);
  }

  // ---- the rest

  @Override
  public void reply(Submission submission, Reply reply) {
    storm.clients.answered(submission, reply);
  }

  @Override
  public void snapshot(DaySnapshot day, long restaurant, long lastsMs) {
    if (happens(4)) {
      acts.add(() -> lane.changed(restaurant, day.serviceDay()));
    }
  }

  @Override
  public long wallMs() {
    return storm.startMs + storm.nowMs + wallOffsetMs;
  }

  @Override
  public long monotonicMs() {
    return storm.nowMs;
  }
}
