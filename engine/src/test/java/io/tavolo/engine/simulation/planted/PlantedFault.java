package io.tavolo.engine.simulation.planted;

/**
 * A mistake somebody could make, in one place.
 *
 * @param name a few words, told apart from all others
 * @param file below {@code io/tavolo/engine}, of the main sources or of the tests
 * @param before what stands there exactly once, white space aside
 * @param after what stands there instead
 * @param why what it breaks
 * @param seeds it has to be caught within, counted from 1
 */
record PlantedFault(String name, String file, String before, String after, String why, int seeds) {
  @Override
  public String toString() {
    return name;
  }
}
