package io.tavolo.engine.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.inventory.Seatings;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.PacingOverride;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.ServiceDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lunch at 12:00, 12:30 and 13:00, dinner at 19:00, 19:30 … 21:00; a hall and a bar. */
final class PaceTest {
  private static final LocalDate DATE = LocalDate.of(2026, 11, 20);
  private static final int HALL = 0;
  private static final int BAR = 1;
  private static final int LUNCH = 0;
  private static final int DINNER = 3;
  private static final int TURN = 18;

  private static final Seatings SEATINGS =
      Seatings.of(
          new FloorPlan(
              List.of(new Area("hall", "Hall"), new Area("bar", "Bar")),
              List.of(new Table("T1", "hall", 1, 4, 0))));

  private static Shift shift(String id, int first, int last, int slotMinutes) {
    return new Shift(id, id, List.of(DayOfWeek.values()), first, last, slotMinutes);
  }

  private static Schedule schedule(List<Pacing> rules, List<PacingOverride> overrides) {
    return new Schedule(
        30,
        0,
        List.of(shift("lunch", 720, 780, 0), shift("dinner", 1140, 1260, 0)),
        List.of(),
        List.of(),
        List.of(new TurnTime(100, 90)),
        rules,
        overrides);
  }

  private static Pacing rule(
      @Nullable String shift,
      @Nullable String area,
      @Nullable Integer covers,
      @Nullable Integer parties,
      @Nullable Integer present) {
    return new Pacing(shift, area, new Limits(covers, parties, present));
  }

  private Schedule schedule = schedule(List.of(), List.of());
  private Pace pace = new Pace(schedule, SEATINGS);
  private ServiceDay day = day(DATE);

  private void rules(Pacing... rules) {
    rules(List.of(rules), List.of());
  }

  private void rules(List<Pacing> rules, List<PacingOverride> overrides) {
    schedule = schedule(rules, overrides);
    pace = new Pace(schedule, SEATINGS);
    day = day(DATE);
  }

  private ServiceDay day(LocalDate date) {
    return new Calendar(ZoneId.of("UTC"), schedule).day(date.toEpochDay());
  }

  private void seat(int area, int slot, int party) {
    pace.add(area, day.at(slot), day.at(slot) + TURN, party);
  }

  /** The room at a slot, found both ways. */
  private int room(int scope, int slot) {
    int room = pace.room(scope, day, slot, day.at(slot) + TURN);
    int[] all = new int[day.count()];
    pace.room(scope, day, TURN, all);
    assertThat(Math.min(all[slot], 1_000_000)).isEqualTo(Math.min(room, 1_000_000));
    return room;
  }

  @Test
  void shouldLeaveAnyRoomWithoutARule() {
    seat(HALL, LUNCH, 50);
    assertThat(pace.isLimited()).isFalse();
    assertThat(pace.areasLimited()).isFalse();
    assertThat(pace.isLimited(Pace.HOUSE)).isFalse();
    assertThat(pace.isLimited(BAR)).isFalse();
    assertThat(room(Pace.HOUSE, LUNCH)).isEqualTo(Pace.UNLIMITED);
    assertThat(room(HALL, LUNCH)).isEqualTo(Pace.UNLIMITED);
  }

  @Test
  void shouldLimitTheCoversThatStartInASlot() {
    rules(rule(null, null, 10, null, null));
    assertThat(pace.isLimited()).isTrue();
    assertThat(pace.areasLimited()).isFalse();
    assertThat(pace.isLimited(Pace.HOUSE)).isTrue();
    assertThat(room(Pace.HOUSE, LUNCH)).isEqualTo(10);
    seat(HALL, LUNCH, 4);
    seat(Pace.HOUSE, LUNCH, 3);
    assertThat(room(Pace.HOUSE, LUNCH)).isEqualTo(3);
    assertThat(room(Pace.HOUSE, LUNCH + 1)).isEqualTo(10);
    pace.remove(HALL, day.at(LUNCH), day.at(LUNCH) + TURN, 4);
    assertThat(room(Pace.HOUSE, LUNCH)).isEqualTo(7);
  }

  @Test
  void shouldCountWhatStartsBetweenASlotAndTheNextButNotWhatStartsAtTheNext() {
    rules(rule(null, null, 10, null, null));
    int slot = day.at(LUNCH);
    pace.add(HALL, slot + 5, slot + 20, 2);
    pace.add(HALL, slot + 6, slot + 20, 4);
    pace.add(HALL, slot - 1, slot + 20, 1);
    assertThat(room(Pace.HOUSE, LUNCH)).isEqualTo(8);
    assertThat(room(Pace.HOUSE, LUNCH + 1)).isEqualTo(6);
  }

  @Test
  void shouldCountForTheLastSlotOfAShiftAsLongAsAnyOther() {
    rules(rule(null, null, 10, null, null));
    int last = day.at(LUNCH + 2);
    pace.add(HALL, last + 5, last + 20, 2);
    pace.add(HALL, last + 6, last + 20, 4);
    assertThat(room(Pace.HOUSE, LUNCH + 2)).isEqualTo(8);
  }

  @Test
  void shouldLimitThePartiesThatStartInASlotHoweverLarge() {
    rules(rule(null, null, null, 2, null));
    seat(HALL, LUNCH, 1);
    assertThat(room(Pace.HOUSE, LUNCH)).isGreaterThan(1_000);
    seat(HALL, LUNCH, 1);
    assertThat(room(Pace.HOUSE, LUNCH)).isZero();
    assertThat(room(Pace.HOUSE, LUNCH + 1)).isGreaterThan(1_000);
  }

  @Test
  void shouldLimitTheCoversPresentAtEveryTickOfAVisit() {
    rules(rule(null, null, null, null, 10));
    seat(HALL, DINNER + 3, 7);
    assertThat(room(Pace.HOUSE, DINNER)).as("over before they come").isEqualTo(10);
    assertThat(room(Pace.HOUSE, DINNER + 1)).as("meets them for half an hour").isEqualTo(3);
    assertThat(room(Pace.HOUSE, DINNER + 4)).as("they are still there").isEqualTo(3);
    assertThat(pace.room(Pace.HOUSE, day, DINNER, day.at(DINNER) + TURN + 1)).isEqualTo(3);
  }

  @Test
  void shouldHaveTheTightestOfItsLimits() {
    rules(rule(null, null, 6, 5, 8));
    seat(HALL, DINNER, 4);
    assertThat(room(Pace.HOUSE, DINNER)).isEqualTo(2);
    seat(HALL, DINNER + 1, 1);
    assertThat(room(Pace.HOUSE, DINNER + 1)).isEqualTo(3);
  }

  @Test
  void shouldPutAShiftsOwnRuleInThePlaceOfTheGeneralOne() {
    rules(rule("lunch", null, null, 1, null), rule(null, null, 10, null, null));
    seat(HALL, LUNCH, 9);
    seat(HALL, DINNER, 9);
    assertThat(room(Pace.HOUSE, LUNCH)).isZero();
    assertThat(room(Pace.HOUSE, LUNCH + 1)).as("no limit of covers").isGreaterThan(1_000);
    assertThat(room(Pace.HOUSE, DINNER)).isEqualTo(1);
  }

  @Test
  void shouldLimitAnAreaByItself() {
    rules(rule(null, "bar", 4, null, null));
    assertThat(pace.isLimited()).isTrue();
    assertThat(pace.areasLimited()).isTrue();
    assertThat(pace.isLimited(Pace.HOUSE)).isFalse();
    assertThat(pace.isLimited(HALL)).isFalse();
    assertThat(pace.isLimited(BAR)).isTrue();
    seat(HALL, LUNCH, 3);
    seat(BAR, LUNCH, 1);
    assertThat(room(BAR, LUNCH)).isEqualTo(3);
    assertThat(room(HALL, LUNCH)).isEqualTo(Pace.UNLIMITED);
    assertThat(room(Pace.HOUSE, LUNCH)).isEqualTo(Pace.UNLIMITED);
  }

  @Test
  void shouldLayAnOverrideOverTheRuleForSlotsFromItsBeginningToBeforeItsEnd() {
    rules(
        List.of(rule(null, null, 10, 9, null)),
        List.of(new PacingOverride(DATE, 1170, 1230, null, new Limits(2, null, null))));
    assertThat(room(Pace.HOUSE, DINNER)).isEqualTo(10);
    assertThat(room(Pace.HOUSE, DINNER + 1)).isEqualTo(2);
    assertThat(room(Pace.HOUSE, DINNER + 2)).isEqualTo(2);
    assertThat(room(Pace.HOUSE, DINNER + 3)).isEqualTo(10);
  }

  @Test
  void shouldKeepOfTheRuleWhatAnOverrideLeavesOut() {
    rules(
        List.of(rule(null, null, null, 1, null)),
        List.of(new PacingOverride(DATE, 0, 2160, null, new Limits(8, null, null))));
    assertThat(room(Pace.HOUSE, LUNCH)).isEqualTo(8);
    seat(HALL, LUNCH, 1);
    assertThat(room(Pace.HOUSE, LUNCH)).isZero();
  }

  @Test
  void shouldOverrideOnlyItsDateAndItsArea() {
    Limits two = new Limits(2, null, null);
    rules(
        List.of(),
        List.of(
            new PacingOverride(DATE, 0, 1000, "bar", two),
            new PacingOverride(DATE, 1100, 2160, "bar", new Limits(5, null, null)),
            new PacingOverride(DATE.plusDays(1), 0, 2160, null, two)));
    assertThat(room(BAR, LUNCH)).isEqualTo(2);
    assertThat(room(BAR, DINNER)).isEqualTo(5);
    assertThat(room(HALL, LUNCH)).isEqualTo(Pace.UNLIMITED);
    assertThat(room(Pace.HOUSE, LUNCH)).isEqualTo(Pace.UNLIMITED);
    day = day(DATE.plusDays(1));
    assertThat(room(Pace.HOUSE, LUNCH)).isEqualTo(2);
  }

  @Test
  void shouldLimitWhoIsPresentByTheLastSlotBeforeEachTick() {
    rules(
        List.of(rule(null, null, null, null, 10)),
        List.of(new PacingOverride(DATE, 1200, 1230, null, new Limits(null, null, 4))));
    assertThat(room(Pace.HOUSE, DINNER)).as("still there at 20:00").isEqualTo(4);
    assertThat(pace.room(Pace.HOUSE, day, DINNER, day.at(DINNER + 2))).isEqualTo(10);
    assertThat(pace.room(Pace.HOUSE, day, DINNER, day.at(DINNER + 2) + 1)).isEqualTo(4);
    assertThat(room(Pace.HOUSE, DINNER + 3)).as("comes after").isEqualTo(10);
    assertThat(room(Pace.HOUSE, LUNCH)).isEqualTo(10);
  }

  @Test
  void shouldHoldTheLastSlotsLimitUntilTheVisitEnds() {
    rules(
        List.of(), List.of(new PacingOverride(DATE, 1260, 1290, null, new Limits(null, null, 4))));
    int last = day.count() - 1;
    int end = day.at(last) + TURN;
    pace.add(HALL, end - 1, end + 5, 3);
    assertThat(room(Pace.HOUSE, last)).isEqualTo(1);
    assertThat(pace.room(Pace.HOUSE, day, last, end - 1)).isEqualTo(4);
  }

  @Test
  void shouldForgetWhoCameBeforeATick() {
    rules(rule(null, null, 10, null, null), rule(null, "bar", 10, null, null));
    seat(BAR, LUNCH, 4);
    pace.forgetBefore(day.at(LUNCH) + 300);
    assertThat(room(Pace.HOUSE, LUNCH)).isEqualTo(10);
    assertThat(room(BAR, LUNCH)).isEqualTo(10);
  }

  @Test
  void shouldLookAtNoSlotOfADateWithout() {
    rules(rule(null, null, 10, null, null));
    Schedule closed = new Schedule(30, List.of(), List.of(), List.of(new TurnTime(100, 90)));
    ServiceDay none = new Calendar(ZoneId.of("UTC"), closed).day(DATE.toEpochDay());
    pace.room(Pace.HOUSE, none, TURN, new int[0]);
    assertThat(none.count()).isZero();
  }
}
