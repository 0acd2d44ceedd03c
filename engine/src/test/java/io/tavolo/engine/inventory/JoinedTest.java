package io.tavolo.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class JoinedTest {
  /** A, B, C … with 1, 2, 3 … covers and the priorities 0, 1, 2 … */
  private static List<Table> tables(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Table(String.valueOf((char) ('A' + i)), "hall", 1, i + 1, i))
        .toList();
  }

  private static List<Join> joins(String... pairs) {
    List<Join> joins = new ArrayList<>();
    for (String pair : pairs) {
      joins.add(new Join(pair.substring(0, 1), pair.substring(1)));
    }
    return joins;
  }

  private static FloorPlan plan(List<Table> tables, List<Join> joins, Combination... combinations) {
    return new FloorPlan(
        List.of(new Area("hall", "Hall")), tables, joins, List.of(combinations), true);
  }

  private static List<String> names(FloorPlan plan) {
    return Joined.of(plan).stream().map(joined -> String.join("", joined.labels())).toList();
  }

  @Test
  void shouldMakeOfTwoJoinedTablesARowWithTheCoversOfBoth() {
    assertThat(Joined.of(plan(tables(3), joins("BC"))))
        .containsExactly(new Joined(List.of("B", "C"), 4, 5, 2));
  }

  @Test
  void shouldGiveARowToPartiesThatNoneOfItsTablesSeats() {
    assertThat(Joined.of(plan(tables(4), joins("DA"))))
        .containsExactly(new Joined(List.of("A", "D"), 5, 5, 3));
  }

  @Test
  void shouldMakeEveryRowAlongAChainButNoneThatLeavesATableOut() {
    assertThat(names(plan(tables(3), joins("AB", "BC")))).containsExactly("AB", "BC", "ABC");
  }

  @Test
  void shouldMakeNoRowOfMoreThanFourTables() {
    assertThat(names(plan(tables(5), joins("AB", "BC", "CD", "DE"))))
        .containsExactlyInAnyOrder("AB", "BC", "CD", "DE", "ABC", "BCD", "CDE", "ABCD", "BCDE");
  }

  @Test
  void shouldMakeRowsThroughATableJoinedWithManyButNoStar() {
    assertThat(names(plan(tables(4), joins("AB", "AC", "AD"))))
        .containsExactlyInAnyOrder("AB", "AC", "AD", "BAC", "BAD", "CAD");
  }

  @Test
  void shouldNameARowFromTheEndThatThePlanNamesFirst() {
    assertThat(names(plan(tables(3), joins("CA", "BC")))).containsExactly("AC", "BC", "ACB");
  }

  @Test
  void shouldOrderByCoversThenByTablesThenByPriorityThenByThePlan() {
    List<Table> tables =
        List.of(
            new Table("A", "hall", 1, 4, 5),
            new Table("B", "hall", 1, 2, 5),
            new Table("C", "hall", 1, 2, 1),
            new Table("D", "hall", 1, 4, 1),
            new Table("E", "hall", 1, 4, 5));
    assertThat(names(plan(tables, joins("AB", "BC", "CD", "BE"))))
        .containsExactly("BC", "CD", "AB", "BE", "ABC", "BCD", "CBE", "ABE", "ABCD", "DCBE");
  }

  @Test
  void shouldLetACombinationStandForTheRowOfTheSameTables() {
    Combination long3 = new Combination("long", List.of("C", "A", "B"), 2, 9, 7);
    assertThat(Joined.of(plan(tables(3), joins("AB", "BC"), long3)))
        .containsExactly(
            new Joined(List.of("A", "B"), 3, 3, 1),
            new Joined(List.of("B", "C"), 4, 5, 2),
            new Joined(List.of("C", "A", "B"), 2, 9, 7));
  }

  @Test
  void shouldPutACombinationBeforeARowThatIsOtherwiseAsGood() {
    List<Table> tables =
        List.of(
            new Table("A", "hall", 1, 2, 0),
            new Table("B", "hall", 1, 2, 0),
            new Table("C", "hall", 1, 2, 0));
    Combination pair = new Combination("pair", List.of("B", "C"), 3, 4, 0);
    assertThat(names(plan(tables, joins("AB"), pair))).containsExactly("BC", "AB");
  }

  @Test
  void shouldJoinNothingWhenJoinsAreSwitchedOff() {
    FloorPlan off =
        new FloorPlan(
            List.of(new Area("hall", "Hall")),
            tables(3),
            joins("AB"),
            List.of(new Combination("bc", List.of("B", "C"), 1, 5, 0)),
            false);
    assertThat(Joined.of(off)).isEmpty();
  }

  @Test
  void shouldJoinNothingThatThePlanDoesNotJoin() {
    assertThat(Joined.of(plan(tables(4), List.of()))).isEmpty();
  }
}
