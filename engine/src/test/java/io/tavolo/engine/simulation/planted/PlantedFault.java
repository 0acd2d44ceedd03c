package io.tavolo.engine.simulation.planted;

import java.util.List;
import java.util.stream.Stream;

/**
 * A mistake somebody could make. Mostly in one place; in more where one guard stands behind another
 * and the design wants both.
 *
 * @param name a few words, told apart from all others
 * @param why what it breaks
 * @param seeds it has to be caught within, counted from 1
 */
record PlantedFault(String name, String why, int seeds, List<Edit> edits) {
  /**
   * A change of a source file.
   *
   * @param file below {@code io/tavolo/engine}, of the main sources or of the tests
   * @param before what stands there exactly once, white space aside
   * @param after what stands there instead
   */
  record Edit(String file, String before, String after) {}

  PlantedFault(String name, String file, String before, String after, String why, int seeds) {
    this(name, why, seeds, List.of(new Edit(file, before, after)));
  }

  /** The same with another change beside it. */
  PlantedFault and(String file, String before, String after) {
    Edit edit = new Edit(file, before, after);
    return new PlantedFault(
        name, why, seeds, Stream.concat(edits.stream(), Stream.of(edit)).toList());
  }
}
