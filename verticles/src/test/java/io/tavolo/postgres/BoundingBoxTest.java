package io.tavolo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BoundingBoxTest {
  private static BoundingBox around(double latitude, double longitude, double radiusKm) {
    return BoundingBox.around(new RestaurantSearch.Near(latitude, longitude, radiusKm));
  }

  private static boolean contains(BoundingBox box, double latitude, double longitude) {
    boolean between =
        box.west() <= box.east()
            ? longitude >= box.west() && longitude <= box.east()
            : longitude >= box.west() || longitude <= box.east();
    return latitude >= box.south() && latitude <= box.north() && between;
  }

  @Test
  void shouldHoldEveryPointOfTheCircle() {
    Random random = new Random(4_711);
    for (int i = 0; i < 200_000; i++) {
      double latitude = random.nextDouble() * 180 - 90;
      double longitude = random.nextDouble() * 360 - 180;
      double radiusKm = Math.pow(10, random.nextDouble() * 5.3 - 1);
      // A point at that distance or nearer, in any direction.
      double angle =
          Math.min(Math.PI, radiusKm / BoundingBox.EARTH_RADIUS_KM * random.nextDouble());
      double bearing = random.nextDouble() * 2 * Math.PI;
      double phi = Math.toRadians(latitude);
      double there =
          Math.asin(
              Math.sin(phi) * Math.cos(angle)
                  + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing));
      double aside =
          Math.atan2(
              Math.sin(bearing) * Math.sin(angle) * Math.cos(phi),
              Math.cos(angle) - Math.sin(phi) * Math.sin(there));
      double east = Math.IEEEremainder(longitude + Math.toDegrees(aside), 360);

      assertThat(contains(around(latitude, longitude, radiusKm), Math.toDegrees(there), east))
          .as(
              "%f,%f within %f km of %f,%f",
              Math.toDegrees(there), east, radiusKm, latitude, longitude)
          .isTrue();
    }
  }

  @Test
  void shouldBeNarrow() {
    BoundingBox rome = around(41.9, 12.5, 10);

    assertThat(rome.north() - rome.south()).isBetween(0.179, 0.181);
    assertThat(rome.east() - rome.west()).isBetween(0.241, 0.243);
  }

  @Test
  void shouldReachOverThe180thMeridian() {
    BoundingBox fiji = around(-17, 179.9, 50);

    assertThat(fiji.west()).isGreaterThan(fiji.east());
    assertThat(contains(fiji, -17, -179.9)).isTrue();
    assertThat(contains(fiji, -17, 0)).isFalse();
  }
}
