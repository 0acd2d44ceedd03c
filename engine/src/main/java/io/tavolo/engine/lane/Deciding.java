package io.tavolo.engine.lane;

import io.tavolo.engine.availability.Alternative;
import io.tavolo.engine.availability.Alternatives;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decider;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Defining;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.Start;
import io.tavolo.engine.time.Ticks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From one request to its answer and its rows: keys first, then the rules, then the batch. */
final class Deciding {
  private static final int ORPHANS_NAMED = 100;
  private static final long HOUR_MS = 3_600_000;

  /** A visit may begin the evening before yesterday and still be asked about. */
  private static final int PAST_KEPT_TICKS = Ticks.ofMinutes(36 * 60);

  private final LaneClock clock;
  private final Deadlines deadlines;
  private final Interest interest;

  Deciding(LaneClock clock, Deadlines deadlines, Interest interest) {
    this.clock = clock;
    this.deadlines = deadlines;
    this.interest = interest;
  }

  /**
   * The reservation that has to be read from the database before the request can be decided, or 0.
   */
  long missing(Resident resident, Request request) {
    if (request instanceof Request.Submit submit
        && submit.command() instanceof Command.OfReservation command
        && !(command instanceof Command.Expire)
        && resident.state.floor() != null
        && resident.state.find(command.reservation()) == null
        && resident.keys(submit.key()).find(submit.key()) == Keys.ABSENT) {
      return command.reservation();
    }
    return 0;
  }

  /** Decides the request; what it writes joins the batch. */
  Reply decide(ShardSlot slot, Resident resident, Request request, Gathering batch) {
    Floor floor = resident.state.floor();
    String known = floor == null ? "" : floor.definition().profile().restaurantId();
    boolean other = !request.restaurantId().isEmpty() && !request.restaurantId().equals(known);
    if (request instanceof Request.ReadDay read) {
      return floor == null || other
          ? refused(resident, Refusal.UNKNOWN_RESTAURANT)
          : day(slot, resident, floor, read);
    }
    Request.Submit submit = (Request.Submit) request;
    if (other && !(submit.command() instanceof Command.PutProfile)) {
      return refused(resident, Refusal.UNKNOWN_RESTAURANT);
    }
    long nowMs = timeOf(slot);
    keepTidy(resident, slot.lastEventMs);
    Reply before = answeredBefore(resident, submit);
    return before != null ? before : decideNew(slot, resident, submit, batch, nowMs);
  }

  /** The wall clock's time, but never before the shard's newest event. */
  private long timeOf(ShardSlot slot) {
    return Math.max(clock.wallMs(), slot.lastEventMs);
  }

  private Reply day(ShardSlot slot, Resident resident, Floor floor, Request.ReadDay read) {
    if (read.interested()) {
      interest.read(resident.restaurant, read.serviceDay(), slot.shard, clock.monotonicMs());
    }
    return new Reply.Day(resident.day(floor, read.serviceDay(), slot.epoch, slot.decidedSeq));
  }

  /**
   * Once an hour a restaurant forgets what is over, by the time of its shard's events: the wall
   * clock may have jumped, and come back.
   */
  private static void keepTidy(Resident resident, long nowMs) {
    if (nowMs - resident.forgottenAtMs > HOUR_MS) {
      resident.forgottenAtMs = nowMs;
      resident.expireKeys(nowMs);
      resident.state.forgetBefore(Ticks.ofEpochMilli(nowMs) - PAST_KEPT_TICKS);
    }
  }

  private @Nullable Reply answeredBefore(Resident resident, Request.Submit submit) {
    Keys keys = resident.keys(submit.key());
    int entry = keys.find(submit.key());
    if (entry != Keys.ABSENT) {
      return keys.payloadHash(entry) == submit.key().payloadHash()
          ? repeated(resident, keys.outcome(entry), keys.reservation(entry))
          : refused(resident, Refusal.KEY_REUSED);
    }
    if (submit.key().byCaller() && keys.isFull()) {
      return new Reply.Unavailable(Reply.Reason.QUEUE_FULL);
    }
    return null;
  }

  private static @Nullable Long madeBefore(Resident resident, Command.Create create) {
    // A command that outlived its key still carries its id.
    if (resident.state.find(create.reservation()) != null) {
      return create.reservation();
    }
    return create.external() == null ? null : resident.externals.get(create.external());
  }

  private Reply repeated(Resident resident, short outcome, long reservation) {
    if (outcome == Outcome.STORED) {
      return new Reply.Stored(false);
    }
    return Outcome.isRefusal(outcome)
        ? refused(resident, Outcome.refusal(outcome))
        : done(
            resident, Outcome.kind(outcome), resident.state.find(reservation), reservation, true);
  }

  private Reply decideNew(
      ShardSlot slot, Resident resident, Request.Submit submit, Gathering batch, long nowMs) {
    if (submit.command() instanceof Command.Create create) {
      Long existing = madeBefore(resident, create);
      if (existing != null) {
        short outcome = Outcome.of(Event.Kind.BOOKED);
        keepOfCaller(slot, resident, submit.key(), outcome, existing, batch, nowMs);
        return repeated(resident, outcome, existing);
      }
    }
    Decision decision = Decider.decide(resident.state, submit.command(), nowMs);
    if (decision instanceof Event event) {
      return happened(slot, resident, submit, event, batch, nowMs);
    }
    if (decision instanceof Decision.Unchanged unchanged) {
      Reservation found = unchanged.reservation();
      Event.Kind kind = kindOf(submit.command());
      keepOfCaller(slot, resident, submit.key(), Outcome.of(kind), found.id(), batch, nowMs);
      return done(resident, kind, found, found.id(), false);
    }
    Refusal refusal = (Refusal) decision;
    if (refusal.isKept()) {
      keepOfCaller(slot, resident, submit.key(), Outcome.of(refusal), 0, batch, nowMs);
    }
    if (refusal == Refusal.ORPHANS) {
      return new Reply.Refused(
          refusal,
          zoneId(resident),
          List.of(),
          Defining.conflicts(resident.state, submit.command(), nowMs, ORPHANS_NAMED));
    }
    return refused(resident, refusal);
  }

  private Reply happened(
      ShardSlot slot,
      Resident resident,
      Request.Submit submit,
      Event event,
      Gathering batch,
      long nowMs) {
    boolean created = resident.state.floor() == null;
    Reservation before = resident.state.find(submit.command().reservation());
    batch.open(slot);
    slot.lastEventMs = nowMs;
    long seq = ++slot.decidedSeq;
    resident.state.evolve(event);
    resident.forgetDay();
    Floor floor = resident.state.floor();
    if (floor == null) {
      throw new IllegalStateException("an event of a restaurant that does not exist: " + event);
    }
    long restaurant = resident.restaurant;
    String restaurantId = floor.definition().profile().restaurantId();
    batch.add(
        new Batch.JournalRow(
            slot.shard, seq, restaurant, restaurantId, nowMs, event, submit.key(), submit.trace()));
    if (!(event instanceof Event.OfReservation change)) {
      batch.add(slot.shard, seq, restaurant, floor.definition());
      if (event instanceof Event.FloorPlanChanged plan) {
        plan.moved().forEach(moved -> batch.add(slot.shard, seq, restaurant, moved));
      }
      interest.changed(restaurant);
      keep(slot, resident, submit.key(), Outcome.STORED, 0, batch, nowMs);
      return new Reply.Stored(created);
    }
    Reservation after = change.after();
    batch.add(slot.shard, seq, restaurant, after);
    Diner diner = submit.command().diner();
    if (diner != null) {
      batch.add(slot.shard, restaurant, diner);
    }
    remember(slot, resident, before, after);
    keep(slot, resident, submit.key(), Outcome.of(change.kind()), after.id(), batch, nowMs);
    return done(resident, change.kind(), after, after.id(), false);
  }

  /** What follows from a reservation's change, in memory. */
  private void remember(
      ShardSlot slot, Resident resident, @Nullable Reservation before, Reservation after) {
    if (before == null && after.external() != null) {
      resident.externals.put(after.external(), after.id());
    }
    // Also one that is later than those read so far: the next reading may come before its commit.
    if (after.holdUntilMs() != 0) {
      deadlines.add(
          new Deadlines.Due(slot.shard, resident.restaurant, after.id(), after.holdUntilMs()));
    }
    interest.changed(resident.restaurant, after.serviceDay());
    if (before != null && before.serviceDay() != after.serviceDay()) {
      interest.changed(resident.restaurant, before.serviceDay());
    }
  }

  /** An answer that changed nothing is kept all the same when its caller may ask for it again. */
  private static void keepOfCaller(
      ShardSlot slot,
      Resident resident,
      CommandKey key,
      short outcome,
      long reservation,
      Gathering batch,
      long nowMs) {
    if (key.byCaller()) {
      batch.open(slot);
      keep(slot, resident, key, outcome, reservation, batch, nowMs);
    }
  }

  private static void keep(
      ShardSlot slot,
      Resident resident,
      CommandKey key,
      short outcome,
      long reservation,
      Gathering batch,
      long nowMs) {
    if (!key.equals(CommandKey.NONE)) {
      resident.keys(key).add(key, outcome, reservation, nowMs);
      batch.add(
          new Batch.KeyRow(slot.shard, resident.restaurant, key, outcome, reservation, nowMs));
    }
  }

  private static Event.Kind kindOf(Command command) {
    if (command instanceof Command.Confirm) {
      return Event.Kind.CONFIRMED;
    }
    if (command instanceof Command.Cancel) {
      return Event.Kind.CANCELLED;
    }
    if (command instanceof Command.Release) {
      return Event.Kind.RELEASED;
    }
    return command instanceof Command.Expire ? Event.Kind.EXPIRED : Event.Kind.MODIFIED;
  }

  private static Reply done(
      Resident resident,
      Event.Kind kind,
      @Nullable Reservation reservation,
      long id,
      boolean repeated) {
    Floor floor = resident.state.floor();
    return floor == null
        ? refused(resident, Refusal.UNKNOWN_RESTAURANT)
        : new Reply.Done(
            kind,
            reservation,
            id,
            floor.definition().profile().restaurantId(),
            zoneId(resident),
            floor.definition().policies().showTables(),
            repeated,
            floor.definition().policies().onePerDiner());
  }

  static Reply refused(@Nullable Resident resident, Refusal refusal) {
    return new Reply.Refused(
        refusal, resident == null ? "" : zoneId(resident), List.of(), List.of());
  }

  private static String zoneId(Resident resident) {
    Floor floor = resident.state.floor();
    return floor == null ? "" : floor.definition().profile().zone().getId();
  }

  /**
   * Finds the other times a refused diner could have. They rest on the very state that the refusal
   * rests on: what is decided later may never commit.
   */
  Reply withAlternatives(Resident resident, ShardSlot slot, Request request, Reply reply) {
    if (!(reply instanceof Reply.Refused refused)
        || !refused.refusal().hasAlternatives()
        || !(request instanceof Request.Submit submit)) {
      return reply;
    }
    Floor floor = resident.state.floor();
    Start start = null;
    int partySize = 0;
    String areaId = null;
    if (submit.command() instanceof Command.Create create) {
      start = create.start();
      partySize = create.partySize();
      areaId = create.areaId();
    } else if (submit.command() instanceof Command.Modify modify) {
      Reservation found = resident.state.find(modify.reservation());
      start = modify.start();
      areaId = found == null ? null : modify.areaAsked(found);
      partySize = modify.partySize() != 0 || found == null ? modify.partySize() : found.partySize();
      if (start == null && found != null) {
        start = Start.instant(Ticks.epochSecond(found.startTick()));
      }
    }
    if (floor == null || start == null) {
      return reply;
    }
    return new Reply.Refused(
        refused.refusal(),
        refused.zoneId(),
        nearest(resident, slot, floor, start, partySize, areaId),
        refused.reservations());
  }

  private List<Alternative> nearest(
      Resident resident,
      ShardSlot slot,
      Floor floor,
      Start start,
      int partySize,
      @Nullable String areaId) {
    Calendar calendar = floor.calendar();
    int wanted = calendar.resolve(start);
    if (wanted == Calendar.UNALIGNED) {
      long mark = Math.floorDiv(start.second(), (long) Ticks.SECONDS) * Ticks.SECONDS;
      wanted = calendar.resolve(new Start(mark, start.local()));
    }
    if (wanted == Calendar.NONEXISTENT || wanted == Calendar.UNALIGNED) {
      return List.of();
    }
    long date = calendar.serviceDateOf(wanted);
    if (date == Calendar.NO_SERVICE) {
      date = calendar.dateOf(wanted);
    }
    DaySnapshot day = resident.day(floor, (int) date, slot.epoch, slot.decidedSeq);
    return Alternatives.nearest(day, partySize, wanted, areaId, timeOf(slot));
  }
}
