package io.tavolo.engine.restaurant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FloorPlanRulesTest {
  private static final List<Area> AREAS =
      List.of(new Area("hall", "Hall"), new Area("roof", "Roof"));

  /** T1..T9 in the hall, R1 and R2 on the roof. */
  private static final List<Table> TABLES = tables();

  private static List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      tables.add(new Table("T" + i, "hall", 1, 4, 0));
    }
    tables.add(new Table("R1", "roof", 1, 4, 0));
    tables.add(new Table("R2", "roof", 1, 4, 0));
    return tables;
  }

  private static Combination combination(String id, String... tables) {
    return new Combination(id, List.of(tables), 1, 10, 0);
  }

  private static List<String> faults(List<Join> joins, Combination... combinations) {
    return lines(new FloorPlan(AREAS, TABLES, joins, List.of(combinations), true));
  }

  private static List<String> lines(FloorPlan plan) {
    return Validation.faults(plan).stream()
        .map(fault -> fault.pointer() + " " + fault.detail())
        .toList();
  }

  @Test
  void shouldFindNoFaultInSoundJoinsAndCombinations() {
    assertThat(
            faults(
                List.of(new Join("T1", "T2"), new Join("T3", "T2"), new Join("R1", "R2")),
                combination("long", "T1", "T2", "T3"),
                combination("round", "T4", "T6", "T7", "T9")))
        .isEmpty();
  }

  @Test
  void shouldRefuseJoinsToNowhereToThemselvesAndAcrossAreas() {
    assertThat(
            faults(
                List.of(
                    new Join("T1", "T0"),
                    new Join("X", "Y"),
                    new Join("T1", "T1"),
                    new Join("T1", "R1"))))
        .containsExactly(
            "/joins/0/1 joins: \"T0\" (expected: the label of one of the tables)",
            "/joins/1/0 joins: \"X\" (expected: the label of one of the tables)",
            "/joins/1/1 joins: \"Y\" (expected: the label of one of the tables)",
            "/joins/2 joins: \"T1\" with \"T1\" (expected: two different tables)",
            "/joins/3 joins: \"T1\" with \"R1\" (expected: two tables of one area)");
  }

  @Test
  void shouldRefuseAJoinThatComesTwiceInEitherOrder() {
    assertThat(faults(List.of(new Join("T1", "T2"), new Join("T2", "T1"), new Join("T1", "T2"))))
        .containsExactly(
            "/joins/1 joins: \"T2\" with \"T1\" (expected: each pair once)",
            "/joins/2 joins: \"T1\" with \"T2\" (expected: each pair once)");
  }

  @Test
  void shouldRefuseTheJoinThatClosesARing() {
    assertThat(
            faults(
                List.of(
                    new Join("T1", "T2"),
                    new Join("T2", "T3"),
                    new Join("T3", "T4"),
                    new Join("T4", "T1"),
                    new Join("T5", "T6"))))
        .containsExactly("/joins/3 joins: \"T4\" with \"T1\" (expected: joins that make no ring)");
  }

  @Test
  void shouldHoldACombinationToItsRanges() {
    assertThat(
            faults(
                List.of(),
                new Combination("Long", List.of("T1", "T2"), 0, 4, -1),
                new Combination("a", List.of("T3", "T4"), 5, 4, 0),
                new Combination("a", List.of("T5", "T6"), 1, 101, 1000)))
        .containsExactly(
            "/combinations/0/combination_id combination_id: \"Long\""
                + " (expected: [a-z0-9_-]{1,32})",
            "/combinations/0/min_party min_party: 0 (expected: 1..4)",
            "/combinations/0/priority priority: -1 (expected: 0..999)",
            "/combinations/1/min_party min_party: 5 (expected: 1..4)",
            "/combinations/2/combination_id combination_id: \"a\" (expected: a value of its own)",
            "/combinations/2/max_party max_party: 101 (expected: 1..100)",
            "/combinations/2/priority priority: 1000 (expected: 0..999)");
  }

  @Test
  void shouldWantTwoToFourDifferentTablesOfOneAreaInACombination() {
    assertThat(
            faults(
                List.of(),
                combination("one", "T1"),
                combination("five", "T1", "T2", "T3", "T4", "T5"),
                combination("none", "T1", "T0"),
                combination("twice", "T1", "T1"),
                combination("across", "T1", "R1"),
                combination("first", "T1", "T2"),
                combination("again", "T2", "T1")))
        .containsExactly(
            "/combinations/0/tables tables: 1 entries (expected: 2..4)",
            "/combinations/1/tables tables: 5 entries (expected: 2..4)",
            "/combinations/2/tables/1 tables: \"T0\" (expected: the label of one of the tables)",
            "/combinations/3/tables/1 tables: \"T1\" (expected: each table once)",
            "/combinations/4/tables tables: [T1, R1] (expected: tables of one area)",
            "/combinations/6/tables tables: [T2, T1]"
                + " (expected: tables that no combination before has)");
  }

  @Test
  void shouldTake256JoinedSeatingsAndNoMore() {
    // A row of 86 tables: 85 of two, 84 of three, 83 of four, which is 252.
    List<Table> tables = row(88);
    List<Join> joins = joinsOf(86);
    Combination[] four = new Combination[5];
    for (int i = 0; i < 5; i++) {
      four[i] = new Combination("c" + i, List.of("N" + i, "N" + (i + 10)), 1, 10, 0);
    }
    assertThat(lines(plan(tables, joins, List.of(four).subList(0, 4)))).isEmpty();
    assertThat(lines(plan(tables, joins, List.of(four))))
        .containsExactly(
            "/joins joins: 257 rows and combinations of tables (expected: at most 256)");
    Combination ofARow = new Combination("row", List.of("N3", "N2", "N1"), 1, 10, 0);
    List<Combination> withARow = new ArrayList<>(List.of(four).subList(0, 4));
    withARow.add(ofARow);
    assertThat(lines(plan(tables, joins, withARow))).isEmpty();
  }

  @Test
  void shouldCountEvenWhileJoinsAreSwitchedOff() {
    assertThat(lines(new FloorPlan(AREAS, row(512), joinsOf(512), List.of(), false))).hasSize(1);
  }

  private static List<Table> row(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Table("N" + i, "hall", 1, 2, 0)).toList();
  }

  private static List<Join> joinsOf(int tables) {
    return IntStream.range(1, tables).mapToObj(i -> new Join("N" + (i - 1), "N" + i)).toList();
  }

  private static FloorPlan plan(
      List<Table> tables, List<Join> joins, List<Combination> combinations) {
    return new FloorPlan(AREAS, tables, joins, combinations, true);
  }

  @Test
  void shouldCountTheRowsThatAWalkAlongTheJoinsFinds() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<String> labels = IntStream.range(0, 12).mapToObj(i -> "N" + i).toList();
      JoinedRows rows = new JoinedRows(Set.copyOf(labels));
      List<List<String>> joins = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String one = labels.get(random.nextInt(12));
        String other = labels.get(random.nextInt(12));
        if (!one.equals(other) && rows.join(one, other)) {
          joins.add(List.of(one, other));
        }
      }
      Set<Set<String>> walked = new HashSet<>();
      labels.forEach(label -> walk(List.of(label), joins, walked));
      assertThat(rows.count()).as("seed %d", seed).isEqualTo(walked.size());
      for (int i = 0; i < 50; i++) {
        List<String> some = new ArrayList<>(labels);
        Collections.shuffle(some, random);
        Set<String> set = Set.copyOf(some.subList(0, 2 + random.nextInt(3)));
        assertThat(rows.isRow(set)).as("seed %d %s", seed, set).isEqualTo(walked.contains(set));
      }
    }
  }

  private static void walk(List<String> row, List<List<String>> joins, Set<Set<String>> walked) {
    if (row.size() == 4) {
      return;
    }
    String end = row.get(row.size() - 1);
    for (List<String> join : joins) {
      if (join.contains(end)) {
        String next = join.get(0).equals(end) ? join.get(1) : join.get(0);
        if (!row.contains(next)) {
          List<String> longer = new ArrayList<>(row);
          longer.add(next);
          walked.add(Set.copyOf(longer));
          walk(longer, joins, walked);
        }
      }
    }
  }

  @Test
  void shouldCountNoRowsWhileSomeJoinIsNone() {
    for (Join bad : List.of(new Join("N0", "X"), new Join("N0", "N0"), new Join("N0", "N9"))) {
      List<Join> joins = new ArrayList<>(joinsOf(200));
      joins.add(0, bad);
      joins.add(bad);
      assertThat(lines(plan(row(200), joins, List.of())))
          .isNotEmpty()
          .noneMatch(line -> line.contains("rows and combinations"));
    }
  }

  @Test
  void shouldCheckACombinationOfFourAsAnyOther() {
    assertThat(faults(List.of(), combination("four", "T1", "T2", "T3", "T0"))).hasSize(1);
    assertThat(faults(List.of(), combination("four", "T1", "T2", "T3", "R1"))).hasSize(1);
  }
}
