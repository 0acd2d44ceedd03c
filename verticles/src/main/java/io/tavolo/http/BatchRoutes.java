package io.tavolo.http;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.http.auth.Caller;
import io.tavolo.http.body.BatchLine;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.LineAnswers;
import io.tavolo.http.exchange.Routes;
import io.tavolo.http.json.Json;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * Batches: a line for each operation, answered by a line. An operation is the same command as the
 * single request with its key and body, so that either may repeat the other.
 */
final class BatchRoutes {
  private static final Caller CALLER = Caller.STAFF;

  private final PerLoop loop;
  private final Bookings bookings;
  private final ReservationRoutes reservations;
  private final BatchJobs jobs;

  BatchRoutes(PerLoop loop, Bookings bookings, ReservationRoutes reservations, BatchJobs jobs) {
    this.jobs = jobs;
    this.loop = loop;
    this.bookings = bookings;
    this.reservations = reservations;
  }

  void addTo(Routes routes) {
    routes.add(HttpMethod.POST, "/v1/batches", this::batch);
  }

  private void batch(Exchange exchange) {
    loop.access().requireStaff(exchange.header(HttpHeaders.AUTHORIZATION));
    if (exchange.prefers(BatchJobs.PREFERENCE)) {
      jobs.accept(exchange, CALLER, new Batch(exchange));
    } else {
      exchange.lines(new Batch(exchange));
    }
  }

  /**
   * What a line came to.
   *
   * @param reservation null after a cancellation
   * @param repeated whether it was so before
   */
  private record Done(int status, Json.@Nullable Content reservation, boolean repeated) {}

  private final class Batch implements LineAnswers {
    private final Exchange exchange;

    Batch(Exchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public Future<Buffer> answer(int number, byte[] line) {
      Future<Done> done;
      try {
        done = carryOut(BatchLine.read(line, CALLER));
      } catch (RuntimeException | StackOverflowError e) {
        done = Future.failedFuture(e);
      }
      return done.transform(
          outcome ->
              Future.succeededFuture(
                  outcome.succeeded()
                      ? answer(number, outcome.result())
                      : answer(number, exchange.problemOf(outcome.cause()))));
    }

    private Future<Done> carryOut(BatchLine line) {
      if (line instanceof BatchLine.Book book) {
        String restaurantId = Addresses.restaurant(book.restaurantId());
        return bookings
            .book(restaurantId, CALLER, book.key(), book.body(), exchange.trace())
            .map(made -> new Done(201, reservations.created(made), made.repeated()));
      }
      if (line instanceof BatchLine.Modify modify) {
        ReservationId id = Addresses.reservation(modify.reservationId());
        var key = bookings.changeKey(id, CALLER, modify.key(), modify.patch());
        var change = new Bookings.Change(id, CALLER, key, modify.patch(), exchange.trace());
        return bookings
            .modify(change, Bookings.ANY_VERSION)
            .map(changed -> new Done(200, changed, false));
      }
      BatchLine.Cancel cancel = (BatchLine.Cancel) line;
      ReservationId id = Addresses.reservation(cancel.reservationId());
      var key = bookings.cancelKey(id, CALLER, cancel.key());
      return bookings
          .cancel(id, CALLER, key, Bookings.ANY_VERSION, exchange.trace())
          .map(done -> new Done(204, null, false));
    }

    private static Buffer answer(int number, Done done) {
      return Json.object(
          out -> {
            out.writeNumberField("line", number);
            out.writeNumberField("status", done.status());
            if (done.repeated()) {
              out.writeBooleanField("repeated", true);
            }
            if (done.reservation() != null) {
              out.writeObjectFieldStart("reservation");
              done.reservation().writeTo(out);
              out.writeEndObject();
            }
          });
    }

    private Buffer answer(int number, Problem problem) {
      return Json.object(
          out -> {
            out.writeNumberField("line", number);
            out.writeNumberField("status", problem.type().status());
            out.writeObjectFieldStart("problem");
            problem.members(exchange.instance()).writeTo(out);
            out.writeEndObject();
          });
    }

    @Override
    public Buffer tooLong(int number, int maxBytes) {
      return answer(
          number,
          Problem.of(
              ProblemType.BODY_TOO_LARGE,
              "expected: a line of at most %d bytes".formatted(maxBytes)));
    }

    @Override
    public Buffer notDone(int number, String why) {
      return answer(number, Problem.of(ProblemType.UNAVAILABLE, why));
    }

    @Override
    public Buffer done(int lines) {
      return Json.object(
          out -> {
            out.writeBooleanField("done", true);
            out.writeNumberField("lines", lines);
          });
    }
  }
}
