package io.tavolo.engine.reservation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

/**
 * What a busy day takes in memory: forty tables, joins, and pacing of the house and the terrace.
 */
final class FootprintTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
  private static final long NOW_MS = TODAY.atTime(10, 0).atZone(ROME).toInstant().toEpochMilli();
  private static final int DAYS = 30;
  private static final int DAY_BYTES = 4_096;

  static {
    // Before its first use: the layout of records is asked for in a way that always works.
    System.setProperty("jol.magicFieldOffset", "true");
    System.setProperty("jol.skipDynamicAttach", "true");
  }

  private final RestaurantState state = new RestaurantState();
  private long last;

  FootprintTest() {
    state.restore(house(), List.of());
  }

  private static Restaurant house() {
    List<Table> tables =
        IntStream.range(0, 40)
            .mapToObj(n -> new Table("T" + n, n % 3 == 0 ? "terrace" : "hall", 1, 2 + n % 3 * 2, 0))
            .toList();
    List<Join> joins = List.of(new Join("T1", "T2"), new Join("T2", "T4"), new Join("T0", "T3"));
    List<DayOfWeek> daily = List.of(DayOfWeek.values());
    Schedule schedule =
        new Schedule(
            15,
            10,
            List.of(
                new Shift("lunch", "Lunch", daily, 12 * 60, 14 * 60 + 30),
                new Shift("dinner", "Dinner", daily, 18 * 60, 22 * 60 + 30)),
            List.of(),
            List.of(),
            List.of(new TurnTime(2, 90), new TurnTime(100, 120)),
            List.of(
                new Pacing(null, null, new Limits(80, 40, 400)),
                new Pacing(null, "terrace", new Limits(30, null, null))),
            List.of());
    return new Restaurant(
        new Profile("house", "House", ROME, null, null, null, null, null),
        new FloorPlan(
            List.of(new Area("hall", "Hall"), new Area("terrace", "Terrace")),
            tables,
            joins,
            List.of(),
            true),
        schedule,
        Policies.DEFAULT);
  }

  /** Books every quarter of an hour until nobody is taken any more; how many visits. */
  private int fill(LocalDate date) {
    int visits = 0;
    for (int refused = 0; refused < 500; ) {
      int minutes =
          last % 3 == 0 ? 12 * 60 + (int) (last % 10) * 15 : 18 * 60 + (int) (last % 18) * 15;
      long second = date.atStartOfDay().plusMinutes(minutes).toEpochSecond(ZoneOffset.UTC);
      Diner diner = new Diner(++last, "Ada", null, null, null, List.of());
      Command book =
          new Command.Book(last, 1 + (int) (last % 6), Start.wallClock(second), null, diner, null);
      if (Decider.decide(state, book, NOW_MS) instanceof Event event) {
        state.evolve(event);
        visits++;
      } else {
        refused++;
      }
    }
    return visits;
  }

  private long bytes() {
    Floor floor = requireNonNull(state.floor());
    return GraphLayout.parseInstance(floor).totalSize();
  }

  @Test
  void shouldKeepABusyDayInFourKilobytesBesideItsReservations() {
    fill(TODAY.plusDays(1));
    long one = bytes();
    List<Integer> visits = new ArrayList<>();
    for (int day = 2; day <= DAYS; day++) {
      visits.add(fill(TODAY.plusDays(day)));
    }
    long day = (bytes() - one) / (DAYS - 1);
    System.out.printf("a busy day of 40 tables: %d visits, %,d bytes%n", visits.get(0), day);
    assertThat(visits).allMatch(number -> number > 100);
    assertThat(day).isLessThanOrEqualTo(DAY_BYTES);
  }
}
