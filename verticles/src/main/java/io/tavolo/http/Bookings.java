package io.tavolo.http;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.lane.TraceContext;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.time.Start;
import io.tavolo.http.auth.Caller;
import io.tavolo.http.auth.CommandNames;
import io.tavolo.http.body.BookingBody;
import io.tavolo.http.body.Personal;
import io.tavolo.http.body.ReservationJson;
import io.tavolo.http.body.ReservationPatch;
import io.tavolo.http.exchange.EntityTags;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemException;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the routes of reservations, of holds and of batches have in common. */
final class Bookings {
  static final int ANY_VERSION = 0;
  private static final int CORRECTION_ATTEMPTS = 3;

  private final PerLoop loop;

  Bookings(PerLoop loop) {
    this.loop = loop;
  }

  /**
   * What stands after a command.
   *
   * @param repeated whether it stood before, by its key or name
   * @param expectedElsewhere whether its diner seems to be expected at another restaurant then
   */
  record Made(ReservationJson reservation, boolean repeated, boolean expectedElsewhere) {
    private Made knowing(List<DinerTimes.Visit> visits) {
      Reservation made = reservation.reservation();
      boolean elsewhere =
          visits.stream()
              .anyMatch(
                  visit ->
                      visit.reservation().restaurant() != reservation.id().restaurant()
                          && visit.startTick() < made.endTick()
                          && made.startTick() < visit.endTick());
      return new Made(reservation, repeated, elsewhere && !repeated);
    }
  }

  /** A change that a caller asks for, under its key. */
  record Change(
      ReservationId id, Caller caller, CommandKey key, ReservationPatch patch, TraceContext trace) {
    Command.Modify command(@Nullable Diner diner, int version) {
      return new Command.Modify(
          id.reservation(),
          patch.partySize(),
          patch.start(),
          patch.areaId(),
          diner,
          version,
          caller.isStaff(),
          patch.exceedPacing());
    }
  }

  /** Books, under the caller's key if there is one. */
  Future<Made> book(
      String restaurantId,
      Caller caller,
      @Nullable String key,
      BookingBody body,
      TraceContext trace) {
    String request = "POST /v1/restaurants/" + restaurantId + "/reservations";
    CommandKey name = loop.names().key(caller, key, request, body.payload());
    return create(restaurantId, caller, name, body, false, trace);
  }

  /** Sends a command that makes a reservation or a hold. */
  Future<Made> create(
      String restaurantId,
      Caller caller,
      CommandKey key,
      BookingBody body,
      boolean hold,
      TraceContext trace) {
    CommandNames names = loop.names();
    Diner diner = known(body.personal().asNew(names.random()));
    var external = names.external(caller, body.externalId());
    long id = names.random();
    Command command = command(body, hold, diner, external, id, channel(body, caller));
    return loop.engine()
        .reservation(
            new Request.Submit(
                restaurantId, RestaurantNumber.of(restaurantId), key, command, trace))
        .compose(
            done ->
                asItStands(done, caller, diner)
                    .compose(
                        made ->
                            done.onePerDiner() && diner != null && diner.key() != 0
                                ? loop.node().diners().of(diner.key()).map(made::knowing)
                                : Future.succeededFuture(made)));
  }

  /** What the house takes down is its own, unless it says otherwise. */
  private static Channel channel(BookingBody body, Caller caller) {
    Channel said = body.channel();
    return said != null ? said : caller.isStaff() ? Channel.IN_HOUSE : Channel.ONLINE;
  }

  private static Command command(
      BookingBody body,
      boolean hold,
      @Nullable Diner diner,
      @Nullable ExternalId name,
      long id,
      Channel channel) {
    int party = body.partySize();
    Start start = body.start();
    String area = body.areaId();
    boolean exceeds = body.exceedPacing();
    if (hold || diner == null) {
      int ttlSeconds = body.ttlSeconds();
      return new Command.Hold(id, party, start, area, diner, name, ttlSeconds, channel, exceeds);
    }
    Start recorded = body.recorded();
    return recorded == null
        ? new Command.Book(id, party, start, area, diner, name, channel, exceeds)
        : new Command.Import(id, party, start, area, diner, name, recorded);
  }

  /** The diner, by whom one is told from another. */
  private @Nullable Diner known(@Nullable Diner diner) {
    return diner == null
        ? null
        : new Diner(
            diner.ref(),
            loop.access().dinerKey(diner.email(), diner.phone()),
            diner.name(),
            diner.email(),
            diner.phone(),
            diner.notes(),
            diner.tags());
  }

  /**
   * The reservation after a command: as the answer has it, or, when the command was a repeated one,
   * as the database has it.
   *
   * @param diner the personal part that the command stored
   */
  private Future<Made> asItStands(Reply.Done done, Caller caller, @Nullable Diner diner) {
    ReservationId id =
        new ReservationId(RestaurantNumber.of(done.restaurantId()), done.reservationId());
    Reservation fresh = done.reservation();
    // The currency of a deposit is not in the answer: such a reservation is read too.
    if (done.repeated() || fresh == null || fresh.depositMinor() > 0) {
      return read(id, caller).map(found -> new Made(found, done.repeated(), false));
    }
    ReservationJson made =
        new ReservationJson(
            id,
            done.restaurantId(),
            ZoneId.of(done.zoneId()),
            fresh,
            diner,
            caller.isStaff() || done.tablesShown(),
            caller.isStaff(),
            null);
    return Future.succeededFuture(new Made(made, false, false));
  }

  /** The key of a change, by what its caller calls it. */
  CommandKey changeKey(
      ReservationId id, Caller caller, @Nullable String key, ReservationPatch patch) {
    return loop.names().key(caller, key, "PATCH " + Addresses.of(id), patch.payload());
  }

  /**
   * Makes the change.
   *
   * @param required the version it must have, or {@link #ANY_VERSION}
   * @return the reservation as it stands then
   */
  Future<ReservationJson> modify(Change change, int required) {
    return submit(change, required, CORRECTION_ATTEMPTS)
        .compose(done -> read(change.id(), change.caller()));
  }

  /**
   * A correction of contact or notes goes out whole, so it is made from what was read, and only
   * stands if nothing came between.
   */
  private Future<Reply.Done> submit(Change change, int required, int attempts) {
    if (!change.patch().personal().isGiven()) {
      return send(change, null, required);
    }
    return found(change.id())
        .compose(
            present -> {
              Diner diner = corrected(change.patch().personal(), present);
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
    return change(change.id(), change.key(), change.command(diner, version), change.trace());
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

  /** Cancels, if it has the version that is required. */
  Future<Reply.Done> cancel(
      ReservationId id, Caller caller, CommandKey key, int required, TraceContext trace) {
    return change(id, key, new Command.Cancel(id.reservation(), required, caller.isStaff()), trace);
  }

  /** The key of a cancellation, by what its caller calls it. */
  CommandKey cancelKey(ReservationId id, Caller caller, String key) {
    return loop.names().key(caller, key, "DELETE " + Addresses.of(id), "");
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
                    caller.isStaff() || found.tablesShown(),
                    caller.isStaff(),
                    found.currency()));
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
    Diner diner = known(change.over(present.diner(), loop.names().random()));
    if (diner == null || diner.name() == null) {
      throw Problem.invalidBody("/diner", "missing, or without a name").asException();
    }
    return diner;
  }

  /** A key for a command that its caller gave none. */
  CommandKey ownKey(Caller caller) {
    return loop.names().key(caller, null, "", "");
  }
}
