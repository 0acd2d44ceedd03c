package io.tavolo.bench.jmh;

import static java.util.Objects.requireNonNull;

import io.tavolo.engine.id.Hash;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decider;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.time.Start;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A restaurant in memory, open for lunch and dinner, with tables for two to eight, some of which
 * can be joined, and a pacing. Its dates stay the same, so that figures of different days can be
 * compared.
 */
final class House {
  static final String ID = "house";
  static final long NUMBER = RestaurantNumber.of(ID);

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
  private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
  private static final int MAX_PARTY = 8;
  private static final int MAX_JOINED_PARTY = 16;

  /** A date on which nobody has booked yet. */
  static final LocalDate EMPTY = TODAY.plusDays(1);

  /** A date for {@link #fill}. */
  static final LocalDate BOOKED = TODAY.plusDays(2);

  /** Enough that every table can be booked at once, so that it is the tables that run out. */
  private static final int COVERS_STARTING = 1_000;

  private static final int COVERS_PRESENT = 2_000;

  /** The morning of a day before both, in milliseconds since the epoch. */
  static final long NOW_MS = TODAY.atTime(10, 0).atZone(ZONE).toInstant().toEpochMilli();

  private final RestaurantState state = new RestaurantState();
  private long last;

  /**
   * A house without reservations.
   *
   * @param tables how many, 1 or more
   */
  House(int tables) {
    state.restore(
        new Restaurant(
            new Profile(ID, "House", ZONE, "", "", "", 41.9, 12.5),
            floorPlan(tables),
            schedule(),
            new Policies(0, 60, 1, MAX_JOINED_PARTY, 300, 0, false)),
        List.of());
  }

  RestaurantState state() {
    return state;
  }

  Floor floor() {
    return requireNonNull(state.floor());
  }

  Restaurant definition() {
    return floor().definition();
  }

  /** A booking that nobody has made yet. */
  Command.Book book(int partySize, LocalDate date, int hour) {
    return book(partySize, date, hour, 0);
  }

  Command.Book book(int partySize, LocalDate date, int hour, int minute) {
    long id = Hash.mix(++last);
    Diner diner = new Diner(id, "Ada Lovelace", "ada@example.org", null, null, List.of());
    long second = date.atTime(hour, minute).toEpochSecond(ZoneOffset.UTC);
    return new Command.Book(id, partySize, Start.wallClock(second), null, diner, null);
  }

  /**
   * Lets the house decide, and applies what it decided.
   *
   * @throws IllegalStateException when it refuses
   */
  Event.OfReservation accept(Command command) {
    if (Decider.decide(state, command, NOW_MS) instanceof Event.OfReservation event) {
      state.evolve(event);
      return event;
    }
    throw new IllegalStateException("refused: " + command);
  }

  /**
   * Lets parties of all sizes in turn book that hour of {@link #BOOKED}.
   *
   * @param most how many, if there are tables for so many
   */
  void fill(int hour, int most) {
    int seated = 0;
    for (int refused = 0, party = 1; seated < most && refused < MAX_PARTY; party++) {
      Command.Book book = book((party - 1) % MAX_PARTY + 1, BOOKED, hour);
      if (Decider.decide(state, book, NOW_MS) instanceof Event event) {
        state.evolve(event);
        seated++;
        refused = 0;
      } else {
        refused++;
      }
    }
  }

  private static FloorPlan floorPlan(int count) {
    List<Table> tables = new ArrayList<>();
    for (int n = 1; n <= count; n++) {
      int seats = 2 + 2 * (n % (MAX_PARTY / 2));
      tables.add(new Table("T" + n, n % 3 == 0 ? "terrace" : "sala", seats / 2, seats, n));
    }
    List<Join> joins = new ArrayList<>();
    for (int n = 1; n + 3 <= count; n += 6) {
      // T1 and T2 stand in the sala; so do T4 and T5.
      joins.add(new Join("T" + n, "T" + (n + 1)));
      joins.add(new Join("T" + (n + 1), "T" + (n + 3)));
    }
    List<Area> areas = List.of(new Area("sala", "Sala"), new Area("terrace", "Terrace"));
    return new FloorPlan(areas, tables, joins, List.of(), true);
  }

  private static Schedule schedule() {
    List<DayOfWeek> everyDay = List.of(DayOfWeek.values());
    return new Schedule(
        15,
        10,
        List.of(
            new Shift("lunch", "Lunch", everyDay, 12 * 60, 14 * 60 + 30),
            new Shift("dinner", "Dinner", everyDay, 18 * 60, 22 * 60 + 30)),
        List.of(),
        List.of(),
        List.of(
            new TurnTime(2, 90),
            new TurnTime(4, 120),
            new TurnTime(100, 150),
            new TurnTime(2, 75, "lunch", List.of(), null, null)),
        List.of(
            new Pacing(null, null, new Limits(COVERS_STARTING, null, COVERS_PRESENT)),
            new Pacing(null, "terrace", new Limits(COVERS_STARTING, null, null))),
        List.of());
  }
}
