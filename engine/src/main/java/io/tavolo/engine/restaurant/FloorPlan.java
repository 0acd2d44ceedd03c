package io.tavolo.engine.restaurant;

import java.util.List;

/** The areas and tables of a house: at most 32 areas, 1..512 tables. */
public record FloorPlan(List<Area> areas, List<Table> tables) {
  public FloorPlan {
    areas = List.copyOf(areas);
    tables = List.copyOf(tables);
  }
}
