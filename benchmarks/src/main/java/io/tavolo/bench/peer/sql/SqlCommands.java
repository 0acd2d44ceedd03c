package io.tavolo.bench.peer.sql;

import io.tavolo.bench.peer.house.Definitions;
import io.tavolo.bench.peer.house.Houses;
import io.tavolo.bench.peer.house.Replies;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Outcome;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.time.Ticks;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The commands of one event loop. */
final class SqlCommands {
  private static final String UNIQUE_VIOLATION = "23505";

  private final Sessions sessions;
  private final Writing writing;
  private final Definitions definitions;
  private final Houses houses;
  private final LongSupplier wallClockMs;

  SqlCommands(
      Sessions sessions, Writing writing, Definitions definitions, LongSupplier wallClockMs) {
    this.sessions = sessions;
    this.writing = writing;
    this.definitions = definitions;
    this.houses = new Houses(definitions);
    this.wallClockMs = wallClockMs;
  }

  Future<Reply> answer(Request.Submit request) {
    Command command = request.command();
    long nowMs = wallClockMs.getAsLong();
    if (command instanceof Command.Book book) {
      return book(request, book, nowMs);
    }
    if (command instanceof Command.Cancel cancel) {
      return cancel(request, cancel, nowMs);
    }
    if (Definitions.isAbout(command)) {
      long number = request.restaurant();
      return definitions.define(
          request,
          nowMs,
          after -> sessions.with(session -> Tables.store(session, writing, number, after)));
    }
    return Future.failedFuture(
        new UnsupportedOperationException("the peer books and cancels only"));
  }

  private Future<Reply> book(Request.Submit request, Command.Book book, long nowMs) {
    Decision decision = houses.decide(request, nowMs);
    if (!(decision instanceof Event.OfReservation event)) {
      return Future.succeededFuture(refused(request, (Refusal) decision));
    }
    Reservation wanted = event.after();
    Tuple row = bookParameters(request, book.diner(), wanted, nowMs);
    int horizonTick = wanted.startTick() - longestTurn(request.restaurant());
    Writing.Booking booking = new Writing.Booking(request.restaurant(), row, horizonTick);
    return sessions
        .with(session -> writing.book(session, booking))
        .map(taken -> booked(request, wanted, taken))
        .recover(cause -> repeated(request, cause));
  }

  private static Tuple bookParameters(
      Request.Submit request, Diner diner, Reservation wanted, long nowMs) {
    CommandKey key = request.key();
    @Nullable ExternalId external = wanted.external();
    return Tuple.tuple(
        Arrays.asList(
            request.restaurant(),
            wanted.id(),
            wanted.partySize(),
            wanted.areaAsked() ? wanted.areaId() : null,
            wanted.startTick(),
            wanted.endTick(),
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
            diner.tags().toArray(String[]::new),
            diner.key()));
  }

  /** In ticks: what starts earlier than this before a visit is over when it begins. */
  private int longestTurn(long restaurant) {
    Restaurant definition = definitions.of(restaurant);
    List<TurnTime> turns = definition == null ? List.of() : definition.schedule().turnTimes();
    return Ticks.ofMinutes(turns.stream().mapToInt(TurnTime::minutes).max().orElse(0));
  }

  private Reply booked(Request.Submit request, Reservation wanted, Row taken) {
    String label = taken.getString("label");
    if (label == null) {
      return refused(request, Refusal.NO_TABLE);
    }
    Reservation made = Rows.seated(wanted, label, taken.getString("area_id"));
    return done(request, Event.Kind.BOOKED, made, made.id(), false);
  }

  private Future<Reply> cancel(Request.Submit request, Command.Cancel cancel, long nowMs) {
    Restaurant definition = definitions.of(request.restaurant());
    if (definition == null) {
      return Future.succeededFuture(refused(request, Refusal.UNKNOWN_RESTAURANT));
    }
    long cutoffMs =
        cancel.byStaff() ? 0 : definition.policies().cancellationCutoffMinutes() * 60_000L;
    long earliestSecond = Math.floorDiv(nowMs + cutoffMs, 1000L);
    CommandKey key = request.key();
    Tuple row =
        Tuple.tuple(
            List.of(
                request.restaurant(),
                cancel.reservation(),
                cancel.version(),
                Ticks.ofEpochSecond(earliestSecond) + 1,
                nowMs,
                key.high(),
                key.low(),
                key.payloadHash(),
                key.byCaller(),
                Outcome.of(Event.Kind.CANCELLED)));
    return sessions
        .with(session -> writing.cancel(session, request.restaurant(), row))
        .compose(
            rows ->
                first(rows)
                    .map(Rows::reservation)
                    .map(now -> done(request, Event.Kind.CANCELLED, now, now.id(), false))
                    .map(Future::succeededFuture)
                    .orElseGet(() -> whyNotCancelled(request, cancel)));
  }

  private Future<Reply> whyNotCancelled(Request.Submit request, Command.Cancel cancel) {
    return find(request.restaurant(), cancel.reservation())
        .map(
            row -> {
              if (row.isEmpty()) {
                return refused(request, Refusal.UNKNOWN_RESERVATION);
              }
              Reservation found = Rows.reservation(row.get());
              if (found.status() == Status.CANCELLED) {
                return done(request, Event.Kind.CANCELLED, found, found.id(), true);
              }
              boolean other = cancel.version() != 0 && cancel.version() != found.version();
              return refused(
                  request, other ? Refusal.VERSION_MISMATCH : Refusal.CANCELLATION_CUTOFF);
            });
  }

  /** The reservation's row, with its diner. */
  Future<Optional<Row>> find(long restaurant, long reservation) {
    return sessions
        .with(session -> session.run(Sql.RESERVATION, Tuple.of(restaurant, reservation)))
        .map(SqlCommands::first);
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
        .with(session -> session.run(Sql.KEY, parameters))
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
        : done(request, Outcome.kind(outcome), null, row.getLong("reservation"), true);
  }

  private Reply done(
      Request.Submit request,
      Event.Kind kind,
      @Nullable Reservation reservation,
      long id,
      boolean repeated) {
    Restaurant definition = definitions.of(request.restaurant());
    return Replies.done(definition, kind, reservation, id, repeated);
  }

  private Reply refused(Request.Submit request, Refusal refusal) {
    return Replies.refused(definitions.of(request.restaurant()), refusal);
  }
}
