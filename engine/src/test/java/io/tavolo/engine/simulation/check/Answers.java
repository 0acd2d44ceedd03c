package io.tavolo.engine.simulation.check;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Outcome;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decider;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Defining;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.HashSet;
import java.util.Set;

/** What must hold of each answer to a command, when it is given: B, C and H. */
final class Answers {
  private static final int ORPHANS_NAMED = 100;

  private final Walls walls;

  /** Diners whose rows the database refuses. */
  private final Set<Long> poison = new HashSet<>();

  Answers(Walls walls) {
    this.walls = walls;
  }

  void poison(long diner) {
    poison.add(diner);
  }

  /** An answer to a command; those that promise nothing are looked at in the end. */
  void check(Call call, Errand errand, Reply reply) {
    if (reply instanceof Reply.Done done) {
      done(call, errand, done);
    } else if (reply instanceof Reply.Stored stored) {
      stored(call, errand, stored);
    } else if (reply instanceof Reply.Refused refused) {
      refused(call, errand, refused);
    } else if (reply instanceof Reply.Day) {
      throw wrong('H', call, "an answer to a command");
    }
  }

  // ---- done

  private void done(Call call, Errand errand, Reply.Done done) {
    told(call, done);
    Batch.KeyRow row = errand.key.row;
    if (row == null || !errand.isStored()) {
      doneWithoutRow(call, errand, done);
      return;
    }
    if (row.outcome() != Outcome.of(done.kind()) || row.reservation() != done.reservationId()) {
      if (mayBeForgotten(errand)) {
        doneWithoutRow(call, errand, done);
        return;
      }
      throw wrong('C', call, "what is stored under its key, " + Words.of(row));
    }
    if (errand.key.version == 0 || done.repeated()) {
      stoodSo(call, done);
    } else if (errand.key.version > call.since) {
      madeNow(call, errand, done);
    } else if (mayBeForgotten(errand)) {
      doneWithoutRow(call, errand, done);
    } else {
      throw wrong('B', call, "that again: it was committed before this call");
    }
  }

  /** What every such answer says of its restaurant and itself. */
  private void told(Call call, Reply.Done done) {
    Restaurant definition = call.ledger.definition();
    Reservation reservation = done.reservation();
    if (definition == null
        || !done.restaurantId().equals(definition.profile().restaurantId())
        || !done.zoneId().equals(definition.profile().zone().getId())) {
      throw wrong('H', call, "restaurant " + call.ledger.name + " and its zone");
    }
    if (done.tablesShown() != definition.policies().showTables()) {
      showedTables(call, done);
    }
    if (reservation == null ? !done.repeated() : reservation.id() != done.reservationId()) {
      throw wrong('B', call, "reservation " + Words.id(done.reservationId()));
    }
  }

  /** The policy may have changed while the call was under way. */
  private void showedTables(Call call, Reply.Done done) {
    Doubt.settle(
        'H',
        call,
        call.until,
        walls,
        (state, version, nowMs) -> {
          Floor floor = state.floor();
          return floor != null && floor.definition().policies().showTables() == done.tablesShown();
        },
        () -> "that tables are shown: " + done.tablesShown());
  }

  /** A command that nobody keeps the answer of changed nothing, or made what is there already. */
  private void doneWithoutRow(Call call, Errand errand, Reply.Done done) {
    if (errand.request.key().byCaller() && !mayBeForgotten(errand)) {
      throw wrong('B', call, "nothing: its key is not stored");
    }
    Command command = errand.request.command();
    if (command instanceof Command.Create create) {
      Ledger.Track existing = Rules.existing(call.ledger, create, call.until);
      if (existing == null || existing.newest().id() != done.reservationId()) {
        throw wrong('B', call, "nothing: no such reservation is stored");
      }
      if (!done.repeated() || done.kind() != Event.Kind.BOOKED) {
        throw wrong('C', call, "that it was there already");
      }
      stoodSo(call, done);
      return;
    }
    if (done.kind() != Rules.kindOf(command)) {
      throw wrong('H', call, Rules.kindOf(command).name());
    }
    Reservation said = done.reservation();
    Doubt.settle(
        'B',
        call,
        call.until,
        walls,
        (state, version, nowMs) ->
            Rules.decide(call.ledger, state, version, errand.request, nowMs)
                    instanceof Decision.Unchanged unchanged
                && unchanged.reservation().equals(said),
        () -> Words.of(done) + " with nothing stored");
  }

  /** The reservation stood so at a version within the call. */
  private static void stoodSo(Call call, Reply.Done done) {
    Reservation said = done.reservation();
    Ledger.Track track = call.ledger.track(done.reservationId());
    if (track == null) {
      throw wrong('B', call, "nothing: no such reservation is stored");
    }
    if (said != null && !track.wasSo(said, call.since, call.until)) {
      throw wrong(
          'B',
          call,
          "as it stood at a version %d..%d, last %s"
              .formatted(call.since, call.until, Words.of(track.newest())));
    }
  }

  /** What the event made is told as it made it. */
  private static void madeNow(Call call, Errand errand, Reply.Done done) {
    Event event = errand.ledger.version(errand.key.version).event();
    if (event instanceof Event.OfReservation change && !change.after().equals(done.reservation())) {
      throw wrong('B', call, Words.of(change.after()));
    }
  }

  private void stored(Call call, Errand errand, Reply.Stored stored) {
    Batch.KeyRow row = errand.key.row;
    if (row == null || !errand.isStored()) {
      throw wrong('B', call, "nothing: it is not stored");
    }
    if (row.outcome() != Outcome.STORED) {
      throw wrong('C', call, "what is stored under its key, " + Words.of(row));
    }
    boolean first = errand.key.version == 1 && call.ledger.atFirst().floor() == null;
    if (stored.created() && (!first || errand.key.version <= call.since)) {
      throw wrong('H', call, "that it was there before");
    }
  }

  // ---- refused

  private void refused(Call call, Errand errand, Reply.Refused refused) {
    Refusal refusal = refused.refusal();
    if (refusal == Refusal.KEY_REUSED) {
      if (errand.key.row == null || errand.isStored()) {
        throw wrong('H', call, "anything else: the key was not used for another command");
      }
      return;
    }
    if (refusal == Refusal.UNSTORABLE) {
      unstorable(call, errand);
      return;
    }
    Batch.KeyRow row = errand.isStored() ? errand.key.row : null;
    boolean forgotten = mayBeForgotten(errand);
    if (refusal.isKept() && errand.request.key().byCaller() && !forgotten) {
      if (row == null) {
        throw wrong('B', call, "nothing: the refusal is not stored under its key");
      }
      if (row.outcome() != Outcome.of(refusal)) {
        throw wrong('C', call, "what is stored under its key, " + Words.of(row));
      }
      Doubt.settle(
          'H',
          call,
          call.until,
          walls,
          (state, version, nowMs) -> OtherTimes.areThose(state, errand.request, refused, nowMs),
          () -> Words.of(refused));
      return;
    }
    int to = call.until;
    if (row != null && !forgotten) {
      if (errand.key.step < call.askedStep) {
        throw wrong('C', call, "what was stored under its key before, " + Words.of(row));
      }
      to = Math.min(to, errand.key.decidedAt);
    }
    Doubt.settle(
        'H',
        call,
        to,
        walls,
        (state, version, nowMs) ->
            (Rules.decide(call.ledger, state, version, errand.request, nowMs) == refusal
                    || (forgotten
                        && Decider.decide(state, errand.request.command(), nowMs) == refusal))
                && namesOrphans(state, errand.request.command(), refused, nowMs)
                && OtherTimes.areThose(state, errand.request, refused, nowMs),
        () -> Words.of(refused));
  }

  private static boolean namesOrphans(
      RestaurantState state, Command command, Reply.Refused refused, long nowMs) {
    return refused.refusal() != Refusal.ORPHANS
        || Defining.conflicts(state, command, nowMs, ORPHANS_NAMED).equals(refused.reservations());
  }

  private void unstorable(Call call, Errand errand) {
    Diner diner = errand.request.command().diner();
    boolean isPoisoned = diner != null && poison.contains(diner.ref());
    if (!isPoisoned && !mayBeForgotten(errand)) {
      throw wrong('H', call, "anything else: there is nothing wrong with its data");
    }
    if (isPoisoned && errand.key.version != 0) {
      throw wrong('H', call, "what is stored under its key");
    }
  }

  /** By some clock, its key may have been forgotten since it was answered. */
  private boolean mayBeForgotten(Errand errand) {
    return errand.key.row != null && walls.mayForget(errand.request.key().byCaller());
  }

  // ---- in the end

  /** Who was told each time that nothing was done has not done it. */
  static void checkResolved(Errand errand) {
    if (errand.key.version == 0 || !errand.isStored()) {
      return;
    }
    for (Call call : errand.calls) {
      if (call.askedStep < errand.key.step && call.mayHaveDone()) {
        return;
      }
    }
    throw wrong(
        'H', errand.calls.get(errand.calls.size() - 1), "that it was done, as no call was told");
  }

  static Violation wrong(char letter, Call call, String expected) {
    Reply reply = call.reply;
    return new Violation(
        letter,
        "%s was told %s (expected: %s)"
            .formatted(Words.of(call), reply == null ? "nothing" : Words.of(reply), expected));
  }
}
