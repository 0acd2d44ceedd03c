package io.tavolo.engine.naive;

import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Every way in which a plan seats a party: each table, and each set of tables that stand in a row.
 */
final class NaiveTables {
  /** Tables for one party. */
  record Seating(List<String> labels, String areaId, int minParty, int maxParty, Channel first) {
    boolean takes(int party, Channel channel, @Nullable String area) {
      return minParty <= party
          && party <= maxParty
          && first.compareTo(channel) <= 0
          && (area == null || area.equals(areaId));
    }
  }

  /**
   * A seating and where it comes among its like.
   *
   * @param place compared number by number
   */
  private record Placed(Seating seating, int priority, List<Integer> place) {}

  private NaiveTables() {}

  /** In the order in which they are given: the first that takes a party and is free. */
  static List<Seating> of(FloorPlan plan) {
    List<Placed> single = new ArrayList<>();
    for (int i = 0; i < plan.tables().size(); i++) {
      Table table = plan.tables().get(i);
      Seating alone =
          new Seating(
              List.of(table.label()),
              table.areaId(),
              table.minParty(),
              table.maxParty(),
              table.channel());
      single.add(new Placed(alone, table.priority(), List.of(i)));
    }
    List<Placed> joined = new ArrayList<>();
    if (plan.joinsEnabled()) {
      Set<Set<String>> combined = combinations(plan, joined);
      int[][] joins = joins(plan);
      for (Set<Integer> members : sets(plan.tables().size())) {
        List<Integer> row = row(joins, members);
        if (row != null && !combined.contains(new HashSet<>(labels(plan, row)))) {
          joined.add(joined(plan, joins, row));
        }
      }
    }
    Comparator<Placed> order =
        Comparator.comparingInt((Placed placed) -> placed.seating().maxParty())
            .thenComparingInt(placed -> placed.seating().labels().size())
            .thenComparingInt(Placed::priority)
            .thenComparing(Placed::place, NaiveTables::compare);
    single.sort(order);
    joined.sort(order);
    single.addAll(joined);
    return single.stream().map(Placed::seating).toList();
  }

  private static int compare(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return a.size() - b.size();
  }

  private static Set<Set<String>> combinations(FloorPlan plan, List<Placed> joined) {
    Set<Set<String>> combined = new HashSet<>();
    for (int i = 0; i < plan.combinations().size(); i++) {
      Combination combination = plan.combinations().get(i);
      List<Table> members = combination.tables().stream().map(l -> table(plan, l)).toList();
      Seating seating =
          new Seating(
              combination.tables(),
              members.get(0).areaId(),
              combination.minParty(),
              combination.maxParty(),
              last(members));
      joined.add(new Placed(seating, combination.priority(), List.of(-1, i)));
      combined.add(new HashSet<>(combination.tables()));
    }
    return combined;
  }

  private static Table table(FloorPlan plan, String label) {
    return plan.tables().stream().filter(t -> t.label().equals(label)).findFirst().orElseThrow();
  }

  private static Channel last(List<Table> members) {
    return members.stream().map(Table::channel).max(Comparator.naturalOrder()).orElseThrow();
  }

  /** Every set of two to four tables, by their places in the plan. */
  private static List<Set<Integer>> sets(int tables) {
    return IntStream.range(0, 1 << tables)
        .filter(mask -> Integer.bitCount(mask) >= 2 && Integer.bitCount(mask) <= 4)
        .mapToObj(
            mask -> {
              Set<Integer> members = new TreeSet<>();
              IntStream.range(0, tables).filter(i -> (mask >> i & 1) != 0).forEach(members::add);
              return members;
            })
        .toList();
  }

  /** The tables in a row, each joined with the next, from the end the plan names first; or null. */
  private static @Nullable List<Integer> row(int[][] joins, Set<Integer> members) {
    return orders(List.copyOf(members)).stream()
        .filter(order -> order.get(0) < order.get(order.size() - 1))
        .filter(
            order ->
                IntStream.range(1, order.size())
                    .allMatch(i -> joins[order.get(i - 1)][order.get(i)] >= 0))
        .findFirst()
        .orElse(null);
  }

  private static List<List<Integer>> orders(List<Integer> members) {
    if (members.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Integer>> orders = new ArrayList<>();
    for (Integer first : members) {
      for (List<Integer> rest : orders(members.stream().filter(m -> !m.equals(first)).toList())) {
        List<Integer> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        orders.add(order);
      }
    }
    return orders;
  }

  /** Which join of the plan joins the two, or -1. */
  private static int[][] joins(FloorPlan plan) {
    List<String> labels = plan.tables().stream().map(Table::label).toList();
    int[][] joins = new int[labels.size()][labels.size()];
    for (int[] row : joins) {
      Arrays.fill(row, -1);
    }
    for (int i = 0; i < plan.joins().size(); i++) {
      int first = labels.indexOf(plan.joins().get(i).first());
      int second = labels.indexOf(plan.joins().get(i).second());
      joins[first][second] = i;
      joins[second][first] = i;
    }
    return joins;
  }

  private static List<String> labels(FloorPlan plan, List<Integer> row) {
    return row.stream().map(i -> plan.tables().get(i).label()).toList();
  }

  private static Placed joined(FloorPlan plan, int[][] joins, List<Integer> row) {
    List<Table> members = row.stream().map(plan.tables()::get).toList();
    List<Integer> place = new ArrayList<>(List.of(row.get(0)));
    for (int i = 1; i < row.size(); i++) {
      place.add(joins[row.get(i - 1)][row.get(i)]);
    }
    Seating seating =
        new Seating(
            labels(plan, row),
            members.get(0).areaId(),
            members.stream().mapToInt(Table::maxParty).max().orElseThrow() + 1,
            members.stream().mapToInt(Table::maxParty).sum(),
            last(members));
    return new Placed(
        seating, members.stream().mapToInt(Table::priority).max().orElseThrow(), place);
  }
}
