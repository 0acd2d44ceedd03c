package io.tavolo.engine.lane;

import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One writer for its shards' restaurants.
 *
 * <p><b>Flow.</b> A submission is decided against the newest <em>decided</em> state, its rows join
 * the batch being gathered, and its answer is held by that batch. One batch commits at a time;
 * while it does, the next gathers: no timer, no delay at low load, group commit at high load. An
 * answer without rows (a refusal, a repeat) is held by the batch that has its restaurant's newest
 * event, so that nothing is ever said that rests on what never committed.
 *
 * <p><b>Failure.</b> Whatever goes wrong with a batch, beyond a plain "not now", ends the same way:
 * the decided state of its shards is dropped, the shards are taken again (which shuts out any
 * orphan of ours and tells what it left), and the held submissions are decided anew, where their
 * keys find what had landed after all.
 *
 * <p>Single owner thread. Inputs are the public methods; {@link LaneEffects} must not call them
 * before an effect has returned.
 */
public final class Lane {
  private static final long EXPIRY_BACKOFF_MS = 1_000;

  private final LaneLimits limits;
  private final LaneClock clock;
  private final LaneEffects effects;
  private final Deciding deciding;
  private final Int2ObjectHashMap<ShardSlot> slots = new Int2ObjectHashMap<>();
  private final Residents residents;
  private final Deadlines deadlines = new Deadlines();
  private final Interest interest;
  private final Batching batching;
  private final Freshness freshness;
  private final Deque<Submission> backlog = new ArrayDeque<>();

  private long leaseUntilMs = Long.MIN_VALUE;

  /** Holds that have run out rest until then, after one could not be taken up. */
  private long expiriesFromMs = Long.MIN_VALUE;

  private int pending;

  public Lane(LaneLimits limits, LaneClock clock, LaneEffects effects) {
    this.limits = limits;
    this.clock = clock;
    this.effects = effects;
    this.interest = new Interest(limits.interests());
    this.deciding = new Deciding(clock, deadlines, interest);
    this.batching = new Batching(limits.commandsPerBatch(), clock, effects);
    this.residents = new Residents(limits, batching::isSettled, effects);
    this.freshness = new Freshness(interest, slots, residents, effects);
  }

  // ---------------------------------------------------------------- ownership

  /**
   * The node's lease holds until then, on the monotonic clock; past it nothing is answered from
   * memory.
   */
  public void lease(long untilMs) {
    leaseUntilMs = untilMs;
  }

  /** A shard is ours from now on. */
  public void own(int shard, long epoch, long lastSeq) {
    drop(shard);
    slots.put(shard, new ShardSlot(shard, epoch, lastSeq));
    effects.loadDeadlines(shard, Long.MIN_VALUE);
  }

  /**
   * A shard was taken again; {@code lastSeq} is what is committed of it, and no orphan can change
   * that.
   */
  public void taken(int shard, long epoch, long lastSeq) {
    ShardSlot slot = slots.get(shard);
    if (slot == null || !slot.retaking || epoch <= slot.epoch) {
      // Asked before the shard was lost and owned anew.
      return;
    }
    slot.epoch = epoch;
    slot.decidedSeq = lastSeq;
    slot.retaking = false;
    List<Submission> again = new ArrayList<>(slot.waiting);
    slot.waiting.clear();
    again.forEach(this::accept);
    releaseIfSettled(slot);
  }

  /**
   * A shard is no longer ours. Who waits is sent elsewhere; a batch under way still answers for
   * itself.
   */
  public void drop(int shard) {
    ShardSlot slot = slots.remove(shard);
    if (slot == null) {
      return;
    }
    List<Submission> homeless = new ArrayList<>(batching.gathering().remove(shard));
    homeless.addAll(residents.forget(shard));
    homeless.addAll(slot.waiting);
    deadlines.dropShard(shard);
    interest.dropShard(shard);
    homeless.forEach(s -> answer(s, new Reply.NotOwner()));
  }

  /**
   * Take nothing new for the shard; {@link LaneEffects#released} when its last batch is settled.
   */
  public void leave(int shard) {
    ShardSlot slot = slots.get(shard);
    if (slot != null) {
      slot.leaving = true;
      releaseIfSettled(slot);
    }
  }

  private void releaseIfSettled(ShardSlot slot) {
    if (slot.leaving
        && !slot.retaking
        && !batching.has(slot.shard)
        && slots.get(slot.shard) == slot) {
      drop(slot.shard);
      effects.released(slot.shard);
    }
  }

  // ---------------------------------------------------------------- submissions

  /** Takes a request up, or answers why not. Exactly one reply for each. */
  public void submit(Submission submission) {
    pending++;
    if (pending > limits.queued()) {
      answer(submission, new Reply.Unavailable(Reply.Reason.QUEUE_FULL));
      return;
    }
    accept(submission);
    batching.pump();
  }

  /** Submissions accepted and not answered yet. */
  public int pending() {
    return pending;
  }

  /** Restaurants in memory. */
  public int residents() {
    return residents.size();
  }

  private void accept(Submission submission) {
    accept(submission, false);
  }

  /** Has it wait where it must, or takes it up; {@code inTurn} passes the backlog. */
  private void accept(Submission submission, boolean inTurn) {
    ShardSlot slot = slots.get(submission.shard());
    if (slot == null || slot.leaving || clock.monotonicMs() >= leaseUntilMs) {
      answer(submission, new Reply.NotOwner());
    } else if (slot.retaking) {
      slot.waiting.add(submission);
    } else if (!inTurn && (batching.isFull() || !backlog.isEmpty())) {
      backlog.add(submission);
    } else {
      takeUp(slot, submission);
    }
  }

  private void takeUp(ShardSlot slot, Submission submission) {
    if (clock.monotonicMs() > submission.deadlineMs()) {
      answer(submission, new Reply.Unavailable(Reply.Reason.DEADLINE));
      return;
    }
    long restaurant = submission.request().restaurant();
    Resident resident = residents.get(restaurant);
    if (resident == null) {
      resident = residents.load(slot, restaurant);
    } else {
      residents.touch(resident);
    }
    if (!resident.loading) {
      decide(slot, resident, submission);
    } else if (resident.waiting.size() < limits.waitingPerRestaurant()) {
      resident.waiting.add(submission);
    } else {
      answer(submission, new Reply.Unavailable(Reply.Reason.QUEUE_FULL));
    }
  }

  private void decide(ShardSlot slot, Resident resident, Submission submission) {
    long reservation = deciding.missing(resident, submission.request());
    if (reservation != 0) {
      List<Submission> waiting =
          resident.fetching.computeIfAbsent(reservation, r -> new ArrayList<>());
      waiting.add(submission);
      if (waiting.size() == 1) {
        effects.fetch(slot.shard, resident.restaurant, reservation, resident.load);
      }
      return;
    }
    Gathering gathering = batching.gathering();
    int before = gathering.commands();
    Reply reply;
    try {
      reply =
          deciding.withAlternatives(
              resident,
              slot,
              submission.request(),
              deciding.decide(slot, resident, submission.request(), gathering));
    } catch (RuntimeException e) {
      broken(slot, submission, e);
      return;
    }
    boolean wrote = gathering.commands() > before;
    if (wrote) {
      batching.joined(resident);
    }
    Gathering restsOn = batching.restsOn(resident);
    if (restsOn == null) {
      answer(submission, reply);
    } else {
      restsOn.hold(submission, reply, wrote);
    }
  }

  /**
   * An invariant does not hold: nothing more is said from this memory; the database is asked anew.
   */
  private void broken(ShardSlot slot, Submission submission, RuntimeException fault) {
    effects.broken(slot.shard, fault);
    answer(submission, new Reply.Unavailable(Reply.Reason.FAULT));
    takeAgain(slot, List.of());
  }

  private void answer(Submission submission, Reply reply) {
    pending--;
    if (!(submission.ticket() instanceof Deadlines.Due due)) {
      boolean unknown = submission.mayHaveLanded() && reply instanceof Reply.Unavailable;
      effects.reply(
          submission, unknown ? new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME) : reply);
    } else if (slots.containsKey(due.shard()) && Deadlines.mayStillStand(reply)) {
      deadlines.add(due);
      expiriesFromMs = clock.monotonicMs() + EXPIRY_BACKOFF_MS;
    }
  }

  // ---------------------------------------------------------------- loading

  /** The answer to {@link LaneEffects#load}. */
  public void loaded(long restaurant, long load, Loaded loaded) {
    Resident resident = residents.get(restaurant);
    if (resident == null || resident.load != load || !resident.loading) {
      return;
    }
    try {
      resident.restore(loaded);
    } catch (RuntimeException e) {
      effects.broken(resident.shard, e);
      residents.remove(resident);
      fail(resident.waiting, Reply.Reason.FAULT);
      return;
    }
    ShardSlot slot = slots.get(resident.shard);
    if (slot != null) {
      slot.lastEventMs = Math.max(slot.lastEventMs, loaded.lastEventMs());
    }
    acceptAgain(resident.takeWaiting());
  }

  /** The answer to {@link LaneEffects#load}, when there is none. */
  public void loadFailed(long restaurant, long load) {
    Resident resident = residents.get(restaurant);
    if (resident != null && resident.load == load && resident.loading) {
      residents.remove(resident);
      fail(resident.waiting, Reply.Reason.DATABASE);
    }
  }

  /** The answer to {@link LaneEffects#fetch}; null when there is no such reservation. */
  public void fetched(long restaurant, long load, long id, @Nullable Reservation reservation) {
    Resident resident = residents.get(restaurant);
    if (resident == null || resident.load != load) {
      return;
    }
    List<Submission> waiting = resident.fetching.remove(id);
    if (waiting == null) {
      return;
    }
    if (reservation != null) {
      resident.state.recall(reservation);
    }
    // It may have been made while it was being looked for.
    if (resident.state.find(id) != null) {
      acceptAgain(waiting);
    } else {
      waiting.forEach(s -> answer(s, Deciding.refused(resident, Refusal.UNKNOWN_RESERVATION)));
    }
  }

  /** The answer to {@link LaneEffects#fetch}, when there is none. */
  public void fetchFailed(long restaurant, long load, long id) {
    Resident resident = residents.get(restaurant);
    if (resident != null && resident.load == load) {
      List<Submission> waiting = resident.fetching.remove(id);
      if (waiting != null) {
        fail(waiting, Reply.Reason.DATABASE);
      }
    }
  }

  private void acceptAgain(List<Submission> waiting) {
    waiting.forEach(this::accept);
    batching.pump();
  }

  private void fail(List<Submission> waiting, Reply.Reason reason) {
    waiting.forEach(s -> answer(s, new Reply.Unavailable(reason)));
  }

  // ---------------------------------------------------------------- batches

  /** The batch's statement committed; what the fence said of each shard. */
  public void committed(long number, List<Batch.FenceResult> results) {
    Gathering batch = batching.underWay(number);
    if (batch == null) {
      return;
    }
    batching.settle(batch);
    Int2ObjectHashMap<Batch.FenceResult> byShard = new Int2ObjectHashMap<>();
    results.forEach(result -> byShard.put(result.shard(), result));
    effects.committed(batch, shard -> passed(byShard, shard));
    for (Batch.Head head : batch.heads()) {
      if (!passed(byShard, head.shard())) {
        fenced(batch, head, byShard.get(head.shard()));
      }
    }
    batching.pump();
    for (Gathering.Held held : batch.held()) {
      if (passed(byShard, held.submission().shard())) {
        answer(held.submission(), held.reply());
      }
    }
    releaseSettled(batch);
    drainBacklog();
  }

  private void releaseSettled(Gathering batch) {
    for (Batch.Head head : batch.heads()) {
      ShardSlot slot = slots.get(head.shard());
      if (slot != null) {
        releaseIfSettled(slot);
      }
    }
  }

  private static boolean passed(Int2ObjectHashMap<Batch.FenceResult> results, int shard) {
    Batch.FenceResult result = results.get(shard);
    return result != null && result.passed();
  }

  /**
   * Refused for one shard: a higher epoch means that we are out, our own that a batch before this
   * one failed.
   */
  private void fenced(Gathering batch, Batch.Head head, Batch.@Nullable FenceResult result) {
    List<Submission> held = batch.waitingFor(head.shard());
    ShardSlot slot = slots.get(head.shard());
    boolean ours = slot != null && slot.epoch == head.epoch();
    if (ours && (result == null || result.epoch() != head.epoch())) {
      drop(head.shard());
      held.forEach(s -> answer(s, new Reply.NotOwner()));
      effects.lost(head.shard());
    } else {
      decideAnew(head, held);
    }
  }

  /** What a batch did not settle of a shard, which may be dropped or taken anew by now. */
  private void decideAnew(Batch.Head head, List<Submission> held) {
    ShardSlot slot = slots.get(head.shard());
    if (slot == null) {
      held.forEach(s -> answer(s, new Reply.NotOwner()));
    } else if (slot.epoch != head.epoch()) {
      held.forEach(this::accept);
    } else {
      takeAgain(slot, held);
    }
  }

  /** The batch's statement did not commit, or nobody knows. */
  public void failed(long number, Failure failure) {
    Gathering batch = batching.underWay(number);
    if (batch == null || (failure == Failure.REFUSED && batching.resendLater(batch))) {
      return;
    }
    batching.settle(batch);
    boolean alone = failure == Failure.DATA && batch.commands() == 1;
    for (Gathering.Held held : batch.held()) {
      if (alone && held.wrote()) {
        Resident resident = residents.get(held.submission().request().restaurant());
        answer(held.submission(), Deciding.refused(resident, Refusal.UNSTORABLE));
      } else if (failure == Failure.REFUSED) {
        answer(held.submission(), new Reply.Unavailable(Reply.Reason.DATABASE));
      }
    }
    if (failure == Failure.DATA && !alone) {
      batching.singleOut(batch.commands());
    }
    for (Batch.Head head : batch.heads()) {
      List<Submission> again =
          failure == Failure.REFUSED ? List.of() : batch.waitingFor(head.shard());
      if (failure == Failure.UNKNOWN) {
        again = again.stream().map(Submission::afterUnknownOutcome).toList();
      }
      if (alone) {
        again = batch.waitingWithoutRows();
      }
      decideAnew(head, again);
    }
    batching.pump();
    releaseSettled(batch);
    drainBacklog();
  }

  /** Drops what was decided and not committed, and asks the database what is. */
  private void takeAgain(ShardSlot slot, List<Submission> first) {
    slot.waiting.addAll(first);
    slot.waiting.addAll(batching.gathering().remove(slot.shard));
    // Loads under way may have read before an orphan of ours landed: they count no more.
    slot.waiting.addAll(residents.forget(slot.shard));
    if (!slot.retaking) {
      slot.retaking = true;
      effects.takeAgain(slot.shard);
    }
  }

  private void drainBacklog() {
    while (!backlog.isEmpty() && !batching.isFull()) {
      accept(backlog.remove(), true);
      batching.pump();
    }
  }

  // ---------------------------------------------------------------- time

  /**
   * What time brings: holds that run out, batches sent again, days written to the cache. Call every
   * 10 to 50 ms.
   */
  public void tick() {
    long nowMs = clock.monotonicMs();
    batching.resendIfDue(nowMs);
    long wallMs = clock.wallMs();
    if (nowMs < leaseUntilMs && nowMs >= expiriesFromMs) {
      deadlines.takeDue(wallMs).forEach(due -> submit(due.expiry()));
    }
    for (ShardSlot slot : slots.values()) {
      if (slot.deadlinesKnownToMs <= wallMs) {
        long after = slot.deadlinesKnownToMs;
        slot.deadlinesKnownToMs = Long.MAX_VALUE;
        effects.loadDeadlines(slot.shard, after);
      }
      fail(slot.takeOverdue(nowMs), Reply.Reason.DEADLINE);
    }
    freshness.tick(nowMs, nowMs < leaseUntilMs);
  }

  /**
   * The answer to {@link LaneEffects#loadDeadlines}.
   *
   * @param knownToMs holds that run out later are still in the database only; {@code
   *     Long.MAX_VALUE} when these were all
   */
  public void deadlines(int shard, List<Loaded.Deadline> holds, long knownToMs) {
    ShardSlot slot = slots.get(shard);
    if (slot != null) {
      slot.deadlinesKnownToMs = Math.min(slot.deadlinesKnownToMs, knownToMs);
      holds.forEach(
          h -> deadlines.add(new Deadlines.Due(shard, h.restaurant(), h.reservation(), h.atMs())));
    }
  }

  /** The day has to be written to the cache again. */
  public void changed(long restaurant, int serviceDay) {
    interest.changed(restaurant, serviceDay);
  }
}
