package io.tavolo.engine.inventory;

import io.tavolo.engine.restaurant.Channel;

/**
 * Which table is taken when: the one structure every booking is decided on. Seatings, tables and
 * joined tables, are numbered in the order in which they are given (see {@link Seatings}); joined
 * tables are free when each of them is. Times are half-open tick intervals. One owner thread; no
 * method allocates on its usual path.
 */
public interface Inventory {
  /** No seating fits. */
  int NONE = -1;

  /** Any area will do. */
  int ANY_AREA = -1;

  /**
   * The best seating that takes the party and is free in {@code [startTick, endTick)}: tables
   * before joined ones, then fewest wasted covers, then priority, then the floor plan's order.
   *
   * @param areas a bit for each area that will do, by index, or {@link #ANY_AREA}
   * @return the seating, or {@link #NONE}
   */
  int bestFit(int partySize, int areas, Channel channel, int startTick, int endTick);

  /** Whether each of the seating's tables is free. */
  boolean isFree(int seating, int startTick, int endTick);

  /**
   * Takes the table.
   *
   * @throws IllegalStateException if any tick of it is taken, {@linkplain #forgetBefore forgotten}
   *     ones apart: two parties at one table is the one thing that never happens
   */
  void occupy(int table, int startTick, int endTick);

  /**
   * Gives the table back.
   *
   * @throws IllegalStateException if any tick of it is not taken
   */
  void vacate(int table, int startTick, int endTick);

  /**
   * Where a visit can start: bit {@code i} of {@code out} (word {@code i / 64}) is set when some
   * seating that takes the party is free in {@code [fromTick + i, fromTick + i + ticks)}.
   *
   * @param areas as in {@link #bestFit}
   * @param ticks how long the tables are taken, 1..288
   * @param out overwritten; its length times 64 is the number of start ticks looked at
   */
  void starts(int partySize, int areas, Channel channel, int ticks, int fromTick, long[] out);

  /**
   * Forgets what lies before the tick, to give the memory back. Only whole words of 64 ticks go;
   * nothing at or after it changes. What is forgotten is never free again; the part of a visit that
   * lies there is passed over when its table is taken or given back.
   */
  void forgetBefore(int tick);
}
