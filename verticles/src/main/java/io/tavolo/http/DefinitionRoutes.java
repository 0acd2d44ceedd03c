package io.tavolo.http;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
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
        .add(HttpMethod.PUT, RESTAURANT, this::putProfile)
        .add(HttpMethod.PUT, RESTAURANT + "/floor-plan", this::putFloorPlan)
        .add(HttpMethod.PUT, RESTAURANT + "/schedule", this::putSchedule)
        .add(HttpMethod.PUT, RESTAURANT + "/policies", this::putPolicies)
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

  private void putProfile(Exchange exchange) {
    String restaurantId = staffed(exchange);
    exchange.body(
        bytes -> {
          Profile profile = ProfileBody.read(restaurantId, bytes);
          put(
              exchange,
              restaurantId,
              new Command.PutProfile(profile),
              out -> ProfileBody.write(profile, out));
        });
  }

  private void putFloorPlan(Exchange exchange) {
    String restaurantId = staffed(exchange);
    exchange.body(
        bytes -> {
          FloorPlan plan = FloorPlanBody.read(bytes);
          put(
              exchange,
              restaurantId,
              new Command.PutFloorPlan(plan),
              out -> FloorPlanBody.write(plan, out));
        });
  }

  private void putSchedule(Exchange exchange) {
    String restaurantId = staffed(exchange);
    exchange.body(
        bytes -> {
          Schedule schedule = ScheduleBody.read(bytes);
          put(
              exchange,
              restaurantId,
              new Command.PutSchedule(schedule),
              out -> ScheduleJson.write(schedule, out));
        });
  }

  private void putPolicies(Exchange exchange) {
    String restaurantId = staffed(exchange);
    exchange.body(
        bytes -> {
          Policies policies = PoliciesBody.read(bytes);
          put(
              exchange,
              restaurantId,
              new Command.PutPolicies(policies),
              out -> PoliciesBody.write(policies, out));
        });
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
