package io.tavolo.postgres;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statement of one search, with only the conditions that were asked for: a condition that may
 * be switched off by a null cannot use an index. There are eight such statements, and each session
 * prepares them once.
 *
 * <p>Every row has number, definition, name and rank, in the order of rank, name and number; the
 * rank is the distance in km, or how little the text is like name or cuisine, or 0.
 */
final class SearchSql {
  private final List<Object> values = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();
  private String rank = "0::float8";

  private SearchSql() {}

  /** A statement and what to bind. */
  record Statement(String sql, Tuple values) {}

  static Statement of(RestaurantSearch search) {
    return new SearchSql().statement(search);
  }

  private Statement statement(RestaurantSearch search) {
    String text = search.text();
    if (text != null) {
      text(text);
    }
    String cuisine = search.cuisine();
    if (cuisine != null) {
      conditions.add("lower(cuisine) = lower(" + bind(cuisine) + ")");
    }
    RestaurantSearch.Near near = search.near();
    if (near != null) {
      near(near);
    }
    boolean ranked = text != null || near != null;
    String found =
        "select number, definition, name, " + rank + " as rank from restaurant" + where(conditions);
    List<String> rest = new ArrayList<>();
    if (near != null) {
      rest.add("rank <= " + bind(near.radiusKm()));
    }
    after(search.after(), ranked, rest);
    return new Statement(
        "select number, definition, name, rank from ("
            + found
            + ") found"
            + where(rest)
            + " order by "
            + (ranked ? "rank, " : "")
            + "name, number limit "
            + bind((long) search.limit()),
        Tuple.from(values));
  }

  /** A part of name or cuisine, letter by letter, or words that are nearly so. */
  private void text(String text) {
    String pattern = bind(RestaurantSearch.pattern(text));
    String like = bind(text);
    conditions.add(
        "(name ilike %1$s or cuisine ilike %1$s or %2$s <%% name or %2$s <%% cuisine)"
            .formatted(pattern, like));
    rank =
        "(1 - greatest(word_similarity(%1$s, name), word_similarity(%1$s, cuisine)))::float8"
            .formatted(like);
  }

  /** Great-circle distance by the haversine formula; the box only spares most of the arithmetic. */
  private void near(RestaurantSearch.Near near) {
    BoundingBox box = BoundingBox.around(near);
    conditions.add("latitude between %s and %s".formatted(bind(box.south()), bind(box.north())));
    conditions.add(
        (box.west() <= box.east()
                ? "longitude between %s and %s"
                : "(longitude >= %s or longitude <= %s)")
            .formatted(bind(box.west()), bind(box.east())));
    rank =
        """
        %1$s * asin(sqrt(least(1.0, power(sin(radians(latitude - %2$s) / 2), 2)
          + cos(radians(%2$s)) * cos(radians(latitude)) * power(sin(radians(longitude - %3$s) / 2), 2))))
        """
            .formatted(
                Double.toString(2 * BoundingBox.EARTH_RADIUS_KM),
                bind(near.latitude()),
                bind(near.longitude()));
  }

  private void after(
      RestaurantSearch.@Nullable Cursor after, boolean ranked, List<String> conditions) {
    if (after == null) {
      return;
    }
    conditions.add(
        ranked
            ? "(rank, name, number) > (%s::float8, %s, %s::bigint)"
                .formatted(bind(after.rank()), bind(after.name()), bind(after.number()))
            : "(name, number) > (%s, %s::bigint)"
                .formatted(bind(after.name()), bind(after.number())));
  }

  private String bind(Object value) {
    values.add(value);
    return "$" + values.size();
  }

  private static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }
}
