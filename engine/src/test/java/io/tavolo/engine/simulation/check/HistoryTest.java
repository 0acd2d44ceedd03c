package io.tavolo.engine.simulation.check;

import static io.tavolo.engine.simulation.check.Tale.EIGHT;
import static io.tavolo.engine.simulation.check.Tale.again;
import static io.tavolo.engine.simulation.check.Tale.hold;
import static io.tavolo.engine.simulation.check.Tale.keyed;
import static io.tavolo.engine.simulation.check.Tale.made;
import static io.tavolo.engine.simulation.check.Tale.reservation;
import static io.tavolo.engine.simulation.check.Tale.told;
import static io.tavolo.engine.simulation.check.Tale.unkeyed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.availability.Alternative;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Outcome;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import org.junit.jupiter.api.Test;

/** Histories in which nothing is wrong, however odd they look. */
final class HistoryTest {
  private final Tale tale = new Tale();

  @Test
  void shouldAcceptABookingAndItsRepetition() {
    Request.Submit book = keyed(1, House.book(1, 2, EIGHT));
    int first = tale.ask(book);
    Event event = tale.done(book);
    tale.answer(first, made(event));
    tale.answer(tale.ask(book), again(event, reservation(event)));
    tale.history.finish();
  }

  @Test
  void shouldAcceptACommitWhoseAnswerWasLost() {
    Request.Submit book = keyed(1, House.book(1, 2, EIGHT));
    int lost = tale.ask(book);
    Event event = tale.done(book);
    tale.answer(lost, new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME));
    tale.answer(tale.ask(book), again(event, null));
    tale.history.finish();
  }

  @Test
  void shouldAcceptACommitThatLandsAfterAnUnknownOutcome() {
    Request.Submit book = keyed(1, House.book(1, 2, EIGHT));
    tale.answer(tale.ask(book), new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME));
    tale.done(book);
    tale.history.finish();
  }

  @Test
  void shouldAcceptThatNothingWasDoneAndThenIs() {
    Request.Submit book = keyed(1, House.book(1, 2, EIGHT));
    tale.answer(tale.ask(book), new Reply.Unavailable(Reply.Reason.DEADLINE));
    tale.settled(book);
    tale.history.finish();
  }

  @Test
  void shouldAcceptAReadingOfEitherSideOfACommitDuringIt() {
    Request.Submit book = keyed(1, House.book(1, 2, EIGHT));
    Reply.Day before = tale.day();
    int reading = tale.read();
    int readingToo = tale.read();
    tale.settled(book);
    tale.answer(reading, before);
    tale.answer(readingToo, tale.day());
    tale.history.finish();
  }

  @Test
  void shouldAcceptARefusalThatWasRightOnlyDuringTheCall() {
    tale.fill();
    Request.Submit cancel = keyed(2, new Command.Cancel(903, 0, true));
    Request.Submit book = unkeyed(1, House.book(1, 4, EIGHT));
    int call = tale.ask(book);
    Reply refused = tale.noTable(book);
    tale.settled(cancel);
    tale.answer(call, refused);
    tale.history.finish();
  }

  @Test
  void shouldAcceptARefusalAsOldAsItsKey() {
    tale.fill();
    Request.Submit book = keyed(1, House.book(1, 4, EIGHT));
    int lost = tale.ask(book);
    Draft draft = tale.draft();
    draft.refuse(book, Refusal.NO_TABLE);
    draft.commit();
    Reply first = tale.noTable(book);
    tale.settled(keyed(2, new Command.Cancel(903, 0, true)));
    tale.answer(tale.ask(book), tale.noTable(book));
    tale.answer(lost, first);
    tale.history.finish();
  }

  @Test
  void shouldAcceptAHoldThatRunsOutBetweenTwoAnswersOfABatch() {
    tale.settled(keyed(1, hold(1, 60)));
    Request.Submit late = keyed(2, new Command.Confirm(1, House.diner(2)));
    Request.Submit release = keyed(3, new Command.Release(1));
    int refused = tale.ask(late);
    int unchanged = tale.ask(release);
    tale.pass(60_000);
    Draft draft = tale.draft();
    draft.refuse(late, Refusal.HOLD_EXPIRED);
    Event expired = draft.expire(1);
    draft.answer(release.key(), Outcome.of(Event.Kind.RELEASED), 1);
    draft.commit();
    tale.refuse(refused, Refusal.HOLD_EXPIRED);
    tale.answer(unchanged, told(Event.Kind.RELEASED, reservation(expired), false));
    tale.history.finish();
  }

  @Test
  void shouldAcceptSeveralEventsOfOneReservationInOneBatch() {
    Request.Submit book = keyed(1, House.book(1, 2, EIGHT));
    Request.Submit cancel = keyed(2, new Command.Cancel(1, 0, true));
    int first = tale.ask(book);
    int second = tale.ask(cancel);
    Draft draft = tale.draft();
    Event booked = draft.decide(book);
    Event cancelled = draft.decide(cancel);
    draft.commit();
    tale.answer(first, made(booked));
    tale.answer(second, made(cancelled));
    tale.history.finish();
  }

  @Test
  void shouldAcceptACancelThatNobodyHadToStore() {
    Reservation booked = tale.settled(keyed(1, House.book(1, 2, EIGHT)));
    Reservation cancelled = tale.settled(keyed(2, new Command.Cancel(booked.id(), 0, true)));
    int call = tale.ask(unkeyed(3, new Command.Cancel(booked.id(), 0, false)));
    tale.answer(call, told(Event.Kind.CANCELLED, cancelled, false));
    tale.history.finish();
  }

  @Test
  void shouldAcceptTheSameExternalIdAsTheSameReservation() {
    ExternalId external = new ExternalId(3, 3);
    Command.Book first = new Command.Book(1, 2, House.at(EIGHT), null, House.diner(1), external);
    Command.Book second = new Command.Book(2, 2, House.at(EIGHT), null, House.diner(2), external);
    Reservation booked = tale.settled(keyed(1, first));
    tale.answer(tale.ask(unkeyed(2, second)), told(Event.Kind.BOOKED, booked, true));
    Request.Submit third = keyed(3, second);
    int call = tale.ask(third);
    Draft draft = tale.draft();
    draft.answer(third.key(), Outcome.of(Event.Kind.BOOKED), 1);
    draft.commit();
    tale.answer(call, told(Event.Kind.BOOKED, booked, true));
    tale.history.finish();
  }

  @Test
  void shouldAcceptThatAKeyUsedForAnotherCommandIsRefused() {
    tale.settled(keyed(1, House.book(1, 2, EIGHT)));
    Request.Submit reused =
        new Request.Submit(
            Tale.ANNA, Tale.NUMBER, new CommandKey(7, 1, 2, true), House.book(2, 4, EIGHT));
    tale.refuse(tale.history.called(5, reused, tale.nowUs()), Refusal.KEY_REUSED);
    tale.history.finish();
  }

  @Test
  void shouldAcceptThatAPoisonedRowIsRefused() {
    tale.history.poisoned(1);
    tale.refuse(tale.ask(keyed(1, House.book(1, 2, EIGHT))), Refusal.UNSTORABLE);
    tale.history.finish();
  }

  @Test
  void shouldAcceptTheWantedTimeInAnotherArea() {
    tale.settled(keyed(1, House.book(1, 4, EIGHT)));
    Command.Book wish = new Command.Book(2, 4, House.at(EIGHT), "sala", House.diner(2), null);
    Request.Submit book = unkeyed(2, wish);
    Reply.Refused refused = tale.noTable(book);
    tale.answer(tale.ask(book), refused);
    tale.history.finish();

    assertThat(refused.alternatives()).contains(new Alternative(Tale.EIGHT_TICK, "terrace"));
  }

  @Test
  void shouldAcceptAChangeOfTheDefinition() {
    Request.Submit put = keyed(1, new Command.PutPolicies(House.named("x").policies()));
    int call = tale.ask(put);
    tale.done(put);
    tale.answer(call, new Reply.Stored(false));
    tale.history.finish();
  }

  @Test
  void shouldAcceptAnOwnerThatTookTheShard() {
    tale.history.taken(Tale.SHARD, 1, tale.nowUs());
    tale.settled(keyed(1, House.book(1, 2, EIGHT)));
    tale.history.taken(Tale.SHARD, 2, tale.nowUs());
    tale.epoch = 2;
    tale.settled(keyed(2, House.book(2, 2, EIGHT)));
    tale.history.finish();
  }

  @Test
  void shouldDemandOneAnswerACallAndOneRequestAnErrand() {
    int call = tale.ask(keyed(1, House.book(1, 2, EIGHT)));
    tale.answer(call, new Reply.NotOwner());

    assertThatThrownBy(() -> tale.answer(call, new Reply.NotOwner()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> tale.ask(keyed(1, House.book(2, 2, EIGHT))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
