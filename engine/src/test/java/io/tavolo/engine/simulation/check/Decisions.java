package io.tavolo.engine.simulation.check;

import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Outcome;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decider;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.simulation.postgres.Committed;
import io.tavolo.engine.simulation.postgres.JournalEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * H and C of what is committed: each event, and each answer that is stored without one, is what the
 * rules make of its command at the version before it, and the only one of its key.
 */
final class Decisions {
  /** The naive rules are slow. */
  private static final int NAIVELY_ONE_IN = 4;

  private final Ledgers ledgers;
  private final Errands errands;
  private final Walls walls;

  Decisions(Ledgers ledgers, Errands errands, Walls walls) {
    this.ledgers = ledgers;
    this.errands = errands;
    this.walls = walls;
  }

  /**
   * Events and stored answers in the order in which they were decided: that of their keys. Only an
   * expiry has no key; the answers around it may be of before or after.
   */
  void check(Committed commit, long nowUs, long step) {
    List<JournalEntry> journal = commit.journal();
    List<Batch.KeyRow> keys = commit.keys();
    int next = 0;
    int keyed = 0;
    for (int i = 0; i <= journal.size(); i++) {
      keyed = Math.max(keyed, i);
      while (keyed < journal.size() && isExpiry(journal.get(keyed))) {
        keyed++;
      }
      CommandKey until = keyed < journal.size() ? journal.get(keyed).row().key() : CommandKey.NONE;
      while (next < keys.size() && !keys.get(next).key().equals(until)) {
        answered(keys.get(next++), nowUs, step);
      }
      if (i == journal.size()) {
        break;
      }
      Batch.JournalRow row = journal.get(i).row();
      Ledger ledger = ledgers.of(row.restaurant(), row.restaurantId());
      if (i < keyed) {
        happened(ledger, journal.get(i), null, nowUs, step);
        retryPending(ledger);
      } else if (next < keys.size()) {
        noPending(ledger, nowUs);
        happened(ledger, journal.get(i), keys.get(next++), nowUs, step);
      } else {
        throw new Violation(
            'C', "%s has no key row: anybody may do it again".formatted(Words.of(row, nowUs)));
      }
    }
    for (Batch.KeyRow key : keys) {
      noPending(ledgers.of(key.restaurant(), ""), nowUs);
    }
  }

  private static boolean isExpiry(JournalEntry committed) {
    return committed.row().key().equals(CommandKey.NONE);
  }

  // ---- events

  /** An event and the row of its key, if it has one. */
  private void happened(
      Ledger ledger, JournalEntry committed, Batch.@Nullable KeyRow keyRow, long nowUs, long step) {
    Batch.JournalRow row = committed.row();
    if (row.shard() != ledger.shard) {
      throw new Violation(
          'E',
          "%s stands in shard %d (expected: %d)"
              .formatted(Words.of(row, nowUs), row.shard(), ledger.shard));
    }
    if (!walls.showed(row.atMs())) {
      throw new Violation(
          'H',
          "%s happened at %d ms (expected: what a clock showed, %d..%d)"
              .formatted(Words.of(row, nowUs), row.atMs(), walls.lowestMs, walls.highestMs));
    }
    Errand errand = null;
    if (keyRow != null) {
      errand = errands.find(row.restaurant(), row.key());
      if (errand == null) {
        throw new Violation(
            'H',
            "%s is of %s, which nobody sent".formatted(Words.of(row, nowUs), Words.of(row.key())));
      }
      checkFirst(errand, row, nowUs);
      checkKeyRow(keyRow, row, nowUs);
    }
    Decision expected = expected(ledger, row, errand);
    if (!row.event().equals(expected)) {
      throw new Violation(
          'H',
          "%s follows from %s at version %d (expected: %s)"
              .formatted(
                  Words.of(row, nowUs),
                  errand == null ? "the time" : Words.of(errand),
                  ledger.version(),
                  Words.of(expected)));
    }
    if (errand != null && row.seq() % NAIVELY_ONE_IN == 0) {
      asNaivelyDecided(ledger, row, errand, nowUs);
    }
    replay(ledger, committed, nowUs, step);
    if (errand != null && keyRow != null) {
      errand.key.row = keyRow;
      errand.key.step = step;
      errand.key.version = ledger.version();
      errand.key.decidedAt = ledger.version() - 1;
    }
  }

  /** The rules that the state was replayed with may themselves be wrong. */
  private static void asNaivelyDecided(
      Ledger ledger, Batch.JournalRow row, Errand errand, long nowUs) {
    Decision expected = ledger.naive.decide(errand.request.command(), row.atMs());
    if (!row.event().equals(expected)) {
      throw new Violation(
          'H',
          "%s follows from %s at version %d (expected by the naive rules: %s)"
              .formatted(
                  Words.of(row, nowUs), Words.of(errand), ledger.version(), Words.of(expected)));
    }
  }

  private static Decision expected(Ledger ledger, Batch.JournalRow row, @Nullable Errand errand) {
    if (errand != null) {
      return Rules.decide(ledger, ledger.live, ledger.version(), errand.request, row.atMs());
    }
    long id = row.event() instanceof Event.OfReservation change ? change.after().id() : 0;
    return Decider.decide(ledger.live, new Command.Expire(id), row.atMs());
  }

  private static void checkFirst(Errand errand, Batch.JournalRow row, long nowUs) {
    if (errand.key.row != null) {
      throw new Violation(
          'C', "%s is a second one of %s".formatted(Words.of(row, nowUs), Words.of(errand)));
    }
    if (errand.request.command() instanceof Command.Create create) {
      Ledger.Track existing = Rules.existing(errand.ledger, create, errand.ledger.version());
      if (existing != null) {
        throw new Violation(
            'C',
            "%s, of %s, although there is %s"
                .formatted(Words.of(row, nowUs), Words.of(errand), Words.of(existing.newest())));
      }
    }
  }

  private static void checkKeyRow(Batch.KeyRow key, Batch.JournalRow row, long nowUs) {
    short outcome = Outcome.STORED;
    long reservation = 0;
    if (row.event() instanceof Event.OfReservation change) {
      outcome = Outcome.of(change.kind());
      reservation = change.after().id();
    }
    if (key.outcome() != outcome
        || key.reservation() != reservation
        || key.atMs() != row.atMs()
        || key.restaurant() != row.restaurant()
        || key.shard() != row.shard()) {
      throw new Violation(
          'E', "%s has the key row of %s".formatted(Words.of(row, nowUs), Words.of(key)));
    }
  }

  private static void replay(Ledger ledger, JournalEntry committed, long nowUs, long step) {
    Batch.JournalRow row = committed.row();
    Event read = EventCodec.decode(EventCodec.encode(row.event()));
    if (!read.equals(row.event())) {
      throw new Violation('E', "%s is read as %s".formatted(Words.of(row, nowUs), Words.of(read)));
    }
    try {
      ledger.append(new Ledger.Version(read, committed.epoch(), row.seq(), row.atMs(), step));
    } catch (IllegalStateException e) {
      throw new Violation('A', "%s: %s".formatted(Words.of(row, nowUs), e.getMessage()));
    }
  }

  // ---- answers that changed nothing

  /** A key row without an event: a refusal, or what was so already. */
  private void answered(Batch.KeyRow row, long nowUs, long step) {
    Ledger ledger = ledgers.of(row.restaurant(), "");
    Errand errand = errands.find(row.restaurant(), row.key());
    if (errand == null) {
      throw new Violation(
          'H',
          "at %d us an answer to %s, which nobody sent: %s"
              .formatted(nowUs, Words.of(row.key()), Words.of(row)));
    }
    if (!walls.showed(row.atMs())) {
      throw new Violation(
          'H',
          "at %d us %s is answered at %d ms (expected: what a clock showed, %d..%d)"
              .formatted(nowUs, Words.of(errand), row.atMs(), walls.lowestMs, walls.highestMs));
    }
    if (errand.key.row != null) {
      throw new Violation(
          'C',
          "at %d us a second answer to %s: %s after %s"
              .formatted(nowUs, Words.of(errand), Words.of(row), Words.of(errand.key.row)));
    }
    errand.key.row = row;
    errand.key.step = step;
    if (!isRight(ledger, errand, row)) {
      ledger.pending.add(row);
    }
  }

  private static boolean isRight(Ledger ledger, Errand errand, Batch.KeyRow row) {
    Decision decision =
        Rules.decide(ledger, ledger.live, ledger.version(), errand.request, row.atMs());
    if (decision instanceof Refusal refusal) {
      return refusal.isKept() && row.outcome() == Outcome.of(refusal) && row.reservation() == 0;
    }
    return decision instanceof Decision.Unchanged unchanged
        && row.reservation() == unchanged.reservation().id()
        && row.outcome() == Outcome.of(Rules.kindOf(errand.request.command()));
  }

  /** An expiry, which has no key row to tell its place among them, may have come before. */
  private void retryPending(Ledger ledger) {
    for (int i = ledger.pending.size() - 1; i >= 0; i--) {
      Batch.KeyRow row = ledger.pending.get(i);
      Errand errand = errands.find(row.restaurant(), row.key());
      if (errand != null && isRight(ledger, errand, row)) {
        ledger.pending.remove(i);
      }
    }
  }

  private void noPending(Ledger ledger, long nowUs) {
    if (ledger.pending.isEmpty()) {
      return;
    }
    Batch.KeyRow row = ledger.pending.get(0);
    Errand errand = errands.find(row.restaurant(), row.key());
    Decision expected =
        errand == null
            ? null
            : Rules.decide(ledger, ledger.live, ledger.version(), errand.request, row.atMs());
    throw new Violation(
        'H',
        "at %d us %s is answered %s at version %d (expected: %s)"
            .formatted(
                nowUs,
                errand == null ? Words.of(row.key()) : Words.of(errand),
                Words.of(row),
                ledger.version(),
                Words.of(expected)));
  }
}
