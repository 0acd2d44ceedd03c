package io.tavolo.engine.restaurant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Joins as a forest: which rows of 2..4 tables they make, counted without making them. In a forest
 * a row is known by its ends, so the rows of two are the joins, those of three are pairs of joins
 * that share a table, and those of four are joins with another one at either end.
 */
final class JoinedRows {
  private final Map<String, Set<String>> neighbours = new HashMap<>();

  /** By table: one that it is connected with, or itself. */
  private final Map<String, String> towards = new HashMap<>();

  JoinedRows(Set<String> labels) {
    for (String label : labels) {
      neighbours.put(label, new HashSet<>());
      towards.put(label, label);
    }
  }

  boolean areJoined(String first, String second) {
    return of(first).contains(second);
  }

  /** Joins two tables; false, and not joined, when that would close a ring. */
  boolean join(String first, String second) {
    String one = root(first);
    String other = root(second);
    if (one.equals(other)) {
      return false;
    }
    towards.put(one, other);
    of(first).add(second);
    of(second).add(first);
    return true;
  }

  private Set<String> of(String label) {
    return neighbours.getOrDefault(label, Set.of());
  }

  private String root(String label) {
    String at = label;
    String next = towards.getOrDefault(at, at);
    while (!next.equals(at)) {
      at = next;
      next = towards.getOrDefault(at, at);
    }
    return at;
  }

  /** How many rows the joins make. */
  long count() {
    long twiceTwo = 0;
    long three = 0;
    long twiceFour = 0;
    for (Set<String> joined : neighbours.values()) {
      long degree = joined.size();
      twiceTwo += degree;
      three += degree * (degree - 1) / 2;
      for (String next : joined) {
        twiceFour += (degree - 1) * (of(next).size() - 1);
      }
    }
    return twiceTwo / 2 + three + twiceFour / 2;
  }

  /** Whether these tables stand in a row along the joins. */
  boolean isRow(Set<String> labels) {
    int ends = 0;
    for (String label : labels) {
      long within = of(label).stream().filter(labels::contains).count();
      if (within == 0 || within > 2) {
        return false;
      }
      ends += within == 1 ? 1 : 0;
    }
    return ends == 2;
  }
}
