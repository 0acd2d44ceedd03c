package io.tavolo.postgres;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.TraceContext;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Deposit;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch put together by hand. */
final class TestBatch implements Batch {
  static final long AT_MS = 1_795_000_000_000L;
  static final int SERVICE_DAY = (int) (AT_MS / 86_400_000);

  final List<Head> heads = new ArrayList<>();
  final List<JournalRow> journal = new ArrayList<>();
  final List<ReservationRow> reservations = new ArrayList<>();
  final List<DinerRow> diners = new ArrayList<>();
  final List<KeyRow> keys = new ArrayList<>();
  final List<DefinitionRow> definitions = new ArrayList<>();

  TestBatch head(int shard, long epoch, long previousSeq, long nextSeq) {
    heads.add(new Head(shard, epoch, previousSeq, nextSeq));
    return this;
  }

  /** A booking with all of its rows; the ids follow from the reservation's. */
  TestBatch booking(int shard, long seq, long restaurant, long id) {
    return booking(shard, seq, restaurant, reservation(id), diner(id));
  }

  TestBatch booking(int shard, long seq, long restaurant, Reservation reservation, Diner diner) {
    CommandKey key = new CommandKey(reservation.id(), 7, 9, true);
    Event.Kind kind = reservation.status() == Status.HELD ? Event.Kind.HELD : Event.Kind.BOOKED;
    journal.add(
        new JournalRow(
            shard,
            seq,
            restaurant,
            "r" + restaurant,
            AT_MS,
            new Event.OfReservation(kind, reservation),
            key));
    reservations.add(new ReservationRow(shard, seq, restaurant, reservation));
    diners.add(new DinerRow(shard, restaurant, diner));
    keys.add(new KeyRow(shard, restaurant, key, (short) kind.code(), reservation.id(), AT_MS));
    return this;
  }

  /** Gives the journal's row of that index a trace. */
  TestBatch traced(int index, TraceContext trace) {
    JournalRow r = journal.get(index);
    journal.set(
        index,
        new JournalRow(
            r.shard(),
            r.seq(),
            r.restaurant(),
            r.restaurantId(),
            r.atMs(),
            r.event(),
            r.key(),
            trace));
    return this;
  }

  /** A restaurant's creation, without a key. */
  TestBatch definition(int shard, long seq, long restaurant, Restaurant definition) {
    journal.add(
        new JournalRow(
            shard,
            seq,
            restaurant,
            definition.profile().restaurantId(),
            AT_MS,
            new Event.ProfileChanged(definition.profile()),
            new CommandKey(seq, seq, 0, false)));
    definitions.add(new DefinitionRow(shard, seq, restaurant, definition));
    return this;
  }

  static Reservation reservation(long id) {
    return new Reservation(
        id,
        Status.CONFIRMED,
        4,
        SERVICE_DAY * 288 + 200,
        SERVICE_DAY * 288 + 218,
        SERVICE_DAY * 288 + 221,
        SERVICE_DAY,
        List.of("T4", "T5"),
        "main",
        true,
        id,
        -id,
        null,
        1,
        0,
        AT_MS,
        8_000,
        true);
  }

  static Reservation hold(long id, long holdUntilMs) {
    Reservation r = reservation(id);
    return new Reservation(
        id,
        Status.HELD,
        r.partySize(),
        r.startTick(),
        r.endTick(),
        r.serviceDay(),
        r.tables(),
        r.areaId(),
        false,
        r.diner(),
        null,
        1,
        holdUntilMs,
        AT_MS);
  }

  static Diner diner(long ref) {
    return new Diner(
        ref,
        "Zoë \"Z\" 🍝",
        "z@example.org",
        null,
        "back\\slash",
        List.of("a,b", "{\"\\x\"}", "ü"));
  }

  static Restaurant restaurant(
      String id, String name, @Nullable Double latitude, @Nullable Double longitude) {
    return new Restaurant(
        new Profile(id, name, ZoneId.of("Europe/Rome"), "Italian", null, null, latitude, longitude),
        new FloorPlan(List.of(new Area("main", "Main")), List.of(new Table("T4", "main", 1, 4, 0))),
        new Schedule(15, List.of(), List.of(), List.of(new TurnTime(20, 90))),
        new Policies(0, 90, 1, 20, 300, 0, true, 2, true, new Deposit(6, 1_000, "EUR")));
  }

  @Override
  public long number() {
    return 1;
  }

  @Override
  public List<Head> heads() {
    return heads;
  }

  @Override
  public List<JournalRow> journal() {
    return journal;
  }

  @Override
  public List<ReservationRow> reservations() {
    return reservations;
  }

  @Override
  public List<DinerRow> diners() {
    return diners;
  }

  @Override
  public List<KeyRow> keys() {
    return keys;
  }

  @Override
  public List<DefinitionRow> definitions() {
    return definitions;
  }
}
