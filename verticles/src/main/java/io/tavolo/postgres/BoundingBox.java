package io.tavolo.postgres;

/**
 * Degrees between which every point of a circle on the earth lies: what an index can be asked for,
 * before distances are measured. Where {@code west > east} it reaches over the 180th meridian.
 */
record BoundingBox(double south, double north, double west, double east) {
  /** The sphere that distances are measured on. */
  static final double EARTH_RADIUS_KM = 6_371.0088;

  /** About a metre more on each side: rounding must not lose a point on the rim. */
  private static final double MARGIN_DEGREES = 1e-5;

  static BoundingBox around(RestaurantSearch.Near circle) {
    double angle = circle.radiusKm() / EARTH_RADIUS_KM;
    double degrees = Math.toDegrees(angle) + MARGIN_DEGREES;
    double south = circle.latitude() - degrees;
    double north = circle.latitude() + degrees;
    if (south <= -90 || north >= 90) {
      // There is a pole in it, and all meridians meet there.
      return new BoundingBox(Math.max(south, -90), Math.min(north, 90), -180, 180);
    }
    double sine = Math.sin(angle) / Math.cos(Math.toRadians(circle.latitude()));
    double aside = Math.toDegrees(Math.asin(Math.min(1, sine))) + MARGIN_DEGREES;
    double west = circle.longitude() - aside;
    double east = circle.longitude() + aside;
    if (east - west >= 360) {
      return new BoundingBox(south, north, -180, 180);
    }
    return new BoundingBox(
        south, north, west < -180 ? west + 360 : west, east > 180 ? east - 360 : east);
  }
}
