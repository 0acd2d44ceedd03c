package io.tavolo.http;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.http.auth.Caller;
import io.tavolo.http.body.FloorPlanBody;
import io.tavolo.http.body.PoliciesBody;
import io.tavolo.http.body.ProfileBody;
import io.tavolo.http.body.ScheduleBody;
import io.tavolo.http.body.ScheduleJson;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.Routes;
import io.tavolo.http.json.Json;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What staff say of their restaurant: profile, floor plan, schedule, policies. */
final class DefinitionRoutes {
  private static final String RESTAURANT = "/v1/restaurants/{restaurant_id}";

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
                Command.PutProfile::new,
                value -> out -> ProfileBody.write(value, out)))
        .add(
            HttpMethod.PUT,
            RESTAURANT + "/floor-plan",
            put(
                (id, bytes) -> FloorPlanBody.read(bytes),
                Command.PutFloorPlan::new,
                value -> out -> FloorPlanBody.write(value, out)))
        .add(
            HttpMethod.PUT,
            RESTAURANT + "/schedule",
            put(
                (id, bytes) -> ScheduleBody.read(bytes),
                Command.PutSchedule::new,
                value -> out -> ScheduleJson.write(value, out)))
        .add(
            HttpMethod.PUT,
            RESTAURANT + "/policies",
            put(
                (id, bytes) -> PoliciesBody.read(bytes),
                Command.PutPolicies::new,
                value -> out -> PoliciesBody.write(value, out)))
        .add(
            HttpMethod.GET,
            RESTAURANT + "/floor-plan",
            get(house -> out -> FloorPlanBody.write(house.floorPlan(), out)))
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

  private <T> Handler<Exchange> put(
      BiFunction<String, byte[], T> read,
      Function<T, Command> command,
      Function<T, Json.Content> document) {
    return exchange -> {
      String restaurantId = staffed(exchange);
      exchange.body(
          bytes -> {
            T value = read.apply(restaurantId, bytes);
            put(exchange, restaurantId, command.apply(value), document.apply(value));
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
        loop.engine().definition(request),
        (Reply.Stored stored) -> {
          if (stored.created()) {
            exchange.with(HttpHeaders.LOCATION, "/v1/restaurants/" + restaurantId);
          }
          exchange.json(stored.created() ? 201 : 200, document);
        });
  }

  private String staffed(Exchange exchange) {
    loop.access().requireStaff(exchange.header(HttpHeaders.AUTHORIZATION));
    return Addresses.restaurant(exchange);
  }
}
