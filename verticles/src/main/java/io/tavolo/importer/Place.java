package io.tavolo.importer;

import java.util.Comparator;

/**
 * A line of a file.
 *
 * @param file its number among the files given
 * @param name the file's name
 * @param line counted from 1
 */
record Place(int file, String name, int line) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::file).thenComparingInt(Place::line);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return name + ":" + line;
  }
}
