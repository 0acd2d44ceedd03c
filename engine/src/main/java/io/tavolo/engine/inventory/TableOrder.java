package io.tavolo.engine.inventory;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.collections.Object2IntHashMap;

/**
 * A floor plan compiled for deciding: tables numbered by covers, then priority, then the plan's
 * order. For any party the first table that takes it and is free is then the one that wastes the
 * fewest covers. Immutable; any thread.
 */
public final class TableOrder {
  /** No such table or area. */
  public static final int UNKNOWN = -1;

  private final List<Table> tables;
  private final List<Area> areas;
  private final Object2IntHashMap<String> tableByLabel = new Object2IntHashMap<>(UNKNOWN);
  private final Object2IntHashMap<String> areaById = new Object2IntHashMap<>(UNKNOWN);

  /** By table: the inventory reads these in its inner loops. */
  final int[] minParty;

  final int[] maxParty;
  final int[] area;

  /** By party size: the first table with that many covers. */
  private final int[] firstByParty;

  private TableOrder(FloorPlan plan) {
    areas = plan.areas();
    for (int i = 0; i < areas.size(); i++) {
      areaById.put(areas.get(i).id(), i);
    }
    List<Table> ordered = new ArrayList<>(plan.tables());
    // The sort is stable: what ties keeps the plan's order.
    ordered.sort(Comparator.comparingInt(Table::maxParty).thenComparingInt(Table::priority));
    tables = List.copyOf(ordered);
    int n = tables.size();
    minParty = new int[n];
    maxParty = new int[n];
    area = new int[n];
    for (int i = 0; i < n; i++) {
      Table table = tables.get(i);
      tableByLabel.put(table.label(), i);
      minParty[i] = table.minParty();
      maxParty[i] = table.maxParty();
      area[i] = areaById.getValue(table.areaId());
    }
    firstByParty = new int[n == 0 ? 1 : maxParty[n - 1] + 1];
    int first = 0;
    for (int party = 0; party < firstByParty.length; party++) {
      while (first < n && maxParty[first] < party) {
        first++;
      }
      firstByParty[party] = first;
    }
  }

  /** Compiles a plan that {@code Validation} found no fault in. */
  public static TableOrder of(FloorPlan plan) {
    return new TableOrder(plan);
  }

  /** Number of tables. */
  public int size() {
    return tables.size();
  }

  public Table table(int table) {
    return tables.get(table);
  }

  public String label(int table) {
    return tables.get(table).label();
  }

  /** The table of that label, or {@link #UNKNOWN}. */
  public int indexOf(String label) {
    return tableByLabel.getValue(label);
  }

  public int areaCount() {
    return areas.size();
  }

  public String areaId(int area) {
    return areas.get(area).id();
  }

  /** The area of that id, in the plan's order, or {@link #UNKNOWN}. */
  public int areaIndexOf(String areaId) {
    return areaById.getValue(areaId);
  }

  /** Index of the area the table stands in. */
  public int areaOf(int table) {
    return area[table];
  }

  public int minParty(int table) {
    return minParty[table];
  }

  public int maxParty(int table) {
    return maxParty[table];
  }

  /** The first table with covers for the party; {@link #size()} when none has. */
  public int firstFor(int partySize) {
    if (partySize >= firstByParty.length) {
      return tables.size();
    }
    return firstByParty[Math.max(partySize, 0)];
  }

  /**
   * Whether the table is given to parties of that size.
   *
   * @param areaAsked index of the area asked for, or {@link Inventory#ANY_AREA}
   */
  public boolean takes(int table, int partySize, int areaAsked) {
    return partySize >= minParty[table]
        && partySize <= maxParty[table]
        && (areaAsked == Inventory.ANY_AREA || areaAsked == area[table]);
  }
}
