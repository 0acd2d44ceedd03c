package io.tavolo.http;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Status;
import io.tavolo.http.auth.Caller;
import io.tavolo.http.auth.IdempotencyKey;
import io.tavolo.http.body.BookingBody;
import io.tavolo.http.body.ConfirmBody;
import io.tavolo.http.body.ReservationJson;
import io.tavolo.http.exchange.EntityTags;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.Routes;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds: a table kept for a while, then confirmed or given back. */
final class HoldRoutes {
  private final PerLoop loop;
  private final Bookings bookings;
  private final ReservationRoutes reservations;

  HoldRoutes(PerLoop loop, Bookings bookings, ReservationRoutes reservations) {
    this.loop = loop;
    this.bookings = bookings;
    this.reservations = reservations;
  }

  void addTo(Routes routes) {
    routes
        .add(HttpMethod.POST, "/v1/restaurants/{restaurant_id}/holds", this::hold)
        .add(HttpMethod.POST, "/v1/holds/{hold_id}/confirm", this::confirm)
        .add(HttpMethod.DELETE, "/v1/holds/{hold_id}", this::release);
  }

  private void hold(Exchange exchange) {
    String restaurantId = Addresses.restaurant(exchange);
    Caller caller = loop.access().caller(exchange.header(HttpHeaders.AUTHORIZATION));
    String key = IdempotencyKey.of(exchange.headers(IdempotencyKey.FIELD), caller);
    exchange.body(
        bytes -> {
          BookingBody body = BookingBody.hold(bytes, caller);
          String request = "POST /v1/restaurants/" + restaurantId + "/holds";
          CommandKey name = loop.names().key(caller, key, request, body.payload());
          exchange.after(
              bookings.create(restaurantId, caller, name, body, true, exchange.trace()),
              made -> answerHeld(exchange, made.reservation()));
        });
  }

  private void answerHeld(Exchange exchange, ReservationJson made) {
    String token = loop.access().tokenOf(made.id());
    exchange
        .with(HttpHeaders.LOCATION, Addresses.of(made.id()))
        .with(HttpHeaders.ETAG, made.etag())
        .with(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .json(
            201,
            out -> {
              made.writeHold(token, out);
              made.writeTo(out);
            });
  }

  private void confirm(Exchange exchange) {
    ReservationId id = Addresses.reservation(exchange);
    Caller caller = loop.access().holder(exchange.header(HttpHeaders.AUTHORIZATION), id);
    String key = IdempotencyKey.of(exchange.headers(IdempotencyKey.FIELD), caller);
    EntityTags required = EntityTags.of("If-Match", exchange.headers(HttpHeaders.IF_MATCH));
    exchange.optionalBody(
        bytes -> {
          ConfirmBody body = ConfirmBody.read(bytes);
          String request = "POST /v1/holds/" + id + "/confirm";
          CommandKey name = loop.names().key(caller, key, request, body.payload());
          exchange.after(
              present(id, required, body.personal().isGiven())
                  .compose(
                      present -> {
                        Diner diner =
                            present
                                .filter(found -> body.personal().isGiven())
                                .map(found -> bookings.corrected(body.personal(), found))
                                .orElse(null);
                        return bookings.change(
                            id,
                            name,
                            new Command.Confirm(id.reservation(), diner, 0, caller.isStaff()),
                            exchange.trace());
                      })
                  .compose(done -> bookings.read(id, caller)),
              confirmed -> reservations.answerCreated(exchange, confirmed));
        });
  }

  private void release(Exchange exchange) {
    ReservationId id = Addresses.reservation(exchange);
    Caller caller = loop.access().holder(exchange.header(HttpHeaders.AUTHORIZATION), id);
    EntityTags required = EntityTags.of("If-Match", exchange.headers(HttpHeaders.IF_MATCH));
    exchange.after(
        present(id, required, false)
            .compose(
                present ->
                    bookings.change(
                        id,
                        bookings.ownKey(caller),
                        new Command.Release(id.reservation()),
                        exchange.trace())),
        done -> exchange.empty(204));
  }

  /**
   * The hold as it stands, read only when it matters; 412 when it is not the one required. One that
   * is no hold any more passes: who confirms or gives back twice is told so by the engine.
   */
  private Future<Optional<Reads.Found>> present(
      ReservationId id, @Nullable EntityTags required, boolean needed) {
    if (!needed && required == null) {
      return Future.succeededFuture(Optional.empty());
    }
    return bookings
        .found(id)
        .map(
            found -> {
              boolean held = found.reservation().status() == Status.HELD;
              if (held
                  && required != null
                  && !Bookings.isNamed(required, found.reservation().version())) {
                throw Problem.of(ProblemType.PRECONDITION_FAILED, "If-Match names another version")
                    .asException();
              }
              return Optional.of(found);
            });
  }
}
