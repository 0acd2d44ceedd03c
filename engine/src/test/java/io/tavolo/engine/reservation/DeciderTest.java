package io.tavolo.engine.reservation;

import static io.tavolo.engine.reservation.Command.Modify.ANY_AREA;
import static io.tavolo.engine.reservation.House.NOW_MS;
import static io.tavolo.engine.reservation.House.at;
import static io.tavolo.engine.reservation.House.book;
import static io.tavolo.engine.reservation.House.diner;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.time.Ticks;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeciderTest {
  private final RestaurantState state = House.state();

  private Decision decide(Command command, long nowMs) {
    Decision decision = Decider.decide(state, command, nowMs);
    if (decision instanceof Event event) {
      state.evolve(event);
    }
    return decision;
  }

  private Reservation accept(Command command) {
    Decision decision = decide(command, NOW_MS);
    assertThat(decision).isInstanceOf(Event.OfReservation.class);
    return ((Event.OfReservation) decision).after();
  }

  @Test
  void shouldGiveTheTableThatWastesTheFewestCoversThenTheLowerPriority() {
    assertThat(accept(book(1, 2, "2026-11-20T20:00")).tables()).containsExactly("T1");
    assertThat(accept(book(2, 2, "2026-11-20T20:00")).tables()).containsExactly("T2");
    assertThat(accept(book(3, 2, "2026-11-20T20:00")).tables()).containsExactly("T3");
    assertThat(accept(book(4, 2, "2026-11-20T20:00")).tables()).containsExactly("T4");
    assertThat(decide(book(5, 2, "2026-11-20T20:00"), NOW_MS)).isEqualTo(Refusal.NO_TABLE);
  }

  private static Command.Import brought(long id, int partySize, String local, String recorded) {
    return new Command.Import(id, partySize, at(local), null, diner(id), null, at(recorded));
  }

  @Test
  void shouldTakeAVisitOfThePastAsHistoryWithoutATableWhateverTheRulesAreToday() {
    Reservation past = accept(brought(1, 30, "2017-03-04T02:35", "2017-02-01T09:17:03"));
    assertThat(past.status()).isEqualTo(Status.FINISHED);
    assertThat(past.tables()).isEmpty();
    assertThat(past.serviceDay()).isEqualTo((int) LocalDate.of(2017, 3, 4).toEpochDay());
    assertThat(Instant.ofEpochMilli(past.createdMs())).hasToString("2017-02-01T08:17:03Z");
    assertThat(decide(new Command.Cancel(1, 0, true), NOW_MS)).isEqualTo(Refusal.NOT_CHANGEABLE);
    assertThat(accept(brought(2, 2, "2026-11-19T20:00", "2026-11-18T20:00")).tables()).isEmpty();
    assertThat(decide(brought(3, 2, "2017-03-04T20:01", "2017-02-01T09:00"), NOW_MS))
        .isEqualTo(Refusal.NOT_A_SLOT);
    assertThat(decide(brought(4, 2, "2017-03-26T02:30", "2017-02-01T09:00"), NOW_MS))
        .isEqualTo(Refusal.NONEXISTENT_TIME);
  }

  @Test
  void shouldBringInAVisitToComeWithoutNoticeOrHorizonButNeverASecondTimeToOneTable() {
    long sixMs =
        Ticks.epochMilli(
            Objects.requireNonNull(state.floor()).calendar().resolve(at("2026-11-20T18:00")));
    Command now = brought(1, 6, "2026-11-20T18:00", "2030-01-01T09:00");
    Reservation seated = ((Event.OfReservation) decide(now, sixMs + 60_000)).after();
    assertThat(seated.status()).isEqualTo(Status.CONFIRMED);
    assertThat(seated.tables()).containsExactly("T4");
    assertThat(seated.createdMs()).isEqualTo(sixMs + 60_000);
    assertThat(decide(brought(2, 6, "2026-11-20T19:45", "2026-11-01T09:00"), NOW_MS))
        .isEqualTo(Refusal.NO_TABLE);
    assertThat(accept(brought(3, 6, "2028-11-17T20:00", "2026-11-01T09:00")).tables())
        .containsExactly("T4");
    assertThat(decide(brought(3, 6, "9999-12-31T20:00", "2026-11-01T09:00"), NOW_MS))
        .isEqualTo(Refusal.TOO_FAR_AHEAD);
    assertThat(decide(brought(4, 2, "2026-11-21T17:00", "2026-11-01T09:00"), NOW_MS))
        .isEqualTo(Refusal.NOT_A_SLOT);
    assertThat(decide(brought(5, 7, "2026-11-21T20:00", "2026-11-01T09:00"), NOW_MS))
        .isEqualTo(Refusal.PARTY_SIZE);
  }

  @Test
  void shouldGiveATableAgainAsSoonAsItsTurnTimeIsOver() {
    accept(book(1, 6, "2026-11-20T18:00"));
    assertThat(decide(book(2, 6, "2026-11-20T19:45"), NOW_MS)).isEqualTo(Refusal.NO_TABLE);
    assertThat(accept(book(3, 6, "2026-11-20T20:00")).tables()).containsExactly("T4");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2026-11-20T12:15, TOO_SOON",
    "2, 2026-11-19T20:00, TOO_SOON",
    "2, 2026-11-21T17:00, NOT_A_SLOT",
    "2, 2026-11-20T20:07, NOT_A_SLOT",
    "2, 2026-11-20T23:15, NOT_A_SLOT",
    "2, 2027-01-20T20:00, TOO_FAR_AHEAD",
    "2, 2099-01-20T20:00, TOO_FAR_AHEAD",
    "0, 2026-11-20T20:00, PARTY_SIZE",
    "7, 2026-11-20T20:00, PARTY_SIZE",
    "-1, 2026-11-20T20:00, PARTY_SIZE",
  })
  void shouldRefuseWhatThePoliciesRefuse(int party, String start, Refusal refusal) {
    assertThat(decide(book(1, party, start), NOW_MS)).isEqualTo(refusal);
  }

  @Test
  void shouldKeepAnAreaThatWasAskedFor() {
    Command.Book onTerrace =
        new Command.Book(1, 2, at("2026-11-20T20:00"), "terrace", diner(1), null);
    Reservation booked = accept(onTerrace);
    assertThat(booked.tables()).containsExactly("T4");
    Reservation moved =
        accept(new Command.Modify(1, 4, at("2026-11-20T21:00"), null, null, 0, false));
    assertThat(moved.areaId()).isEqualTo("terrace");
    assertThat(
            decide(new Command.Book(2, 2, at("2026-11-20T20:00"), "roof", diner(2), null), NOW_MS))
        .isEqualTo(Refusal.UNKNOWN_AREA);
  }

  @Test
  void shouldMoveToAnyAreaOnceNoneIsAskedForAnyMore() {
    accept(new Command.Book(1, 2, at("2026-11-20T20:00"), "terrace", diner(1), null));
    Reservation freed = accept(new Command.Modify(1, 0, null, ANY_AREA, null, 1, false));
    assertThat(freed.tables()).containsExactly("T4");
    assertThat(freed.areaAsked()).isFalse();
    assertThat(freed.version()).isEqualTo(2);
    assertThat(decide(new Command.Modify(1, 0, null, ANY_AREA, null, 0, false), NOW_MS))
        .isInstanceOf(Decision.Unchanged.class);
    Reservation moved =
        accept(new Command.Modify(1, 0, at("2026-11-20T21:00"), null, null, 0, false));
    assertThat(moved.tables()).containsExactly("T1");
    assertThat(moved.areaId()).isEqualTo("sala");
  }

  @Test
  void shouldLookInEveryAreaWhenTimeAndAreaAreGivenUpTogether() {
    accept(new Command.Book(1, 2, at("2026-11-20T20:00"), "terrace", diner(1), null));
    Reservation moved =
        accept(new Command.Modify(1, 0, at("2026-11-20T21:00"), ANY_AREA, null, 0, false));
    assertThat(moved.tables()).containsExactly("T1");
    assertThat(moved.areaAsked()).isFalse();
  }

  @Test
  void shouldRememberThatItsOwnAreaIsAskedForNow() {
    accept(book(1, 2, "2026-11-20T20:00"));
    Reservation asked = accept(new Command.Modify(1, 0, null, "sala", null, 0, false));
    assertThat(asked.tables()).containsExactly("T1");
    assertThat(asked.areaAsked()).isTrue();
  }

  @Test
  void shouldMoveWithinItsOwnTimeAsThoughItsTableWereFree() {
    accept(book(1, 6, "2026-11-20T20:00"));
    Reservation moved =
        accept(new Command.Modify(1, 0, at("2026-11-20T20:30"), null, null, 1, false));
    assertThat(moved.tables()).containsExactly("T4");
    assertThat(moved.version()).isEqualTo(2);
  }

  @Test
  void shouldLeaveAReservationWholeWhenItsMoveIsRefused() {
    accept(book(1, 6, "2026-11-20T18:00"));
    Reservation second = accept(book(2, 6, "2026-11-20T20:00"));
    assertThat(
            decide(new Command.Modify(2, 0, at("2026-11-20T18:30"), null, null, 0, false), NOW_MS))
        .isEqualTo(Refusal.NO_TABLE);
    assertThat(state.find(2)).isEqualTo(second);
    assertThat(decide(book(3, 6, "2026-11-20T20:15"), NOW_MS)).isEqualTo(Refusal.NO_TABLE);
  }

  @Test
  void shouldRefuseAStaleVersionAndTakeTheRightOne() {
    accept(book(1, 2, "2026-11-20T20:00"));
    assertThat(decide(new Command.Cancel(1, 2, false), NOW_MS)).isEqualTo(Refusal.VERSION_MISMATCH);
    assertThat(decide(new Command.Modify(1, 3, null, null, null, 9, false), NOW_MS))
        .isEqualTo(Refusal.VERSION_MISMATCH);
    assertThat(accept(new Command.Cancel(1, 1, false)).status()).isEqualTo(Status.CANCELLED);
    assertThat(decide(new Command.Modify(1, 3, null, null, null, 1, false), NOW_MS))
        .as("stale before over")
        .isEqualTo(Refusal.VERSION_MISMATCH);
    assertThat(decide(new Command.Modify(1, 3, null, null, null, 2, false), NOW_MS))
        .isEqualTo(Refusal.NOT_CHANGEABLE);
  }

  @Test
  void shouldAnswerASecondCancelAsTheFirst() {
    accept(book(1, 2, "2026-11-20T20:00"));
    accept(new Command.Cancel(1, 0, false));
    assertThat(decide(new Command.Cancel(1, 1, false), NOW_MS))
        .isInstanceOf(Decision.Unchanged.class);
    assertThat(accept(book(2, 2, "2026-11-20T20:00")).tables()).containsExactly("T1");
  }

  @Test
  void shouldHoldTheCutoffAgainstDinersButNotAgainstStaff() {
    accept(book(1, 2, "2026-11-20T18:00"));
    long late = NOW_MS + 5 * 3_600_000 + 60_000;
    assertThat(decide(new Command.Cancel(1, 0, false), late))
        .isEqualTo(Refusal.CANCELLATION_CUTOFF);
    assertThat(decide(new Command.Cancel(1, 0, true), late)).isInstanceOf(Event.class);
  }

  @Test
  void shouldConfirmAHoldOnceAndNeedADiner() {
    accept(new Command.Hold(1, 2, at("2026-11-20T20:00"), null, null, null, 0));
    assertThat(decide(new Command.Confirm(1, null), NOW_MS)).isEqualTo(Refusal.DINER_REQUIRED);
    Reservation confirmed = accept(new Command.Confirm(1, diner(7)));
    assertThat(confirmed.status()).isEqualTo(Status.CONFIRMED);
    assertThat(confirmed.diner()).isEqualTo(7);
    assertThat(confirmed.holdUntilMs()).isZero();
    assertThat(decide(new Command.Confirm(1, diner(8)), NOW_MS))
        .isEqualTo(new Decision.Unchanged(confirmed));
    assertThat(decide(new Command.Release(1), NOW_MS)).isEqualTo(Refusal.NOT_CHANGEABLE);
  }

  @Test
  void shouldGiveTheTableBackWhenAHoldRunsOutAndNotBefore() {
    accept(new Command.Hold(1, 6, at("2026-11-20T20:00"), null, diner(1), null, 60));
    assertThat(decide(new Command.Expire(1), NOW_MS + 59_999))
        .isInstanceOf(Decision.Unchanged.class);
    assertThat(decide(book(2, 6, "2026-11-20T20:00"), NOW_MS)).isEqualTo(Refusal.NO_TABLE);
    assertThat(decide(new Command.Confirm(1, null), NOW_MS + 60_000))
        .isEqualTo(Refusal.HOLD_EXPIRED);
    assertThat(decide(new Command.Expire(1), NOW_MS + 60_000)).isInstanceOf(Event.class);
    assertThat(decide(new Command.Confirm(1, null), NOW_MS)).isEqualTo(Refusal.HOLD_EXPIRED);
    accept(book(3, 6, "2026-11-20T20:00"));
  }

  @Test
  void shouldCreateARestaurantByItsProfileAndRefuseAnotherOfTheSameNumber() {
    RestaurantState fresh = new RestaurantState();
    Restaurant house = House.named("anna");
    assertThat(Decider.decide(fresh, book(1, 2, "2026-11-20T20:00"), NOW_MS))
        .isEqualTo(Refusal.UNKNOWN_RESTAURANT);
    for (Command command :
        List.of(
            new Command.PutProfile(house.profile()),
            new Command.PutFloorPlan(house.floorPlan()),
            new Command.PutSchedule(house.schedule()),
            new Command.PutPolicies(house.policies()))) {
      fresh.evolve((Event) Decider.decide(fresh, command, NOW_MS));
    }
    assertThat(fresh.floor()).isNotNull();
    assertThat(
            Decider.decide(fresh, new Command.PutProfile(House.named("berta").profile()), NOW_MS))
        .isEqualTo(Refusal.RESTAURANT_ID_TAKEN);
    assertThat(Decider.decide(fresh, book(1, 2, "2026-11-20T20:00"), NOW_MS))
        .isInstanceOf(Event.class);
  }

  @Test
  void shouldRefuseAFloorPlanThatLeavesAReservationWithoutItsTable() {
    accept(book(1, 6, "2026-11-20T20:00"));
    FloorPlan plan = House.named("anna").floorPlan();
    FloorPlan smaller = new FloorPlan(plan.areas(), plan.tables().subList(0, 3));
    assertThat(decide(new Command.PutFloorPlan(smaller), NOW_MS)).isEqualTo(Refusal.ORPHANS);
    assertThat(Defining.conflicts(state, new Command.PutFloorPlan(smaller), NOW_MS, 100))
        .containsExactly(1L);
    accept(new Command.Cancel(1, 0, false));
    assertThat(decide(new Command.PutFloorPlan(smaller), NOW_MS)).isInstanceOf(Event.class);
  }

  @Test
  void shouldKeepEveryTableTakenOverAChangeOfPlan() {
    accept(book(1, 2, "2026-11-20T20:00"));
    FloorPlan plan = House.named("anna").floorPlan();
    FloorPlan turned =
        new FloorPlan(plan.areas(), List.of(plan.tables().get(1), plan.tables().get(0)));
    decide(new Command.PutFloorPlan(turned), NOW_MS);
    assertThat(accept(book(2, 2, "2026-11-20T20:00")).tables()).containsExactly("T2");
    assertThat(decide(book(3, 2, "2026-11-20T20:00"), NOW_MS)).isEqualTo(Refusal.NO_TABLE);
  }
}
