package io.tavolo.http;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.http.auth.Caller;
import io.tavolo.http.auth.IdempotencyKey;
import io.tavolo.http.body.BookingBody;
import io.tavolo.http.body.ReservationJson;
import io.tavolo.http.body.ReservationPatch;
import io.tavolo.http.exchange.EntityTags;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.Routes;
import io.tavolo.http.json.Json;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

/** Reservations: book, read, change, cancel. */
final class ReservationRoutes {
  /** What a version is compared with when {@code If-Match} names none that ever was. */
  private static final int NO_VERSION = Integer.MAX_VALUE;

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
          exchange.after(
              bookings.book(restaurantId, caller, key, body, exchange.trace()),
              made -> answerCreated(exchange, made.reservation(), created(made)));
        });
  }

  /** 201 with the reservation and its token. */
  void answerCreated(Exchange exchange, ReservationJson made) {
    answerCreated(exchange, made, created(made));
  }

  private static void answerCreated(Exchange exchange, ReservationJson made, Json.Content body) {
    exchange
        .with(HttpHeaders.LOCATION, Addresses.of(made.id()))
        .with(HttpHeaders.ETAG, made.etag())
        .with(HttpHeaders.CACHE_CONTROL, PRIVATE)
        .json(201, body);
  }

  /** The reservation with its token, and what its diner should know. */
  Json.Content created(Bookings.Made made) {
    Json.Content reservation = created(made.reservation());
    return out -> {
      reservation.writeTo(out);
      if (made.expectedElsewhere()) {
        out.writeArrayFieldStart("warnings");
        out.writeStartObject();
        out.writeStringField("reason", "diner_overlap_elsewhere");
        out.writeEndObject();
        out.writeEndArray();
      }
    };
  }

  /** The reservation with its token. */
  Json.Content created(ReservationJson made) {
    String token = loop.access().tokenOf(made.id());
    return out -> {
      made.writeTo(out);
      out.writeStringField("manage_token", token);
    };
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
          ReservationPatch patch = ReservationPatch.read(bytes, caller);
          CommandKey name = bookings.changeKey(id, caller, key, patch);
          var change = new Bookings.Change(id, caller, name, patch, exchange.trace());
          exchange.after(
              version.compose(required -> bookings.modify(change, required)),
              changed ->
                  exchange
                      .with(HttpHeaders.ETAG, changed.etag())
                      .with(HttpHeaders.CACHE_CONTROL, PRIVATE)
                      .json(200, changed));
        });
  }

  private void cancel(Exchange exchange) {
    ReservationId id = Addresses.reservation(exchange);
    Caller caller = loop.access().holder(exchange.header(HttpHeaders.AUTHORIZATION), id);
    exchange.after(
        requiredVersion(exchange, id)
            .compose(
                version ->
                    bookings.cancel(
                        id, caller, bookings.ownKey(caller), version, exchange.trace())),
        done -> exchange.empty(204));
  }

  /**
   * The version that {@code If-Match} asks for. Of several the one that stands, if it is among
   * them.
   */
  private Future<Integer> requiredVersion(Exchange exchange, ReservationId id) {
    EntityTags required = EntityTags.of("If-Match", exchange.headers(HttpHeaders.IF_MATCH));
    if (required == null || required.any()) {
      return Future.succeededFuture(Bookings.ANY_VERSION);
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
