package io.tavolo.engine.availability;

import io.tavolo.engine.inventory.BitmapInventory;
import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.inventory.Seatings;
import io.tavolo.engine.pacing.Pace;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.Ticks;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A usual house: 40 tables in three areas, lunch, and a dinner past midnight, in Rome. */
final class House {
  static final int MIDWINTER = (int) LocalDate.parse("2026-01-16").toEpochDay();
  static final long MORNING_MS = ms("2026-01-16T08:00:00+01:00");

  final Restaurant restaurant;
  final Calendar calendar;
  final Seatings order;
  final Inventory inventory;
  final Floor floor;

  House(FloorPlan plan, Schedule schedule, Policies policies) {
    Profile profile =
        new Profile("da-mario", "Da Mario", ZoneId.of("Europe/Rome"), null, null, null, null, null);
    restaurant = new Restaurant(profile, plan, schedule, policies);
    calendar = new Calendar(profile.zone(), schedule);
    order = Seatings.of(plan);
    inventory = new BitmapInventory(order);
    floor = new Floor(restaurant, calendar, order, inventory, new Pace(schedule, order));
  }

  static House usual(Policies policies) {
    return new House(usualPlan(), usualSchedule(), policies);
  }

  static FloorPlan usualPlan() {
    List<Area> areas =
        List.of(new Area("hall", "Hall"), new Area("terrace", "Terrace"), new Area("bar", "Bar"));
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String area = areas.get(i % 3).id();
      tables.add(new Table("T" + i, area, 1 + i % 4 / 2, 2 + 2 * (i % 4), 0));
    }
    return new FloorPlan(areas, tables);
  }

  static Schedule usualSchedule() {
    List<DayOfWeek> daily = List.of(DayOfWeek.values());
    return new Schedule(
        15,
        List.of(
            new Shift("lunch", "Lunch", daily, 12 * 60, 14 * 60 + 30),
            new Shift("dinner", "Dinner", daily, 19 * 60, 24 * 60 + 30)),
        List.of(),
        List.of(new TurnTime(2, 90), new TurnTime(4, 105), new TurnTime(8, 135)));
  }

  static long ms(String offsetDateTime) {
    return OffsetDateTime.parse(offsetDateTime).toInstant().toEpochMilli();
  }

  static int tick(String offsetDateTime) {
    return Ticks.ofEpochSecond(ms(offsetDateTime) / 1000);
  }

  DaySnapshot snapshot(int serviceDay) {
    return DaySnapshot.of(floor, serviceDay, 7, 4_711);
  }

  /** Fills every table that is free in the interval. */
  void fill(int startTick, int endTick) {
    for (int table = 0; table < order.size(); table++) {
      if (inventory.isFree(table, startTick, endTick)) {
        inventory.occupy(table, startTick, endTick);
      }
    }
  }
}
