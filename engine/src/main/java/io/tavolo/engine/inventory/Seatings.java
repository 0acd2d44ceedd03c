package io.tavolo.engine.inventory;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.collections.Object2IntHashMap;

/**
 * A floor plan compiled for deciding: what a party can be given, a seating, in the order in which
 * it is given. First the tables by themselves, numbered by covers, then priority, then the plan's
 * order; behind them the joined ones, by covers, then how few tables they bind, then priority. For
 * any party the first seating that takes it and is free is then the one that wastes the fewest
 * covers, and tables are joined last. Immutable; any thread.
 */
public final class Seatings {
  /** No such table, seating or area. */
  public static final int UNKNOWN = -1;

  private final List<Table> tables;
  private final List<Area> areas;
  private final Object2IntHashMap<String> tableByLabel = new Object2IntHashMap<>(UNKNOWN);
  private final Object2IntHashMap<String> areaById = new Object2IntHashMap<>(UNKNOWN);
  private final List<List<String>> labels = new ArrayList<>();

  /** By the set of labels, of the joined ones. */
  private final Object2IntHashMap<Set<String>> joinedByLabels = new Object2IntHashMap<>(UNKNOWN);

  private final int tableCount;
  private final int size;

  /** By seating: the inventory reads these in its inner loops. */
  final int[] minParty;

  final int[] maxParty;
  final int[] area;

  /** Code of the first channel it is given to: of joined tables, the last one of theirs. */
  final int[] channel;

  /** By joined seating, the first one at 0: its tables, ascending. */
  final int[][] members;

  /** By party size: the first table, and the first joined seating, with that many covers. */
  private final int[] firstTableByParty;

  private final int[] firstJoinedByParty;

  private Seatings(FloorPlan plan) {
    areas = plan.areas();
    for (int i = 0; i < areas.size(); i++) {
      areaById.put(areas.get(i).id(), i);
    }
    List<Table> ordered = new ArrayList<>(plan.tables());
    // The sort is stable: what ties keeps the plan's order.
    ordered.sort(Comparator.comparingInt(Table::maxParty).thenComparingInt(Table::priority));
    tables = List.copyOf(ordered);
    tableCount = tables.size();
    List<Joined> joined = Joined.of(plan);
    size = tableCount + joined.size();
    minParty = new int[size];
    maxParty = new int[size];
    area = new int[size];
    channel = new int[size];
    members = new int[joined.size()][];
    for (int i = 0; i < tableCount; i++) {
      Table table = tables.get(i);
      tableByLabel.put(table.label(), i);
      minParty[i] = table.minParty();
      maxParty[i] = table.maxParty();
      area[i] = areaById.getValue(table.areaId());
      channel[i] = table.channel().code();
      labels.add(List.of(table.label()));
    }
    for (int i = 0; i < joined.size(); i++) {
      join(i, joined.get(i));
    }
    firstTableByParty = firsts(0, tableCount);
    firstJoinedByParty = firsts(tableCount, size);
  }

  /** Compiles a plan that {@code Validation} found no fault in. */
  public static Seatings of(FloorPlan plan) {
    return new Seatings(plan);
  }

  private void join(int index, Joined joined) {
    int seating = tableCount + index;
    List<String> names = joined.labels();
    members[index] = names.stream().mapToInt(tableByLabel::getValue).sorted().toArray();
    minParty[seating] = joined.minParty();
    maxParty[seating] = joined.maxParty();
    for (int table : members[index]) {
      area[seating] = area[table];
      channel[seating] = Math.max(channel[seating], channel[table]);
    }
    labels.add(names);
    joinedByLabels.put(Set.copyOf(names), seating);
  }

  private int[] firsts(int from, int end) {
    int[] first = new int[from == end ? 1 : maxParty[end - 1] + 1];
    int seating = from;
    for (int party = 0; party < first.length; party++) {
      while (seating < end && maxParty[seating] < party) {
        seating++;
      }
      first[party] = seating;
    }
    return first;
  }

  /** Number of seatings: tables first, then joined ones. */
  public int size() {
    return size;
  }

  public int tableCount() {
    return tableCount;
  }

  public boolean isJoined(int seating) {
    return seating >= tableCount;
  }

  public Table table(int table) {
    return tables.get(table);
  }

  /** The labels of its tables: one, or in the order in which they are joined. */
  public List<String> labels(int seating) {
    return labels.get(seating);
  }

  /** The table of that label, or {@link #UNKNOWN}. */
  public int indexOf(String label) {
    return tableByLabel.getValue(label);
  }

  /** The seating of exactly these tables, in any order, or {@link #UNKNOWN}. */
  public int seatingOf(List<String> tableLabels) {
    return tableLabels.size() == 1
        ? indexOf(tableLabels.get(0))
        : joinedByLabels.getValue(new HashSet<>(tableLabels));
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

  /** Index of the area the seating is in. */
  public int areaOf(int seating) {
    return area[seating];
  }

  /** The first channel it is given to. */
  public Channel channel(int seating) {
    return Channel.of(channel[seating]);
  }

  public int minParty(int seating) {
    return minParty[seating];
  }

  public int maxParty(int seating) {
    return maxParty[seating];
  }

  /** The first table with covers for the party; {@link #tableCount} when none has. */
  public int firstTableFor(int partySize) {
    return partySize < firstTableByParty.length
        ? firstTableByParty[Math.max(partySize, 0)]
        : tableCount;
  }

  /** The first joined seating with covers for the party; {@link #size} when none has. */
  public int firstJoinedFor(int partySize) {
    return partySize < firstJoinedByParty.length
        ? firstJoinedByParty[Math.max(partySize, 0)]
        : size;
  }

  /**
   * Whether the seating is given to parties of that size.
   *
   * @param areas a bit for each area that will do, by index; {@link Inventory#ANY_AREA} for all
   */
  public boolean takes(int seating, int partySize, int areas, Channel by) {
    return partySize >= minParty[seating]
        && partySize <= maxParty[seating]
        && (areas >>> area[seating] & 1) != 0
        && channel[seating] <= by.code();
  }
}
