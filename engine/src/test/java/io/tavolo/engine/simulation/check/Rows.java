package io.tavolo.engine.simulation.check;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.simulation.postgres.Committed;
import io.tavolo.engine.simulation.postgres.JournalEntry;
import java.util.LinkedHashMap;
import java.util.Map;

/** E: the rows are what the replayed events say, no more and no less. */
final class Rows {
  private record DinerId(long restaurant, long ref) {}

  private final Ledgers ledgers;
  private final Errands errands;

  /** What the events of a commit bring of personal data. */
  private final Map<DinerId, Diner> brought = new LinkedHashMap<>();

  Rows(Ledgers ledgers, Errands errands) {
    this.ledgers = ledgers;
    this.errands = errands;
  }

  /** Of a commit whose events have been replayed: each that changed has its row, once, as it is. */
  void check(Committed commit, long nowUs, long step) {
    for (Batch.ReservationRow row : commit.reservations()) {
      reservation(row, nowUs, step);
    }
    for (Batch.DefinitionRow row : commit.definitions()) {
      Ledger ledger = ledgers.of(row.restaurant(), "");
      if (ledger.definitionStep != step) {
        throw new Violation(
            'E', "in %s at %d us a definition row without an event".formatted(ledger.name, nowUs));
      }
      ledger.definitionRow = row;
    }
    for (JournalEntry entry : commit.journal()) {
      Batch.JournalRow row = entry.row();
      Ledger ledger = ledgers.of(row.restaurant(), "");
      if (row.event() instanceof Event.OfReservation change) {
        asReplayed(ledger, change.after().id(), nowUs);
        bring(row);
      } else {
        asReplayed(ledger, nowUs);
        if (row.event() instanceof Event.FloorPlanChanged change) {
          change.moved().forEach(moved -> asReplayed(ledger, moved.id(), nowUs));
        }
      }
    }
    diners(commit, nowUs);
  }

  private void reservation(Batch.ReservationRow row, long nowUs, long step) {
    Ledger ledger = ledgers.of(row.restaurant(), "");
    Ledger.Track track = ledger.track(row.reservation().id());
    if (track == null || track.changedStep != step) {
      throw new Violation(
          'E',
          "in %s at %d us a row without an event: %s"
              .formatted(ledger.name, nowUs, Words.of(row.reservation())));
    }
    if (track.rowStep == step) {
      throw new Violation(
          'E',
          "in %s at %d us two rows of %s"
              .formatted(ledger.name, nowUs, Words.of(row.reservation())));
    }
    track.row = row;
    track.rowStep = step;
  }

  private void bring(Batch.JournalRow row) {
    Errand errand = errands.find(row.restaurant(), row.key());
    Diner diner = errand == null ? null : errand.request.command().diner();
    if (diner != null) {
      brought.put(new DinerId(row.restaurant(), diner.ref()), diner);
    }
  }

  /** Personal data stands where its command was accepted, and nowhere else. */
  private void diners(Committed commit, long nowUs) {
    for (Batch.DinerRow row : commit.diners()) {
      Diner expected = brought.remove(new DinerId(row.restaurant(), row.diner().ref()));
      if (!row.diner().equals(expected)) {
        throw new Violation(
            'E',
            "at %d us diner %s has a row that no event of the commit brought"
                .formatted(nowUs, Words.id(row.diner().ref())));
      }
    }
    if (!brought.isEmpty()) {
      throw new Violation(
          'E', "at %d us diners without a row: %s".formatted(nowUs, brought.keySet()));
    }
  }

  /** Of all that there is. */
  static void check(Ledger ledger, long nowUs) {
    int standing = 0;
    for (Ledger.Track track : ledger.tracks()) {
      asReplayed(ledger, track.newest().id(), nowUs);
      if (track.newest().status().occupies()) {
        standing++;
        Reservation inMemory = ledger.live.find(track.newest().id());
        if (!track.newest().equals(inMemory)) {
          throw new Violation(
              'E',
              "in %s the replay has %s (expected: %s)"
                  .formatted(ledger.name, Words.of(inMemory), Words.of(track.newest())));
        }
      }
    }
    if (standing != ledger.live.standing().size()) {
      throw new Violation(
          'E',
          "in %s the replay has %d standing reservations (expected: %d)"
              .formatted(ledger.name, ledger.live.standing().size(), standing));
    }
  }

  private static void asReplayed(Ledger ledger, long id, long nowUs) {
    Ledger.Track track = ledger.track(id);
    if (track == null) {
      throw new IllegalStateException("no reservation " + Words.id(id));
    }
    Batch.ReservationRow row = track.row;
    if (row == null
        || row.seq() != track.seq
        || row.shard() != ledger.shard
        || !row.reservation().equals(track.newest())) {
      throw new Violation(
          'E',
          "in %s at %d us the row is %s (expected: of seq %d, %s)"
              .formatted(
                  ledger.name,
                  nowUs,
                  row == null
                      ? "missing"
                      : "of seq " + row.seq() + ", " + Words.of(row.reservation()),
                  track.seq,
                  Words.of(track.newest())));
    }
  }

  private static void asReplayed(Ledger ledger, long nowUs) {
    Batch.DefinitionRow row = ledger.definitionRow;
    if (row == null
        || row.seq() != ledger.definitionSeq
        || row.shard() != ledger.shard
        || !row.definition().equals(ledger.definition())) {
      throw new Violation(
          'E',
          "at %d us the definition of %s is %s (expected: as replayed to seq %d)"
              .formatted(
                  nowUs,
                  ledger.name,
                  row == null ? "missing" : "another, of seq " + row.seq(),
                  ledger.definitionSeq));
    }
  }
}
