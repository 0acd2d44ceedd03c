package io.tavolo.engine.simulation.check;

import static io.tavolo.engine.simulation.check.Caught.breaks;
import static io.tavolo.engine.simulation.check.Tale.EIGHT;
import static io.tavolo.engine.simulation.check.Tale.at;
import static io.tavolo.engine.simulation.check.Tale.hold;
import static io.tavolo.engine.simulation.check.Tale.keyed;
import static io.tavolo.engine.simulation.check.Tale.reservation;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Outcome;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import org.junit.jupiter.api.Test;

/** Commits in each of which one thing is wrong. */
final class BadCommitsTest {
  private final Tale tale = new Tale();
  private final Request.Submit book = keyed(1, House.book(1, 2, EIGHT));
  private final Request.Submit another = keyed(2, House.book(2, 2, EIGHT));

  /** A booking that is decided and not committed yet. */
  private Draft booking() {
    tale.ask(book);
    Draft draft = tale.draft();
    draft.decide(book);
    return draft;
  }

  // ---- A

  @Test
  void shouldCatchASecondVisitAtATable() {
    tale.settled(book);
    tale.ask(another);
    Draft draft = tale.draft();
    Event.OfReservation event = (Event.OfReservation) draft.decide(another);
    draft.reservations.set(0, row(tale.seq, at(event.after(), "T1")));

    breaks('A', draft::commit);
  }

  @Test
  void shouldCatchTwoVisitsAtATableOfOneBatch() {
    tale.ask(another);
    Draft draft = booking();
    Event.OfReservation event = (Event.OfReservation) draft.decide(another);
    draft.reservations.set(1, row(tale.seq, at(event.after(), "T1")));

    breaks('A', draft::commit);
  }

  @Test
  void shouldCatchAMoveOntoATakenTable() {
    Reservation first = tale.settled(book);
    Reservation second = tale.settled(another);
    Request.Submit move = keyed(3, new Command.Modify(second.id(), 1, null, null, null, 0, true));
    tale.ask(move);
    Draft draft = tale.draft();
    draft.addRows(
        move.key(),
        move.command(),
        new Event.OfReservation(Event.Kind.MODIFIED, at(second, first.tables().get(0))));

    breaks('A', draft::commit);
  }

  // ---- D

  @Test
  void shouldCatchACommitOfAnOlderEpochAfterANewerOne() {
    tale.epoch = 2;
    tale.settled(book);
    tale.epoch = 1;
    tale.ask(another);

    breaks('D', () -> tale.done(another));
  }

  @Test
  void shouldCatchACommitOfAnOlderEpochThanTheShardWasTakenWith() {
    tale.history.taken(Tale.SHARD, 5, tale.nowUs());
    Draft draft = booking();

    breaks('D', draft::commit);
  }

  @Test
  void shouldCatchAnOwnerOfAnotherEpochThanTheRow() {
    Draft draft = booking();

    breaks('D', () -> draft.commit(new Batch.Head(Tale.SHARD, 1, 0, 1), 2, 0));
  }

  @Test
  void shouldCatchAStoredAnswerOfAnOlderEpoch() {
    tale.history.taken(Tale.SHARD, 5, tale.nowUs());
    Request.Submit closed = keyed(1, House.book(1, 2, "2026-11-24T12:00"));
    tale.ask(closed);
    Draft draft = tale.draft();
    draft.refuse(closed, Refusal.NOT_A_SLOT);

    breaks('D', draft::commit);
  }

  @Test
  void shouldCatchAnOwnerThatKnewAnotherSequence() {
    tale.settled(book);
    tale.ask(another);
    Draft draft = tale.draft();
    draft.decide(another);

    breaks('D', () -> draft.commit(new Batch.Head(Tale.SHARD, 1, 0, 2), 1, 1));
  }

  @Test
  void shouldCatchAGapInTheSequence() {
    tale.settled(book);
    tale.seq++;
    tale.ask(another);
    Draft draft = tale.draft();
    draft.decide(another);

    breaks('D', () -> draft.commit(new Batch.Head(Tale.SHARD, 1, 1, 3), 1, 1));
  }

  @Test
  void shouldCatchASequenceThatComesTwice() {
    tale.settled(book);
    tale.seq--;
    tale.ask(another);
    Draft draft = tale.draft();
    draft.decide(another);

    breaks('D', () -> draft.commit(new Batch.Head(Tale.SHARD, 1, 1, 1), 1, 1));
  }

  @Test
  void shouldCatchAHeadThatIsNotAtItsNewestEvent() {
    Draft draft = booking();

    breaks('D', () -> draft.commit(new Batch.Head(Tale.SHARD, 1, 0, 7), 1, 0));
  }

  @Test
  void shouldCatchTimeThatFallsWithinAShard() {
    tale.pass(1_000);
    tale.settled(book);
    tale.pass(-1);
    tale.ask(another);

    breaks('D', () -> tale.done(another));
  }

  @Test
  void shouldCatchATakingThatRaisesNoEpoch() {
    tale.epoch = 2;
    tale.settled(book);

    breaks('D', () -> tale.history.taken(Tale.SHARD, 2, tale.nowUs()));
  }

  // ---- E

  @Test
  void shouldCatchARowThatIsNotItsEvents() {
    Draft draft = booking();
    Reservation row = draft.reservations.get(0).reservation();
    draft.reservations.set(0, row(1, Tale.as(row, Status.ARRIVED)));

    breaks('E', draft::commit);
  }

  @Test
  void shouldCatchARowOfAnEarlierEventOfTheBatch() {
    Request.Submit cancel = keyed(2, new Command.Cancel(1, 0, true));
    tale.ask(cancel);
    Draft draft = booking();
    Batch.ReservationRow early = draft.reservations.get(0);
    draft.decide(cancel);
    draft.reservations.set(0, early);

    breaks('E', draft::commit);
  }

  @Test
  void shouldCatchAnEventWithoutARow() {
    Draft draft = booking();
    draft.reservations.clear();

    breaks('E', draft::commit);
  }

  @Test
  void shouldCatchAnotherEventWithoutARowLater() {
    tale.settled(book);
    Request.Submit cancel = keyed(2, new Command.Cancel(1, 0, true));
    tale.ask(cancel);
    Draft draft = tale.draft();
    draft.decide(cancel);
    draft.reservations.clear();

    breaks('E', draft::commit);
  }

  @Test
  void shouldCatchARowWithoutAnEvent() {
    Draft draft = booking();
    draft.reservations.add(
        row(1, at(House.withId(draft.reservations.get(0).reservation(), 9), "T4")));

    breaks('E', draft::commit);
  }

  @Test
  void shouldCatchARowOfAnotherSequence() {
    Draft draft = booking();
    draft.reservations.set(0, row(9, draft.reservations.get(0).reservation()));

    breaks('E', draft::commit);
  }

  @Test
  void shouldCatchADinerWhoIsNotStored() {
    Draft draft = booking();
    draft.diners.clear();

    breaks('E', draft::commit);
  }

  @Test
  void shouldCatchADinerNobodyBrought() {
    Draft draft = booking();
    draft.diners.add(new Batch.DinerRow(Tale.SHARD, Tale.NUMBER, House.diner(77)));

    breaks('E', draft::commit);
  }

  @Test
  void shouldCatchADefinitionThatIsNotItsEvents() {
    Request.Submit put = keyed(1, new Command.PutFloorPlan(House.named("x").floorPlan()));
    tale.ask(put);
    Draft draft = tale.draft();
    draft.decide(put);
    draft.definitions.set(
        0, new Batch.DefinitionRow(Tale.SHARD, 1, Tale.NUMBER, House.named("other")));

    breaks('E', draft::commit);
  }

  @Test
  void shouldCatchAKeyRowThatSaysAnotherReservation() {
    Draft draft = booking();
    draft.keys.clear();
    draft.answer(book.key(), Outcome.of(Event.Kind.BOOKED), 5);

    breaks('E', draft::commit);
  }

  // ---- C

  @Test
  void shouldCatchASecondEventOfAKey() {
    tale.settled(book);
    Draft draft = tale.draft();
    draft.decide(keyed(1, House.book(2, 2, EIGHT)));

    breaks('C', draft::commit);
  }

  @Test
  void shouldCatchASecondReservationOfAnExternalId() {
    ExternalId external = new ExternalId(3, 3);
    tale.settled(keyed(1, new Command.Book(1, 2, House.at(EIGHT), null, House.diner(1), external)));
    Request.Submit second =
        keyed(2, new Command.Book(2, 2, House.at(EIGHT), null, House.diner(2), external));
    tale.ask(second);

    breaks('C', () -> tale.done(second));
  }

  @Test
  void shouldCatchAReservationThatIsMadeTwice() {
    tale.settled(book);
    tale.settled(keyed(2, new Command.Cancel(1, 0, true)));
    Request.Submit sameId = keyed(3, House.book(1, 2, EIGHT));
    tale.ask(sameId);

    breaks('C', () -> tale.done(sameId));
  }

  @Test
  void shouldCatchAnEventWhoseKeyIsDropped() {
    Draft draft = booking();
    draft.keys.clear();

    breaks('C', draft::commit);
  }

  @Test
  void shouldCatchASecondAnswerToAKey() {
    tale.fill();
    Request.Submit full = keyed(1, House.book(1, 2, EIGHT));
    tale.ask(full);
    Draft first = tale.draft();
    first.refuse(full, Refusal.NO_TABLE);
    first.commit();
    Draft second = tale.draft();
    second.refuse(full, Refusal.NO_TABLE);

    breaks('C', second::commit);
  }

  // ---- H

  @Test
  void shouldCatchAnEventTheRulesWouldNotMake() {
    tale.ask(book);
    Draft draft = tale.draft();
    Draft right = tale.draft();
    Event event = right.decide(book);
    tale.seq = 0;
    draft.addRows(
        book.key(),
        book.command(),
        new Event.OfReservation(Event.Kind.BOOKED, at(reservation(event), "T2")));

    breaks('H', draft::commit);
  }

  @Test
  void shouldCatchABookingWhereNoTableWas() {
    tale.fill();
    Request.Submit full = keyed(1, House.book(1, 2, EIGHT));
    tale.ask(full);
    Draft draft = tale.draft();
    draft.addRows(
        full.key(),
        full.command(),
        new Event.OfReservation(Event.Kind.BOOKED, at(House.withId(tale.standing(901), 1), "T9")));

    breaks('H', draft::commit);
  }

  @Test
  void shouldCatchAnEventOfACommandThatNobodySent() {
    Draft draft = tale.draft();
    draft.decide(book);

    breaks('H', draft::commit);
  }

  @Test
  void shouldCatchAnEventAtATimeNoClockShowed() {
    tale.ask(book);
    tale.wallMs += 5;

    breaks('H', () -> tale.done(book));
  }

  @Test
  void shouldCatchAHoldThatRunsOutBeforeItsTime() {
    Reservation held = tale.settled(keyed(1, hold(1, 60)));
    tale.pass(59_999);
    Draft draft = tale.draft();
    draft.add(
        CommandKey.NONE,
        new Command.Expire(1),
        new Event.OfReservation(Event.Kind.EXPIRED, Tale.as(held, Status.EXPIRED)));

    breaks('H', draft::commit);
  }

  @Test
  void shouldCatchAStoredRefusalThatWasNotSo() {
    tale.ask(book);
    Draft draft = tale.draft();
    draft.refuse(book, Refusal.NO_TABLE);

    breaks('H', draft::commit);
  }

  @Test
  void shouldCatchAStoredRefusalThatRestsOnALaterEventOfItsBatch() {
    Request.Submit late = keyed(2, House.book(2, 6, EIGHT));
    Request.Submit first = keyed(1, House.book(1, 6, EIGHT));
    tale.ask(first);
    tale.ask(late);
    Draft draft = tale.draft();
    draft.refuse(late, Refusal.NO_TABLE);
    draft.decide(first);

    breaks('H', draft::commit);
  }

  @Test
  void shouldCatchAStoredAnswerToACommandThatNobodySent() {
    Draft draft = tale.draft();
    draft.refuse(keyed(1, House.book(1, 2, "2026-11-24T12:00")), Refusal.NOT_A_SLOT);

    breaks('H', draft::commit);
  }

  private static Batch.ReservationRow row(long seq, Reservation reservation) {
    return new Batch.ReservationRow(Tale.SHARD, seq, Tale.NUMBER, reservation);
  }
}
