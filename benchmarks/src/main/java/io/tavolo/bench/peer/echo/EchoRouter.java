package io.tavolo.bench.peer.echo;

import io.tavolo.bench.peer.house.Definitions;
import io.tavolo.bench.peer.house.Houses;
import io.tavolo.bench.peer.house.PeerRouter;
import io.tavolo.bench.peer.house.Replies;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.http.Reads;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The ceiling: every booking that the rules allow is granted, as if all tables were free, and every
 * cancellation too. Nothing is kept but the definitions, nothing is waited for.
 *
 * <p>The request takes the same way to here and the answer the same way back as at Tavolo: it is
 * parsed and validated, its key is digested, its time is resolved in the restaurant's calendar, a
 * table is found, the reservation is written as JSON and its token is signed.
 */
public final class EchoRouter implements PeerRouter {
  private final LongSupplier wallClockMs;
  private final Definitions definitions = new Definitions();
  private final ConcurrentMap<Thread, Houses> loops = new ConcurrentHashMap<>();

  /** Takes the wall clock, in milliseconds since the epoch. */
  public EchoRouter(LongSupplier wallClockMs) {
    this.wallClockMs = wallClockMs;
  }

  @Override
  public Future<Reply> ask(Request request, long timeoutMs) {
    if (!(request instanceof Request.Submit submit)) {
      return Future.failedFuture(new UnsupportedOperationException("the peer keeps no days"));
    }
    if (Definitions.isAbout(submit.command())) {
      return definitions.define(submit, wallClockMs.getAsLong(), after -> Future.succeededFuture());
    }
    if (submit.command() instanceof Command.Book) {
      return Future.succeededFuture(book(submit));
    }
    if (submit.command() instanceof Command.Cancel cancel) {
      Restaurant definition = definitions.of(submit.restaurant());
      return Future.succeededFuture(
          Replies.done(definition, Event.Kind.CANCELLED, null, cancel.reservation(), false));
    }
    return Future.failedFuture(
        new UnsupportedOperationException("the peer books and cancels only"));
  }

  private Reply book(Request.Submit submit) {
    Houses houses =
        loops.computeIfAbsent(Thread.currentThread(), thread -> new Houses(definitions));
    Decision decision = houses.decide(submit, wallClockMs.getAsLong());
    Restaurant definition = definitions.of(submit.restaurant());
    return decision instanceof Event.OfReservation event
        ? Replies.done(definition, event.kind(), event.after(), event.after().id(), false)
        : Replies.refused(definition, (Refusal) decision);
  }

  /** It remembers none. */
  @Override
  public Future<Optional<Reads.Found>> reservation(ReservationId id) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public @Nullable Restaurant definition(long restaurant) {
    return definitions.of(restaurant);
  }
}
