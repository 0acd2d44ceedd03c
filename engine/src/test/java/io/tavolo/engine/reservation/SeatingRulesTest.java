package io.tavolo.engine.reservation;

import static io.tavolo.engine.reservation.Room.EIGHT;
import static io.tavolo.engine.reservation.Room.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Joined tables, channels, the reset pad and pacing, as bookings meet them. */
class SeatingRulesTest {
  private final Room room = new Room();

  // ---- joined tables

  @Test
  void shouldJoinTablesForAPartyThatNoTableSeats() {
    room.with(0, false, null);
    assertThat(room.seated(room.book(8, EIGHT))).isEqualTo("ABC");
    assertThat(room.seated(room.book(2, EIGHT))).isEqualTo("D");
    assertThat(room.seated(room.book(2, EIGHT))).isEqualTo("NO_TABLE");
  }

  @Test
  void shouldGiveEveryTableOfAJoinBackWhenItIsCancelled() {
    room.with(0, false, null);
    Reservation eight = room.accept(room.book(8, EIGHT));
    room.accept(new Command.Cancel(eight.id(), 0, false));
    assertThat(room.seated(room.bookIn("hall", 3, EIGHT))).isEqualTo("A");
    assertThat(room.seated(room.bookIn("hall", 2, EIGHT))).isEqualTo("B");
    assertThat(room.seated(room.bookIn("hall", 2, EIGHT))).isEqualTo("C");
  }

  @Test
  void shouldCountItsOwnTablesAsFreeWhenAPartyOfAJoinGrows() {
    room.with(0, false, null);
    Reservation six = room.accept(room.bookIn("hall", 6, EIGHT));
    assertThat(six.tables()).containsExactly("A", "B");
    Reservation eight = room.accept(move(six, 8, null, false));
    assertThat(eight.tables()).containsExactly("A", "B", "C");
    Reservation two = room.accept(move(eight, 2, null, false));
    assertThat(two.tables()).containsExactly("B");
    assertThat(room.seated(room.bookIn("hall", 4, EIGHT))).isEqualTo("A");
  }

  @Test
  void shouldJoinNothingWhenJoinsAreSwitchedOff() {
    FloorPlan plan = Room.PLAN;
    room.with(0, false, null)
        .with(new FloorPlan(plan.areas(), plan.tables(), plan.joins(), List.of(), false));
    assertThat(room.seated(room.book(8, EIGHT))).isEqualTo("NO_TABLE");
  }

  // ---- channels

  private Room withChannels() {
    return room.with(
        new FloorPlan(
            Room.PLAN.areas(),
            List.of(
                new Table("A", "hall", 1, 2, 0, Channel.WALK_IN),
                new Table("B", "hall", 1, 2, 1, Channel.IN_HOUSE),
                new Table("C", "hall", 1, 2, 2, Channel.ONLINE))));
  }

  private String seated(Channel channel) {
    return room.seated(room.book(2, EIGHT, 0, channel, false));
  }

  @Test
  void shouldKeepFromDinersOnlineWhatIsForTheHouseOrForWalkIns() {
    withChannels();
    assertThat(seated(Channel.ONLINE)).isEqualTo("C");
    assertThat(seated(Channel.ONLINE)).isEqualTo("NO_TABLE");
    assertThat(seated(Channel.IN_HOUSE)).isEqualTo("B");
    assertThat(seated(Channel.IN_HOUSE)).isEqualTo("NO_TABLE");
    assertThat(seated(Channel.WALK_IN)).isEqualTo("A");
  }

  @Test
  void shouldMoveAReservationByItsChannelOfTheMoment() {
    withChannels();
    Reservation two = room.accept(room.book(2, EIGHT));
    room.accept(room.book(2, "2026-11-20T22:00"));
    room.refuse(move(two, 0, "2026-11-20T22:00", false), Refusal.NO_TABLE);
    assertThat(room.accept(move(two, 0, "2026-11-20T22:00", true)).tables()).containsExactly("B");
  }

  @Test
  void shouldGiveAnImportAnyTable() {
    withChannels();
    Command.Import brought =
        new Command.Import(
            9, 2, House.at(EIGHT), null, Room.diner(0), null, House.at("2026-11-01T09:00"));
    assertThat(room.seated(brought)).isEqualTo("A");
  }

  // ---- the reset pad

  @Test
  void shouldKeepTablesTakenForTheResetAfterAVisit() {
    room.with(Room.plan(List.of(Room.table("A", "hall", 4)), false)).with(30);
    Reservation two = room.accept(room.book(2, EIGHT));
    assertThat(two.endTick() - two.startTick()).isEqualTo(18);
    assertThat(two.freeTick() - two.endTick()).isEqualTo(6);
    room.refuse(room.book(2, "2026-11-20T21:45"), Refusal.NO_TABLE);
    room.accept(room.book(2, "2026-11-20T22:00"));
    room.refuse(room.book(2, "2026-11-20T18:15"), Refusal.NO_TABLE);
    room.accept(room.book(2, "2026-11-20T18:00"));
  }

  @Test
  void shouldKeepTheResetWhenAVisitMoves() {
    room.with(Room.plan(List.of(Room.table("A", "hall", 4)), false)).with(15);
    Reservation two = room.accept(room.book(2, EIGHT));
    Reservation later = room.accept(move(two, 0, "2026-11-20T20:15", false));
    assertThat(later.freeTick() - later.endTick()).isEqualTo(3);
    room.refuse(room.book(2, "2026-11-20T21:45"), Refusal.NO_TABLE);
    room.accept(room.book(2, "2026-11-20T22:00"));
  }

  // ---- pacing

  private Command.Book byHouse(int party, String at, boolean exceed) {
    return room.book(party, at, 0, Channel.IN_HOUSE, exceed);
  }

  @Test
  void shouldRefuseMoreCoversAtOneTimeThanTheKitchenTakes() {
    room.with(0, Room.pacing(null, 4, null));
    room.accept(room.book(3, EIGHT));
    room.refuse(room.book(2, EIGHT), Refusal.PACING);
    room.accept(room.book(1, EIGHT));
    room.accept(room.book(2, "2026-11-20T20:15"));
  }

  @Test
  void shouldSayThatNoTableIsFreeBeforeItSpeaksOfPacing() {
    room.with(0, Room.pacing(null, 4, null))
        .with(Room.plan(List.of(Room.table("A", "hall", 2)), false));
    room.refuse(room.book(6, EIGHT), Refusal.NO_TABLE);
    room.accept(room.book(2, EIGHT));
    room.refuse(room.book(2, EIGHT), Refusal.NO_TABLE);
  }

  @Test
  void shouldBindTheHouseToItsPacingUnlessItSaysOtherwise() {
    room.with(0, Room.pacing(null, 4, null));
    room.accept(room.book(4, EIGHT));
    room.refuse(byHouse(2, EIGHT, false), Refusal.PACING);
    assertThat(room.accept(byHouse(2, EIGHT, true)).pacingExceeded()).isTrue();
    assertThat(room.accept(byHouse(2, "2026-11-20T20:15", true)).pacingExceeded())
        .as("nothing is exceeded")
        .isFalse();
  }

  @Test
  void shouldNeverExceedThePacingForWhoComesOnline() {
    room.with(0, Room.pacing(null, 4, null));
    Reservation four = room.accept(room.book(4, EIGHT));
    room.refuse(room.book(2, EIGHT, 0, Channel.ONLINE, true), Refusal.PACING);
    room.refuse(new Command.Modify(four.id(), 5, null, null, null, 0, false, true), Refusal.PACING);
    Reservation five =
        room.accept(new Command.Modify(four.id(), 5, null, null, null, 0, true, true));
    assertThat(five.pacingExceeded()).isTrue();
  }

  @Test
  void shouldPassOverAnAreaThatIsPacedOut() {
    room.with(0, Room.pacing("hall", 2, null));
    assertThat(room.seated(room.book(2, EIGHT))).isEqualTo("B");
    assertThat(room.seated(room.book(2, EIGHT))).isEqualTo("D");
    assertThat(room.seated(room.book(2, EIGHT))).isEqualTo("PACING");
  }

  @Test
  void shouldRefuseTheAreaAskedForWhenThatOneIsPacedOut() {
    room.with(0, Room.pacing("hall", 2, null));
    room.accept(room.bookIn("hall", 2, EIGHT));
    room.refuse(room.bookIn("hall", 2, EIGHT), Refusal.PACING);
    room.accept(room.bookIn("terrace", 2, EIGHT));
  }

  @Test
  void shouldHoldTheHousesLimitWhereverAPartySits() {
    room.with(0, Room.pacing(null, 3, null), Room.pacing("hall", 9, null));
    room.accept(room.bookIn("terrace", 2, EIGHT));
    room.refuse(room.bookIn("hall", 2, EIGHT), Refusal.PACING);
  }

  @Test
  void shouldCountWhoIsPresentForTheVisitButNotForTheReset() {
    room.with(60, Room.pacing(null, null, 4));
    room.accept(room.book(4, EIGHT));
    room.refuse(room.book(1, "2026-11-20T21:45"), Refusal.PACING);
    room.accept(room.book(4, "2026-11-20T22:00"));
  }

  @Test
  void shouldNotCountAPartyAgainstItselfWhenItMoves() {
    room.with(0, Room.pacing(null, 4, 4));
    Reservation three = room.accept(room.book(3, EIGHT));
    Reservation four = room.accept(move(three, 4, "2026-11-20T20:15", false));
    room.refuse(room.book(1, "2026-11-20T20:30"), Refusal.PACING);
    room.refuse(move(four, 5, null, true), Refusal.PACING);
    room.accept(new Command.Cancel(four.id(), 0, false));
    room.accept(room.book(4, EIGHT));
  }

  @Test
  void shouldCountImportsAndMarkThoseThatExceed() {
    room.with(0, Room.pacing(null, 4, null));
    room.accept(room.book(4, EIGHT));
    Command.Import brought =
        new Command.Import(
            9, 2, House.at(EIGHT), null, Room.diner(0), null, House.at("2026-11-01T09:00"));
    assertThat(room.accept(brought).pacingExceeded()).isTrue();
  }

  @Test
  void shouldRefuseAVisitOfNobodyHoweverLongAgo() {
    for (int party : new int[] {0, -1}) {
      Command.Import brought =
          new Command.Import(
              9,
              party,
              House.at("2025-11-20T20:00"),
              null,
              Room.diner(0),
              null,
              House.at("2025-11-01T09:00"));
      room.refuse(brought, Refusal.PARTY_SIZE);
    }
  }
}
