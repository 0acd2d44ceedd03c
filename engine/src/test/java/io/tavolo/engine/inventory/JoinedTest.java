package io.tavolo.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JoinedTest {
  /** Covers 4, 2, 2, 3, 2. */
  private static final List<Table> TABLES =
      List.of(
          new Table("A", "hall", 1, 4, 0),
          new Table("B", "hall", 1, 2, 7),
          new Table("C", "hall", 1, 2, 0),
          new Table("D", "hall", 1, 3, 0),
          new Table("E", "hall", 1, 2, 0));

  private static List<Joined> of(List<Combination> combinations, String... joins) {
    return Joined.of(plan(combinations, true, joins));
  }

  private static FloorPlan plan(List<Combination> combinations, boolean enabled, String... joins) {
    List<Join> pairs = new ArrayList<>();
    for (String pair : joins) {
      pairs.add(new Join(pair.substring(0, 1), pair.substring(1)));
    }
    return new FloorPlan(List.of(new Area("hall", "Hall")), TABLES, pairs, combinations, enabled);
  }

  private static List<String> rows(List<Joined> joined) {
    return joined.stream().map(j -> String.join("", j.labels())).toList();
  }

  @Test
  void shouldMakeEveryRowOfTwoToFourTablesAlongTheJoinsOnce() {
    assertThat(rows(of(List.of(), "AB", "BC", "CD", "DE")))
        .containsExactlyInAnyOrder("AB", "BC", "CD", "DE", "ABC", "BCD", "CDE", "ABCD", "BCDE");
  }

  @Test
  void shouldMakeRowsThroughATableWithManyNeighboursButNoStars() {
    assertThat(rows(of(List.of(), "AC", "BC", "DC")))
        .containsExactlyInAnyOrder("AC", "BC", "CD", "ACB", "ACD", "BCD");
  }

  @Test
  void shouldGiveARowTheCoversOfItsTablesFromOneMoreThanItsLargestHasAlone() {
    assertThat(of(List.of(), "AB", "BC"))
        .contains(
            new Joined(List.of("A", "B"), 5, 6, 7),
            new Joined(List.of("B", "C"), 3, 4, 7),
            new Joined(List.of("A", "B", "C"), 5, 8, 7));
  }

  @Test
  void shouldOrderByCoversThenByFewestTablesThenByPriority() {
    // Covers: BC 4, AB 6, AC 6 of priority 0, CDE 7 and AD 7.
    assertThat(rows(of(List.of(combination("c", 6, 3, "A", "C")), "AB", "BC", "AD")))
        .startsWith("BC", "AC", "AB", "AD");
    assertThat(rows(of(List.of(combination("c", 7, 0, "C", "D", "E")), "AD")))
        .containsExactly("AD", "CDE");
    assertThat(rows(of(List.of(combination("c", 7, 0, "C", "E")), "AD")))
        .as("combinations first where all else ties")
        .containsExactly("CE", "AD");
  }

  @Test
  void shouldHaveACombinationStandForTheRowOfItsTables() {
    assertThat(of(List.of(combination("c", 9, 2, "B", "A")), "AB", "BC"))
        .extracting(Joined::labels, Joined::minParty, Joined::maxParty, Joined::priority)
        .contains(org.assertj.core.groups.Tuple.tuple(List.of("B", "A"), 2, 9, 2))
        .hasSize(3);
  }

  @Test
  void shouldJoinNothingWhenThePlanSaysSo() {
    assertThat(Joined.of(plan(List.of(combination("c", 9, 0, "A", "B")), false, "BC"))).isEmpty();
  }

  private static Combination combination(String id, int covers, int priority, String... tables) {
    return new Combination(id, List.of(tables), 2, covers, priority);
  }
}
