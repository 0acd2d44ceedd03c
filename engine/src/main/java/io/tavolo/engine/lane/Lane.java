package io.tavolo.engine.lane;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.id.Hash;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Floor;
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
  private static final int MAX_ATTEMPTS = 5;
  private static final long FIRST_BACKOFF_MS = 20;
  private static final int SNAPSHOTS_PER_TICK = 256;

  private final LaneLimits limits;
  private final LaneClock clock;
  private final LaneEffects effects;
  private final Deciding deciding;
  private final Int2ObjectHashMap<ShardSlot> slots = new Int2ObjectHashMap<>();
  private final Residents residents = new Residents();
  private final Deadlines deadlines = new Deadlines();
  private final Interest interest;
  private final Deque<Submission> backlog = new ArrayDeque<>();

  private Gathering gathering = new Gathering(1);
  private @Nullable Gathering inFlight;

  /** The newest batch whose outcome is known. */
  private long settledBatch;

  private long resendAtMs = Long.MAX_VALUE;
  private long leaseUntilMs = Long.MIN_VALUE;
  private long expireAtMs = Long.MIN_VALUE;
  private long loads;
  private int pending;

  /** So many commands are committed alone, to find the one whose data the database refuses. */
  private int singly;

  public Lane(LaneLimits limits, LaneClock clock, LaneEffects effects) {
    this.limits = limits;
    this.clock = clock;
    this.effects = effects;
    this.interest = new Interest(limits.interests());
    this.deciding = new Deciding(clock, deadlines, interest);
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
    pump();
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
    List<Submission> homeless = new ArrayList<>(gathering.remove(shard));
    homeless.addAll(forget(shard));
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
    boolean busy =
        slot.retaking
            || gathering.has(slot.shard)
            || (inFlight != null && inFlight.has(slot.shard));
    if (slot.leaving && !busy && slots.get(slot.shard) == slot) {
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
    pump();
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
    ShardSlot slot = slots.get(submission.shard());
    if (slot == null || slot.leaving || clock.monotonicMs() >= leaseUntilMs) {
      answer(submission, new Reply.NotOwner());
    } else if (slot.retaking) {
      slot.waiting.add(submission);
    } else if (isFull() || !backlog.isEmpty()) {
      backlog.add(submission);
    } else {
      takeUp(slot, submission);
    }
  }

  private boolean isFull() {
    int limit = singly > 0 ? 1 : limits.commandsPerBatch();
    return gathering.commands() >= limit || (singly > 0 && inFlight != null);
  }

  private void takeUp(ShardSlot slot, Submission submission) {
    if (clock.monotonicMs() > submission.deadlineMs()) {
      answer(submission, new Reply.Unavailable(Reply.Reason.DEADLINE));
      return;
    }
    long restaurant = submission.request().restaurant();
    Resident resident = residents.get(restaurant);
    if (resident == null) {
      resident = startLoad(slot, restaurant);
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
    int before = gathering.commands();
    Reply reply = deciding.decide(slot, resident, submission.request(), gathering);
    boolean wrote = gathering.commands() > before;
    if (wrote) {
      resident.lastBatch = gathering.number();
      singly = Math.max(0, singly - 1);
    }
    Gathering restsOn = restsOn(resident);
    if (restsOn == null) {
      answer(submission, reply);
    } else {
      restsOn.hold(submission, reply, wrote);
    }
  }

  /** The batch that has the restaurant's newest event; null when that is settled. */
  private @Nullable Gathering restsOn(Resident resident) {
    if (resident.lastBatch <= settledBatch) {
      return null;
    }
    return resident.lastBatch == gathering.number() ? gathering : inFlight;
  }

  private void answer(Submission submission, Reply reply) {
    pending--;
    if (!(submission.ticket() instanceof Deadlines.Due due)) {
      effects.reply(submission, completed(submission, reply));
    } else if (slots.containsKey(due.shard())
        && (reply instanceof Reply.Unavailable || reply instanceof Reply.NotOwner)) {
      deadlines.add(due);
    }
  }

  private Reply completed(Submission submission, Reply reply) {
    ShardSlot slot = slots.get(submission.shard());
    return slot != null
            && reply instanceof Reply.Refused refused
            && refused.refusal().isSlotUnavailable()
        ? deciding.withAlternatives(
            residents.get(submission.request().restaurant()), slot, submission.request(), refused)
        : reply;
  }

  // ---------------------------------------------------------------- loading

  private Resident startLoad(ShardSlot slot, long restaurant) {
    if (residents.size() >= limits.residents()) {
      Resident idle = residents.oldestWhere(r -> r.isIdle() && r.lastBatch <= settledBatch);
      if (idle != null) {
        residents.remove(idle);
      }
    }
    Resident resident = new Resident(restaurant, slot.shard, ++loads, limits.keysPerRestaurant());
    residents.add(resident);
    effects.load(slot.shard, restaurant, resident.load);
    return resident;
  }

  /** The answer to {@link LaneEffects#load}. */
  public void loaded(long restaurant, long load, Loaded loaded) {
    Resident resident = residents.get(restaurant);
    if (resident == null || resident.load != load || !resident.loading) {
      return;
    }
    resident.restore(loaded);
    ShardSlot slot = slots.get(resident.shard);
    if (slot != null) {
      slot.lastEventMs = Math.max(slot.lastEventMs, loaded.lastEventMs());
    }
    acceptAgain(takeWaiting(resident));
  }

  /** The answer to {@link LaneEffects#load}, when there is none. */
  public void loadFailed(long restaurant, long load) {
    Resident resident = residents.get(restaurant);
    if (resident != null && resident.load == load && resident.loading) {
      residents.remove(resident);
      fail(resident.waiting);
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
        fail(waiting);
      }
    }
  }

  private void acceptAgain(List<Submission> waiting) {
    waiting.forEach(this::accept);
    pump();
  }

  private void fail(List<Submission> waiting) {
    waiting.forEach(s -> answer(s, new Reply.Unavailable(Reply.Reason.DATABASE)));
  }

  private static List<Submission> takeWaiting(Resident resident) {
    List<Submission> waiting = resident.waiting;
    resident.waiting = new ArrayList<>();
    return waiting;
  }

  // ---------------------------------------------------------------- batches

  private void pump() {
    if (inFlight == null && !gathering.isEmpty()) {
      Gathering batch = gathering;
      inFlight = batch;
      gathering = new Gathering(batch.number() + 1);
      effects.commit(batch);
    }
  }

  /** The batch's statement committed; what the fence said of each shard. */
  public void committed(long number, List<Batch.FenceResult> results) {
    Gathering batch = inFlight;
    if (batch == null || batch.number() != number) {
      return;
    }
    settle(batch);
    Int2ObjectHashMap<Batch.FenceResult> byShard = new Int2ObjectHashMap<>();
    results.forEach(result -> byShard.put(result.shard(), result));
    effects.committed(batch, shard -> passed(byShard, shard));
    for (Batch.Head head : batch.heads()) {
      if (!passed(byShard, head.shard())) {
        fenced(batch, head, byShard.get(head.shard()));
      }
    }
    pump();
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
    List<Submission> held = submissionsOf(batch, head.shard());
    ShardSlot slot = slots.get(head.shard());
    if (slot == null || slot.epoch != head.epoch()) {
      // Dropped, or taken anew, while this was under way.
      held.forEach(slot == null ? s -> answer(s, new Reply.NotOwner()) : this::accept);
    } else if (result != null && result.epoch() == head.epoch()) {
      takeAgain(slot, held);
    } else {
      drop(head.shard());
      held.forEach(s -> answer(s, new Reply.NotOwner()));
      effects.lost(head.shard());
    }
  }

  /** The batch's statement did not commit, or nobody knows. */
  public void failed(long number, Failure failure) {
    Gathering batch = inFlight;
    if (batch == null || batch.number() != number) {
      return;
    }
    if (failure == Failure.REFUSED && ++batch.attempts < MAX_ATTEMPTS) {
      long backoffMs = FIRST_BACKOFF_MS << batch.attempts;
      long jitterMs = Math.floorMod(Hash.mix(number * MAX_ATTEMPTS + batch.attempts), backoffMs);
      resendAtMs = clock.monotonicMs() + backoffMs + jitterMs;
      return;
    }
    settle(batch);
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
      singly += batch.commands();
    }
    for (Batch.Head head : batch.heads()) {
      List<Submission> again =
          failure == Failure.REFUSED ? List.of() : submissionsOf(batch, head.shard());
      if (alone) {
        again =
            batch.held().stream().filter(h -> !h.wrote()).map(Gathering.Held::submission).toList();
      }
      ShardSlot slot = slots.get(head.shard());
      if (slot == null) {
        again.forEach(s -> answer(s, new Reply.NotOwner()));
      } else if (slot.epoch != head.epoch()) {
        again.forEach(this::accept);
      } else {
        takeAgain(slot, again);
      }
    }
    pump();
    releaseSettled(batch);
    drainBacklog();
  }

  private void settle(Gathering batch) {
    inFlight = null;
    resendAtMs = Long.MAX_VALUE;
    settledBatch = batch.number();
  }

  private static List<Submission> submissionsOf(Gathering batch, int shard) {
    return batch.held().stream()
        .map(Gathering.Held::submission)
        .filter(s -> s.shard() == shard)
        .toList();
  }

  /** Drops what was decided and not committed, and asks the database what is. */
  private void takeAgain(ShardSlot slot, List<Submission> first) {
    List<Submission> later = gathering.remove(slot.shard);
    slot.waiting.addAll(first);
    slot.waiting.addAll(later);
    // Loads under way may have read before an orphan of ours landed: they count no more.
    slot.waiting.addAll(forget(slot.shard));
    if (!slot.retaking) {
      slot.retaking = true;
      effects.takeAgain(slot.shard);
    }
  }

  /** Takes the shard's restaurants out of memory; who waited for them. */
  private List<Submission> forget(int shard) {
    List<Submission> waited = new ArrayList<>();
    for (Resident resident : residents.of(shard)) {
      residents.remove(resident);
      waited.addAll(resident.waiting);
      resident.fetching.values().forEach(waited::addAll);
    }
    return waited;
  }

  private void drainBacklog() {
    while (!backlog.isEmpty() && !isFull()) {
      Submission next = backlog.poll();
      ShardSlot slot = slots.get(next.shard());
      if (slot == null || slot.leaving || slot.retaking || clock.monotonicMs() >= leaseUntilMs) {
        accept(next);
      } else {
        takeUp(slot, next);
      }
      pump();
    }
  }

  // ---------------------------------------------------------------- time

  /**
   * What time brings: holds that run out, batches sent again, days written to the cache. Call every
   * 10 to 50 ms.
   */
  public void tick() {
    long nowMs = clock.monotonicMs();
    if (inFlight != null && nowMs >= resendAtMs) {
      resendAtMs = Long.MAX_VALUE;
      effects.commit(inFlight);
    }
    long wallMs = clock.wallMs();
    if (nowMs < leaseUntilMs) {
      deadlines.takeDue(wallMs).forEach(due -> submit(expiry(due)));
    }
    for (ShardSlot slot : slots.values()) {
      if (slot.deadlinesKnownToMs <= wallMs) {
        long after = slot.deadlinesKnownToMs;
        slot.deadlinesKnownToMs = Long.MAX_VALUE;
        effects.loadDeadlines(slot.shard, after);
      }
      slot.waiting.removeIf(s -> isOverdue(s, nowMs));
    }
    if (!interest.isQuiet() && nowMs < leaseUntilMs) {
      interest.takeChanged(SNAPSHOTS_PER_TICK).forEach(day -> writeDay(day, nowMs));
    }
    if (nowMs >= expireAtMs) {
      expireAtMs = nowMs + 1000;
      interest.expire(nowMs);
    }
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

  private Submission expiry(Deadlines.Due due) {
    Command expire = new Command.Expire(due.reservation());
    return new Submission(
        due.shard(),
        new Request.Submit("", due.restaurant(), CommandKey.NONE, expire),
        Long.MAX_VALUE,
        due);
  }

  private void writeDay(Interest.Day day, long nowMs) {
    ShardSlot slot = slots.get(day.shard);
    if (slot == null || day.untilMs <= nowMs) {
      return;
    }
    Resident resident = residents.get(day.restaurant);
    if (resident == null && !slot.retaking) {
      resident = startLoad(slot, day.restaurant);
    }
    if (resident == null || resident.loading) {
      interest.changed(day.restaurant, day.serviceDay);
      return;
    }
    Floor floor = resident.state.floor();
    if (floor != null) {
      DaySnapshot snapshot = resident.day(floor, day.serviceDay, slot.epoch, slot.decidedSeq);
      effects.snapshot(snapshot, day.restaurant, day.untilMs - nowMs);
    }
  }

  private boolean isOverdue(Submission submission, long nowMs) {
    if (nowMs <= submission.deadlineMs()) {
      return false;
    }
    answer(submission, new Reply.Unavailable(Reply.Reason.DEADLINE));
    return true;
  }
}
