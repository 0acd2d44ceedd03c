package io.tavolo.engine.reservation;

import static io.tavolo.engine.reservation.Room.EIGHT;
import static io.tavolo.engine.reservation.Room.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.time.Ticks;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The very moment, date or party at which a rule begins to hold; and what memory forgets. */
class BoundariesTest {
  private final Room room = new Room();

  private void policies(int noticeMinutes, int horizonDays, int cutoffMinutes) {
    room.state.evolve(
        new Event.PoliciesChanged(
            new Policies(noticeMinutes, horizonDays, 2, 6, 300, cutoffMinutes, true)));
  }

  private static long ms(Reservation reservation) {
    return Ticks.epochMilli(reservation.startTick());
  }

  @Test
  void shouldTakeAStartExactlyAtTheNoticeAndNoneNearer() {
    policies(30, 60, 0);
    Command.Book book = room.book(2, EIGHT);
    room.nowMs = Ticks.epochMilli(floor().calendar().resolve(House.at(EIGHT))) - 30 * 60_000L + 1;
    room.refuse(book, Refusal.TOO_SOON);
    room.nowMs--;
    room.accept(book);
  }

  @Test
  void shouldGiveTheHouseAnyNoticeButNoPast() {
    policies(30, 60, 0);
    room.nowMs = Ticks.epochMilli(floor().calendar().resolve(House.at(EIGHT)));
    room.accept(room.book(2, EIGHT, 0, Channel.IN_HOUSE, false));
    room.nowMs++;
    room.refuse(room.book(2, EIGHT, 0, Channel.WALK_IN, false), Refusal.TOO_SOON);
  }

  @Test
  void shouldTakeTheLastDateOfTheHorizonAndNoneAfter() {
    policies(0, 3, 0);
    room.accept(room.book(2, "2026-11-23T20:00"));
    room.refuse(room.book(2, "2026-11-24T20:00"), Refusal.TOO_FAR_AHEAD);
    room.refuse(room.book(2, "2026-11-24T12:00"), Refusal.NOT_A_SLOT);
    room.refuse(room.book(2, "2026-11-25T12:00"), Refusal.TOO_FAR_AHEAD);
  }

  @Test
  void shouldTakeTheSmallestAndTheLargestPartyOfThePolicies() {
    policies(0, 60, 0);
    room.refuse(room.book(1, EIGHT), Refusal.PARTY_SIZE);
    room.accept(room.book(2, EIGHT));
    room.accept(room.book(6, EIGHT));
    room.refuse(room.book(7, EIGHT), Refusal.PARTY_SIZE);
  }

  @Test
  void shouldLetADinerCancelOrMoveUntilTheCutoffAndTheHouseAfterIt() {
    policies(0, 60, 90);
    Reservation first = room.accept(room.book(2, EIGHT));
    Reservation second = room.accept(room.book(2, EIGHT));
    room.nowMs = ms(first) - 90 * 60_000L + 1;
    room.refuse(new Command.Cancel(first.id(), 0, false), Refusal.CANCELLATION_CUTOFF);
    room.refuse(move(second, 3, null, false), Refusal.CANCELLATION_CUTOFF);
    room.nowMs--;
    room.accept(new Command.Cancel(first.id(), 0, false));
    room.accept(move(second, 3, null, false));
    room.nowMs += 5;
    room.accept(move(second, 2, null, true));
    room.accept(new Command.Cancel(second.id(), 0, true));
  }

  @Test
  void shouldChangeAVisitUntilItIsOver() {
    policies(0, 60, 0);
    Reservation two = room.accept(room.book(2, EIGHT));
    Command.Modify other =
        new Command.Modify(two.id(), 0, null, null, Room.diner(3), 0, true, false);
    room.nowMs = Ticks.epochMilli(two.endTick());
    room.refuse(other, Refusal.NOT_CHANGEABLE);
    room.nowMs--;
    assertThat(room.accept(other).dinerKey()).isEqualTo(3);
    assertThat(Objects.requireNonNull(room.state.find(two.id())).version()).isEqualTo(2);
  }

  @Test
  void shouldChangeAHoldUntilItRunsOut() {
    policies(0, 60, 0);
    Reservation held = room.accept(room.hold(2, EIGHT, 1, Channel.ONLINE));
    room.nowMs = held.holdUntilMs();
    room.refuse(move(held, 3, null, false), Refusal.HOLD_EXPIRED);
    room.refuse(new Command.Confirm(held.id(), null), Refusal.HOLD_EXPIRED);
    room.nowMs--;
    assertThat(room.decide(new Command.Expire(held.id()))).isInstanceOf(Decision.Unchanged.class);
    assertThat(room.accept(move(held, 3, null, false)).status()).isEqualTo(Status.HELD);
  }

  @Test
  void shouldRefuseToMoveToAnAreaThatThereIsNot() {
    policies(0, 60, 0);
    Reservation two = room.accept(room.book(2, EIGHT));
    room.refuse(
        new Command.Modify(two.id(), 0, null, "roof", null, 0, true, false), Refusal.UNKNOWN_AREA);
    Reservation there =
        room.accept(new Command.Modify(two.id(), 0, null, "terrace", null, 0, true, false));
    assertThat(there.areaAsked()).isTrue();
    assertThat(there.tables()).containsExactly("D");
    Reservation anywhere =
        room.accept(
            new Command.Modify(two.id(), 0, null, Command.Modify.ANY_AREA, null, 0, true, false));
    assertThat(anywhere.areaAsked()).isFalse();
    assertThat(anywhere.tables()).as("it stays where it is").containsExactly("D");
    assertThat(anywhere.version()).isEqualTo(3);
  }

  @Test
  void shouldTakeAVisitThatEndsThisVeryMomentForHistory() {
    policies(0, 60, 0);
    Command.Import brought =
        new Command.Import(
            9, 2, House.at(EIGHT), "hall", Room.diner(4), null, House.at("2026-11-01T09:00"));
    long endMs = Ticks.epochMilli(floor().calendar().resolve(House.at(EIGHT)) + 18);
    room.nowMs = endMs - 1;
    assertThat(((Event.OfReservation) Decider.decide(room.state, brought, room.nowMs)).kind())
        .isEqualTo(Event.Kind.BOOKED);
    room.nowMs = endMs;
    Reservation past = room.accept(brought);
    assertThat(past.status()).isEqualTo(Status.FINISHED);
    assertThat(past.areaId()).isEqualTo("hall");
    assertThat(past.areaAsked()).isTrue();
    assertThat(past.freeTick()).isEqualTo(past.endTick());
    assertThat(past.dinerKey()).isEqualTo(4);
  }

  @Test
  void shouldForgetVisitsThatWereOverBeforeATickAndNoOthers() {
    room.with(0, true, null).with(0, Room.pacing(null, 4, null));
    Reservation early = room.accept(room.book(2, "2026-11-20T18:00", 1, Channel.ONLINE, false));
    Reservation late = room.accept(room.book(2, EIGHT, 1, Channel.ONLINE, false));
    room.state.forgetBefore(early.endTick() - 1);
    assertThat(room.state.standing()).containsExactlyInAnyOrder(early, late);
    room.state.forgetBefore(early.endTick());
    assertThat(room.state.standing()).containsExactly(late);
    assertThat(room.state.find(early.id())).isNull();
    Diners diners = Objects.requireNonNull(room.state.diners());
    assertThat(diners.overlapping(1, 0, early.startTick(), early.endTick(), 0)).isNull();
    assertThat(diners.overlapping(1, 0, late.startTick(), late.endTick(), 0)).isEqualTo(late);
    assertThat(floor().inventory().isFree(0, early.startTick() - 300, early.startTick()))
        .as("the past is taken")
        .isFalse();
  }

  @Test
  void shouldRecallOnlyWhatItDoesNotHave() {
    policies(0, 60, 0);
    Reservation two = room.accept(room.book(2, EIGHT));
    Reservation newer = room.accept(move(two, 3, null, true));
    room.state.recall(two);
    assertThat(room.state.find(two.id())).isEqualTo(newer);
    Reservation gone = cancelled(two, 99);
    room.state.recall(gone);
    assertThat(room.state.find(99)).isEqualTo(gone);
  }

  @Test
  void shouldRememberTheLastThatEndedAndForgetTheFirst() {
    policies(0, 60, 0);
    Reservation two = room.accept(room.book(2, EIGHT));
    for (int i = 1; i <= RestaurantState.ENDED_KEPT; i++) {
      room.state.recall(cancelled(two, 1_000 + i));
    }
    assertThat(room.state.find(1_001)).isNotNull();
    room.state.recall(cancelled(two, 1));
    room.state.recall(cancelled(two, 1_000));
    assertThat(room.state.find(1_001)).isNull();
    assertThat(room.state.find(1_002)).isNotNull();
    assertThat(room.state.find(1_000)).isNotNull();
    assertThat(room.state.find(two.id())).as("it stands").isEqualTo(two);
  }

  private static Reservation cancelled(Reservation like, long id) {
    return new Draft(House.withId(like, id)).status(Status.CANCELLED).done();
  }

  private Floor floor() {
    return Objects.requireNonNull(room.state.floor());
  }
}
