package io.tavolo.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every inventory keeps to, whatever it is made of. */
abstract class InventoryContract {
  private static final int MIDNIGHT = 20_454 * 288;
  private static final int HALL = 1;
  private static final int TERRACE = 1 << 1;

  private static final FloorPlan PLAN =
      new FloorPlan(
          List.of(new Area("hall", "Hall"), new Area("terrace", "Terrace")),
          List.of(
              new Table("T8", "hall", 5, 8, 0),
              new Table("T4", "hall", 1, 4, 5),
              new Table("T4b", "terrace", 1, 4, 1),
              new Table("T2", "hall", 1, 2, 9),
              new Table("T4c", "terrace", 3, 4, 1)));

  private final Seatings order = Seatings.of(PLAN);
  private final Inventory inventory = create(PLAN);

  abstract Inventory create(FloorPlan plan);

  private String bestFit(int party, int area, int start, int end) {
    int table = inventory.bestFit(party, area, Channel.ONLINE, start, end);
    return table == Inventory.NONE ? "none" : order.labels(table).get(0);
  }

  private void occupy(String label, int start, int end) {
    inventory.occupy(order.indexOf(label), start, end);
  }

  private boolean isFree(String label, int start, int end) {
    return inventory.isFree(order.indexOf(label), start, end);
  }

  @Test
  void shouldGiveTheTableThatWastesTheFewestCovers() {
    assertThat(bestFit(2, Inventory.ANY_AREA, 0, 18)).isEqualTo("T2");
    occupy("T2", 10, 12);
    assertThat(bestFit(2, Inventory.ANY_AREA, 0, 18)).isEqualTo("T4b");
    assertThat(bestFit(2, Inventory.ANY_AREA, 12, 30)).isEqualTo("T2");
  }

  @Test
  void shouldGivePriorityThenThePlansOrderAmongTablesOfOneSize() {
    assertThat(bestFit(3, Inventory.ANY_AREA, 0, 18)).isEqualTo("T4b");
    occupy("T4b", 0, 18);
    assertThat(bestFit(3, Inventory.ANY_AREA, 0, 18)).isEqualTo("T4c");
    occupy("T4c", 0, 18);
    assertThat(bestFit(3, Inventory.ANY_AREA, 0, 18)).isEqualTo("T4");
  }

  @Test
  void shouldNotGiveATableToAPartyBelowItsSmallest() {
    for (String label : List.of("T2", "T4", "T4b")) {
      occupy(label, 0, 18);
    }
    assertThat(bestFit(2, Inventory.ANY_AREA, 0, 18)).isEqualTo("none");
    assertThat(bestFit(3, Inventory.ANY_AREA, 0, 18)).isEqualTo("T4c");
  }

  @Test
  void shouldFindNoTableForAPartyTooLarge() {
    assertThat(bestFit(9, Inventory.ANY_AREA, 0, 18)).isEqualTo("none");
    assertThat(bestFit(1_000_000_000, Inventory.ANY_AREA, 0, 18)).isEqualTo("none");
    assertThat(bestFit(8, Inventory.ANY_AREA, 0, 18)).isEqualTo("T8");
  }

  @Test
  void shouldKeepToTheAreaAskedFor() {
    assertThat(bestFit(2, TERRACE, 0, 18)).isEqualTo("T4b");
    assertThat(bestFit(5, TERRACE, 0, 18)).isEqualTo("none");
    assertThat(bestFit(3, HALL, 0, 18)).isEqualTo("T4");
  }

  @Test
  void shouldGiveBackToBackVisitsTheSameTable() {
    occupy("T8", 100, 120);
    assertThat(isFree("T8", 80, 100)).isTrue();
    assertThat(isFree("T8", 120, 140)).isTrue();
    assertThat(isFree("T8", 119, 121)).isFalse();
    assertThat(isFree("T8", 80, 140)).isFalse();
  }

  @Test
  void shouldKeepAVisitOverMidnightAndOverWordEdges() {
    occupy("T8", MIDNIGHT - 6, MIDNIGHT + 144);
    for (int tick = MIDNIGHT - 6; tick < MIDNIGHT + 144; tick++) {
      assertThat(isFree("T8", tick, tick + 1)).isFalse();
    }
    assertThat(isFree("T8", MIDNIGHT - 200, MIDNIGHT - 6)).isTrue();
    assertThat(isFree("T8", MIDNIGHT + 144, MIDNIGHT + 400)).isTrue();
    assertThat(isFree("T8", MIDNIGHT - 200, MIDNIGHT + 400)).isFalse();
  }

  @Test
  void shouldRefuseToSeatTwoPartiesAtOneTableAndThenChangeNothing() {
    occupy("T8", 120, 140);
    assertThatThrownBy(() -> occupy("T8", 60, 121)).isInstanceOf(IllegalStateException.class);
    assertThat(isFree("T8", 60, 120)).isTrue();
  }

  @Test
  void shouldRefuseToGiveBackWhatIsNotTakenAndThenChangeNothing() {
    occupy("T8", 120, 140);
    int table = order.indexOf("T8");
    assertThatThrownBy(() -> inventory.vacate(table, 120, 141))
        .isInstanceOf(IllegalStateException.class);
    assertThat(isFree("T8", 120, 121)).isFalse();
    inventory.vacate(table, 120, 140);
    assertThat(isFree("T8", 120, 140)).isTrue();
  }

  @Test
  void shouldNameEveryTickAVisitCanStartAt() {
    for (String label : List.of("T8", "T4", "T4b", "T4c")) {
      occupy(label, MIDNIGHT, MIDNIGHT + 20);
    }
    long[] out = new long[2];
    inventory.starts(4, Inventory.ANY_AREA, Channel.ONLINE, 18, MIDNIGHT - 50, out);
    for (int i = 0; i < 128; i++) {
      boolean set = (out[i / 64] >>> (i % 64) & 1) != 0;
      int start = MIDNIGHT - 50 + i;
      assertThat(set).as("start %d", i).isEqualTo(start + 18 <= MIDNIGHT || start >= MIDNIGHT + 20);
    }
  }

  @Test
  void shouldNameNoStartForAPartyNoTableTakes() {
    long[] out = {-1L, -1L};
    inventory.starts(9, Inventory.ANY_AREA, Channel.ONLINE, 18, MIDNIGHT, out);
    assertThat(out).containsOnly(0L);
  }

  @Test
  void shouldGiveNothingInAForgottenPast() {
    occupy("T8", 6_390, 6_410);
    inventory.forgetBefore(6_405);
    assertThat(isFree("T8", 6_399, 6_400)).isFalse();
    assertThat(isFree("T8", 6_400, 6_401)).isFalse();
    assertThat(bestFit(2, Inventory.ANY_AREA, 6_000, 6_018)).isEqualTo("none");
    inventory.vacate(order.indexOf("T8"), 6_390, 6_410);
    occupy("T8", 6_390, 6_410);
    assertThat(isFree("T8", 6_409, 6_410)).isFalse();
    inventory.vacate(order.indexOf("T8"), 6_390, 6_410);
    occupy("T8", 6_000, 6_018);
    assertThat(isFree("T8", 6_400, 6_410)).isTrue();
    assertThat(isFree("T8", 6_399, 6_400)).isFalse();
  }

  // ---- joined tables

  private static final FloorPlan JOINED =
      new FloorPlan(
          List.of(new Area("hall", "Hall"), new Area("terrace", "Terrace")),
          List.of(
              new Table("A", "hall", 1, 4, 0),
              new Table("B", "hall", 1, 2, 0),
              new Table("C", "hall", 1, 2, 0),
              new Table("D", "terrace", 1, 6, 0, Channel.WALK_IN)),
          List.of(new Join("A", "B"), new Join("B", "C")),
          List.of(),
          true);

  private final Seatings rows = Seatings.of(JOINED);
  private final Inventory joined = create(JOINED);

  private String seat(int party, int areas, Channel channel, int start, int end) {
    int seating = joined.bestFit(party, areas, channel, start, end);
    return seating == Inventory.NONE ? "none" : String.join("", rows.labels(seating));
  }

  private void take(String label, int start, int end) {
    joined.occupy(rows.indexOf(label), start, end);
  }

  @Test
  void shouldJoinTablesOnlyWhenNoTableSeatsTheParty() {
    assertThat(seat(3, Inventory.ANY_AREA, Channel.ONLINE, 0, 18)).isEqualTo("A");
    take("A", 0, 18);
    assertThat(seat(3, Inventory.ANY_AREA, Channel.ONLINE, 0, 18)).isEqualTo("BC");
    assertThat(seat(3, Inventory.ANY_AREA, Channel.WALK_IN, 0, 18)).isEqualTo("D");
    assertThat(seat(6, Inventory.ANY_AREA, Channel.ONLINE, 18, 36)).isEqualTo("AB");
    assertThat(seat(7, Inventory.ANY_AREA, Channel.ONLINE, 18, 36)).isEqualTo("ABC");
    assertThat(seat(9, Inventory.ANY_AREA, Channel.ONLINE, 18, 36)).isEqualTo("none");
  }

  @Test
  void shouldNotJoinATableThatIsTaken() {
    take("B", 10, 20);
    for (int party : new int[] {5, 6, 7, 8}) {
      assertThat(seat(party, Inventory.ANY_AREA, Channel.ONLINE, 0, 18)).isEqualTo("none");
      assertThat(seat(party, Inventory.ANY_AREA, Channel.ONLINE, 0, 10)).startsWith("A");
      assertThat(seat(party, Inventory.ANY_AREA, Channel.ONLINE, 20, 40)).startsWith("A");
    }
    int all = rows.seatingOf(List.of("A", "B", "C"));
    assertThat(joined.isFree(all, 0, 10)).isTrue();
    assertThat(joined.isFree(all, 9, 11)).isFalse();
    assertThat(joined.isFree(all, 19, 21)).isFalse();
    assertThat(joined.isFree(rows.seatingOf(List.of("C")), 0, 40)).isTrue();
  }

  @Test
  void shouldNotJoinATableThatIsTakenOverMidnightOrInALongVisit() {
    take("C", 127, 129);
    assertThat(seat(8, Inventory.ANY_AREA, Channel.ONLINE, 100, 128)).isEqualTo("none");
    assertThat(seat(8, Inventory.ANY_AREA, Channel.ONLINE, 128, 140)).isEqualTo("none");
    assertThat(seat(8, Inventory.ANY_AREA, Channel.ONLINE, 10, 250)).isEqualTo("none");
    assertThat(seat(6, Inventory.ANY_AREA, Channel.ONLINE, 10, 250)).isEqualTo("AB");
    assertThat(seat(8, Inventory.ANY_AREA, Channel.ONLINE, 129, 400)).isEqualTo("ABC");
  }

  @Test
  void shouldKeepJoinedTablesToTheAreaAskedFor() {
    assertThat(seat(6, HALL, Channel.ONLINE, 0, 18)).isEqualTo("AB");
    assertThat(seat(6, TERRACE, Channel.ONLINE, 0, 18)).isEqualTo("none");
    assertThat(seat(6, TERRACE, Channel.WALK_IN, 0, 18)).isEqualTo("D");
    assertThat(seat(7, TERRACE, Channel.WALK_IN, 0, 18)).isEqualTo("none");
  }

  @Test
  void shouldNameEveryStartAtWhichJoinedTablesAreFree() {
    take("A", 100, 120);
    take("C", 130, 140);
    long[] out = new long[4];
    joined.starts(7, Inventory.ANY_AREA, Channel.ONLINE, 18, 0, out);
    for (int start = 0; start < 256; start++) {
      boolean set = (out[start / 64] >>> (start % 64) & 1) != 0;
      boolean spoilt = (start < 120 && start + 18 > 100) || (start < 140 && start + 18 > 130);
      assertThat(set).as("start %d", start).isEqualTo(!spoilt);
    }
    joined.starts(7, TERRACE, Channel.WALK_IN, 18, 0, out);
    assertThat(out).containsOnly(0L);
  }

  @Test
  void shouldNameOtherStartsForAnotherChannel() {
    for (String label : List.of("A", "B", "C")) {
      take(label, 0, 64);
    }
    long[] out = new long[1];
    joined.starts(2, Inventory.ANY_AREA, Channel.ONLINE, 1, 0, out);
    assertThat(out).containsOnly(0L);
    joined.starts(2, Inventory.ANY_AREA, Channel.WALK_IN, 1, 0, out);
    assertThat(out).containsOnly(-1L);
    joined.starts(2, Inventory.ANY_AREA, Channel.IN_HOUSE, 1, 0, out);
    assertThat(out).containsOnly(0L);
  }

  @Test
  void shouldGiveWhatBeginsRightAfterAForgottenPast() {
    inventory.forgetBefore(6_400);
    assertThat(isFree("T8", 6_400, 6_410)).isTrue();
    assertThat(isFree("T8", 6_399, 6_410)).isFalse();
    occupy("T8", 6_405, 6_410);
    assertThat(isFree("T8", 6_400, 6_405)).isTrue();
    inventory.vacate(order.indexOf("T8"), 6_405, 6_410);
    assertThat(isFree("T8", 6_400, 6_410)).isTrue();
  }

  @Test
  void shouldRememberNothingThatItOnceForgot() {
    inventory.forgetBefore(6_400);
    inventory.forgetBefore(640);
    assertThat(isFree("T8", 700, 710)).isFalse();
    assertThat(isFree("T8", 6_400, 6_410)).isTrue();
  }

  @Test
  void shouldKeepWhatLiesAfterAForgottenPastHoweverMuchIsForgotten() {
    occupy("T8", 6_400, 6_410);
    occupy("T8", 20_000, 20_010);
    inventory.forgetBefore(12_800);
    assertThat(isFree("T8", 12_800, 20_000)).isTrue();
    assertThat(isFree("T8", 20_000, 20_001)).isFalse();
    inventory.forgetBefore(64_000);
    assertThat(isFree("T8", 64_000, 64_010)).isTrue();
    occupy("T8", 64_000, 64_010);
    assertThat(isFree("T8", 64_000, 64_001)).isFalse();
  }

  @Test
  void shouldAnswerEachPartyAreaChannelAndTurnTimeByItself() {
    for (String label : List.of("T2", "T4b", "T4c")) {
      occupy(label, 0, 40);
    }
    assertThat(firstStart(4, Inventory.ANY_AREA, 18)).isEqualTo(0);
    assertThat(firstStart(4, TERRACE, 18)).isEqualTo(40);
    occupy("T4", 0, 10);
    assertThat(firstStart(4, HALL, 18)).isEqualTo(10);
    assertThat(firstStart(8, HALL, 18)).isEqualTo(0);
    occupy("T8", 20, 30);
    assertThat(firstStart(8, HALL, 18)).isEqualTo(0);
    assertThat(firstStart(8, HALL, 21)).isEqualTo(30);
    assertThat(firstStart(9, HALL, 21)).isEqualTo(-1);
  }

  private int firstStart(int party, int areas, int ticks) {
    long[] out = new long[2];
    inventory.starts(party, areas, Channel.ONLINE, ticks, 0, out);
    if (out[0] != 0) {
      return Long.numberOfTrailingZeros(out[0]);
    }
    return out[1] == 0 ? -1 : 64 + Long.numberOfTrailingZeros(out[1]);
  }

  @Test
  void shouldSeeAVisitOfAWholeDayAroundTheEpochAndAtWordEdges() {
    occupy("T8", -128, -120);
    assertThat(bestFit(8, Inventory.ANY_AREA, -300, -128)).isEqualTo("T8");
    assertThat(bestFit(8, Inventory.ANY_AREA, -300, -127)).isEqualTo("none");
    assertThat(bestFit(8, Inventory.ANY_AREA, -250, -20)).isEqualTo("none");
    assertThat(bestFit(8, Inventory.ANY_AREA, -120, 168)).isEqualTo("T8");
    occupy("T8", 64, 70);
    assertThat(bestFit(8, Inventory.ANY_AREA, 0, 64)).isEqualTo("T8");
    assertThat(bestFit(8, Inventory.ANY_AREA, 0, 65)).isEqualTo("none");
    assertThat(bestFit(8, Inventory.ANY_AREA, 70, 128)).isEqualTo("T8");
  }
}
