package io.tavolo.engine.simulation.check;

import io.tavolo.engine.availability.Alternatives;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.time.Ticks;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A history told by hand, of one restaurant with one owner who does everything right. */
final class Tale {
  static final String ANNA = "anna";
  static final long NUMBER = RestaurantNumber.of(ANNA);
  static final int DAY = House.NOW_DAY + 4;
  static final String EIGHT = "2026-11-24T20:00";
  static final int EIGHT_TICK =
      Ticks.ofEpochSecond(LocalDateTime.parse(EIGHT).toEpochSecond(ZoneOffset.ofHours(1)));
  private static final int SHARDS = 4;
  static final int SHARD = RestaurantNumber.shardOf(NUMBER, SHARDS);

  final History history = new History(SHARDS, List.of(House.named(ANNA)));

  /** What the owner has decided, committed or not. */
  final RestaurantState decided = House.state();

  long epoch = 1;
  long seq;
  long wallMs = House.NOW_MS;
  private long nowUs;

  Tale() {
    history.walls(wallMs, wallMs);
  }

  long nowUs() {
    return nowUs += 10;
  }

  /** Time passes on the owner's clock. */
  void pass(long ms) {
    wallMs += ms;
    history.walls(wallMs, wallMs);
  }

  // ---- asking

  static Request.Submit keyed(int key, Command command) {
    return new Request.Submit(ANNA, NUMBER, new CommandKey(7, key, 1, true), command);
  }

  static Request.Submit unkeyed(int key, Command command) {
    return new Request.Submit(ANNA, NUMBER, new CommandKey(8, key, 1, false), command);
  }

  /** The errand has the number of its key. */
  int ask(Request.Submit request) {
    return history.called((int) request.key().low(), request, nowUs());
  }

  int read() {
    return history.called(1_000, new Request.ReadDay(ANNA, NUMBER, DAY, false), nowUs());
  }

  void answer(int call, Reply reply) {
    history.answered(call, reply, nowUs());
  }

  void refuse(int call, Refusal refusal) {
    answer(call, new Reply.Refused(refusal, "Europe/Rome", List.of(), List.of()));
  }

  /** A refusal to book, with the other times as they are decided now. */
  Reply.Refused noTable(Request.Submit request) {
    Command.Create create = (Command.Create) request.command();
    return new Reply.Refused(
        Refusal.NO_TABLE,
        "Europe/Rome",
        Alternatives.nearest(day().day(), create.partySize(), EIGHT_TICK, create.areaId(), wallMs),
        List.of());
  }

  // ---- deciding

  /** A batch that begins to gather. */
  Draft draft() {
    return new Draft(this);
  }

  /** Decides the command by the rules and commits it alone. */
  Event done(Request.Submit request) {
    Draft draft = draft();
    Event event = draft.decide(request);
    draft.commit();
    return event;
  }

  /** Asks, decides, commits and answers. */
  Reservation settled(Request.Submit request) {
    int call = ask(request);
    Event event = done(request);
    answer(call, made(event));
    return reservation(event);
  }

  /** Takes all four tables at eight. */
  void fill() {
    settled(keyed(901, House.book(901, 2, EIGHT)));
    settled(keyed(902, House.book(902, 2, EIGHT)));
    settled(keyed(903, House.book(903, 4, EIGHT)));
    settled(keyed(904, House.book(904, 6, EIGHT)));
  }

  static Command.Hold hold(long id, int seconds) {
    return new Command.Hold(id, 2, House.at(EIGHT), null, null, null, seconds);
  }

  /** What the owner has of it. */
  Reservation standing(long id) {
    return Objects.requireNonNull(decided.find(id));
  }

  // ---- answers

  static Reservation reservation(Event event) {
    return ((Event.OfReservation) event).after();
  }

  static Reply.Done made(Event event) {
    Event.OfReservation change = (Event.OfReservation) event;
    return told(change.kind(), change.after(), false);
  }

  static Reply.Done again(Event event, @Nullable Reservation now) {
    Event.OfReservation change = (Event.OfReservation) event;
    Reply.Done first = made(event);
    return new Reply.Done(
        change.kind(), now, first.reservationId(), ANNA, "Europe/Rome", true, true);
  }

  static Reply.Done told(Event.Kind kind, Reservation reservation, boolean repeated) {
    return new Reply.Done(kind, reservation, reservation.id(), ANNA, "Europe/Rome", true, repeated);
  }

  /** The day as it is decided now. */
  Reply.Day day() {
    Floor floor = Objects.requireNonNull(decided.floor());
    return new Reply.Day(DaySnapshot.of(floor, DAY, epoch, seq));
  }

  /** The reservation at another table. */
  static Reservation at(Reservation r, String table) {
    return new Reservation(
        r.id(),
        r.status(),
        r.partySize(),
        r.startTick(),
        r.endTick(),
        r.serviceDay(),
        List.of(table),
        r.areaId(),
        r.areaAsked(),
        r.diner(),
        r.external(),
        r.version(),
        r.holdUntilMs(),
        r.createdMs());
  }

  /** The reservation in another status, of the same version. */
  static Reservation as(Reservation r, Status status) {
    return new Reservation(
        r.id(),
        status,
        r.partySize(),
        r.startTick(),
        r.endTick(),
        r.serviceDay(),
        r.tables(),
        r.areaId(),
        r.areaAsked(),
        r.diner(),
        r.external(),
        r.version(),
        r.holdUntilMs(),
        r.createdMs());
  }
}
