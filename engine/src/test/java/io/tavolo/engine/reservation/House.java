package io.tavolo.engine.reservation;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.time.Start;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A small house for tests: two tables for two, one for four, one for six on the terrace; dinner
 * from 18:00 to 23:00.
 */
public final class House {
  public static final ZoneId ROME = ZoneId.of("Europe/Rome");

  /** 2026-11-20T12:00+01:00, a Friday. */
  public static final long NOW_MS = 1_795_172_400_000L;

  /** Its date, in days since 1970-01-01. */
  public static final int NOW_DAY = 20_777;

  private House() {}

  public static Restaurant named(String restaurantId) {
    return new Restaurant(
        new Profile(restaurantId, "Da Anna", ROME, "italian", null, null, null, null),
        new FloorPlan(
            List.of(new Area("sala", "Sala"), new Area("terrace", "Terrace")),
            List.of(
                new Table("T1", "sala", 1, 2, 0),
                new Table("T2", "sala", 1, 2, 1),
                new Table("T3", "sala", 2, 4, 0),
                new Table("T4", "terrace", 2, 6, 0))),
        new Schedule(
            15,
            List.of(new Shift("dinner", "Dinner", List.of(DayOfWeek.values()), 18 * 60, 23 * 60)),
            List.of(),
            List.of(new TurnTime(2, 90), new TurnTime(100, 120))),
        new Policies(30, 60, 1, 6, 300, 60, true));
  }

  /** A wall-clock start, such as {@code 2026-11-20T20:00}. */
  public static Start at(String local) {
    return Start.wallClock(LocalDateTime.parse(local).toEpochSecond(ZoneOffset.UTC));
  }

  public static Diner diner(long ref) {
    return new Diner(ref, "Ada", "ada@example.org", null, null, List.of());
  }

  public static Command.Book book(long id, int partySize, String local) {
    return new Command.Book(id, partySize, at(local), null, diner(id), null);
  }

  /** The same reservation under another id. */
  public static Reservation withId(Reservation r, long id) {
    return new Reservation(
        id,
        r.status(),
        r.partySize(),
        r.startTick(),
        r.endTick(),
        r.serviceDay(),
        r.tables(),
        r.areaId(),
        r.areaAsked(),
        r.diner(),
        r.external(),
        r.version(),
        r.holdUntilMs(),
        r.createdMs());
  }

  public static RestaurantState state() {
    RestaurantState state = new RestaurantState();
    state.restore(named("anna"), List.of());
    return state;
  }
}
