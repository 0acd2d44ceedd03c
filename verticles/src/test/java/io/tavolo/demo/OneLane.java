package io.tavolo.demo;

import io.tavolo.cluster.Router;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decider;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.restaurant.Restaurant;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a lane would decide, by the engine's own rules, behind a router; external ids included. Any
 * thread.
 */
final class OneLane implements Router {
  private static final class House {
    final RestaurantState state = new RestaurantState();
    final Map<ExternalId, Reservation> externals = new HashMap<>();
  }

  private final Vertx vertx;
  private final long nowMs;
  private final Map<Long, House> houses = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final Promise<Void> exhausted = Promise.promise();
  private int answersLeft = Integer.MAX_VALUE;
  private int refuseEvery = Integer.MAX_VALUE;
  private int atOnce;
  private int mostAtOnce;
  private int reservations;

  OneLane(Vertx vertx, long nowMs) {
    this.vertx = vertx;
    this.nowMs = nowMs;
  }

  /** After so many answers nothing is taken up any more. */
  synchronized void answerOnly(int answers) {
    answersLeft = answers;
  }

  /** Every so-many-th request is not taken up. */
  synchronized void refuseToTakeUpEvery(int requestsBetween) {
    refuseEvery = requestsBetween;
  }

  Future<Void> exhausted() {
    return exhausted.future();
  }

  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  synchronized void forgetRequests() {
    requests.clear();
  }

  /** What was refused of reservations that were not there yet, the question for the seal apart. */
  synchronized List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  synchronized int reservations() {
    return reservations;
  }

  /** The definition of the house, empty when there is none. */
  synchronized Optional<Restaurant> definition(String id) {
    House house = houses.get(RestaurantNumber.of(id));
    Floor floor = house == null ? null : house.state.floor();
    return Optional.ofNullable(floor).map(Floor::definition);
  }

  synchronized int mostAtOnce() {
    return mostAtOnce;
  }

  @Override
  public synchronized Future<Reply> ask(Request request, long timeoutMs) {
    requests.add(request);
    atOnce++;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    Reply reply = answer(request);
    Promise<Reply> answer = Promise.promise();
    vertx.runOnContext(
        later -> {
          synchronized (this) {
            atOnce--;
          }
          answer.complete(reply);
        });
    return answer.future();
  }

  private Reply answer(Request request) {
    if (answersLeft == 0 || requests.size() % refuseEvery == 0) {
      if (answersLeft == 0) {
        exhausted.tryComplete();
      }
      return new Reply.Unavailable(Reply.Reason.DATABASE);
    }
    answersLeft--;
    House house = houses.computeIfAbsent(request.restaurant(), number -> new House());
    return request instanceof Request.Submit submit
        ? decide(house, submit.command())
        : day(house, (Request.ReadDay) request);
  }

  private Reply decide(House house, Command command) {
    if (command instanceof Command.Create create && create.external() != null) {
      Reservation made = house.externals.get(create.external());
      if (made != null) {
        return done(made, true);
      }
    }
    Decision decision = Decider.decide(house.state, command, nowMs);
    if (decision instanceof Refusal refusal) {
      if (refusal != Refusal.UNKNOWN_AREA && refusal != Refusal.UNKNOWN_RESTAURANT) {
        refusals.add(refusal);
      }
      return new Reply.Refused(refusal, "", List.of(), List.of());
    }
    house.state.evolve((Event) decision);
    if (decision instanceof Event.OfReservation change) {
      reservations++;
      if (change.after().external() != null) {
        house.externals.put(change.after().external(), change.after());
      }
      return done(change.after(), false);
    }
    return new Reply.Stored(false);
  }

  private static Reply done(Reservation reservation, boolean repeated) {
    return new Reply.Done(
        Event.Kind.BOOKED, reservation, reservation.id(), "any", City.ZONE.getId(), true, repeated);
  }

  private static Reply day(House house, Request.ReadDay read) {
    Floor floor = house.state.floor();
    if (floor == null) {
      return new Reply.Refused(Refusal.UNKNOWN_RESTAURANT, "", List.of(), List.of());
    }
    return new Reply.Day(DaySnapshot.of(floor, read.serviceDay(), 1, 1));
  }
}
