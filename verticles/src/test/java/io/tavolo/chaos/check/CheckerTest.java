package io.tavolo.chaos.check;

import static io.tavolo.chaos.check.Planted.DAY;
import static io.tavolo.chaos.check.Planted.HOUSE;
import static io.tavolo.chaos.check.Planted.NOON;
import static io.tavolo.chaos.check.Planted.attempt;
import static io.tavolo.chaos.check.Planted.noTable;
import static io.tavolo.chaos.check.Planted.reservation;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.chaos.check.Call.Op;
import io.tavolo.chaos.check.Evidence.Offered;
import io.tavolo.chaos.check.Evidence.Published;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each wrong history, planted beside a right one, is found under its letter. */
class CheckerTest {
  private final Planted planted = new Planted();

  private void shouldFind(String letter, String words) {
    Verdict verdict = planted.check();
    assertThat(verdict.countByLetter()).containsOnlyKeys(letter);
    assertThat(verdict.violations()).allSatisfy(one -> assertThat(one.what()).contains(words));
  }

  private void shouldFindNothing() {
    assertThat(planted.check().violations()).isEmpty();
  }

  @Test
  void shouldFindNothingInARightHistory() {
    Reservation one = planted.booked(1, NOON, "T1", 1, 2);
    planted.booked(2, NOON, "T2", 1, 2);
    planted.call(Op.BOOK, 9, 0, NOON, noTable(3, 4));
    planted.call(Op.READ, 0, 1, 0, attempt(3, 4, new Answer.Stands(Shown.of(one))));
    planted.cancelled(one, 5, 6);
    planted.call(Op.FREE_OF_LANE, 0, 0, NOON, attempt(7, 8, new Answer.Free(House.slots(DAY))));
    planted.offered.add(new Offered(1, HOUSE.id(), DAY, 2, House.slots(DAY)));
    shouldFindNothing();
    assertThat(planted.check().counts())
        .containsEntry("refusals for want of a table, each true at a version of its window", 1L)
        .containsEntry("availabilities of a lane, each true at a version of its window", 1L);
  }

  @Test
  void shouldFindATableGivenTwice() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.booked(2, NOON + 3, "T1", 3, 4);
    shouldFind("A", "a table twice");
  }

  @Test
  void shouldFindATableThatTheHouseDoesNotHave() {
    planted.booked(1, NOON, "T3", 1, 2);
    shouldFind("A", "no place");
  }

  @Test
  void shouldFindAnAcknowledgedBookingThatIsNotInTheJournal() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.call(
        Op.BOOK,
        5,
        0,
        NOON,
        attempt(
            3, 4, new Answer.Stands(Shown.of(reservation(5, Status.CONFIRMED, 1, NOON, "T2")))));
    shouldFind("B", "not in the journal");
  }

  @Test
  void shouldFindACancellationThatWasForgotten() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.call(Op.CANCEL, 0, 1, 0, attempt(3, 4, new Answer.Done()));
    shouldFind("B", "not in the journal");
  }

  @Test
  void shouldFindABookingThatWasShownOtherwiseThanItStands() {
    Reservation made = reservation(1, Status.CONFIRMED, 1, NOON, "T1");
    planted.event(Event.Kind.BOOKED, made, 1);
    Shown other = Shown.of(reservation(1, Status.CONFIRMED, 1, NOON, "T2"));
    planted.call(Op.BOOK, 1, 0, NOON, attempt(1, 2, new Answer.Stands(other)));
    shouldFind("B", "as it never stood");
  }

  @Test
  void shouldFindTwoEventsOfOneKey() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.event(Event.Kind.BOOKED, reservation(2, Status.CONFIRMED, 1, NOON, "T2"), 1);
    shouldFind("C", "a second event");
  }

  @Test
  void shouldFindTwoReservationsOfOneExternalId() {
    for (long id = 1; id <= 2; id++) {
      Reservation made = Planted.named(reservation(id, Status.CONFIRMED, 1, NOON, "T" + id), 77);
      planted.event(Event.Kind.BOOKED, made, 500 + id);
    }
    planted.calls.add(
        new Call(
            1,
            Op.BOOK,
            HOUSE.id(),
            null,
            Planted.key(77),
            0,
            NOON,
            2,
            List.of(attempt(1, 2, new Answer.Unknown("no answer")))));
    shouldFind("C", "a second");
  }

  @Test
  void shouldFindAnotherReservationUnderTheSameKey() {
    planted.booked(1, NOON, "T1", 1, 2);
    Shown other = Shown.of(reservation(2, Status.CONFIRMED, 1, NOON, "T1"));
    planted.call(Op.BOOK, 1, 0, NOON, attempt(3, 4, new Answer.Stands(other)));
    shouldFind("C", "another reservation");
  }

  @Test
  void shouldFindWhatNobodyAskedFor() {
    planted.event(Event.Kind.BOOKED, reservation(1, Status.CONFIRMED, 1, NOON, "T1"), 66);
    shouldFind("C", "nobody asked for");
  }

  @Test
  void shouldFindWhatWasDoneAlthoughNothingWasSaidToBe() {
    planted.event(Event.Kind.BOOKED, reservation(1, Status.CONFIRMED, 1, NOON, "T1"), 1);
    planted.call(Op.BOOK, 1, 0, NOON, attempt(1, 2, new Answer.Nothing("503")));
    shouldFind("C", "each answer was that nothing was");
  }

  @Test
  void shouldFindWhatWasDoneAlthoughItWasRefused() {
    planted.booked(2, NOON, "T2", 1, 2);
    planted.event(Event.Kind.BOOKED, reservation(1, Status.CONFIRMED, 1, NOON, "T1"), 1);
    planted.call(Op.BOOK, 1, 0, NOON, noTable(1, 2));
    shouldFind("C", "although it was refused");
  }

  @Test
  void shouldTakeForEachCallTheEventOfItsKind() {
    planted.event(Event.Kind.HELD, reservation(1, Status.HELD, 1, NOON, "T1"), 1);
    planted.call(Op.HOLD, 1, 0, NOON, attempt(1, 2, new Answer.Unknown("no answer")));
    planted.event(Event.Kind.CONFIRMED, reservation(1, Status.CONFIRMED, 2, NOON, "T1"), 2);
    planted.call(Op.CONFIRM, 2, 1, 0, attempt(3, 4, new Answer.Unknown("no answer")));
    int later = NOON + House.SLOT_TICKS;
    Reservation moved = reservation(1, Status.CONFIRMED, 3, later, "T2");
    planted.event(Event.Kind.MODIFIED, moved, 3);
    planted.call(Op.MOVE, 3, 1, later, attempt(5, 6, new Answer.Stands(Shown.of(moved))));
    planted.cancelled(moved, 7, 8);
    planted.event(Event.Kind.HELD, reservation(2, Status.HELD, 1, NOON, "T1"), 4);
    planted.call(Op.HOLD, 4, 0, NOON, attempt(9, 10, new Answer.Unknown("no answer")));
    planted.event(Event.Kind.RELEASED, reservation(2, Status.CANCELLED, 2, NOON, "T1"), 5);
    planted.call(Op.RELEASE, 0, 2, 0, attempt(11, 12, new Answer.Done()));
    shouldFindNothing();
  }

  @Test
  void shouldFindAnotherPartyThanWasAskedFor() {
    Reservation made = reservation(1, Status.CONFIRMED, 1, NOON, "T1");
    planted.event(Event.Kind.BOOKED, made, 1);
    planted.calls.add(
        new Call(
            1,
            Op.BOOK,
            HOUSE.id(),
            Planted.key(1),
            null,
            0,
            NOON,
            1,
            List.of(attempt(1, 2, new Answer.Stands(Shown.of(made))))));
    shouldFind("C", "not the event that was asked for");
  }

  @Test
  void shouldFindAnotherStartThanWasAskedFor() {
    Reservation made = reservation(1, Status.CONFIRMED, 1, NOON + House.SLOT_TICKS, "T1");
    planted.event(Event.Kind.BOOKED, made, 1);
    planted.call(Op.BOOK, 1, 0, NOON, attempt(1, 2, new Answer.Stands(Shown.of(made))));
    shouldFind("C", "not the event that was asked for");
  }

  @Test
  void shouldFindAMoveOfAnotherReservation() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.booked(2, NOON, "T2", 1, 2);
    int later = NOON + House.SLOT_TICKS;
    Reservation moved = reservation(2, Status.CONFIRMED, 2, later, "T2");
    planted.event(Event.Kind.MODIFIED, moved, 9);
    planted.call(Op.MOVE, 9, 1, later, attempt(3, 4, new Answer.Stands(Shown.of(moved))));
    shouldFind("C", "not the event that was asked for");
  }

  @Test
  void shouldFindAHoldThatWasRecordedAsABooking() {
    Reservation made = reservation(1, Status.CONFIRMED, 1, NOON, "T1");
    planted.event(Event.Kind.BOOKED, made, 1);
    planted.call(Op.HOLD, 1, 0, NOON, attempt(1, 2, new Answer.Stands(Shown.of(made))));
    shouldFind("C", "not the event that was asked for");
  }

  @Test
  void shouldLetAnUnknownOutcomeBeNoneOrOne() {
    planted.event(Event.Kind.BOOKED, reservation(1, Status.CONFIRMED, 1, NOON, "T1"), 1);
    planted.call(Op.BOOK, 1, 0, NOON, attempt(1, 2, new Answer.Unknown("no answer")));
    planted.call(Op.BOOK, 2, 0, NOON, attempt(1, 2, new Answer.Unknown("no answer")));
    shouldFindNothing();
    assertThat(planted.check().counts())
        .containsAllEntriesOf(
            Map.of(
                "calls of unknown outcome that came to nothing", 1L,
                "calls of unknown outcome that came to one event", 1L));
  }

  @Test
  void shouldFindAGapInASequence() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.entry(3, 1, 5, Event.Kind.BOOKED, reservation(2, Status.CONFIRMED, 1, NOON, "T2"), 2);
    planted.call(Op.BOOK, 2, 0, NOON, attempt(1, 2, new Answer.Unknown("no answer")));
    shouldFind("D", "2 was expected");
  }

  @Test
  void shouldFindAnOlderEpochAfterANewerOne() {
    planted.entry(1, 4, 0, Event.Kind.BOOKED, reservation(1, Status.CONFIRMED, 1, NOON, "T1"), 1);
    planted.entry(2, 3, 1, Event.Kind.BOOKED, reservation(2, Status.CONFIRMED, 1, NOON, "T2"), 2);
    planted.heads = List.of(new Stored.Head(7, 4, 2));
    planted.call(Op.BOOK, 1, 0, NOON, attempt(1, 2, new Answer.Unknown("no answer")));
    planted.call(Op.BOOK, 2, 0, NOON, attempt(1, 2, new Answer.Unknown("no answer")));
    shouldFind("D", "after epoch 4");
  }

  @Test
  void shouldFindAHeadThatIsBehindItsJournal() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.heads = List.of(new Stored.Head(7, 1, 0));
    shouldFind("D", "the head says 0");
  }

  @Test
  void shouldFindARowThatIsNotTheReplay() {
    planted.booked(1, NOON, "T1", 1, 2);
    Stored.Row row = planted.rows().get(0);
    Shown other = Shown.of(reservation(1, Status.CANCELLED, 2, NOON, "T1"));
    planted.rows = List.of(new Stored.Row(row.restaurant(), row.shard(), row.seq(), 0, other));
    shouldFind("E", "the row is");
  }

  @Test
  void shouldFindARowThatIsMissing() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.rows = List.of();
    shouldFind("E", "no row of");
  }

  @Test
  void shouldFindAStepThatNoReservationTakes() {
    Reservation one = planted.booked(1, NOON, "T1", 1, 2);
    planted.cancelled(one, 3, 4);
    planted.event(Event.Kind.CONFIRMED, reservation(1, Status.CONFIRMED, 3, NOON, "T1"), 3);
    planted.call(Op.CONFIRM, 3, 1, 0, attempt(5, 6, new Answer.Unknown("no answer")));
    shouldFind("E", "not a step");
  }

  @Test
  void shouldFindANodeThatOffersAfterwardsWhatIsTaken() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.booked(2, NOON, "T2", 1, 2);
    planted.offered.add(new Offered(2, HOUSE.id(), DAY, 2, House.slots(DAY)));
    shouldFind("E", "node 2 offers");
  }

  @Test
  void shouldFindAnEventThatTheTopicDoesNotHave() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.topic = List.of();
    shouldFind("F", "the topic does not have");
  }

  @Test
  void shouldFindARecordThatIsNoEvent() {
    planted.booked(1, NOON, "T1", 1, 2);
    List<Published> topic = new ArrayList<>(planted.topic());
    topic.add(new Published("7-2", HOUSE.id(), "io.tavolo.reservation.confirmed.v1", "x"));
    planted.topic = topic;
    shouldFind("F", "no such event");
  }

  @Test
  void shouldFindRecordsOutOfOrderAndAllowRepeats() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.booked(2, NOON, "T2", 1, 2);
    List<Published> topic = planted.topic();
    planted.topic = List.of(topic.get(0), topic.get(1), topic.get(0));
    shouldFindNothing();
    planted.topic = List.of(topic.get(1), topic.get(0));
    shouldFind("F", "after sequence 2");
  }

  @Test
  void shouldFindAWriteBeforeOneThatHadBeenAcknowledged() {
    planted.booked(2, NOON, "T2", 5, 6);
    planted.booked(1, NOON, "T1", 1, 2);
    shouldFind("H", "was asked for after version 2 had been acknowledged");
  }

  @Test
  void shouldFindARefusalWhileATableWasFree() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.call(Op.BOOK, 9, 0, NOON, noTable(3, 4));
    planted.booked(2, NOON, "T2", 5, 6);
    shouldFind("H", "never true");
  }

  @Test
  void shouldAllowARefusalByABookingOfTheSameTime() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.call(Op.BOOK, 9, 0, NOON, noTable(3, 4));
    planted.booked(2, NOON, "T2", 3.5, 6);
    shouldFindNothing();
  }

  @Test
  void shouldFindARefusalThatForgetsAnAcknowledgedCancellation() {
    Reservation one = planted.booked(1, NOON, "T1", 1, 2);
    planted.booked(2, NOON, "T2", 1, 2);
    planted.cancelled(one, 3, 4);
    planted.call(Op.BOOK, 9, 0, NOON, noTable(5, 6));
    shouldFind("H", "never true");
  }

  @Test
  void shouldFindAReadingOfThePast() {
    Reservation one = planted.booked(1, NOON, "T1", 1, 2);
    planted.cancelled(one, 3, 4);
    planted.call(Op.READ, 0, 1, 0, attempt(5, 6, new Answer.Stands(Shown.of(one))));
    shouldFind("H", "never true");
  }

  @Test
  void shouldFindAReadingBeforeWhatAnotherHadReadAlready() {
    Reservation one = planted.booked(1, NOON, "T1", 1, 2);
    Reservation over = reservation(1, Status.CANCELLED, 2, NOON, "T1");
    planted.event(Event.Kind.CANCELLED, over, 4);
    planted.call(Op.CANCEL, 0, 1, 0, attempt(3, 20, new Answer.Done()));
    planted.call(Op.READ, 0, 1, 0, attempt(5, 6, new Answer.Stands(Shown.of(over))));
    planted.call(Op.READ, 0, 1, 0, attempt(7, 8, new Answer.Stands(Shown.of(one))));
    shouldFind("H", "never true");
  }

  @Test
  void shouldFindALaneThatOffersWhatIsTakenAndForgiveTheCache() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.booked(2, NOON, "T2", 1, 2);
    Attempt late = attempt(5, 6, new Answer.Free(House.slots(DAY)));
    planted.call(Op.FREE, 0, 0, NOON, late);
    shouldFindNothing();
    planted.call(Op.FREE_OF_LANE, 0, 0, NOON, late);
    shouldFind("H", "never true");
  }

  @Test
  void shouldFindAnAvailabilityOfTheFuture() {
    planted.booked(1, NOON, "T1", 1, 2);
    List<Integer> free =
        House.slots(DAY).stream().filter(start -> start >= NOON + House.TURN_TICKS).toList();
    planted.call(Op.FREE, 0, 0, NOON, attempt(3, 4, new Answer.Free(free)));
    planted.booked(2, NOON, "T2", 5, 6);
    shouldFind("H", "never true");
  }

  @Test
  void shouldFindAHoldRefusedBeforeItRanOut() {
    planted.event(Event.Kind.HELD, reservation(1, Status.HELD, 1, NOON, "T1"), 1);
    planted.call(Op.HOLD, 1, 0, NOON, attempt(1, 2, new Answer.Unknown("no answer")));
    planted.call(Op.CONFIRM, 0, 1, 0, attempt(3, 4, new Answer.Refused("hold-expired", List.of())));
    shouldFind("H", "never true");
    planted.clocksApartMs = 6_000;
    shouldFindNothing();
  }

  @Test
  void shouldFindAHoldThatExpiredBeforeItsTime() {
    planted.event(Event.Kind.HELD, reservation(1, Status.HELD, 1, NOON, "T1"), 1);
    planted.call(Op.HOLD, 1, 0, NOON, attempt(1, 2, new Answer.Unknown("no answer")));
    Reservation expired =
        new Reservation(
            1,
            Status.EXPIRED,
            2,
            NOON,
            NOON + House.TURN_TICKS,
            DAY,
            List.of("T1"),
            "sala",
            false,
            1,
            null,
            2,
            10_000,
            0);
    planted.event(Event.Kind.EXPIRED, expired, 0);
    shouldFind("H", "expired by the lane's clock before its time");
  }

  @Test
  void shouldCountTheOwnTableOfAMoveAsFree() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.booked(2, NOON, "T2", 1, 2);
    planted.call(Op.MOVE, 9, 1, NOON + House.SLOT_TICKS, noTable(3, 4));
    shouldFind("H", "never true");
  }

  @Test
  void shouldFindAlternativesThatAreTaken() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.booked(2, NOON, "T2", 1, 2);
    planted.call(
        Op.BOOK,
        9,
        0,
        NOON,
        attempt(3, 4, new Answer.Refused("no_table", List.of(NOON + House.SLOT_TICKS))));
    shouldFind("H", "alternatives that were not free");
  }

  @Test
  void shouldFindARefusalForAReasonThatCannotBe() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.call(Op.BOOK, 9, 0, NOON, attempt(3, 4, new Answer.Refused("closed", List.of())));
    shouldFind("H", "a reason that these histories do not have");
  }

  @Test
  void shouldFindAnAnswerThatNoNodeShouldGive() {
    planted.booked(1, NOON, "T1", 1, 2);
    planted.call(Op.READ, 0, 1, 0, attempt(3, 4, new Answer.Surprise("500 {}")));
    shouldFind("answer", "no node should say that");
  }
}
