package io.tavolo.http;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.http.body.BookingBody;
import io.tavolo.http.body.ProfileBody;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.Query;
import io.tavolo.http.exchange.Routes;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.LocalDate;
import java.util.Set;

/** What diners see of one restaurant: the profile, and what is free. */
final class RestaurantRoutes {
  private static final Set<String> AVAILABILITY = Set.of("date", "party_size");

  private final PerLoop loop;

  RestaurantRoutes(PerLoop loop) {
    this.loop = loop;
  }

  void addTo(Routes routes) {
    routes
        .add(HttpMethod.GET, "/v1/restaurants/{restaurant_id}", this::profile)
        .add(HttpMethod.GET, "/v1/restaurants/{restaurant_id}/availability", this::availability);
  }

  private void profile(Exchange exchange) {
    String restaurantId = Addresses.restaurant(exchange);
    exchange.after(
        loop.reads().restaurant(restaurantId),
        found -> {
          Profile profile = Addresses.orNoRestaurant(found).profile();
          Addresses.give(exchange, out -> ProfileBody.write(profile, out));
        });
  }

  private void availability(Exchange exchange) {
    String restaurantId = Addresses.restaurant(exchange);
    Query query = exchange.query(AVAILABILITY);
    LocalDate date = query.date("date");
    int partySize = query.integer("party_size", 1, BookingBody.MAX_PARTY);
    exchange.after(
        loop.node().availability().day(restaurantId, (int) date.toEpochDay()),
        reply -> {
          if (!(reply instanceof Reply.Day day)) {
            throw Engine.refused(reply, RestaurantNumber.of(restaurantId));
          }
          exchange
              .with(HttpHeaders.CACHE_CONTROL, "no-cache")
              .json(200, AvailabilityJson.of(day.day(), partySize, nowMs())::writeTo);
        });
  }

  private long nowMs() {
    return loop.node().wallClockMs().getAsLong();
  }
}
