package io.tavolo.importer;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A restaurant of a file: the members of its profile. One without a zone can be known, but not be
 * made.
 */
record RestaurantRow(Place place, String id, Map<String, Object> profile) {
  static final List<String> REQUIRED = List.of("restaurant_id", "name");

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /**
   * Reads the row.
   *
   * @param zone of restaurants whose row has none
   * @throws Fault when something in it cannot be used
   */
  static RestaurantRow of(CsvFile.Row row, Place place, @Nullable ZoneId zone) {
    String id = id(row);
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("name", row.required("name"));
    String given = row.get("timezone");
    if (given != null) {
      profile.put("timezone", zone(given));
    } else if (zone != null) {
      profile.put("timezone", zone.getId());
    }
    for (String text : List.of("cuisine", "address", "phone")) {
      String value = row.get(text);
      if (value != null) {
        profile.put(text, value);
      }
    }
    String latitude = row.get("latitude");
    String longitude = row.get("longitude");
    if (latitude != null || longitude != null) {
      profile.put("latitude", degrees("latitude", latitude, 90));
      profile.put("longitude", degrees("longitude", longitude, 180));
    }
    return new RestaurantRow(place, id, profile);
  }

  /**
   * The restaurant that the row names.
   *
   * @throws Fault when no restaurant can have that id
   */
  static String id(CsvFile.Row row) {
    String id = row.required("restaurant_id");
    if (!ID.matcher(id).matches()) {
      throw Fault.of("restaurant_id", id, "1..64 letters, digits, dashes and underscores");
    }
    return id;
  }

  /**
   * What the restaurant is made with.
   *
   * @throws Fault when the row does not say all that it needs
   */
  Map<String, Object> toMake() {
    if (!profile.containsKey("timezone")) {
      throw new Fault("timezone: missing (expected: a column timezone, or --timezone)");
    }
    return profile;
  }

  private static String zone(String given) {
    try {
      return ZoneId.of(given).getId();
    } catch (DateTimeException e) {
      throw Fault.of("timezone", given, "a zone such as Europe/Rome");
    }
  }

  private static double degrees(String column, @Nullable String text, int most) {
    if (text == null) {
      throw new Fault(column + ": empty");
    }
    try {
      double value = Double.parseDouble(text);
      if (value >= -most && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw Fault.of(column, text, "degrees, -%d..%d".formatted(most, most));
  }
}
