package io.tavolo.bench.jmh;

import static java.util.Objects.requireNonNull;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Lane;
import io.tavolo.engine.lane.LaneClock;
import io.tavolo.engine.lane.LaneEffects;
import io.tavolo.engine.lane.LaneLimits;
import io.tavolo.engine.lane.Loaded;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.lane.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A lane with one house, whose journal is in memory: a batch waits there until {@link #commit} says
 * that it is stored. Whatever goes wrong is thrown, as nothing that is measured here may.
 */
final class MemoryLane implements LaneEffects, LaneClock {
  static final int SHARD = 0;

  /** Keys that the house remembers: the oldest goes with each command, as in a busy house. */
  static final int KEYS = 16_384;

  private static final long EPOCH = 1;
  private static final long PATIENCE_MS = 5_000;
  private static final Object TICKET = new Object();

  private final Loaded house;
  private final Lane lane =
      new Lane(new LaneLimits(512, 16_384, 4_096, 20_000, KEYS, 100_000), this, this);
  private @Nullable Batch underWay;
  private @Nullable Reply lastReply;
  private boolean loading;
  private long load;
  private long answers;

  /**
   * A lane that has the shard, and nothing in memory yet.
   *
   * @param house as its database has it, for ever
   */
  MemoryLane(Loaded house) {
    this.house = house;
    lane.lease(Long.MAX_VALUE);
    own();
  }

  /** It gets the shard anew: whatever it had in memory is gone. */
  void own() {
    lane.own(SHARD, EPOCH, 0);
  }

  /** Asks it; what it reads of its database comes at once. */
  void submit(Request request) {
    lane.submit(new Submission(SHARD, request, monotonicMs() + PATIENCE_MS, TICKET));
    if (loading) {
      loading = false;
      lane.loaded(House.NUMBER, load, house);
    }
  }

  /** The batch under way is stored. */
  void commit() {
    Batch batch = requireNonNull(underWay);
    underWay = null;
    List<Batch.FenceResult> passed = new ArrayList<>();
    for (Batch.Head head : batch.heads()) {
      passed.add(new Batch.FenceResult(head.shard(), head.epoch(), head.previousSeq(), true));
    }
    lane.committed(batch.number(), passed);
  }

  /** Commands in the batch under way, 0 without one. */
  int commandsUnderWay() {
    return underWay == null ? 0 : underWay.keys().size();
  }

  /** Answers given so far. */
  long answers() {
    return answers;
  }

  /** The newest answer. */
  Reply lastReply() {
    return requireNonNull(lastReply);
  }

  @Override
  public void commit(Batch batch) {
    underWay = batch;
  }

  @Override
  public void load(int shard, long restaurant, long number) {
    loading = true;
    load = number;
  }

  @Override
  public void reply(Submission submission, Reply reply) {
    if (!(reply instanceof Reply.Done) && !(reply instanceof Reply.Day)) {
      throw new IllegalStateException(reply + " to " + submission);
    }
    lastReply = reply;
    answers++;
  }

  @Override
  public void fetch(int shard, long restaurant, long reservation, long number) {
    throw new IllegalStateException("not in memory: " + reservation);
  }

  @Override
  public void takeAgain(int shard) {
    throw new IllegalStateException("in doubt: " + shard);
  }

  @Override
  public void lost(int shard) {
    throw new IllegalStateException("lost: " + shard);
  }

  @Override
  public void broken(int shard, RuntimeException fault) {
    throw fault;
  }

  // There are no holds, no other node, no Kafka and no Redis.

  @Override
  public void loadDeadlines(int shard, long afterMs) {}

  @Override
  public void committed(Batch batch, IntPredicate passed) {}

  @Override
  public void released(int shard) {}

  @Override
  public void snapshot(DaySnapshot day, long restaurant, long lastsMs) {}

  /** The day that the house's bookings are made on never ends. */
  @Override
  public long wallMs() {
    return House.NOW_MS;
  }

  @Override
  public long monotonicMs() {
    return System.nanoTime() / 1_000_000;
  }
}
