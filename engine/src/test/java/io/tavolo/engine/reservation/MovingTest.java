package io.tavolo.engine.reservation;

import static io.tavolo.engine.reservation.Room.EIGHT;
import static io.tavolo.engine.reservation.Room.move;
import static io.tavolo.engine.reservation.Room.pacing;
import static io.tavolo.engine.reservation.Room.plan;
import static io.tavolo.engine.reservation.Room.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Another time, size or area for a reservation that stands. */
class MovingTest {
  private static final String HALF_PAST = "2026-11-20T20:30";

  private final Room room = new Room().with(0, false, null);

  private static FloorPlan kept(Channel channel) {
    return plan(List.of(table("A", "hall", 2), new Table("K", "hall", 1, 6, 0, channel)), false);
  }

  @Test
  void shouldGiveASmallerPartyTheTableThatFitsIt() {
    Reservation six = room.accept(room.book(6, EIGHT));
    Reservation two = room.accept(move(six, 2, null, false));
    assertThat(two.tables()).containsExactly("B");
    assertThat(two.partySize()).isEqualTo(2);
  }

  @Test
  void shouldLeaveASmallerPartyWhereItIsWhenItCouldNotComeAnew() {
    Reservation six = room.accept(room.book(6, EIGHT));
    room.with(0, pacing(null, 2, null));
    Reservation five = room.accept(move(six, 5, null, false));
    assertThat(five.tables()).isEqualTo(six.tables());
    assertThat(five.endTick()).isEqualTo(six.endTick());
    assertThat(five.partySize()).isEqualTo(5);
    assertThat(five.version()).isEqualTo(2);
    room.refuse(move(five, 6, null, false), Refusal.PACING);
    room.refuse(move(five, 4, HALF_PAST, false), Refusal.PACING);
  }

  @Test
  void shouldLetAPartyShrinkThatWasKeptOutsideTheHours() {
    Reservation four = room.accept(room.book(4, EIGHT));
    Schedule usual = House.named("anna").schedule();
    Shift lunch = new Shift("lunch", "Lunch", usual.shifts().get(0).weekdays(), 12 * 60, 13 * 60);
    Schedule noEvening = new Schedule(15, List.of(lunch), List.of(), usual.turnTimes());
    room.decide(new Command.PutSchedule(noEvening, Command.OnConflict.KEEP));
    assertThat(room.accept(move(four, 3, null, true)).partySize()).isEqualTo(3);
    room.refuse(move(four, 4, null, true), Refusal.NOT_A_SLOT);
    room.refuse(move(four, 2, HALF_PAST, true), Refusal.NOT_A_SLOT);
  }

  @Test
  void shouldNotShrinkAPartyBelowWhatTheHouseTakes() {
    Reservation two = room.accept(room.book(2, EIGHT));
    room.refuse(move(two, -1, null, true), Refusal.PARTY_SIZE);
  }

  @Test
  void shouldGiveWhoHasAKeptTableThatTableAgain() {
    room.with(kept(Channel.IN_HOUSE));
    Reservation byHouse = room.accept(room.book(6, EIGHT, 0, Channel.IN_HOUSE, false));
    assertThat(byHouse.tables()).containsExactly("K");
    assertThat(room.accept(move(byHouse, 5, null, false)).tables()).containsExactly("K");
    room.with(kept(Channel.WALK_IN));
    assertThat(room.accept(move(byHouse, 4, HALF_PAST, true)).tables()).containsExactly("K");
  }

  @Test
  void shouldNotGiveADinerATableThatIsKeptForOthers() {
    room.with(kept(Channel.IN_HOUSE));
    Reservation online = room.accept(room.book(2, EIGHT));
    room.refuse(move(online, 4, null, false), Refusal.NO_TABLE);
    assertThat(room.accept(move(online, 4, null, true)).tables()).containsExactly("K");
  }
}
