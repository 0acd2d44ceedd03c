package io.tavolo.http;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.TraceContext;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.http.auth.Caller;
import io.tavolo.http.auth.IdempotencyKey;
import io.tavolo.http.body.DepositBody;
import io.tavolo.http.body.ReservationJson;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.Routes;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemException;
import io.tavolo.http.problem.ProblemType;
import io.tavolo.payments.Payments;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pays the deposit of a reservation that is held for it: first the amount is set aside, then the
 * hold is confirmed. The order at the provider is the reservation, so that however a payment is
 * broken off, doing it again sets nothing aside twice. Only a hold that is gone for good has its
 * amount given back: while it stands, the next attempt may use it.
 */
final class DepositRoute {
  private static final Logger LOG = LoggerFactory.getLogger(DepositRoute.class);

  private final PerLoop loop;
  private final Bookings bookings;
  private final int paymentMs;

  /**
   * The route.
   *
   * @param paymentMs how long the provider has for its answer, 1 or more
   */
  DepositRoute(PerLoop loop, Bookings bookings, int paymentMs) {
    this.loop = loop;
    this.bookings = bookings;
    this.paymentMs = paymentMs;
  }

  void addTo(Routes routes) {
    routes.add(HttpMethod.POST, "/v1/reservations/{reservation_id}/deposit", this::pay);
  }

  private void pay(Exchange exchange) {
    ReservationId id = Addresses.reservation(exchange);
    Caller caller = loop.access().holder(exchange.header(HttpHeaders.AUTHORIZATION), id);
    String key = IdempotencyKey.of(exchange.headers(IdempotencyKey.FIELD), caller);
    exchange.waitsForOthers();
    exchange.body(
        bytes -> {
          DepositBody body = DepositBody.read(bytes);
          String request = "POST " + Addresses.of(id) + "/deposit";
          CommandKey name = loop.names().key(caller, key, request, body.payload());
          exchange.after(
              bookings
                  .found(id)
                  .compose(found -> pay(id, found, body, name, exchange.trace()))
                  .compose(done -> bookings.read(id, caller)),
              paid -> answer(exchange, paid));
        });
  }

  private static void answer(Exchange exchange, ReservationJson paid) {
    exchange
        .with(HttpHeaders.ETAG, paid.etag())
        .with(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .json(200, paid);
  }

  private Future<Reply.Done> pay(
      ReservationId id, Reads.Found found, DepositBody body, CommandKey key, TraceContext trace) {
    Reservation reservation = found.reservation();
    if (reservation.depositMinor() == 0) {
      throw Problem.of(ProblemType.NOT_CHANGEABLE, "no deposit is due for it").asException();
    }
    if (reservation.status() != Status.HELD) {
      // Paid, or gone: the lane tells, by the key or by how it stands, and nothing is set aside.
      return bookings.change(id, key, paid(reservation, null), trace);
    }
    if (loop.node().wallClockMs().getAsLong() >= reservation.holdUntilMs()) {
      throw Problem.of(ProblemType.HOLD_EXPIRED, "the hold has run out").asException();
    }
    Diner diner = body.personal().isGiven() ? bookings.corrected(body.personal(), found) : null;
    if (diner == null && found.diner() == null) {
      throw Problem.invalidBody("/diner", "missing").asException();
    }
    String currency = found.currency();
    if (currency == null) {
      // The restaurant asks for no deposits any more: this one is waived.
      var waived = new Command.Confirm(id.reservation(), diner, 0, true);
      return bookings.change(id, key, waived, trace);
    }
    var order = new Payments.Order(id.toString(), reservation.depositMinor(), currency);
    return authorise(order, body.paymentToken())
        .compose(
            outcome ->
                outcome == Payments.Outcome.DECLINED
                    ? declined()
                    : bookings
                        .change(id, key, paid(reservation, diner), trace)
                        .recover(cause -> tooLate(order, cause)));
  }

  /** The confirmation for what was due when it was asked; if more is due by then, it is refused. */
  private static Command.Confirm paid(Reservation reservation, @Nullable Diner diner) {
    return new Command.Confirm(reservation.id(), diner, reservation.depositMinor(), false);
  }

  private static <T> Future<T> declined() {
    return Future.failedFuture(
        Problem.of(ProblemType.PAYMENT_DECLINED, "the provider declined the payment")
            .asException());
  }

  /** The provider's answer, if it comes in time. */
  private Future<Payments.Outcome> authorise(Payments.Order order, String token) {
    Promise<Payments.Outcome> answer = Promise.promise();
    Vertx vertx = Vertx.currentContext().owner();
    long timer = vertx.setTimer(paymentMs, id -> answer.tryFail(unknown().asException()));
    loop.node()
        .payments()
        .authorise(order, token)
        .onComplete(
            outcome -> {
              vertx.cancelTimer(timer);
              answer.tryComplete(outcome);
            },
            failure -> {
              vertx.cancelTimer(timer);
              LOG.warn("the provider of payments failed", failure);
              answer.tryFail(unknown().asException());
            });
    return answer.future();
  }

  private static Problem unknown() {
    return Problem.unavailable(
        "no answer about the payment: it may have been made or not; the same request tells", 1);
  }

  private Future<Reply.Done> tooLate(Payments.Order order, Throwable cause) {
    boolean gone =
        cause instanceof ProblemException refused
            && refused.problem().type() == ProblemType.HOLD_EXPIRED;
    if (!gone) {
      return Future.failedFuture(cause);
    }
    return loop.node()
        .payments()
        .giveBack(order)
        .onFailure(e -> LOG.error("a deposit of {} could not be given back", order.name(), e))
        .transform(given -> Future.failedFuture(cause));
  }
}
