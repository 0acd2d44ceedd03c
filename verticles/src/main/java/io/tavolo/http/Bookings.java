package io.tavolo.http;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.lane.TraceContext;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.http.auth.Caller;
import io.tavolo.http.auth.CommandNames;
import io.tavolo.http.body.BookingBody;
import io.tavolo.http.body.Personal;
import io.tavolo.http.body.ReservationJson;
import io.tavolo.http.exchange.EntityTags;
import io.tavolo.http.problem.Problem;
import io.vertx.core.Future;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What the routes of reservations and of holds have in common. */
final class Bookings {
  private final PerLoop loop;

  Bookings(PerLoop loop) {
    this.loop = loop;
  }

  /** Sends a command that makes a reservation or a hold. */
  Future<ReservationJson> create(
      String restaurantId,
      Caller caller,
      CommandKey key,
      BookingBody body,
      boolean hold,
      TraceContext trace) {
    CommandNames names = loop.names();
    Diner diner = body.personal().asNew(names.random());
    var external = names.external(caller, body.externalId());
    long id = names.random();
    Command command =
        hold || diner == null
            ? new Command.Hold(
                id,
                body.partySize(),
                body.start(),
                body.areaId(),
                diner,
                external,
                body.ttlSeconds())
            : new Command.Book(id, body.partySize(), body.start(), body.areaId(), diner, external);
    return loop.engine()
        .reservation(
            new Request.Submit(
                restaurantId, RestaurantNumber.of(restaurantId), key, command, trace))
        .compose(done -> asItStands(done, caller, diner));
  }

  /**
   * The reservation after a command: as the answer has it, or, when the command was a repeated one,
   * as the database has it.
   *
   * @param diner the personal part that the command stored
   */
  private Future<ReservationJson> asItStands(
      Reply.Done done, Caller caller, @Nullable Diner diner) {
    ReservationId id =
        new ReservationId(RestaurantNumber.of(done.restaurantId()), done.reservationId());
    if (done.repeated() || done.reservation() == null) {
      return read(id, caller);
    }
    return Future.succeededFuture(
        new ReservationJson(
            id,
            done.restaurantId(),
            ZoneId.of(done.zoneId()),
            done.reservation(),
            diner,
            caller.isStaff() || done.tablesShown()));
  }

  /** Sends a command about a reservation that exists. */
  Future<Reply.Done> change(
      ReservationId id, CommandKey key, Command.OfReservation command, TraceContext trace) {
    return loop.engine().reservation(new Request.Submit("", id.restaurant(), key, command, trace));
  }

  /** The reservation as the database has it; 404 when there is none. */
  Future<ReservationJson> read(ReservationId id, Caller caller) {
    return found(id)
        .map(
            found ->
                new ReservationJson(
                    id,
                    found.restaurantId(),
                    ZoneId.of(found.zoneId()),
                    found.reservation(),
                    found.diner(),
                    caller.isStaff() || found.tablesShown()));
  }

  /**
   * Whether {@code If-Match} names this version, with tables or without: who sends it asks that the
   * reservation is as it was, and not who may see what of it.
   */
  static boolean isNamed(EntityTags required, int version) {
    return required.any()
        || required.tags().stream().anyMatch(tag -> ReservationJson.versionOf(tag) == version);
  }

  /** The row; 404 when there is none. */
  Future<Reads.Found> found(ReservationId id) {
    return loop.reads()
        .reservation(id)
        .map(found -> found.orElseThrow(Addresses::noSuchReservation));
  }

  /** The personal part after the change; it must have a name. */
  Diner corrected(Personal change, Reads.Found present) {
    Diner diner = change.over(present.diner(), loop.names().random());
    if (diner.name() == null) {
      throw Problem.invalidBody("/diner", "missing, or without a name").asException();
    }
    return diner;
  }

  /** A key for a command that its caller gave none. */
  CommandKey ownKey(Caller caller) {
    return loop.names().key(caller, null, "", "");
  }
}
