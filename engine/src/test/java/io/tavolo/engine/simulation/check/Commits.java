package io.tavolo.engine.simulation.check;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.simulation.postgres.Committed;

/** What must hold of each commit: D, A, C, H and E, in this order. */
final class Commits {
  private final Heads heads;
  private final Ledgers ledgers;
  private final Decisions decisions;
  private final Rows rows;

  Commits(Heads heads, Ledgers ledgers, Errands errands, Walls walls) {
    this.heads = heads;
    this.ledgers = ledgers;
    decisions = new Decisions(ledgers, errands, walls);
    rows = new Rows(ledgers, errands);
  }

  void check(Committed commit, long nowUs, long step) {
    heads.check(commit, nowUs);
    tables(commit, nowUs);
    decisions.check(commit, nowUs, step);
    rows.check(commit, nowUs, step);
  }

  /** A: no two visits at one table. */
  private void tables(Committed commit, long nowUs) {
    for (Batch.ReservationRow row : commit.reservations()) {
      Ledger ledger = ledgers.of(row.restaurant(), "");
      Ledger.Track track = ledger.track(row.reservation().id());
      if (track != null && track.row != null) {
        ledger.tables.vacate(track.row.reservation());
      }
    }
    for (Batch.ReservationRow row : commit.reservations()) {
      Ledger ledger = ledgers.of(row.restaurant(), "");
      Reservation other = ledger.tables.occupy(row.reservation());
      if (other != null) {
        throw new Violation(
            'A',
            "in %s at %d us %s is at a table of %s"
                .formatted(ledger.name, nowUs, Words.of(row.reservation()), Words.of(other)));
      }
    }
  }
}
