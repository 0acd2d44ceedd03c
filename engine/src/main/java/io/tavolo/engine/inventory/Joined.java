package io.tavolo.engine.inventory;

import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.Object2IntHashMap;

/**
 * Tables put together for one party.
 *
 * @param labels in the order in which they stand
 */
public record Joined(List<String> labels, int minParty, int maxParty, int priority) {
  private static final Comparator<Joined> ORDER =
      Comparator.comparingInt(Joined::maxParty)
          .thenComparingInt(joined -> joined.labels.size())
          .thenComparingInt(Joined::priority);

  public Joined {
    labels = List.copyOf(labels);
  }

  /**
   * All that a plan's joins and combinations make, in the order in which they are given: fewest
   * covers first, then fewest tables, then priority, then the plan's order, combinations first.
   *
   * <p>Joins make every row of 2..{@link FloorPlan#MAX_JOINED} tables along them. A row has the
   * covers of its tables, is given to parties that none of its tables could seat alone, and has the
   * highest priority number of its tables. A combination of the same tables stands for the row.
   */
  public static List<Joined> of(FloorPlan plan) {
    List<Joined> all = new ArrayList<>();
    if (!plan.joinsEnabled()) {
      return all;
    }
    Set<Set<String>> named = new HashSet<>();
    for (Combination combination : plan.combinations()) {
      named.add(Set.copyOf(combination.tables()));
      all.add(
          new Joined(
              combination.tables(),
              combination.minParty(),
              combination.maxParty(),
              combination.priority()));
    }
    new Rows(plan)
        .each(
            row -> {
              if (!named.contains(Set.copyOf(row.labels))) {
                all.add(row);
              }
            });
    all.sort(ORDER);
    return all;
  }

  /** Walks along the joins, which form no ring. */
  private static final class Rows {
    private final List<Table> tables;
    private final Object2IntHashMap<String> places = new Object2IntHashMap<>(-1);

    /** By table: those it is joined with. */
    private final List<IntArrayList> neighbours = new ArrayList<>();

    Rows(FloorPlan plan) {
      tables = plan.tables();
      for (Table table : tables) {
        places.put(table.label(), neighbours.size());
        neighbours.add(new IntArrayList());
      }
      for (Join join : plan.joins()) {
        int first = places.getValue(join.first());
        int second = places.getValue(join.second());
        neighbours.get(first).addInt(second);
        neighbours.get(second).addInt(first);
      }
    }

    void each(Consumer<Joined> found) {
      for (int table = 0; table < tables.size(); table++) {
        IntArrayList row = new IntArrayList();
        row.addInt(table);
        extend(row, found);
      }
    }

    /** A row is met from both ends; it counts from the end that the plan names first. */
    private void extend(IntArrayList row, Consumer<Joined> found) {
      if (row.size() == FloorPlan.MAX_JOINED) {
        return;
      }
      for (int next : neighbours.get(row.getInt(row.size() - 1)).toIntArray()) {
        if (!row.containsInt(next)) {
          row.addInt(next);
          if (row.getInt(0) < next) {
            found.accept(joined(row));
          }
          extend(row, found);
          row.fastUnorderedRemove(row.size() - 1);
        }
      }
    }

    private Joined joined(IntArrayList row) {
      List<Table> members = row.stream().map(tables::get).toList();
      int largest = members.stream().mapToInt(Table::maxParty).max().orElseThrow();
      return new Joined(
          members.stream().map(Table::label).toList(),
          largest + 1,
          members.stream().mapToInt(Table::maxParty).sum(),
          members.stream().mapToInt(Table::priority).max().orElseThrow());
    }
  }
}
