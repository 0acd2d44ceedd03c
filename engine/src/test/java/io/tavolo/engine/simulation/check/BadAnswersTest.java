package io.tavolo.engine.simulation.check;

import static io.tavolo.engine.simulation.check.Caught.breaks;
import static io.tavolo.engine.simulation.check.Tale.EIGHT;
import static io.tavolo.engine.simulation.check.Tale.EIGHT_TICK;
import static io.tavolo.engine.simulation.check.Tale.again;
import static io.tavolo.engine.simulation.check.Tale.hold;
import static io.tavolo.engine.simulation.check.Tale.keyed;
import static io.tavolo.engine.simulation.check.Tale.made;
import static io.tavolo.engine.simulation.check.Tale.reservation;
import static io.tavolo.engine.simulation.check.Tale.told;
import static io.tavolo.engine.simulation.check.Tale.unkeyed;

import io.tavolo.engine.availability.Alternative;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of which one is wrong. */
final class BadAnswersTest {
  private final Tale tale = new Tale();
  private final Request.Submit book = keyed(1, House.book(1, 2, EIGHT));
  private final Request.Submit blind = unkeyed(1, House.book(1, 2, EIGHT));

  private static Reply.Refused instead(Alternative alternative) {
    return new Reply.Refused(Refusal.NO_TABLE, "Europe/Rome", List.of(alternative), List.of());
  }

  // ---- B

  @Test
  void shouldCatchAnAnswerBeforeItsCommit() {
    int call = tale.ask(book);
    Event event = tale.draft().decide(book);

    breaks('B', () -> tale.answer(call, made(event)));
  }

  @Test
  void shouldCatchAnAnswerBeforeItsCommitToOneWithoutAKey() {
    int call = tale.ask(blind);
    Event event = tale.draft().decide(blind);

    breaks('B', () -> tale.answer(call, made(event)));
  }

  @Test
  void shouldCatchACancelThatIsToldBeforeItsCommit() {
    tale.settled(book);
    Request.Submit cancel = unkeyed(2, new Command.Cancel(1, 0, true));
    int call = tale.ask(cancel);
    Event event = tale.draft().decide(cancel);

    breaks('B', () -> tale.answer(call, made(event)));
  }

  @Test
  void shouldCatchADefinitionThatIsToldBeforeItsCommit() {
    int call = tale.ask(keyed(1, new Command.PutPolicies(House.named("x").policies())));

    breaks('B', () -> tale.answer(call, new Reply.Stored(false)));
  }

  @Test
  void shouldCatchAReservationThatNeverStoodSo() {
    int call = tale.ask(book);
    Reservation booked = reservation(tale.done(book));

    breaks(
        'B',
        () -> tale.answer(call, told(Event.Kind.BOOKED, Tale.as(booked, Status.SEATED), false)));
  }

  @Test
  void shouldCatchARepetitionThatTellsWhatStoodBeforeItWasAsked() {
    int call = tale.ask(book);
    Event event = tale.done(book);
    tale.answer(call, made(event));
    tale.settled(keyed(2, new Command.Cancel(1, 0, true)));
    int repeated = tale.ask(book);

    breaks('B', () -> tale.answer(repeated, again(event, reservation(event))));
  }

  @Test
  void shouldCatchARepetitionThatIsToldAsNew() {
    int call = tale.ask(book);
    Event event = tale.done(book);
    tale.answer(call, made(event));
    int repeated = tale.ask(book);

    breaks('B', () -> tale.answer(repeated, made(event)));
  }

  @Test
  void shouldCatchAKeptRefusalThatIsNotStored() {
    tale.fill();
    int call = tale.ask(book);

    breaks('B', () -> tale.refuse(call, Refusal.NO_TABLE));
  }

  // ---- C

  @Test
  void shouldCatchTwoAnswersToAKeyThatDisagree() {
    tale.settled(book);
    Reservation other = tale.settled(keyed(2, House.book(2, 2, EIGHT)));
    int repeated = tale.ask(book);

    breaks('C', () -> tale.answer(repeated, told(Event.Kind.BOOKED, other, true)));
  }

  @Test
  void shouldCatchARepetitionOfAnotherKind() {
    Reservation booked = tale.settled(book);
    int repeated = tale.ask(book);

    breaks('C', () -> tale.answer(repeated, told(Event.Kind.MODIFIED, booked, true)));
  }

  @Test
  void shouldCatchARefusalOfWhatWasDoneBefore() {
    tale.settled(book);
    int repeated = tale.ask(book);

    breaks('C', () -> tale.refuse(repeated, Refusal.UNKNOWN_AREA));
  }

  @Test
  void shouldCatchARefusalOfWhatWasDoneBeforeForOneWithoutAKey() {
    tale.settled(blind);
    tale.settled(keyed(2, House.book(2, 2, EIGHT)));
    tale.settled(keyed(3, House.book(3, 4, EIGHT)));
    tale.settled(keyed(4, House.book(4, 6, EIGHT)));
    int repeated = tale.ask(blind);

    breaks('C', () -> tale.refuse(repeated, Refusal.NO_TABLE));
  }

  @Test
  void shouldCatchAnotherRefusalThanTheStoredOne() {
    tale.fill();
    int call = tale.ask(book);
    Draft draft = tale.draft();
    draft.refuse(book, Refusal.NO_TABLE);
    draft.commit();

    breaks('C', () -> tale.refuse(call, Refusal.CLOSED));
  }

  @Test
  void shouldCatchABookingThatIsToldAsNewButWasThere() {
    ExternalId external = new ExternalId(3, 3);
    Reservation booked =
        tale.settled(
            keyed(1, new Command.Book(1, 2, House.at(EIGHT), null, House.diner(1), external)));
    int call =
        tale.ask(
            unkeyed(2, new Command.Book(2, 2, House.at(EIGHT), null, House.diner(2), external)));

    breaks('C', () -> tale.answer(call, told(Event.Kind.BOOKED, booked, false)));
  }

  // ---- H, refusals

  @Test
  void shouldCatchNoTableWhereOneIsFree() {
    int call = tale.ask(blind);

    breaks('H', () -> tale.refuse(call, Refusal.NO_TABLE));
  }

  @Test
  void shouldCatchNoTableForABookingThatNeverCommitted() {
    tale.settled(keyed(3, House.book(3, 4, EIGHT)));
    tale.ask(keyed(4, House.book(4, 6, EIGHT)));
    Request.Submit late = unkeyed(5, House.book(5, 6, EIGHT));
    int call = tale.ask(late);
    tale.draft().decide(keyed(4, House.book(4, 6, EIGHT)));
    Reply refused = tale.noTable(late);

    breaks('H', () -> tale.answer(call, refused));
  }

  @Test
  void shouldCatchARefusalOlderThanItsCall() {
    tale.fill();
    Reply refused = tale.noTable(blind);
    tale.settled(keyed(5, new Command.Cancel(901, 0, true)));
    int call = tale.ask(blind);

    breaks('H', () -> tale.answer(call, refused));
  }

  @Test
  void shouldCatchARefusalThatWasRightOnlyBeforeAndAfterItsCall() {
    tale.fill();
    tale.settled(keyed(5, new Command.Cancel(901, 0, true)));
    int call = tale.ask(blind);
    tale.settled(keyed(6, new Command.Cancel(904, 0, true)));
    tale.answer(call, tale.noTable(blind));
    tale.settled(keyed(7, House.book(7, 2, EIGHT)));

    breaks('H', tale.history::finish);
  }

  @Test
  void shouldCatchThatAReservationIsUnknown() {
    tale.settled(book);
    int call = tale.ask(keyed(2, new Command.Cancel(1, 0, true)));

    breaks('H', () -> tale.refuse(call, Refusal.UNKNOWN_RESERVATION));
  }

  @Test
  void shouldCatchThatARestaurantIsUnknown() {
    int call = tale.ask(book);

    breaks('H', () -> tale.refuse(call, Refusal.UNKNOWN_RESTAURANT));
  }

  @Test
  void shouldCatchAHoldThatHasRunOutByNoClock() {
    tale.settled(keyed(1, hold(1, 60)));
    tale.pass(59_999);
    int call = tale.ask(unkeyed(2, new Command.Confirm(1, House.diner(2))));

    breaks('H', () -> tale.refuse(call, Refusal.HOLD_EXPIRED));
  }

  @Test
  void shouldCatchAKeyReusedByNobody() {
    tale.settled(book);
    int repeated = tale.ask(book);

    breaks('H', () -> tale.refuse(repeated, Refusal.KEY_REUSED));
  }

  @Test
  void shouldCatchUnstorableDataThatIsNot() {
    int call = tale.ask(book);

    breaks('H', () -> tale.refuse(call, Refusal.UNSTORABLE));
  }

  @Test
  void shouldCatchAnAlternativeThatIsNotFree() {
    tale.fill();
    int call = tale.ask(blind);

    breaks('H', () -> tale.answer(call, instead(new Alternative(EIGHT_TICK, "terrace"))));
  }

  @Test
  void shouldCatchThatNoAlternativeIsOfferedWhereSomeAre() {
    tale.fill();
    int call = tale.ask(blind);

    breaks('H', () -> tale.refuse(call, Refusal.NO_TABLE));
  }

  @Test
  void shouldCatchAlternativesThatRestOnWhatIsNotCommitted() {
    tale.fill();
    tale.settled(keyed(4, House.book(4, 6, "2026-11-24T22:00")));
    Request.Submit cancel = keyed(5, new Command.Cancel(4, 0, true));
    Request.Submit late = unkeyed(6, House.book(6, 6, EIGHT));
    tale.ask(cancel);
    int call = tale.ask(late);
    tale.draft().decide(cancel);
    Reply refused = tale.noTable(late);

    breaks('H', () -> tale.answer(call, refused));
  }

  @Test
  void shouldCatchAlternativesOfAnotherVersionThanTheirRefusal() {
    tale.fill();
    Request.Submit six = unkeyed(6, House.book(6, 6, EIGHT));
    int call = tale.ask(six);
    tale.settled(keyed(5, new Command.Cancel(904, 0, true)));
    tale.answer(call, tale.noTable(six));

    breaks('H', tale.history::finish);
  }

  // ---- H, days and the rest

  @Test
  void shouldCatchAStaleDay() {
    Reply.Day before = tale.day();
    tale.settled(book);
    int reading = tale.read();

    breaks('H', () -> tale.answer(reading, before));
  }

  @Test
  void shouldCatchADayThatShowsAnotherOwnersPast() {
    tale.settled(book);
    tale.epoch = 2;
    tale.settled(keyed(2, House.book(2, 2, EIGHT)));
    int reading = tale.read();
    tale.epoch = 1;
    tale.seq = 5;

    breaks('H', () -> tale.answer(reading, tale.day()));
  }

  @Test
  void shouldCatchADayOfWhatIsNotCommitted() {
    Request.Submit sixth = keyed(6, House.book(6, 6, EIGHT));
    int reading = tale.read();
    tale.ask(sixth);
    tale.draft().decide(sixth);

    breaks('H', () -> tale.answer(reading, tale.day()));
  }

  @Test
  void shouldCatchADayThatNamesAVersionItCouldNotKnow() {
    int reading = tale.read();
    tale.ask(book);
    tale.seq = 1;
    tale.answer(reading, tale.day());
    tale.seq = 0;
    tale.done(book);

    breaks('H', tale.history::finish);
  }

  @Test
  void shouldCatchADayThatDoesNotKnowWhatItNames() {
    int reading = tale.read();
    Tale empty = new Tale();
    tale.settled(keyed(6, House.book(6, 6, EIGHT)));
    empty.seq = 1;

    breaks('H', () -> tale.answer(reading, empty.day()));
  }

  @Test
  void shouldCatchThatNothingWasDoneWhenItWas() {
    tale.answer(tale.ask(book), new Reply.Unavailable(Reply.Reason.DEADLINE));
    tale.done(book);

    breaks('H', tale.history::finish);
  }

  @Test
  void shouldCatchThatItWasRefusedWhenItWasDone() {
    Request.Submit cancel = unkeyed(2, new Command.Cancel(1, 0, true));
    tale.refuse(tale.ask(cancel), Refusal.UNKNOWN_RESERVATION);
    tale.settled(book);
    tale.done(cancel);

    breaks('H', tale.history::finish);
  }

  @Test
  void shouldCatchARestaurantThatIsToldAsCreatedButWasThere() {
    Request.Submit put = keyed(1, new Command.PutPolicies(House.named("x").policies()));
    int call = tale.ask(put);
    tale.done(put);

    breaks('H', () -> tale.answer(call, new Reply.Stored(true)));
  }

  @Test
  void shouldCatchTablesThatAreHiddenAgainstThePolicy() {
    int call = tale.ask(book);
    Reply.Done done = made(tale.done(book));
    Reply hidden =
        new Reply.Done(done.kind(), done.reservation(), 1, Tale.ANNA, "Europe/Rome", false, false);

    tale.answer(call, hidden);

    breaks('H', tale.history::finish);
  }

  @Test
  void shouldCatchADayThatAnswersACommand() {
    int call = tale.ask(book);

    breaks('H', () -> tale.answer(call, tale.day()));
  }
}
