package io.tavolo.node;

import io.tavolo.cluster.Router;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import io.vertx.core.Future;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A house to book in as soon as the node is up: open every evening, twelve tables, a terrace. */
final class DemoRestaurant {
  static final String ID = "trattoria-da-anna";

  private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
  private static final long TIMEOUT_MS = 10_000;

  private final Router router;

  DemoRestaurant(Router router) {
    this.router = router;
  }

  /** Creates the house, or leaves it as it is when it exists. */
  Future<Void> open() {
    return ask(new Request.ReadDay(ID, RestaurantNumber.of(ID), 0, false))
        .compose(reply -> reply instanceof Reply.Day ? Future.succeededFuture() : create());
  }

  /** The curl line that books a table for two tomorrow evening. */
  static String curl(String base) {
    return """
        curl -s %s/v1/restaurants/%s/reservations -H 'content-type: application/json' \\
          -d '{"party_size":2,"start":"%sT20:00","diner":{"name":"Ada Lovelace","email":"ada@example.org"}}'"""
        .formatted(base, ID, LocalDate.now(ZONE).plusDays(1));
  }

  private Future<Void> create() {
    return put(new Command.PutProfile(profile()))
        .compose(done -> put(new Command.PutFloorPlan(floorPlan())))
        .compose(done -> put(new Command.PutSchedule(schedule())))
        .compose(done -> put(new Command.PutPolicies(new Policies(0, 60, 1, 8, 300, 0, true))));
  }

  private Future<Void> put(Command command) {
    return ask(new Request.Submit(ID, RestaurantNumber.of(ID), CommandKey.NONE, command))
        .compose(
            reply ->
                reply instanceof Reply.Stored
                    ? Future.succeededFuture()
                    : Future.failedFuture("the demo restaurant was not stored: " + reply));
  }

  private Future<Reply> ask(Request request) {
    return router.ask(request, TIMEOUT_MS);
  }

  private static Profile profile() {
    return new Profile(
        ID,
        "Trattoria da Anna",
        ZONE,
        "italian",
        "Via dei Coronari 12, Roma",
        "+39 06 5550 0012",
        41.8998,
        12.4706);
  }

  private static FloorPlan floorPlan() {
    List<Table> tables = new ArrayList<>();
    for (int n = 1; n <= 6; n++) {
      tables.add(new Table("T" + n, n <= 4 ? "sala" : "terrace", 1, 2, n));
    }
    for (int n = 7; n <= 10; n++) {
      tables.add(new Table("T" + n, n <= 9 ? "sala" : "terrace", 2, 4, n));
    }
    tables.add(new Table("T11", "sala", 4, 6, 11));
    tables.add(new Table("T12", "sala", 5, 8, 12));
    return new FloorPlan(
        List.of(new Area("sala", "Sala"), new Area("terrace", "Terrazza")), tables);
  }

  private static Schedule schedule() {
    List<DayOfWeek> everyDay = List.of(DayOfWeek.values());
    return new Schedule(
        15,
        List.of(
            new Shift("lunch", "Pranzo", everyDay, 12 * 60, 14 * 60 + 30),
            new Shift("dinner", "Cena", everyDay, 18 * 60, 22 * 60 + 30)),
        List.of(),
        List.of(new TurnTime(2, 90), new TurnTime(4, 120), new TurnTime(100, 150)));
  }
}
