package io.tavolo.engine.simulation.check;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Outcome;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decider;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.simulation.postgres.Committed;
import io.tavolo.engine.simulation.postgres.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A batch as a lane would gather it; its rows can be spoilt before they are committed. */
final class Draft {
  final List<Batch.JournalRow> journal = new ArrayList<>();
  final List<Batch.ReservationRow> reservations = new ArrayList<>();
  final List<Batch.DinerRow> diners = new ArrayList<>();
  final List<Batch.KeyRow> keys = new ArrayList<>();
  final List<Batch.DefinitionRow> definitions = new ArrayList<>();
  private final Tale tale;
  private final long previousSeq;

  Draft(Tale tale) {
    this.tale = tale;
    previousSeq = tale.seq;
  }

  /** Decides a command that makes an event. */
  Event decide(Request.Submit request) {
    Event event = (Event) Decider.decide(tale.decided, request.command(), tale.wallMs);
    add(request.key(), request.command(), event);
    return event;
  }

  /** What the rules would not do: the event follows from the command all the same. */
  void add(CommandKey key, Command command, Event event) {
    tale.decided.evolve(event);
    addRows(key, command, event);
  }

  /** The rows only; nobody remembers it. */
  void addRows(CommandKey key, Command command, Event event) {
    long seq = ++tale.seq;
    journal.add(
        new Batch.JournalRow(Tale.SHARD, seq, Tale.NUMBER, Tale.ANNA, tale.wallMs, event, key));
    short outcome = Outcome.STORED;
    long reservation = 0;
    if (event instanceof Event.OfReservation change) {
      reservation = change.after().id();
      outcome = Outcome.of(change.kind());
      reservations.removeIf(row -> row.reservation().id() == change.after().id());
      reservations.add(new Batch.ReservationRow(Tale.SHARD, seq, Tale.NUMBER, change.after()));
      Diner diner = command.diner();
      if (diner != null) {
        diners.add(new Batch.DinerRow(Tale.SHARD, Tale.NUMBER, diner));
      }
    } else {
      if (event instanceof Event.FloorPlanChanged change) {
        for (Reservation moved : change.moved()) {
          reservations.removeIf(row -> row.reservation().id() == moved.id());
          reservations.add(new Batch.ReservationRow(Tale.SHARD, seq, Tale.NUMBER, moved));
        }
      }
      definitions.clear();
      definitions.add(
          new Batch.DefinitionRow(
              Tale.SHARD,
              seq,
              Tale.NUMBER,
              Objects.requireNonNull(tale.decided.floor()).definition()));
    }
    if (!key.equals(CommandKey.NONE)) {
      answer(key, outcome, reservation);
    }
  }

  void refuse(Request.Submit request, Refusal refusal) {
    answer(request.key(), Outcome.of(refusal), 0);
  }

  /** The row of a key. */
  void answer(CommandKey key, short outcome, long reservation) {
    keys.add(new Batch.KeyRow(Tale.SHARD, Tale.NUMBER, key, outcome, reservation, tale.wallMs));
  }

  /** A hold runs out. */
  Event expire(long reservation) {
    Command expire = new Command.Expire(reservation);
    Event event = (Event) Decider.decide(tale.decided, expire, tale.wallMs);
    add(CommandKey.NONE, expire, event);
    return event;
  }

  void commit() {
    commit(new Batch.Head(Tale.SHARD, tale.epoch, previousSeq, tale.seq), tale.epoch, previousSeq);
  }

  /** Commits where the shard's row is at that epoch and sequence. */
  void commit(Batch.Head want, long epoch, long rowSeq) {
    tale.history.committed(
        new Committed(
            List.of(new Committed.Fenced(Tale.SHARD, epoch, want, rowSeq)),
            journal.stream().map(row -> new JournalEntry(row, epoch)).toList(),
            reservations,
            diners,
            keys,
            definitions),
        tale.nowUs());
  }
}
