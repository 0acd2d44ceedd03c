package io.tavolo.engine.reservation;

import static io.tavolo.engine.reservation.Room.EIGHT;
import static io.tavolo.engine.reservation.Room.pacing;
import static io.tavolo.engine.reservation.Room.plan;
import static io.tavolo.engine.reservation.Room.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.reservation.Command.OnConflict;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Closure;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.PacingOverride;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.time.Ticks;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changes of definition, and what becomes of the reservations that stand. */
class DefiningTest {
  private final Room room = new Room().with(0, false, null);

  private static Command.PutFloorPlan put(OnConflict onConflict, Table... tables) {
    return new Command.PutFloorPlan(plan(List.of(tables), false), onConflict);
  }

  private List<Long> conflicts(Command put) {
    return Defining.conflicts(room.state, put, room.nowMs, 100);
  }

  private List<Reservation> moved(Command put) {
    Decision decision = room.decide(put);
    assertThat(decision).isInstanceOf(Event.FloorPlanChanged.class);
    return ((Event.FloorPlanChanged) decision).moved();
  }

  private void refuseForTables(Table... tables) {
    room.refuse(put(OnConflict.REFUSE, tables), Refusal.ORPHANS);
  }

  // ---- floor plans

  @Test
  void shouldRefuseAPlanWithoutATableThatIsTakenAndNameWhoHasIt() {
    Reservation two = room.accept(room.book(2, EIGHT));
    Command.PutFloorPlan withoutB = put(OnConflict.REFUSE, table("A", "hall", 4));
    room.refuse(withoutB, Refusal.ORPHANS);
    assertThat(conflicts(withoutB)).containsExactly(two.id());
    assertThat(moved(put(OnConflict.REFUSE, table("B", "hall", 2)))).isEmpty();
  }

  @Test
  void shouldRefuseAPlanWhoseTableIsTooSmallForWhoSitsThere() {
    room.accept(room.book(4, EIGHT));
    refuseForTables(table("A", "hall", 3));
    room.decide(put(OnConflict.REFUSE, table("A", "hall", 4)));
    assertThat(room.state.find(1)).isNotNull();
  }

  @Test
  void shouldRefuseAPlanThatPutsATakenTableIntoAnotherArea() {
    room.accept(room.book(4, EIGHT));
    refuseForTables(table("A", "terrace", 4));
  }

  @Test
  void shouldRefuseAPlanThatNoLongerJoinsAsAPartySits() {
    room.accept(room.book(8, EIGHT));
    List<Table> tables = Room.PLAN.tables();
    room.refuse(new Command.PutFloorPlan(plan(tables, false)), Refusal.ORPHANS);
    FloorPlan off = new FloorPlan(Room.PLAN.areas(), tables, Room.PLAN.joins(), List.of(), false);
    room.refuse(new Command.PutFloorPlan(off), Refusal.ORPHANS);
    assertThat(moved(new Command.PutFloorPlan(Room.PLAN))).isEmpty();
  }

  @Test
  void shouldLetAPartyStayBelowTheSmallestItsTableIsGivenTo() {
    room.accept(room.book(2, EIGHT));
    assertThat(moved(put(OnConflict.REFUSE, new Table("B", "hall", 3, 4, 0)))).isEmpty();
  }

  @Test
  void shouldNotAskAfterVisitsThatAreOver() {
    Reservation two = room.accept(room.book(2, EIGHT));
    room.nowMs = Ticks.epochMilli(two.endTick()) - 1;
    refuseForTables(table("A", "hall", 4));
    room.nowMs++;
    assertThat(moved(put(OnConflict.REFUSE, table("A", "hall", 4)))).isEmpty();
  }

  @Test
  void shouldMoveWhoLosesATableToTheBestOneThatIsFree() {
    Reservation two = room.accept(room.book(2, EIGHT));
    List<Reservation> moved =
        moved(put(OnConflict.REASSIGN, table("D", "terrace", 6), table("E", "hall", 4)));
    assertThat(moved).hasSize(1);
    Reservation after = moved.get(0);
    assertThat(after.tables()).containsExactly("E");
    assertThat(after.version()).isEqualTo(two.version() + 1);
    assertThat(room.state.find(two.id())).isEqualTo(after);
    assertThat(room.seated(room.bookIn("hall", 2, EIGHT))).isEqualTo("NO_TABLE");
  }

  @Test
  void shouldMoveALargePartyToJoinedTables() {
    room.accept(room.bookIn("terrace", 6, EIGHT));
    room.accept(room.book(6, "2026-11-21T20:00"));
    FloorPlan withoutD = plan(Room.PLAN.tables().subList(0, 3), true);
    Command reassign = new Command.PutFloorPlan(withoutD, OnConflict.REASSIGN);
    room.refuse(reassign, Refusal.ORPHANS);
    assertThat(conflicts(reassign)).as("who asked for the terrace").containsExactly(1L);
    room.accept(new Command.Cancel(1, 0, true));
    assertThat(moved(reassign).get(0).tables()).containsExactly("A", "B");
  }

  @Test
  void shouldMoveWhoAskedForAnAreaWithinItOnly() {
    room.accept(room.bookIn("hall", 2, EIGHT));
    Command toTerrace =
        put(OnConflict.REASSIGN, table("D", "terrace", 6), table("F", "terrace", 2));
    room.refuse(toTerrace, Refusal.ORPHANS);
    List<Reservation> moved =
        moved(put(OnConflict.REASSIGN, table("D", "terrace", 2), table("E", "hall", 4)));
    assertThat(moved.get(0).areaId()).isEqualTo("hall");
  }

  @Test
  void shouldFindNoTableForWhoAskedForAnAreaThatIsNoMore() {
    room.accept(room.bookIn("hall", 2, EIGHT));
    FloorPlan plan =
        new FloorPlan(List.of(new Area("terrace", "Terrace")), List.of(table("D", "terrace", 6)));
    room.refuse(new Command.PutFloorPlan(plan, OnConflict.REASSIGN), Refusal.ORPHANS);
  }

  @Test
  void shouldMoveLargePartiesFirstThenEarlyOnes() {
    room.accept(room.book(2, EIGHT));
    room.accept(room.book(2, "2026-11-20T19:45"));
    room.accept(room.book(4, EIGHT));
    List<Reservation> moved =
        moved(
            put(
                OnConflict.REASSIGN,
                table("X", "hall", 4),
                table("Y", "hall", 4),
                table("Z", "hall", 5)));
    assertThat(moved).extracting(Reservation::id).containsExactly(3L, 2L, 1L);
    assertThat(moved).extracting(r -> r.tables().get(0)).containsExactly("X", "Y", "Z");
  }

  @Test
  void shouldMoveWhoSitsAlreadyBeforeAnyoneElse() {
    Reservation two = room.accept(room.book(2, EIGHT));
    Reservation four = room.accept(room.book(4, EIGHT));
    room.state.evolve(
        new Event.OfReservation(Event.Kind.MODIFIED, new Draft(two).status(Status.SEATED).done()));
    Command one = put(OnConflict.REASSIGN, table("X", "hall", 4));
    room.refuse(one, Refusal.ORPHANS);
    assertThat(conflicts(one)).containsExactly(four.id());
  }

  @Test
  void shouldMoveNobodyToATableThatIsKept() {
    room.accept(room.book(2, EIGHT));
    room.accept(room.book(2, EIGHT));
    Command oneLess = put(OnConflict.REASSIGN, table("B", "hall", 2));
    room.refuse(oneLess, Refusal.ORPHANS);
    assertThat(conflicts(oneLess)).containsExactly(2L);
    assertThat(conflicts(put(OnConflict.REFUSE, table("X", "hall", 2)))).containsExactly(1L, 2L);
    assertThat(
            Defining.conflicts(
                room.state, put(OnConflict.REFUSE, table("X", "hall", 2)), room.nowMs, 1))
        .containsExactly(1L);
  }

  @Test
  void shouldKeepTheResetFreeOfOthersWhenItMoves() {
    room.with(30);
    room.accept(room.book(2, EIGHT));
    room.accept(room.book(2, "2026-11-20T21:30"));
    assertThat(room.state.find(2)).extracting(r -> r.tables().get(0)).isEqualTo("C");
    room.refuse(put(OnConflict.REASSIGN, table("X", "hall", 2)), Refusal.ORPHANS);
    assertThat(moved(put(OnConflict.REASSIGN, table("X", "hall", 2), table("Y", "hall", 2))))
        .hasSize(2);
  }

  @Test
  void shouldGiveWhoIsMovedTablesOfEveryChannel() {
    room.accept(room.book(2, EIGHT));
    Table walkIns = new Table("W", "hall", 1, 2, 0, Channel.WALK_IN);
    assertThat(moved(put(OnConflict.REASSIGN, walkIns))).hasSize(1);
  }

  @Test
  void shouldMoveNobodyWhoseVisitIsOver() {
    Reservation two = room.accept(room.book(2, EIGHT));
    room.nowMs = Ticks.epochMilli(two.endTick());
    assertThat(moved(put(OnConflict.REASSIGN, table("X", "hall", 2)))).isEmpty();
  }

  // ---- schedules

  private static Schedule dinner(String zone, int first, Closure... closures) {
    Schedule usual = House.named("anna").schedule();
    return new Schedule(
        15,
        0,
        List.of(new Shift("dinner", zone, List.of(DayOfWeek.values()), first, first + 180)),
        List.of(),
        List.of(closures),
        usual.turnTimes(),
        List.of(),
        List.of());
  }

  private static Schedule paced(@Nullable String ruled, @Nullable String overridden) {
    Limits ten = new Limits(10, null, null);
    return new Schedule(
        15,
        0,
        House.named("anna").schedule().shifts(),
        List.of(),
        List.of(),
        House.named("anna").schedule().turnTimes(),
        List.of(new Pacing(null, ruled, ten)),
        List.of(new PacingOverride(LocalDate.of(2026, 11, 20), 0, 60, overridden, ten)));
  }

  @Test
  void shouldRefuseAScheduleWithoutASlotThatIsTakenUnlessItIsToBeKept() {
    Reservation two = room.accept(room.book(2, EIGHT));
    Schedule later = dinner("d", 20 * 60 + 15);
    room.refuse(new Command.PutSchedule(later), Refusal.ORPHANS);
    room.refuse(new Command.PutSchedule(later, OnConflict.REASSIGN), Refusal.ORPHANS);
    assertThat(conflicts(new Command.PutSchedule(later))).containsExactly(two.id());
    assertThat(room.decide(new Command.PutSchedule(dinner("d", 19 * 60))))
        .isInstanceOf(Event.ScheduleChanged.class);
    assertThat(room.decide(new Command.PutSchedule(later, OnConflict.KEEP)))
        .isInstanceOf(Event.ScheduleChanged.class);
    assertThat(room.state.find(two.id())).isEqualTo(two);
  }

  @Test
  void shouldRefuseAClosureOfADateThatIsBooked() {
    room.accept(room.book(2, EIGHT));
    LocalDate date = LocalDate.of(2026, 11, 20);
    room.refuse(
        new Command.PutSchedule(dinner("d", 19 * 60, new Closure(date, date))), Refusal.ORPHANS);
    assertThat(
            room.decide(
                new Command.PutSchedule(
                    dinner("d", 19 * 60, new Closure(date.plusDays(1), date.plusDays(9))))))
        .isInstanceOf(Event.ScheduleChanged.class);
  }

  @Test
  void shouldNotAskAfterVisitsThatHaveBegun() {
    Reservation two = room.accept(room.book(2, EIGHT));
    room.nowMs = Ticks.epochMilli(two.startTick());
    assertThat(room.decide(new Command.PutSchedule(dinner("d", 22 * 60))))
        .isInstanceOf(Event.ScheduleChanged.class);
  }

  @Test
  void shouldRefuseAScheduleThatPacesAnAreaThatThereIsNot() {
    room.refuse(new Command.PutSchedule(paced("roof", null)), Refusal.UNKNOWN_AREA);
    room.refuse(new Command.PutSchedule(paced(null, "roof")), Refusal.UNKNOWN_AREA);
    assertThat(room.decide(new Command.PutSchedule(paced("hall", "terrace"))))
        .isInstanceOf(Event.ScheduleChanged.class);
    assertThat(room.decide(new Command.PutSchedule(paced(null, null))))
        .isInstanceOf(Event.ScheduleChanged.class);
  }

  // ---- policies and profiles

  private static Policies parties(int min, int max) {
    return new Policies(30, 60, min, max, 300, 60, true);
  }

  @Test
  void shouldRefusePoliciesThatDoNotTakeAPartyThatStandsUnlessItIsToBeKept() {
    Reservation four = room.accept(room.book(4, EIGHT));
    room.refuse(new Command.PutPolicies(parties(1, 3)), Refusal.ORPHANS);
    room.refuse(new Command.PutPolicies(parties(5, 9)), Refusal.ORPHANS);
    assertThat(conflicts(new Command.PutPolicies(parties(5, 9)))).containsExactly(four.id());
    assertThat(room.decide(new Command.PutPolicies(parties(4, 4))))
        .isInstanceOf(Event.PoliciesChanged.class);
    assertThat(room.decide(new Command.PutPolicies(parties(1, 3), OnConflict.KEEP)))
        .isInstanceOf(Event.PoliciesChanged.class);
  }

  private static Profile profile(String id, String zone) {
    return new Profile(id, "Anna", ZoneId.of(zone), null, null, null, null, null);
  }

  @Test
  void shouldRefuseAZoneInWhichAReservationHasNoSlot() {
    Reservation two = room.accept(room.book(2, "2026-11-20T18:00"));
    Command.PutProfile london = new Command.PutProfile(profile("anna", "Europe/London"));
    room.refuse(london, Refusal.ORPHANS);
    assertThat(conflicts(london)).containsExactly(two.id());
    assertThat(room.decide(new Command.PutProfile(profile("anna", "Africa/Cairo"))))
        .isInstanceOf(Event.ProfileChanged.class);
  }

  @Test
  void shouldTakeAProfileThatChangesNoZoneWhateverStands() {
    room.accept(room.book(2, EIGHT));
    assertThat(room.decide(new Command.PutSchedule(dinner("d", 22 * 60), OnConflict.KEEP)))
        .isInstanceOf(Event.ScheduleChanged.class);
    assertThat(room.decide(new Command.PutProfile(profile("anna", "Europe/Rome"))))
        .isInstanceOf(Event.ProfileChanged.class);
    room.refuse(
        new Command.PutProfile(profile("berta", "Europe/Rome")), Refusal.RESTAURANT_ID_TAKEN);
  }

  @Test
  void shouldKnowNoConflictWhereThereIsNoRestaurant() {
    RestaurantState nobody = new RestaurantState();
    Command put = new Command.PutPolicies(parties(1, 3));
    assertThat(Defining.conflicts(nobody, put, room.nowMs, 9)).isEmpty();
    assertThat(Decider.decide(nobody, put, room.nowMs)).isEqualTo(Refusal.UNKNOWN_RESTAURANT);
    assertThat(Decider.decide(nobody, new Command.PutFloorPlan(Room.PLAN), room.nowMs))
        .isEqualTo(Refusal.UNKNOWN_RESTAURANT);
  }

  @Test
  void shouldCountTowardsTheNewPacingWhoSatBefore() {
    room.accept(room.book(2, EIGHT));
    room.with(0, Room.pacing("hall", 3, 3));
    room.refuse(room.bookIn("hall", 2, EIGHT), Refusal.PACING);
    Floor floor = Objects.requireNonNull(room.state.floor());
    assertThat(floor.pace().isLimited()).isTrue();
  }

  // ---- what was so before

  @Test
  void shouldNotBlameANewScheduleForWhatWasKeptBefore() {
    Reservation two = room.accept(room.book(2, EIGHT));
    Schedule usual = House.named("anna").schedule();
    Shift lunch = new Shift("lunch", "Lunch", usual.shifts().get(0).weekdays(), 12 * 60, 13 * 60);
    Schedule noEvening = new Schedule(15, List.of(lunch), List.of(), usual.turnTimes());
    room.refuse(new Command.PutSchedule(noEvening), Refusal.ORPHANS);
    assertThat(conflicts(new Command.PutSchedule(noEvening))).containsExactly(two.id());
    room.decide(new Command.PutSchedule(noEvening, OnConflict.KEEP));
    assertThat(room.decide(new Command.PutSchedule(noEvening)))
        .isInstanceOf(Event.ScheduleChanged.class);
  }

  @Test
  void shouldNotBlameNewPoliciesForAPartyThatWasTooLargeBefore() {
    room.accept(room.book(8, EIGHT));
    Policies small = new Policies(0, 60, 1, 4, 300, 0, true);
    room.refuse(new Command.PutPolicies(small), Refusal.ORPHANS);
    room.decide(new Command.PutPolicies(small, OnConflict.KEEP));
    Policies smaller = new Policies(0, 30, 1, 4, 300, 0, true);
    assertThat(room.decide(new Command.PutPolicies(smaller)))
        .isInstanceOf(Event.PoliciesChanged.class);
  }

  @Test
  void shouldRefuseAPlanWithoutAnAreaThatThePacingNames() {
    room.with(0, pacing("terrace", 4, null));
    FloorPlan hallOnly =
        new FloorPlan(List.of(new Area("hall", "Hall")), List.of(table("A", "hall", 4)));
    room.refuse(new Command.PutFloorPlan(hallOnly), Refusal.UNKNOWN_AREA);
    room.with(0);
    assertThat(room.decide(new Command.PutFloorPlan(hallOnly)))
        .isInstanceOf(Event.FloorPlanChanged.class);
  }

  @Test
  void shouldMoveWithinThePacingWhereItCanAndSayWhereItCannot() {
    room.accept(room.book(2, EIGHT));
    room.accept(room.book(2, EIGHT));
    room.with(0, pacing("terrace", 2, null));
    List<Reservation> moved =
        moved(
            put(
                OnConflict.REASSIGN,
                table("T", "terrace", 2),
                table("U", "terrace", 2),
                table("H", "hall", 6)));
    assertThat(moved).extracting(r -> r.tables().get(0)).containsExactly("T", "H");
    assertThat(moved).noneMatch(Reservation::pacingExceeded);
    moved = moved(put(OnConflict.REASSIGN, table("V", "terrace", 2), table("T", "terrace", 2)));
    assertThat(moved).extracting(r -> r.tables().get(0)).containsExactly("V");
    assertThat(moved).allMatch(Reservation::pacingExceeded);
  }
}
