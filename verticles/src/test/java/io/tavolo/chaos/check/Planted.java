package io.tavolo.chaos.check;

import io.tavolo.chaos.check.Call.Op;
import io.tavolo.chaos.check.Evidence.Offered;
import io.tavolo.chaos.check.Evidence.Published;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small history of one restaurant with two tables for two, right until somebody spoils it. Times
 * are seconds; what it says of rows, heads and the topic follows from the journal.
 */
final class Planted {
  static final int DAY = 21_000;
  static final int NOON = House.slots(DAY).get(0);
  static final House HOUSE =
      new House("house", List.of(new House.Table("T1", 1, 2), new House.Table("T2", 1, 2)));

  private static final int SHARD = 7;
  private static final long NS_PER_S = 1_000_000_000;

  final List<Stored.Entry> journal = new ArrayList<>();
  final List<Call> calls = new ArrayList<>();
  final List<Offered> offered = new ArrayList<>();

  /** Changed after the journal was told; null for what follows from it. */
  @Nullable List<Stored.Row> rows;

  @Nullable List<Stored.Head> heads;
  @Nullable List<Published> topic;
  long clocksApartMs = 1_000;

  static Reservation reservation(long id, Status status, int version, int start, String table) {
    return new Reservation(
        id,
        status,
        2,
        start,
        start + House.TURN_TICKS,
        DAY,
        List.of(table),
        "sala",
        false,
        1,
        null,
        version,
        status == Status.HELD ? 10_000 : 0,
        0);
  }

  static Reservation named(Reservation one, long external) {
    return new Reservation(
        one.id(),
        one.status(),
        2,
        one.startTick(),
        one.endTick(),
        DAY,
        one.tables(),
        "sala",
        false,
        1,
        new ExternalId(external, external),
        one.version(),
        0,
        0);
  }

  static Name key(long of) {
    return new Name(of, of);
  }

  /** An event of its own sequence number, under epoch 1, at so many milliseconds. */
  void event(Event.Kind kind, Reservation after, long key) {
    entry(journal.size() + 1, 1, journal.size(), kind, after, key);
  }

  void entry(long seq, long epoch, long atMs, Event.Kind kind, Reservation after, long key) {
    journal.add(
        new Stored.Entry(
            SHARD,
            seq,
            epoch,
            HOUSE.number(),
            atMs,
            key(key),
            new Event.OfReservation(kind, after)));
  }

  static Attempt attempt(double from, double to, Answer answer) {
    return new Attempt(
        1, (long) (from * NS_PER_S), (long) (to * NS_PER_S), (long) (to * 1e3), answer);
  }

  void call(Op op, long key, long reservation, int start, Attempt... attempts) {
    Name name = key == 0 ? null : key(key);
    calls.add(new Call(1, op, HOUSE.id(), name, null, reservation, start, 2, List.of(attempts)));
  }

  /** A booking that was made and acknowledged: event and call. */
  Reservation booked(long id, int start, String table, double from, double to) {
    Reservation made = reservation(id, Status.CONFIRMED, 1, start, table);
    event(Event.Kind.BOOKED, made, id);
    call(Op.BOOK, id, 0, start, attempt(from, to, new Answer.Stands(Shown.of(made))));
    return made;
  }

  /** A reservation that was cancelled, and acknowledged. */
  void cancelled(Reservation one, double from, double to) {
    Reservation after =
        reservation(
            one.id(), Status.CANCELLED, one.version() + 1, one.startTick(), one.tables().get(0));
    event(Event.Kind.CANCELLED, after, 1_000 + one.id());
    call(Op.CANCEL, 0, one.id(), 0, attempt(from, to, new Answer.Done()));
  }

  static Attempt noTable(double from, double to) {
    return attempt(from, to, new Answer.Refused("no_table", List.of()));
  }

  List<Stored.Row> rows() {
    Map<Long, Stored.Row> last = new LinkedHashMap<>();
    for (Stored.Entry entry : journal) {
      Reservation after = ((Event.OfReservation) entry.event()).after();
      last.put(
          after.id(),
          new Stored.Row(
              HOUSE.number(), entry.shard(), entry.seq(), after.holdUntilMs(), Shown.of(after)));
    }
    return new ArrayList<>(last.values());
  }

  List<Published> topic() {
    List<Published> all = new ArrayList<>();
    for (Stored.Entry entry : journal) {
      Event.OfReservation event = (Event.OfReservation) entry.event();
      String verb =
          event.kind() == Event.Kind.BOOKED
              ? "confirmed"
              : event.kind().name().toLowerCase(Locale.ROOT);
      all.add(
          new Published(
              entry.shard() + "-" + entry.seq(),
              HOUSE.id(),
              "io.tavolo.reservation." + verb + ".v1",
              new ReservationId(HOUSE.number(), event.after().id()).toString()));
    }
    return all;
  }

  List<Stored.Head> heads() {
    Stored.Entry last = journal.get(journal.size() - 1);
    return new ArrayList<>(List.of(new Stored.Head(SHARD, last.epoch(), last.seq())));
  }

  Verdict check() {
    return Checker.check(
        new Evidence(
            List.of(HOUSE),
            calls,
            new Stored(journal, rows == null ? rows() : rows, heads == null ? heads() : heads),
            topic == null ? topic() : topic,
            offered,
            clocksApartMs));
  }
}
