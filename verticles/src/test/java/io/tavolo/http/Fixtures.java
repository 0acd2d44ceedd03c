package io.tavolo.http;

import static java.util.Objects.requireNonNull;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.time.Ticks;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One house in Rome, and reservations in it. */
final class Fixtures {
  static final String HOUSE = "da-mario";
  static final String ROME = "Europe/Rome";
  static final String KEY = "0b5f9b0e-6c1f-4f7e-9a54-2d3c1c6f8a11";
  static final ReservationId ID = new ReservationId(RestaurantNumber.of(HOUSE), 4_711);
  static final Diner ADA =
      diner(99, "Ada", "ada@example.com", "+39 06 1", "by the window", List.of("vegan"));
  static final String BOOKING =
      """
      {"party_size":4,"start":"2026-12-24T19:00:00+01:00",
       "diner":{"name":"Ada","email":"ada@example.com","phone":"+39 06 1"},
       "area_id":"hall","notes":"by the window","tags":["vegan"]}""";

  private Fixtures() {}

  /** A diner as the server knows them. */
  static Diner diner(
      long ref,
      String name,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String notes,
      List<String> tags) {
    return new Diner(ref, Api.keyOf(email, phone), name, email, phone, notes, tags);
  }

  static int tick(String time) {
    return Ticks.ofEpochSecond(OffsetDateTime.parse(time).toEpochSecond());
  }

  static Reservation reservation(long id, Status status, int version, long holdUntilMs) {
    int start = tick("2026-12-24T19:00:00+01:00");
    return new Reservation(
        id,
        status,
        4,
        start,
        start + 21,
        (int) LocalDate.parse("2026-12-24").toEpochDay(),
        List.of("T4"),
        "hall",
        true,
        99,
        null,
        version,
        holdUntilMs,
        Api.NOW.toEpochMilli());
  }

  static Reads.Found found(Status status, int version, @Nullable Diner diner) {
    long hold = status == Status.HELD ? Api.NOW.toEpochMilli() + 300_000 : 0;
    return new Reads.Found(
        HOUSE, ROME, false, reservation(4_711, status, version, hold), null, diner);
  }

  /**
   * One of which 40.00 are paid ahead, held for it until five minutes from now, or paid.
   *
   * @param diner null for a hold without one
   */
  static Reads.Found owing(Status status, int version, @Nullable Diner diner) {
    long hold = status == Status.HELD ? Api.NOW.toEpochMilli() + 300_000 : 0;
    return owing(status, version, diner, hold);
  }

  static Reads.Found owing(Status status, int version, @Nullable Diner diner, long holdUntilMs) {
    Reservation reservation = owing(reservation(4_711, status, version, holdUntilMs));
    return new Reads.Found(HOUSE, ROME, false, reservation, "EUR", diner);
  }

  private static Reservation owing(Reservation r) {
    return new Reservation(
        r.id(),
        r.status(),
        r.partySize(),
        r.startTick(),
        r.endTick(),
        r.freeTick(),
        r.serviceDay(),
        r.tables(),
        r.areaId(),
        r.areaAsked(),
        r.diner(),
        5,
        r.external(),
        r.version(),
        r.holdUntilMs(),
        r.createdMs(),
        4_000,
        true);
  }

  static Reply.Done done(Event.Kind kind, Reservation reservation) {
    return new Reply.Done(kind, reservation, reservation.id(), HOUSE, ROME, false, false, true);
  }

  static Reply.Done repeated(Event.Kind kind) {
    return new Reply.Done(kind, null, 4_711, HOUSE, ROME, false, true);
  }

  static Reply.Refused refused(Refusal refusal) {
    return new Reply.Refused(refusal, ROME, List.of(), List.of());
  }

  static Restaurant restaurant(String id) {
    Profile profile =
        new Profile(id, "Da Mario", ZoneId.of(ROME), "roman", "Via Appia 1", null, 41.9, 12.5);
    Shift dinner = new Shift("dinner", "Dinner", List.of(DayOfWeek.FRIDAY), 18 * 60, 24 * 60 + 30);
    return new Restaurant(
        profile,
        new FloorPlan(List.of(new Area("hall", "Hall")), List.of(new Table("T4", "hall", 1, 4, 0))),
        new Schedule(15, List.of(dinner), List.of(), List.of(new TurnTime(4, 105))),
        Policies.DEFAULT);
  }

  /** The house's Friday, with every table free. */
  static Reply.Day day() {
    return new Reply.Day(friday(floor(restaurant(HOUSE)), 1, 1));
  }

  /** The house, with nobody in it. */
  static Floor floor(Restaurant house) {
    RestaurantState state = new RestaurantState();
    state.restore(house, List.of());
    return requireNonNull(state.floor());
  }

  static DaySnapshot friday(Floor floor, long epoch, long seq) {
    int friday = (int) LocalDate.parse("2026-12-04").toEpochDay();
    return DaySnapshot.of(floor, friday, epoch, seq);
  }
}
