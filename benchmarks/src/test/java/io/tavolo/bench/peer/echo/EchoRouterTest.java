package io.tavolo.bench.peer.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.time.Start;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EchoRouterTest {
  private static final String HOUSE = "echo";
  private final EchoRouter router =
      new EchoRouter(() -> Instant.parse("2026-11-20T12:00:00Z").toEpochMilli());

  @BeforeEach
  void define() {
    Profile profile =
        new Profile(HOUSE, HOUSE, ZoneId.of("Europe/Rome"), null, null, null, null, null);
    Shift dinner = new Shift("dinner", "Dinner", List.of(DayOfWeek.values()), 18 * 60, 21 * 60);
    FloorPlan plan =
        new FloorPlan(List.of(new Area("main", "Main")), List.of(new Table("T1", "main", 1, 2, 0)));
    Schedule schedule =
        new Schedule(15, List.of(dinner), List.of(), List.of(new TurnTime(100, 90)));
    assertThat(ask(new Command.PutProfile(profile))).isEqualTo(new Reply.Stored(true));
    assertThat(ask(new Command.PutFloorPlan(plan))).isEqualTo(new Reply.Stored(false));
    assertThat(ask(new Command.PutSchedule(schedule))).isEqualTo(new Reply.Stored(false));
  }

  @Test
  void shouldGrantTheOnlyTableToWhoeverAsks() {
    for (long id = 1; id <= 3; id++) {
      assertThat(ask(booking(id, "2026-11-27T19:30")))
          .isInstanceOfSatisfying(
              Reply.Done.class,
              done -> {
                assertThat(done.kind()).isEqualTo(Event.Kind.BOOKED);
                assertThat(done.repeated()).isFalse();
                assertThat(done.reservation()).isNotNull();
              });
    }
  }

  @Test
  void shouldRefuseWhatTheRulesDoNotAllow() {
    assertThat(ask(booking(1, "2026-11-27T12:00")))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NOT_A_SLOT));
  }

  @Test
  void shouldCancelWhateverItIsTold() {
    assertThat(ask(new Command.Cancel(7, 0, false)))
        .isInstanceOfSatisfying(
            Reply.Done.class, done -> assertThat(done.kind()).isEqualTo(Event.Kind.CANCELLED));
  }

  private static Command booking(long id, String clock) {
    long second = LocalDateTime.parse(clock).toEpochSecond(ZoneOffset.UTC);
    Diner diner = new Diner(id, "Ada", null, null, null, List.of());
    return new Command.Book(id, 2, Start.wallClock(second), null, diner, null);
  }

  private Reply ask(Command command) {
    CommandKey key = new CommandKey(1, 1, 1, true);
    return router
        .ask(new Request.Submit(HOUSE, RestaurantNumber.of(HOUSE), key, command), 1_000)
        .result();
  }
}
