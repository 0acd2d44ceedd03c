package io.tavolo.http;

import io.tavolo.engine.id.Hash;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.http.exchange.EntityTags;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.json.Json;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/** What a path names, and how what is there is given out. */
final class Addresses {
  private static final int MAX_RESTAURANT_ID = 64;

  private Addresses() {}

  /** The restaurant the path names; 404 when no restaurant can have that id. */
  static String restaurant(Exchange exchange) {
    return restaurant(exchange.segment(0));
  }

  /** The id, if a restaurant can have it; 404 else. */
  static String restaurant(String id) {
    if (!isRestaurantId(id)) {
      throw Problem.of(
              ProblemType.NOT_FOUND,
              "no such restaurant: an id is 1..64 letters, digits, dashes and underscores")
          .asException();
    }
    return id;
  }

  static boolean isRestaurantId(String text) {
    boolean is = !text.isEmpty() && text.length() <= MAX_RESTAURANT_ID;
    for (int i = 0; is && i < text.length(); i++) {
      char c = text.charAt(i);
      is =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
    }
    return is;
  }

  /** The reservation or hold the path names; 404 when none can have that id. */
  static ReservationId reservation(Exchange exchange) {
    return reservation(exchange.segment(0));
  }

  /** The id that the text spells; 404 when none is spelled so. */
  static ReservationId reservation(String text) {
    ReservationId id = ReservationId.parse(text);
    if (id == null) {
      throw noSuchReservation();
    }
    return id;
  }

  static String of(ReservationId id) {
    return "/v1/reservations/" + id;
  }

  static RuntimeException noSuchReservation() {
    return Problem.of(ProblemType.NOT_FOUND, "no such reservation or hold").asException();
  }

  /** The restaurant that was read; 404 when there is none. */
  static Restaurant orNoRestaurant(Optional<Restaurant> found) {
    return found.orElseThrow(
        () -> Problem.of(ProblemType.NOT_FOUND, "no such restaurant").asException());
  }

  /** Answers with a document whose entity tag is made of its content. */
  static void give(Exchange exchange, Json.Content members) {
    Buffer document = Json.object(members);
    give(exchange, "\"%016x\"".formatted(Hash.of(document.getBytes())), document);
  }

  /** Answers with a document, or 304 to a client that has it. */
  static void give(Exchange exchange, String etag, Buffer document) {
    EntityTags known = EntityTags.of("If-None-Match", exchange.headers(HttpHeaders.IF_NONE_MATCH));
    exchange.with(HttpHeaders.ETAG, etag);
    if (known != null && known.matchesWeakly(etag)) {
      exchange.empty(304);
    } else {
      exchange.json(200, document);
    }
  }
}
