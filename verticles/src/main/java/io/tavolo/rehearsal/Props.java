package io.tavolo.rehearsal;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.http.Availability;
import io.tavolo.http.BatchStore;
import io.tavolo.http.Reads;
import io.tavolo.payments.Payments;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** What stands around on the stage: a house, a booking for it, and neighbours who know nothing. */
final class Props {
  static final String HOUSE = "on-stage";
  private static final String AREA = "sala";
  private static final int TABLES = 12;
  private static final int EVENINGS = 30;
  private static final int FIRST_HOUR = 10;
  private static final int HOURS = 10;

  /** What is asked for in vain, once in so many. */
  private static final int TAKEN = 16;

  private Props() {}

  static Restaurant house() {
    List<Table> tables =
        IntStream.rangeClosed(1, TABLES).mapToObj(n -> new Table("T" + n, AREA, 1, 2, 0)).toList();
    return new Restaurant(
        new Profile(HOUSE, "On Stage", ZoneOffset.UTC, null, null, null, null, null),
        new FloorPlan(List.of(new Area(AREA, "Sala")), tables),
        new Schedule(
            15,
            List.of(new Shift("day", "Day", List.of(DayOfWeek.values()), 0, 23 * 60)),
            List.of(),
            List.of(new TurnTime(8, 60))),
        Policies.DEFAULT);
  }

  /**
   * The body of a booking: each of an evening and an hour of its own, but for parties now and then
   * that no table takes.
   *
   * @param n counts the bookings from 0
   */
  static String booking(LocalDate today, int n) {
    LocalDate day = today.plusDays(1 + n % EVENINGS);
    int hour = FIRST_HOUR + n / EVENINGS % HOURS;
    int party = n % TAKEN == TAKEN - 1 ? 9 : 2;
    return """
    {"party_size":%d,"start":"%sT%02d:00:00Z","diner":{"name":"Ada %d","email":"ada%d@stage.invalid"}}"""
        .formatted(party, day, hour, n, n);
  }

  /** Nothing is stored. */
  static final class NoReads implements Reads {
    @Override
    public Future<Optional<Found>> reservation(ReservationId id) {
      return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Optional<Restaurant>> restaurant(String restaurantId) {
      return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<List<Listed>> restaurants(Search search) {
      return Future.succeededFuture(List.of());
    }
  }

  /** No day is known. */
  static final class NoAvailability implements Availability {
    private static final Reply UNKNOWN = new Reply.Unavailable(Reply.Reason.DATABASE);

    @Override
    public Future<Reply> day(String restaurantId, int serviceDay) {
      return Future.succeededFuture(UNKNOWN);
    }

    @Override
    public Future<List<Reply>> days(List<String> restaurantIds, int serviceDay, long timeoutMs) {
      return Future.succeededFuture(Collections.nCopies(restaurantIds.size(), UNKNOWN));
    }
  }

  /** No batch is kept. */
  static final class NoBatches implements BatchStore {
    @Override
    public Future<Void> accept(UUID id, String caller, int lines) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> finish(UUID id, Buffer answers) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Optional<Kept>> find(UUID id, String caller) {
      return Future.succeededFuture(Optional.empty());
    }
  }

  /** Nothing is paid. */
  static final class NoPayments implements Payments {
    @Override
    public Future<Outcome> authorise(Order order, String token) {
      return Future.succeededFuture(Outcome.DECLINED);
    }

    @Override
    public Future<Void> giveBack(Order order) {
      return Future.succeededFuture();
    }
  }
}
