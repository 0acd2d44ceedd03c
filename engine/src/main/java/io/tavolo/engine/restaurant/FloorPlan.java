package io.tavolo.engine.restaurant;

import java.util.List;

/**
 * The areas and tables of a house: at most 32 areas, 1..512 tables, and how tables are put
 * together: at most {@link #MAX_JOINED_SEATINGS} rows and combinations in all.
 *
 * @param joinsEnabled false leaves every table by itself
 */
public record FloorPlan(
    List<Area> areas,
    List<Table> tables,
    List<Join> joins,
    List<Combination> combinations,
    boolean joinsEnabled) {
  /** How many tables one party is given at most. */
  public static final int MAX_JOINED = 4;

  public static final int MAX_JOINED_SEATINGS = 256;

  public FloorPlan {
    areas = List.copyOf(areas);
    tables = List.copyOf(tables);
    joins = List.copyOf(joins);
    combinations = List.copyOf(combinations);
  }

  /** Every table by itself. */
  public FloorPlan(List<Area> areas, List<Table> tables) {
    this(areas, tables, List.of(), List.of(), true);
  }
}
