package io.tavolo.http;

import io.tavolo.cluster.Router;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Reservation;
import io.vertx.core.Future;

/** Asks the engine; every answer that is no success fails the future with its problem. */
final class Engine {
  private final Router router;
  private final BookingMeters meters;
  private final DinerTimes diners;
  private final int answerMs;

  Engine(Router router, BookingMeters meters, DinerTimes diners, int answerMs) {
    this.router = router;
    this.meters = meters;
    this.diners = diners;
    this.answerMs = answerMs;
  }

  /** A command about a reservation. */
  Future<Reply.Done> reservation(Request.Submit command) {
    return router
        .ask(command, answerMs)
        .map(
            reply -> {
              meters.count(reply);
              if (reply instanceof Reply.Done done) {
                if (done.onePerDiner()) {
                  note(command.restaurant(), done);
                }
                return done;
              }
              throw refused(reply, command.restaurant());
            });
  }

  private void note(long restaurant, Reply.Done done) {
    Reservation after = done.reservation();
    if (after != null && after.dinerKey() != 0) {
      diners.put(new ReservationId(restaurant, after.id()), after);
    }
  }

  /** A command about a restaurant's definition. */
  Future<Reply.Stored> definition(Request.Submit command) {
    return router
        .ask(command, answerMs)
        .map(
            reply -> {
              if (reply instanceof Reply.Stored stored) {
                return stored;
              }
              throw refused(reply, command.restaurant());
            });
  }

  /** The problem of an answer that is neither done, stored, nor a day. */
  static RuntimeException refused(Reply reply, long restaurant) {
    if (reply instanceof Reply.Refused refused) {
      return Refusals.problem(refused, restaurant).asException();
    }
    if (reply instanceof Reply.Unavailable unavailable) {
      return Refusals.problem(unavailable).asException();
    }
    return new IllegalStateException("unexpected answer: " + reply.getClass().getSimpleName());
  }
}
