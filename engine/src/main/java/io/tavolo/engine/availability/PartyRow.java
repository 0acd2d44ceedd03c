package io.tavolo.engine.availability;

import java.util.Arrays;

/**
 * What parties of one size find: how long they stay from each slot, and at which slots each area
 * has a table for them. Immutable once built; sizes that find the same share one row.
 */
final class PartyRow {
  /** By slot. */
  private final int[] minutes;

  /** Area by area, a bit a slot, each area beginning on a new word. */
  private final long[] free;

  /**
   * One with nothing free.
   *
   * @param minutes by slot
   */
  PartyRow(int areaCount, int[] minutes) {
    this.minutes = minutes;
    free = new long[areaCount * words(minutes.length)];
  }

  void setFree(int area, int slot) {
    free[area * words(minutes.length) + (slot >> 6)] |= 1L << slot;
  }

  boolean isFree(int area, int slot) {
    return (free[area * words(minutes.length) + (slot >> 6)] >>> slot & 1) != 0;
  }

  /** How long a party stays that starts at the slot. */
  int minutes(int slot) {
    return minutes[slot];
  }

  boolean findsTheSameAs(PartyRow other) {
    return Arrays.equals(minutes, other.minutes) && Arrays.equals(free, other.free);
  }

  private static int words(int slots) {
    return (slots + 63) >> 6;
  }
}
