package io.tavolo.engine.reservation;

import static io.tavolo.engine.reservation.Room.EIGHT;
import static io.tavolo.engine.reservation.Room.diner;
import static io.tavolo.engine.reservation.Room.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Deposit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One reservation at a time, holds for each diner, and deposits. */
class DinerRulesTest {
  private static final long ADA = 1;
  private static final long BOB = 2;
  private static final String HALF_PAST_NINE = "2026-11-20T21:30";

  private final Room room = new Room();

  private Command.Book book(int party, String at, long diner) {
    return room.book(party, at, diner, Channel.ONLINE, false);
  }

  private Command.Hold hold(int party, String at, long diner) {
    return room.hold(party, at, diner, Channel.ONLINE);
  }

  // ---- one at a time

  @Test
  void shouldRefuseADinerASecondReservationAtTheSameTime() {
    room.with(0, true, null);
    room.accept(book(2, EIGHT, ADA));
    room.refuse(book(2, "2026-11-20T21:15", ADA), Refusal.DINER_OVERLAP);
    room.refuse(hold(2, "2026-11-20T18:45", ADA), Refusal.DINER_OVERLAP);
    room.accept(book(2, HALF_PAST_NINE, ADA));
    room.accept(book(2, "2026-11-20T18:30", ADA));
    room.accept(book(2, EIGHT, BOB));
  }

  @Test
  void shouldAllowItWhereThePoliciesDoNotAsk() {
    room.with(3, false, null);
    room.accept(book(2, EIGHT, ADA));
    room.accept(book(2, EIGHT, ADA));
  }

  @Test
  void shouldNotTakeDinersWhoAreNotKnownForOneAnother() {
    room.with(0, true, null);
    room.accept(book(2, EIGHT, 0));
    room.accept(book(2, EIGHT, 0));
    room.accept(hold(2, "2026-11-20T22:00", 0));
    room.accept(hold(2, "2026-11-20T22:00", 0));
  }

  @Test
  void shouldHoldForNobodyWhereHoldsAreCounted() {
    room.with(1, false, null);
    room.refuse(hold(2, EIGHT, 0), Refusal.DINER_REQUIRED);
    room.refuse(
        new Command.Hold(9, 2, House.at(EIGHT), null, null, null, 0), Refusal.DINER_REQUIRED);
    room.accept(book(2, EIGHT, 0));
  }

  @Test
  void shouldCountAHoldThatBecomesAnotherDiners() {
    room.with(1, false, null);
    room.accept(hold(2, EIGHT, ADA));
    Reservation bobs = room.accept(hold(2, EIGHT, BOB));
    room.refuse(
        new Command.Modify(bobs.id(), 0, null, null, diner(ADA), 0, false), Refusal.HOLD_LIMIT);
    room.refuse(
        new Command.Modify(bobs.id(), 3, null, null, diner(ADA), 0, false), Refusal.HOLD_LIMIT);
    room.accept(new Command.Modify(bobs.id(), 3, null, null, diner(ADA), 0, true));
  }

  @Test
  void shouldConfirmForTheHouseWithoutDepositAndInSpiteOfAnotherVisit() {
    room.with(0, true, FROM_FOUR);
    room.accept(book(2, EIGHT, ADA));
    Reservation held = room.accept(hold(4, EIGHT, BOB));
    room.refuse(new Command.Confirm(held.id(), null, 1_999, false), Refusal.DEPOSIT_REQUIRED);
    room.refuse(new Command.Confirm(held.id(), diner(ADA), PAID, false), Refusal.DINER_OVERLAP);
    Reservation confirmed = room.accept(new Command.Confirm(held.id(), diner(ADA), 0, true));
    assertThat(confirmed.depositMinor()).isZero();
  }

  @Test
  void shouldNotBindTheHouse() {
    room.with(1, true, null);
    room.accept(book(2, EIGHT, ADA));
    Reservation second = room.accept(room.book(2, EIGHT, ADA, Channel.IN_HOUSE, false));
    room.accept(room.hold(2, EIGHT, ADA, Channel.IN_HOUSE));
    room.accept(room.hold(2, "2026-11-20T22:00", ADA, Channel.IN_HOUSE));
    room.refuse(move(second, 0, "2026-11-20T20:15", false), Refusal.DINER_OVERLAP);
    room.accept(move(second, 3, null, true));
  }

  @Test
  void shouldForgetAReservationThatIsCancelledAndAHoldThatRanOut() {
    room.with(0, true, null);
    Reservation first = room.accept(book(2, EIGHT, ADA));
    room.accept(new Command.Cancel(first.id(), 0, false));
    Reservation held = room.accept(hold(2, EIGHT, ADA));
    room.nowMs = held.holdUntilMs() - 1;
    room.refuse(book(2, EIGHT, ADA), Refusal.DINER_OVERLAP);
    room.nowMs++;
    room.accept(book(2, EIGHT, ADA));
  }

  @Test
  void shouldNotCountAReservationAgainstItselfWhenItMoves() {
    room.with(0, true, null);
    Reservation first = room.accept(book(2, EIGHT, ADA));
    room.accept(book(2, "2026-11-20T22:00", ADA));
    room.accept(move(first, 0, "2026-11-20T20:15", false));
    room.refuse(move(first, 0, "2026-11-20T21:00", false), Refusal.DINER_OVERLAP);
  }

  @Test
  void shouldRefuseToMakeAnotherDinersReservationOverlap() {
    room.with(0, true, null);
    Reservation adas = room.accept(book(2, EIGHT, ADA));
    room.accept(book(2, EIGHT, BOB));
    Command.Modify toBob =
        new Command.Modify(adas.id(), 0, null, null, diner(BOB), 0, false, false);
    room.refuse(toBob, Refusal.DINER_OVERLAP);
    room.refuse(
        new Command.Modify(adas.id(), 3, null, null, diner(BOB), 0, false, false),
        Refusal.DINER_OVERLAP);
    Reservation changed =
        room.accept(new Command.Modify(adas.id(), 0, null, null, diner(BOB), 0, true, false));
    assertThat(changed.dinerKey()).isEqualTo(BOB);
    assertThat(changed.version()).isEqualTo(2);
  }

  @Test
  void shouldTakeACorrectionByTheDinerWhoHasTheReservation() {
    room.with(0, true, null);
    Reservation adas = room.accept(book(2, EIGHT, ADA));
    room.accept(room.book(2, EIGHT, ADA, Channel.IN_HOUSE, false));
    room.accept(new Command.Modify(adas.id(), 0, null, null, diner(ADA), 0, false, false));
  }

  @Test
  void shouldRefuseAHoldToADinerWhoHasAnotherAtThatTime() {
    room.with(0, true, null);
    room.accept(book(2, EIGHT, BOB));
    Reservation held = room.accept(hold(2, EIGHT, ADA));
    room.refuse(new Command.Confirm(held.id(), diner(BOB)), Refusal.DINER_OVERLAP);
    assertThat(room.accept(new Command.Confirm(held.id(), diner(ADA))).dinerKey()).isEqualTo(ADA);
  }

  @Test
  void shouldKnowWhoHasWhatWhenTheRuleComesLater() {
    room.with(0, false, null);
    room.accept(book(2, EIGHT, ADA));
    room.with(0, true, null);
    room.refuse(book(2, EIGHT, ADA), Refusal.DINER_OVERLAP);
  }

  // ---- holds

  @Test
  void shouldRefuseADinerMoreHoldsThanThePoliciesAllow() {
    room.with(2, false, null);
    Reservation first = room.accept(hold(2, EIGHT, ADA));
    room.accept(hold(2, EIGHT, ADA));
    room.refuse(hold(2, EIGHT, ADA), Refusal.HOLD_LIMIT);
    room.accept(hold(2, EIGHT, BOB));
    room.accept(new Command.Release(first.id()));
    room.accept(hold(2, EIGHT, ADA));
  }

  @Test
  void shouldCountNeitherReservationsNorHoldsThatRanOut() {
    room.with(1, false, null);
    room.accept(book(2, EIGHT, ADA));
    Reservation held = room.accept(hold(2, EIGHT, ADA));
    room.refuse(hold(2, HALF_PAST_NINE, ADA), Refusal.HOLD_LIMIT);
    room.accept(book(2, HALF_PAST_NINE, ADA));
    room.nowMs = held.holdUntilMs();
    room.accept(hold(2, HALF_PAST_NINE, ADA));
  }

  @Test
  void shouldSayThatTheTimeOverlapsBeforeItSpeaksOfHolds() {
    room.with(1, true, null);
    room.accept(hold(2, EIGHT, ADA));
    room.refuse(hold(2, EIGHT, ADA), Refusal.DINER_OVERLAP);
    room.refuse(hold(2, "2026-11-21T20:00", ADA), Refusal.HOLD_LIMIT);
  }

  @Test
  void shouldSayThatTheDinerMayNotBeforeItSpeaksOfTables() {
    room.with(0, true, null).with(Room.plan(List.of(Room.table("A", "hall", 2)), false));
    room.accept(book(2, EIGHT, ADA));
    room.refuse(book(2, EIGHT, ADA), Refusal.DINER_OVERLAP);
    room.refuse(book(2, EIGHT, BOB), Refusal.NO_TABLE);
  }

  // ---- deposits

  private static final Deposit FROM_FOUR = new Deposit(4, 500, "EUR");

  /** More than any of these owes. */
  private static final int PAID = 10_000;

  @Test
  void shouldHoldABookingUntilItsDepositIsPaid() {
    room.with(0, false, FROM_FOUR);
    Reservation four = room.accept(book(4, EIGHT, ADA));
    assertThat(four.status()).isEqualTo(Status.HELD);
    assertThat(four.depositMinor()).isEqualTo(2_000);
    assertThat(four.holdUntilMs()).isEqualTo(room.nowMs + 300_000);
    room.refuse(new Command.Confirm(four.id(), null), Refusal.DEPOSIT_REQUIRED);
    Reservation paid = room.accept(new Command.Confirm(four.id(), null, PAID, false));
    assertThat(paid.status()).isEqualTo(Status.CONFIRMED);
    assertThat(paid.depositMinor()).isEqualTo(2_000);
    assertThat(paid.holdUntilMs()).isZero();
  }

  @Test
  void shouldAskNoDepositOfASmallerPartyNorThroughTheHouse() {
    room.with(0, false, FROM_FOUR);
    assertThat(room.accept(book(3, EIGHT, ADA)).status()).isEqualTo(Status.CONFIRMED);
    Reservation byHouse = room.accept(room.book(4, EIGHT, ADA, Channel.IN_HOUSE, false));
    assertThat(byHouse.status()).isEqualTo(Status.CONFIRMED);
    assertThat(byHouse.depositMinor()).isZero();
  }

  @Test
  void shouldCountABookingThatWaitsForItsDepositAsAHold() {
    room.with(1, false, FROM_FOUR);
    room.accept(book(4, EIGHT, ADA));
    room.refuse(book(5, HALF_PAST_NINE, ADA), Refusal.HOLD_LIMIT);
    room.accept(book(2, HALF_PAST_NINE, ADA));
  }

  @Test
  void shouldLetABookingRunOutWhoseDepositIsNotPaid() {
    room.with(0, false, FROM_FOUR);
    Reservation four = room.accept(book(4, EIGHT, ADA));
    room.nowMs = four.holdUntilMs();
    room.refuse(new Command.Confirm(four.id(), null, PAID, false), Refusal.HOLD_EXPIRED);
    assertThat(room.accept(new Command.Expire(four.id())).status()).isEqualTo(Status.EXPIRED);
  }

  @Test
  void shouldSayThatADinerIsMissingBeforeItAsksForTheDeposit() {
    room.with(0, false, FROM_FOUR);
    Command.Hold nobodys = new Command.Hold(9, 4, House.at(EIGHT), null, null, null, 60);
    Reservation held = room.accept(nobodys);
    assertThat(held.depositMinor()).isEqualTo(2_000);
    assertThat(held.holdUntilMs()).isEqualTo(room.nowMs + 60_000);
    room.refuse(new Command.Confirm(held.id(), null, PAID, false), Refusal.DINER_REQUIRED);
    room.refuse(new Command.Confirm(held.id(), diner(ADA)), Refusal.DEPOSIT_REQUIRED);
    room.accept(new Command.Confirm(held.id(), diner(ADA), PAID, false));
  }

  @Test
  void shouldAskForTheDepositOfThePartyThatAHoldHasBecome() {
    room.with(0, false, FROM_FOUR);
    Reservation four = room.accept(book(4, EIGHT, ADA));
    Reservation six = room.accept(move(four, 6, null, false));
    assertThat(six.depositMinor()).isEqualTo(3_000);
    assertThat(room.accept(move(six, 5, null, true)).depositMinor())
        .as("the house does not ask again")
        .isEqualTo(3_000);
    assertThat(room.accept(move(six, 2, null, false)).depositMinor()).isZero();
  }

  @Test
  void shouldNotLetADinerGrowBeyondWhatIsPaid() {
    room.with(0, false, FROM_FOUR);
    Reservation three = room.accept(book(3, EIGHT, ADA));
    room.refuse(move(three, 4, null, false), Refusal.DEPOSIT_REQUIRED);
    Reservation four = room.accept(move(three, 4, null, true));
    assertThat(four.depositMinor()).isZero();
    room.refuse(move(four, 5, null, false), Refusal.DEPOSIT_REQUIRED);
    room.accept(move(four, 0, "2026-11-20T20:15", false));
    room.accept(move(four, 3, null, false));
  }

  @Test
  void shouldLetADinerMoveAPaidReservationAndShrinkIt() {
    room.with(0, false, FROM_FOUR);
    Reservation six = room.accept(book(6, EIGHT, ADA));
    room.accept(new Command.Confirm(six.id(), null, PAID, false));
    Reservation fewer = room.accept(move(six, 4, null, false));
    assertThat(fewer.depositMinor()).isEqualTo(3_000);
    assertThat(room.accept(move(six, 6, null, false)).depositMinor()).isEqualTo(3_000);
    room.refuse(move(six, 7, null, false), Refusal.DEPOSIT_REQUIRED);
  }
}
