package io.tavolo.postgres;

import org.jspecify.annotations.Nullable;

/**
 * Which restaurants are listed, and from where on. The nearest come first where there is a place,
 * else those most like the text where there is one, else all in the order of their names.
 *
 * @param text in name or cuisine, in any case, a part of it or nearly so; null for all
 * @param cuisine the whole of it, in any case; null for all
 * @param near null for everywhere
 * @param after the last one of the page before, null for the first page
 * @param limit how many, 1..1000
 */
public record RestaurantSearch(
    @Nullable String text,
    @Nullable String cuisine,
    @Nullable Near near,
    @Nullable Cursor after,
    int limit) {

  /**
   * A circle.
   *
   * @param latitude degrees, -90..90
   * @param longitude degrees, -180..180
   * @param radiusKm kilometres along the surface, above 0
   */
  public record Near(double latitude, double longitude, double radiusKm) {}

  /**
   * A place in the list.
   *
   * @param rank kilometres where the search has a place, else unlikeness to its text, 0..1, else 0
   */
  public record Cursor(double rank, String name, long number) {}

  /** The text as a pattern for {@code ilike}. */
  static String pattern(String text) {
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}
