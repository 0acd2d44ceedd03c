package io.tavolo.cache;

import static java.util.Objects.requireNonNull;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;

/** Snapshots of one small house. */
final class Days {
  static final String HOUSE = "osteria";
  static final int DAY = 20_700;
  private static final FloorPlan PLAN =
      new FloorPlan(List.of(new Area("hall", "Hall")), List.of(new Table("T1", "hall", 1, 4, 0)));
  private static final Schedule SCHEDULE =
      new Schedule(
          15,
          List.of(new Shift("d", "Dinner", List.of(DayOfWeek.values()), 1080, 1320)),
          List.of(),
          List.of(new TurnTime(4, 90)));

  private Days() {}

  static DaySnapshot of(long epoch, long seq) {
    return of(DAY, epoch, seq);
  }

  static DaySnapshot of(int serviceDay, long epoch, long seq) {
    ZoneId zone = ZoneId.of("Europe/Rome");
    Profile profile = new Profile(HOUSE, "Osteria", zone, null, null, null, null, null);
    RestaurantState state = new RestaurantState();
    state.restore(new Restaurant(profile, PLAN, SCHEDULE, Policies.DEFAULT), List.of());
    return DaySnapshot.of(requireNonNull(state.floor()), serviceDay, epoch, seq);
  }
}
