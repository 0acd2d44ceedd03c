package io.tavolo.postgres;

import org.jspecify.annotations.Nullable;

/**
 * Which restaurants are listed, and from where on.
 *
 * @param text anywhere in name or cuisine, in any case; null for all
 * @param cuisine the whole of it, in any case; null for all
 * @param near the nearest first, null for the order of names
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
   * A place in the list: distance and number count when the list is by distance, name and number
   * when it is by name.
   */
  public record Cursor(double distanceKm, String name, long number) {
    static final Cursor BEGINNING = new Cursor(-1, "", Long.MIN_VALUE);
  }

  /** The text as a pattern for {@code ilike}. */
  @Nullable String pattern() {
    if (text == null) {
      return null;
    }
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}
