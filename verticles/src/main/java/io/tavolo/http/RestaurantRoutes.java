package io.tavolo.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.availability.OpenSlot;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.time.Ticks;
import io.tavolo.http.body.BookingBody;
import io.tavolo.http.body.ProfileBody;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.Query;
import io.tavolo.http.exchange.Routes;
import io.tavolo.http.json.Json;
import io.tavolo.http.json.Times;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What diners see of restaurants: the list, the profile, and what is free. */
final class RestaurantRoutes {
  private static final int PAGE = 50;
  private static final double DEFAULT_RADIUS_KM = 10;
  private static final double MAX_RADIUS_KM = 20_000;
  private static final int MAX_TEXT = 100;
  private static final int MAX_CURSOR = 1_000;
  private static final Set<String> SEARCH = Set.of("q", "near", "radius_km", "cuisine", "cursor");
  private static final Set<String> AVAILABILITY = Set.of("date", "party_size");

  private final PerLoop loop;

  RestaurantRoutes(PerLoop loop) {
    this.loop = loop;
  }

  void addTo(Routes routes) {
    routes
        .add(HttpMethod.GET, "/v1/restaurants", this::search)
        .add(HttpMethod.GET, "/v1/restaurants/{restaurant_id}", this::profile)
        .add(HttpMethod.GET, "/v1/restaurants/{restaurant_id}/availability", this::availability);
  }

  private void search(Exchange exchange) {
    Query query = exchange.query(SEARCH);
    Reads.Search search =
        new Reads.Search(
            query.text("q", MAX_TEXT),
            query.text("cuisine", MAX_TEXT),
            circle(query),
            after(query.text("cursor", MAX_CURSOR)),
            PAGE + 1);
    exchange.after(
        loop.reads().restaurants(search),
        found -> {
          List<Reads.Listed> page = found.size() > PAGE ? found.subList(0, PAGE) : found;
          if (found.size() > PAGE) {
            exchange.with("Link", nextLink(query, page.get(PAGE - 1).place()));
          }
          exchange.json(
              200,
              out -> {
                out.writeArrayFieldStart("restaurants");
                for (Reads.Listed listed : page) {
                  out.writeStartObject();
                  ProfileBody.write(listed.profile(), out);
                  writeDistance(listed.distanceKm(), out);
                  out.writeEndObject();
                }
                out.writeEndArray();
              });
        });
  }

  private static Reads.@Nullable Circle circle(Query query) {
    List<Double> near = query.numbers("near", 2);
    List<Double> radius = query.numbers("radius_km", 1);
    double radiusKm = radius == null ? DEFAULT_RADIUS_KM : radius.get(0);
    if (radius != null && (near == null || !(radiusKm > 0 && radiusKm <= MAX_RADIUS_KM))) {
      throw Query.invalid("radius_km", radius.get(0).toString(), "0..20000, together with near");
    }
    if (near == null) {
      return null;
    }
    if (Math.abs(near.get(0)) > 90 || Math.abs(near.get(1)) > 180) {
      throw Query.invalid("near", near.get(0) + "," + near.get(1), "-90..90,-180..180");
    }
    return new Reads.Circle(near.get(0), near.get(1), radiusKm);
  }

  /** Where the page before ended. */
  private static Reads.@Nullable Place after(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    Reads.Place place = Cursor.read(cursor);
    if (place == null) {
      throw Query.invalid("cursor", "something else", "one from a Link of this list");
    }
    return place;
  }

  /** To the nearest 10 metres: more would pretend. */
  private static void writeDistance(@Nullable Double distanceKm, JsonGenerator out)
      throws IOException {
    if (distanceKm != null) {
      out.writeNumberField("distance_km", Math.round(distanceKm * 100) / 100.0);
    }
  }

  private static String nextLink(Query query, Reads.Place last) {
    StringBuilder link = new StringBuilder("</v1/restaurants?");
    for (String name : List.of("q", "near", "radius_km", "cuisine")) {
      String value = query.text(name, MAX_TEXT);
      if (value != null) {
        link.append(name)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
            .append('&');
      }
    }
    return link.append("cursor=").append(Cursor.of(last)).append(">; rel=\"next\"").toString();
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
              .json(
                  200,
                  out -> {
                    out.writeStringField("restaurant_id", restaurantId);
                    out.writeStringField("date", date.toString());
                    out.writeNumberField("party_size", partySize);
                    writeSlots(day.day(), partySize, out);
                  });
        });
  }

  private void writeSlots(DaySnapshot day, int partySize, JsonGenerator out) throws IOException {
    long nowMs = loop.node().wallClockMs().getAsLong();
    ZoneId zone = ZoneId.of(day.zoneId());
    out.writeStringField("timezone", day.zoneId());
    out.writeArrayFieldStart("slots");
    for (OpenSlot slot : day.slots(partySize, nowMs)) {
      out.writeStartObject();
      out.writeStringField("start", Times.instant(Ticks.epochSecond(slot.startTick()), zone));
      out.writeNumberField("duration_minutes", slot.minutes());
      Json.strings(out, "areas", slot.areaIds());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeStringField("as_of", Times.instant(Math.floorDiv(nowMs, 1000L), zone));
  }
}
