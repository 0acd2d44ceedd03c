package io.tavolo.engine.availability;

import java.util.Arrays;

/**
 * What parties of one size find: how long they stay, and at which slots each area has a table for
 * them. Immutable; sizes that find the same share one row.
 */
final class PartyRow {
  final int minutes;
  private final int slotCount;

  /** Area by area, a bit a slot, each area beginning on a new word. */
  private final long[] free;

  PartyRow(int minutes, int slotCount, long[] free) {
    this.minutes = minutes;
    this.slotCount = slotCount;
    this.free = free;
  }

  static long[] emptyBits(int areaCount, int slotCount) {
    return new long[areaCount * words(slotCount)];
  }

  static void setFree(long[] free, int slotCount, int area, int slot) {
    free[area * words(slotCount) + (slot >> 6)] |= 1L << slot;
  }

  boolean isFree(int area, int slot) {
    return (free[area * words(slotCount) + (slot >> 6)] >>> slot & 1) != 0;
  }

  boolean findsTheSameAs(PartyRow other) {
    return minutes == other.minutes && Arrays.equals(free, other.free);
  }

  private static int words(int slots) {
    return (slots + 63) >> 6;
  }
}
