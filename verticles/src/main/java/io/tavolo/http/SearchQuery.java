package io.tavolo.http;

import io.tavolo.http.body.BookingBody;
import io.tavolo.http.exchange.Query;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a search; each one that cannot be used is named. */
final class SearchQuery {
  static final int MAX_LIMIT = 250;
  private static final int LIMIT = 50;
  private static final double RADIUS_KM = 10;
  private static final double MAX_RADIUS_KM = 20_000;
  private static final int MAX_TEXT = 100;
  private static final int MAX_CURSOR = 1_000;
  private static final int NONE = -1;

  /** All but the cursor, in the order of links. */
  private static final List<String> OF_THE_LIST =
      List.of("q", "near", "radius_km", "cuisine", "date", "party_size", "time", "limit");

  static final Set<String> KNOWN =
      Set.of("q", "near", "radius_km", "cuisine", "date", "party_size", "time", "limit", "cursor");

  private final Query query;
  private @Nullable String text;
  private @Nullable String cuisine;
  private Reads.@Nullable Circle near;
  private Reads.@Nullable Place after;
  private @Nullable LocalDate date;
  private int partySize;
  private int minuteOfDay = NONE;
  private int limit = LIMIT;

  private SearchQuery(Query query) {
    this.query = query;
  }

  /**
   * Reads them.
   *
   * @throws io.tavolo.http.problem.ProblemException when some cannot be used
   */
  static SearchQuery of(Query query) {
    SearchQuery read = new SearchQuery(query);
    boolean dated = query.has("date") || query.has("party_size") || query.has("time");
    Query.all(
        () -> read.text = query.text("q", MAX_TEXT),
        () -> read.near = near(query),
        () -> read.requireRadius(),
        () -> read.cuisine = query.text("cuisine", MAX_TEXT),
        () -> read.date = dated ? query.date("date") : null,
        () -> read.partySize = dated ? query.integer("party_size", 1, BookingBody.MAX_PARTY) : 0,
        () -> read.minuteOfDay = query.has("time") ? query.clock("time") : NONE,
        () -> read.limit = query.has("limit") ? query.integer("limit", 1, MAX_LIMIT) : LIMIT,
        () -> read.after = after(query.text("cursor", MAX_CURSOR)));
    return read;
  }

  private static Reads.@Nullable Circle near(Query query) {
    List<Double> near = query.numbers("near", 2);
    if (near == null) {
      return null;
    }
    if (Math.abs(near.get(0)) > 90 || Math.abs(near.get(1)) > 180) {
      throw Query.invalid("near", near.get(0) + "," + near.get(1), "-90..90,-180..180");
    }
    return new Reads.Circle(near.get(0), near.get(1), RADIUS_KM);
  }

  private void requireRadius() {
    List<Double> radius = query.numbers("radius_km", 1);
    if (radius == null) {
      return;
    }
    double radiusKm = radius.get(0);
    if (!query.has("near") || !(radiusKm > 0 && radiusKm <= MAX_RADIUS_KM)) {
      throw Query.invalid("radius_km", radius.get(0).toString(), "0..20000, together with near");
    }
    if (near != null) {
      near = new Reads.Circle(near.latitude(), near.longitude(), radiusKm);
    }
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

  /** The service date to have a table on, or null when any restaurant will do. */
  @Nullable LocalDate date() {
    return date;
  }

  int partySize() {
    return partySize;
  }

  boolean hasTime() {
    return minuteOfDay != NONE;
  }

  /** On the restaurants' clocks, 0..1439; only when there is one. */
  int minuteOfDay() {
    return minuteOfDay;
  }

  /** How many restaurants a page has at most, 1..250. */
  int limit() {
    return limit;
  }

  Reads.@Nullable Place after() {
    return after;
  }

  /** What to ask the database for, from a place on. */
  Reads.Search from(Reads.@Nullable Place place, int count) {
    return new Reads.Search(text, cuisine, near, place, count);
  }

  /** The link to the page after this place. */
  String next(Reads.Place last) {
    StringBuilder link = new StringBuilder("</v1/restaurants?");
    for (String name : OF_THE_LIST) {
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
}
