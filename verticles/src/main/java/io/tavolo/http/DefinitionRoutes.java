package io.tavolo.http;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Command.OnConflict;
import io.tavolo.engine.restaurant.Fault;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.http.auth.Caller;
import io.tavolo.http.body.FloorPlanBody;
import io.tavolo.http.body.FloorPlanJson;
import io.tavolo.http.body.PoliciesBody;
import io.tavolo.http.body.ProfileBody;
import io.tavolo.http.body.ScheduleBody;
import io.tavolo.http.body.ScheduleJson;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.Routes;
import io.tavolo.http.json.Json;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemException;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What staff say of their restaurant: profile, floor plan, schedule, policies. */
final class DefinitionRoutes {
  private static final String RESTAURANT = "/v1/restaurants/{restaurant_id}";
  private static final String ON_CONFLICT = "on_conflict";
  private static final List<OnConflict> REFUSE_OR_KEEP =
      List.of(OnConflict.REFUSE, OnConflict.KEEP);

  private final PerLoop loop;

  DefinitionRoutes(PerLoop loop) {
    this.loop = loop;
  }

  void addTo(Routes routes) {
    routes
        .add(
            HttpMethod.PUT,
            RESTAURANT,
            put(
                ProfileBody::read,
                (value, onConflict) -> new Command.PutProfile(value),
                value -> out -> ProfileBody.write(value, out),
                List.of()))
        .add(
            HttpMethod.PUT,
            RESTAURANT + "/floor-plan",
            put(
                (id, bytes) -> FloorPlanBody.read(bytes),
                Command.PutFloorPlan::new,
                value -> out -> FloorPlanJson.write(value, out),
                List.of(OnConflict.REFUSE, OnConflict.REASSIGN)))
        .add(
            HttpMethod.PUT,
            RESTAURANT + "/schedule",
            put(
                (id, bytes) -> ScheduleBody.read(bytes),
                Command.PutSchedule::new,
                value -> out -> ScheduleJson.write(value, out),
                REFUSE_OR_KEEP))
        .add(
            HttpMethod.PUT,
            RESTAURANT + "/policies",
            put(
                (id, bytes) -> PoliciesBody.read(bytes),
                Command.PutPolicies::new,
                value -> out -> PoliciesBody.write(value, out),
                REFUSE_OR_KEEP))
        .add(
            HttpMethod.GET,
            RESTAURANT + "/floor-plan",
            get(house -> out -> FloorPlanJson.write(house.floorPlan(), out)))
        .add(
            HttpMethod.GET,
            RESTAURANT + "/schedule",
            get(house -> out -> ScheduleJson.write(house.schedule(), out)))
        .add(
            HttpMethod.GET,
            RESTAURANT + "/policies",
            get(house -> out -> PoliciesBody.write(house.policies(), out)));
  }

  private Handler<Exchange> get(Function<Restaurant, Json.Content> part) {
    return exchange -> {
      String restaurantId = staffed(exchange);
      exchange.after(
          loop.reads().restaurant(restaurantId),
          found -> Addresses.give(exchange, part.apply(Addresses.orNoRestaurant(found))));
    };
  }

  /**
   * A route that stores a part of the definition.
   *
   * @param choice what may become of standing reservations without a place, the first unless it is
   *     said; empty where there is no choice
   */
  private <T> Handler<Exchange> put(
      BiFunction<String, byte[], T> read,
      BiFunction<T, OnConflict, Command> command,
      Function<T, Json.Content> document,
      List<OnConflict> choice) {
    return exchange -> {
      String restaurantId = staffed(exchange);
      OnConflict onConflict =
          choice.isEmpty()
              ? OnConflict.REFUSE
              : exchange.query(Set.of(ON_CONFLICT)).choice(ON_CONFLICT, choice);
      exchange.body(
          bytes -> {
            T value = read.apply(restaurantId, bytes);
            put(exchange, restaurantId, command.apply(value, onConflict), document.apply(value));
          });
    };
  }

  /** Sends the command; the answer is the document as it was stored. */
  private void put(Exchange exchange, String restaurantId, Command command, Json.Content document) {
    Request.Submit request =
        new Request.Submit(
            restaurantId,
            RestaurantNumber.of(restaurantId),
            loop.names().key(Caller.STAFF, null, "", ""),
            command,
            exchange.trace());
    exchange.after(
        loop.engine()
            .definition(request)
            .recover(
                cause ->
                    isInvalidBody(cause)
                        ? unknownAreas(restaurantId, command, cause)
                        : Future.failedFuture(cause)),
        (Reply.Stored stored) -> {
          if (stored.created()) {
            exchange.with(HttpHeaders.LOCATION, "/v1/restaurants/" + restaurantId);
          }
          exchange.json(stored.created() ? 201 : 200, document);
        });
  }

  private static boolean isInvalidBody(Throwable cause) {
    return cause instanceof ProblemException found
        && found.problem().type() == ProblemType.INVALID_BODY;
  }

  /** The engine says that the plan lacks an area that pacing names; this says which. */
  private Future<Reply.Stored> unknownAreas(String restaurantId, Command command, Throwable cause) {
    return loop.reads()
        .restaurant(restaurantId)
        .compose(
            found -> {
              List<Fault> faults =
                  found.map(house -> PacingAreas.faults(command, house)).orElse(List.of());
              return Future.failedFuture(
                  faults.isEmpty() ? cause : Problem.invalidBody(faults).asException());
            });
  }

  private String staffed(Exchange exchange) {
    loop.access().requireStaff(exchange.header(HttpHeaders.AUTHORIZATION));
    return Addresses.restaurant(exchange);
  }
}
