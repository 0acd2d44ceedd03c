package io.tavolo.bench.peer;

import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Outcome;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decider;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.time.Ticks;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** The commands of one event loop, each as one transaction. */
final class PeerCommands {
  private static final String UNIQUE_VIOLATION = "23505";

  private final PeerSessions sessions;
  private final ConcurrentMap<Long, Restaurant> definitions;
  private final PeerHouses houses;
  private final LongSupplier wallClockMs;

  PeerCommands(
      PeerSessions sessions,
      ConcurrentMap<Long, Restaurant> definitions,
      LongSupplier wallClockMs) {
    this.sessions = sessions;
    this.definitions = definitions;
    this.houses = new PeerHouses(definitions);
    this.wallClockMs = wallClockMs;
  }

  Future<Reply> answer(Request.Submit request) {
    Command command = request.command();
    if (command instanceof Command.Book book) {
      return book(request, book);
    }
    if (command instanceof Command.Cancel cancel) {
      return cancel(request, cancel);
    }
    if (command instanceof Command.OfReservation || command instanceof Command.Hold) {
      return Future.failedFuture(
          new UnsupportedOperationException("the peer books and cancels only"));
    }
    return define(request, command);
  }

  private Future<Reply> book(Request.Submit request, Command.Book book) {
    long nowMs = wallClockMs.getAsLong();
    RestaurantState house = houses.empty(request.restaurant());
    Decision decision = Decider.decide(house, book, nowMs);
    if (!(decision instanceof Event.OfReservation wanted)) {
      return Future.succeededFuture(refused(request, (Refusal) decision));
    }
    Tuple parameters = bookParameters(request, book.diner(), wanted.after(), nowMs);
    PeerSession.Step step = new PeerSession.Step(PeerSql.BOOK, parameters);
    return sessions
        .with(session -> session.locked(request.restaurant(), step))
        .map(rows -> booked(request, wanted.after(), rows))
        .recover(cause -> repeated(request, cause));
  }

  private Tuple bookParameters(
      Request.Submit request, Diner diner, Reservation wanted, long nowMs) {
    CommandKey key = request.key();
    ExternalId external = wanted.external();
    return Tuple.wrap(
        new Object[] {
          request.restaurant(),
          wanted.id(),
          wanted.partySize(),
          wanted.areaAsked() ? wanted.areaId() : null,
          wanted.startTick(),
          wanted.endTick(),
          wanted.startTick() - longestTurn(request.restaurant()),
          wanted.serviceDay(),
          diner.ref(),
          diner.name(),
          diner.email(),
          diner.phone(),
          diner.notes(),
          external == null ? null : external.high(),
          external == null ? null : external.low(),
          key.high(),
          key.low(),
          key.payloadHash(),
          key.byCaller(),
          nowMs,
          Outcome.of(Event.Kind.BOOKED),
          Outcome.of(Refusal.NO_TABLE),
          diner.tags().toArray(String[]::new)
        });
  }

  /** In ticks: what starts earlier than this before a visit is over when it begins. */
  private int longestTurn(long restaurant) {
    Restaurant definition = definitions.get(restaurant);
    List<TurnTime> turns = definition == null ? List.of() : definition.schedule().turnTimes();
    return Ticks.ofMinutes(turns.stream().mapToInt(TurnTime::minutes).max().orElse(0));
  }

  private Reply booked(Request.Submit request, Reservation wanted, RowSet<Row> rows) {
    for (Row row : rows) {
      Reservation made =
          new Reservation(
              wanted.id(),
              wanted.status(),
              wanted.partySize(),
              wanted.startTick(),
              wanted.endTick(),
              wanted.serviceDay(),
              List.of(row.getString("tables")),
              row.getString("area_id"),
              wanted.areaAsked(),
              wanted.diner(),
              wanted.external(),
              wanted.version(),
              wanted.holdUntilMs(),
              wanted.createdMs());
      return done(request, Event.Kind.BOOKED, Optional.of(made), made.id(), false);
    }
    return refused(request, Refusal.NO_TABLE);
  }

  private Future<Reply> cancel(Request.Submit request, Command.Cancel cancel) {
    long nowMs = wallClockMs.getAsLong();
    CommandKey key = request.key();
    Restaurant definition = definitions.get(request.restaurant());
    if (definition == null) {
      return Future.succeededFuture(refused(request, Refusal.UNKNOWN_RESTAURANT));
    }
    long cutoffMs =
        cancel.byStaff() ? 0 : definition.policies().cancellationCutoffMinutes() * 60_000L;
    long earliestSecond = Math.floorDiv(nowMs + cutoffMs, 1000L);
    Tuple parameters =
        Tuple.wrap(
            new Object[] {
              request.restaurant(),
              cancel.reservation(),
              cancel.version(),
              Ticks.ofEpochSecond(earliestSecond) + 1,
              nowMs,
              key.high(),
              key.low(),
              key.payloadHash(),
              key.byCaller(),
              Outcome.of(Event.Kind.CANCELLED)
            });
    PeerSession.Step step = new PeerSession.Step(PeerSql.CANCEL, parameters);
    return sessions
        .with(session -> session.locked(request.restaurant(), step))
        .compose(
            rows -> {
              for (Row row : rows) {
                Reservation now = PeerRows.reservation(row);
                return Future.succeededFuture(
                    done(request, Event.Kind.CANCELLED, Optional.of(now), now.id(), false));
              }
              return whyNotCancelled(request, cancel);
            });
  }

  private Future<Reply> whyNotCancelled(Request.Submit request, Command.Cancel cancel) {
    return find(request.restaurant(), cancel.reservation())
        .map(
            row -> {
              if (row.isEmpty()) {
                return refused(request, Refusal.UNKNOWN_RESERVATION);
              }
              Reservation found = PeerRows.reservation(row.get());
              if (found.status() == Status.CANCELLED) {
                return done(request, Event.Kind.CANCELLED, Optional.of(found), found.id(), true);
              }
              boolean other = cancel.version() != 0 && cancel.version() != found.version();
              return refused(
                  request, other ? Refusal.VERSION_MISMATCH : Refusal.CANCELLATION_CUTOFF);
            });
  }

  /** The reservation's row, with its diner. */
  Future<Optional<Row>> find(long restaurant, long reservation) {
    return sessions
        .with(session -> session.run(PeerSql.RESERVATION, Tuple.of(restaurant, reservation)))
        .map(PeerCommands::first);
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }

  /** The key was there: its first answer is given again. */
  private Future<Reply> repeated(Request.Submit request, Throwable cause) {
    boolean known =
        cause instanceof PgException fault && UNIQUE_VIOLATION.equals(fault.getSqlState());
    if (!known) {
      return Future.failedFuture(cause);
    }
    CommandKey key = request.key();
    Tuple parameters = Tuple.of(request.restaurant(), key.high(), key.low());
    return sessions
        .with(session -> session.run(PeerSql.KEY, parameters))
        .compose(
            rows ->
                first(rows)
                    .map(row -> Future.succeededFuture(answerOf(request, row)))
                    .orElseGet(() -> Future.failedFuture(cause)));
  }

  private Reply answerOf(Request.Submit request, Row row) {
    if (row.getLong("payload_hash") != request.key().payloadHash()) {
      return refused(request, Refusal.KEY_REUSED);
    }
    short outcome = row.getShort("outcome");
    return Outcome.isRefusal(outcome)
        ? refused(request, Outcome.refusal(outcome))
        : done(request, Outcome.kind(outcome), Optional.empty(), row.getLong("reservation"), true);
  }

  private Future<Reply> define(Request.Submit request, Command command) {
    RestaurantState house = new RestaurantState();
    Restaurant before = definitions.get(request.restaurant());
    house.restore(before, List.of());
    Decision decision = Decider.decide(house, command, wallClockMs.getAsLong());
    if (!(decision instanceof Event event)) {
      return Future.succeededFuture(refused(request, (Refusal) decision));
    }
    house.evolve(event);
    var floor = house.floor();
    if (floor == null) {
      return Future.succeededFuture(refused(request, Refusal.UNKNOWN_RESTAURANT));
    }
    Restaurant after = floor.definition();
    return sessions
        .with(session -> PeerDefinitions.store(session, request.restaurant(), after))
        .map(
            stored -> {
              definitions.put(request.restaurant(), after);
              return new Reply.Stored(before == null);
            });
  }

  private Reply done(
      Request.Submit request,
      Event.Kind kind,
      Optional<Reservation> reservation,
      long id,
      boolean repeated) {
    Restaurant definition = definitions.get(request.restaurant());
    if (definition == null) {
      return refused(request, Refusal.UNKNOWN_RESTAURANT);
    }
    return new Reply.Done(
        kind,
        reservation.orElse(null),
        id,
        definition.profile().restaurantId(),
        definition.profile().zone().getId(),
        definition.policies().showTables(),
        repeated);
  }

  /** Without alternatives: a refusal here costs less than Tavolo's. */
  private Reply refused(Request.Submit request, Refusal refusal) {
    Restaurant definition = definitions.get(request.restaurant());
    String zone = definition == null ? "" : definition.profile().zone().getId();
    return new Reply.Refused(refusal, zone, List.of(), List.of());
  }
}
