package io.tavolo.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown whose columns also line up for those who read it as text. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** The first column is set to the left, all others to the right. */
  public Table(String... titles) {
    rows.add(List.of(titles));
  }

  /** Adds a row with as many cells as there are titles. */
  public Table row(String... cells) {
    int columns = rows.get(0).size();
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          "a row of %d cells (expected: %d)".formatted(cells.length, columns));
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The Markdown, with a line break at its end. */
  @Override
  public String toString() {
    int columns = rows.get(0).size();
    List<Integer> widths = new ArrayList<>(Collections.nCopies(columns, 3));
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      for (int i = 0; i < columns; i++) {
        String cell = rows.get(r).get(i);
        String blank = " ".repeat(widths.get(i) - cell.length());
        text.append("| ").append(i == 0 ? cell + blank : blank + cell).append(' ');
      }
      text.append("|\n");
      if (r == 0) {
        for (int i = 0; i < columns; i++) {
          text.append('|').append("-".repeat(widths.get(i) + 1)).append(i == 0 ? '-' : ':');
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }
}
