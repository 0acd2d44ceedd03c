package io.tavolo.engine.restaurant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a floor plan must hold: its areas and tables by themselves, then what joins them. */
final class FloorPlanRules {
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._-]{1,16}");
  private static final int MAX_AREAS = 32;
  private static final int MAX_TABLES = 512;
  private static final String A_LABEL = "the label of one of the tables";

  private final FloorPlan plan;
  private final Findings found;
  private final Map<String, Table> tables = new HashMap<>();

  FloorPlanRules(FloorPlan plan, Findings found) {
    this.plan = plan;
    this.found = found;
  }

  void check() {
    Set<String> areaIds = new HashSet<>();
    found.count("/areas", plan.areas().size(), 1, MAX_AREAS);
    for (int i = 0; i < plan.areas().size(); i++) {
      Area area = plan.areas().get(i);
      String at = "/areas/" + i;
      found.matches(at + "/area_id", area.id(), Validation.ID);
      found.unique(at + "/area_id", area.id(), areaIds);
      found.length(at + "/name", area.name(), 1, 80);
    }
    found.count("/tables", plan.tables().size(), 1, MAX_TABLES);
    for (int i = 0; i < plan.tables().size(); i++) {
      table("/tables/" + i, plan.tables().get(i), areaIds);
    }
    JoinedRows rows = new JoinedRows(tables.keySet());
    boolean sound = joins(rows);
    List<Set<String>> combined = combinations();
    if (sound) {
      number(rows, combined);
    }
  }

  private void table(String at, Table table, Set<String> areaIds) {
    found.matches(at + "/label", table.label(), LABEL);
    if (tables.putIfAbsent(table.label(), table) != null) {
      found.add(at + "/label", Findings.quoted(table.label()), "a value of its own");
    }
    if (!areaIds.contains(table.areaId())) {
      found.add(at + "/area_id", Findings.quoted(table.areaId()), "the id of one of the areas");
    }
    if (found.range(at + "/max_party", table.maxParty(), 1, 100)) {
      found.range(at + "/min_party", table.minParty(), 1, table.maxParty());
    }
    found.range(at + "/priority", table.priority(), 0, 999);
  }

  /** Whether each join is one that rows can be made of. */
  private boolean joins(JoinedRows rows) {
    boolean sound = true;
    for (int i = 0; i < plan.joins().size(); i++) {
      sound &= join("/joins/" + i, plan.joins().get(i), rows);
    }
    return sound;
  }

  private boolean join(String at, Join join, JoinedRows rows) {
    boolean first = isKnown(at + "/0", join.first());
    boolean second = isKnown(at + "/1", join.second());
    if (!first || !second) {
      return false;
    }
    String expected;
    if (join.first().equals(join.second())) {
      expected = "two different tables";
    } else if (!areaOf(join.first()).equals(areaOf(join.second()))) {
      expected = "two tables of one area";
    } else if (rows.areJoined(join.first(), join.second())) {
      expected = "each pair once";
    } else if (!rows.join(join.first(), join.second())) {
      expected = "joins that make no ring";
    } else {
      return true;
    }
    found.add(at, "\"%s\" with \"%s\"".formatted(join.first(), join.second()), expected);
    return false;
  }

  private boolean isKnown(String at, String label) {
    if (tables.containsKey(label)) {
      return true;
    }
    found.add(at, Findings.quoted(label), A_LABEL);
    return false;
  }

  private String areaOf(String label) {
    Table table = tables.get(label);
    return table == null ? "" : table.areaId();
  }

  /** The sets of tables that are combined soundly. */
  private List<Set<String>> combinations() {
    Set<String> ids = new HashSet<>();
    List<Set<String>> combined = new ArrayList<>();
    for (int i = 0; i < plan.combinations().size(); i++) {
      Combination combination = plan.combinations().get(i);
      String at = "/combinations/" + i;
      found.matches(at + "/combination_id", combination.id(), Validation.ID);
      found.unique(at + "/combination_id", combination.id(), ids);
      members(at + "/tables", combination.tables(), combined);
      if (found.range(at + "/max_party", combination.maxParty(), 1, 100)) {
        found.range(at + "/min_party", combination.minParty(), 1, combination.maxParty());
      }
      found.range(at + "/priority", combination.priority(), 0, 999);
    }
    return combined;
  }

  private void members(String at, List<String> labels, List<Set<String>> combined) {
    if (labels.size() < 2 || labels.size() > FloorPlan.MAX_JOINED) {
      found.count(at, labels.size(), 2, FloorPlan.MAX_JOINED);
      return;
    }
    Set<String> members = new HashSet<>();
    Set<String> areas = new HashSet<>();
    boolean sound = true;
    for (int i = 0; i < labels.size(); i++) {
      sound &= isKnown(at + "/" + i, labels.get(i));
      if (!members.add(labels.get(i))) {
        found.add(at + "/" + i, Findings.quoted(labels.get(i)), "each table once");
        sound = false;
      }
      areas.add(areaOf(labels.get(i)));
    }
    if (!sound) {
      return;
    }
    if (areas.size() > 1) {
      found.add(at, labels, "tables of one area");
    } else if (combined.contains(members)) {
      found.add(at, labels, "tables that no combination before has");
    } else {
      combined.add(members);
    }
  }

  /** A combination of the tables of a row stands for the row. */
  private void number(JoinedRows rows, List<Set<String>> combined) {
    long seatings = rows.count() + combined.size() - combined.stream().filter(rows::isRow).count();
    if (seatings > FloorPlan.MAX_JOINED_SEATINGS) {
      found.add(
          plan.joins().isEmpty() ? "/combinations" : "/joins",
          seatings + " rows and combinations of tables",
          "at most " + FloorPlan.MAX_JOINED_SEATINGS);
    }
  }
}
