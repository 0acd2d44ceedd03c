package io.tavolo.http;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.TraceContext;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.http.auth.Caller;
import io.tavolo.http.auth.IdempotencyKey;
import io.tavolo.http.body.BookingBody;
import io.tavolo.http.body.ReservationJson;
import io.tavolo.http.body.ReservationPatch;
import io.tavolo.http.exchange.EntityTags;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.Routes;
import io.tavolo.http.json.Json;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemException;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** Reservations: book, read, change, cancel. */
final class ReservationRoutes {
  /** What a version is compared with when {@code If-Match} names none that ever was. */
  private static final int NO_VERSION = Integer.MAX_VALUE;

  private static final int ANY_VERSION = 0;
  private static final int CORRECTION_ATTEMPTS = 3;
  private static final String PRIVATE = "private, no-cache";

  private final PerLoop loop;
  private final Bookings bookings;

  ReservationRoutes(PerLoop loop, Bookings bookings) {
    this.loop = loop;
    this.bookings = bookings;
  }

  void addTo(Routes routes) {
    routes
        .add(HttpMethod.POST, "/v1/restaurants/{restaurant_id}/reservations", this::book)
        .add(HttpMethod.GET, "/v1/reservations/{reservation_id}", this::read)
        .add(HttpMethod.PATCH, "/v1/reservations/{reservation_id}", this::change)
        .add(HttpMethod.DELETE, "/v1/reservations/{reservation_id}", this::cancel);
  }

  private void book(Exchange exchange) {
    String restaurantId = Addresses.restaurant(exchange);
    Caller caller = loop.access().caller(exchange.header(HttpHeaders.AUTHORIZATION));
    String key = IdempotencyKey.of(exchange.headers(IdempotencyKey.FIELD), caller);
    exchange.body(
        bytes -> {
          BookingBody body = BookingBody.book(bytes, caller);
          String request = "POST /v1/restaurants/" + restaurantId + "/reservations";
          CommandKey name = loop.names().key(caller, key, request, body.payload());
          exchange.after(
              bookings.create(restaurantId, caller, name, body, false, exchange.trace()),
              made -> answerCreated(exchange, made));
        });
  }

  /** 201 with the reservation and its token. */
  void answerCreated(Exchange exchange, ReservationJson made) {
    String token = loop.access().tokenOf(made.id());
    exchange
        .with(HttpHeaders.LOCATION, Addresses.of(made.id()))
        .with(HttpHeaders.ETAG, made.etag())
        .with(HttpHeaders.CACHE_CONTROL, PRIVATE)
        .json(
            201,
            out -> {
              made.writeTo(out);
              out.writeStringField("manage_token", token);
            });
  }

  private void read(Exchange exchange) {
    ReservationId id = Addresses.reservation(exchange);
    Caller caller = loop.access().holder(exchange.header(HttpHeaders.AUTHORIZATION), id);
    exchange.after(
        bookings.read(id, caller),
        found -> {
          exchange.with(HttpHeaders.CACHE_CONTROL, PRIVATE);
          Addresses.give(exchange, found.etag(), Json.object(found));
        });
  }

  private void change(Exchange exchange) {
    ReservationId id = Addresses.reservation(exchange);
    Caller caller = loop.access().holder(exchange.header(HttpHeaders.AUTHORIZATION), id);
    String key = IdempotencyKey.of(exchange.headers(IdempotencyKey.FIELD), caller);
    Future<Integer> version = requiredVersion(exchange, id);
    exchange.patch(
        bytes -> {
          ReservationPatch patch = ReservationPatch.read(bytes);
          String request = "PATCH " + Addresses.of(id);
          CommandKey name = loop.names().key(caller, key, request, patch.payload());
          Change change = new Change(id, caller, name, patch, exchange.trace());
          exchange.after(
              version
                  .compose(required -> submit(change, required, CORRECTION_ATTEMPTS))
                  .compose(done -> bookings.read(id, caller)),
              changed ->
                  exchange
                      .with(HttpHeaders.ETAG, changed.etag())
                      .with(HttpHeaders.CACHE_CONTROL, PRIVATE)
                      .json(200, changed));
        });
  }

  private record Change(
      ReservationId id, Caller caller, CommandKey key, ReservationPatch patch, TraceContext trace) {
    Command.Modify command(@Nullable Diner diner, int version) {
      return new Command.Modify(
          id.reservation(),
          patch.partySize(),
          patch.start(),
          patch.areaId(),
          diner,
          version,
          caller.isStaff());
    }
  }

  /**
   * A correction of contact or notes goes out whole, so it is made from what was read, and only
   * stands if nothing came between.
   */
  private Future<Reply.Done> submit(Change change, int required, int attempts) {
    if (!change.patch().personal().isGiven()) {
      return send(change, null, required);
    }
    return bookings
        .found(change.id())
        .compose(
            present -> {
              Diner diner = bookings.corrected(change.patch().personal(), present);
              int version = required == ANY_VERSION ? present.reservation().version() : required;
              return send(change, diner, version)
                  .recover(
                      cause ->
                          required == ANY_VERSION && isPreconditionFailed(cause)
                              ? again(change, attempts - 1)
                              : Future.failedFuture(cause));
            });
  }

  private Future<Reply.Done> send(Change change, @Nullable Diner diner, int version) {
    return bookings.change(
        change.id(), change.key(), change.command(diner, version), change.trace());
  }

  private Future<Reply.Done> again(Change change, int attempts) {
    return attempts == 0
        ? Future.failedFuture(
            Problem.unavailable("others are changing the reservation", 1).asException())
        : submit(change, ANY_VERSION, attempts);
  }

  private static boolean isPreconditionFailed(Throwable cause) {
    return cause instanceof ProblemException found
        && found.problem().type() == ProblemType.PRECONDITION_FAILED;
  }

  private void cancel(Exchange exchange) {
    ReservationId id = Addresses.reservation(exchange);
    Caller caller = loop.access().holder(exchange.header(HttpHeaders.AUTHORIZATION), id);
    exchange.after(
        requiredVersion(exchange, id)
            .compose(
                version ->
                    bookings.change(
                        id,
                        bookings.ownKey(caller),
                        new Command.Cancel(id.reservation(), version, caller.isStaff()),
                        exchange.trace())),
        done -> exchange.empty(204));
  }

  /**
   * The version that {@code If-Match} asks for. Of several the one that stands, if it is among
   * them.
   */
  private Future<Integer> requiredVersion(Exchange exchange, ReservationId id) {
    EntityTags required = EntityTags.of("If-Match", exchange.headers(HttpHeaders.IF_MATCH));
    if (required == null || required.any()) {
      return Future.succeededFuture(ANY_VERSION);
    }
    if (required.tags().size() == 1) {
      int version = ReservationJson.versionOf(required.tags().get(0));
      return Future.succeededFuture(version == 0 ? NO_VERSION : version);
    }
    return bookings
        .found(id)
        .map(found -> found.reservation().version())
        .map(version -> Bookings.isNamed(required, version) ? version : NO_VERSION);
  }
}
