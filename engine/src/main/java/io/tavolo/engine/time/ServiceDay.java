package io.tavolo.engine.time;

import io.tavolo.engine.restaurant.Schedule;
import java.util.Arrays;

/**
 * The slots of one service date: every tick a visit may start at, ascending, without repetition; to
 * which shift each belongs, and how long visits last. Immutable; any thread.
 */
public final class ServiceDay {
  private final long epochDay;
  private final int baseTick;

  /** Days that look alike share it; its ticks count from {@link #baseTick}. */
  private final Slots slots;

  /** By shift of the date: the ticks a party stays, by its size. */
  private final int[][] turns;

  ServiceDay(long epochDay, int baseTick, Slots slots, int[][] turns) {
    this.epochDay = epochDay;
    this.baseTick = baseTick;
    this.slots = slots;
    this.turns = turns;
  }

  /** The service date, in days since 1970-01-01. */
  public long epochDay() {
    return epochDay;
  }

  /** How many slots the date has. */
  public int count() {
    return slots.count();
  }

  /** The tick of slot {@code index}, 0..count-1. */
  public int at(int index) {
    return baseTick + slots.ticks[index];
  }

  /** The slot at that tick, or a negative number. */
  public int indexOf(int tick) {
    // A difference that overflows is none of ours, and the search does not find it.
    return Arrays.binarySearch(slots.ticks, tick - baseTick);
  }

  public boolean contains(int tick) {
    return indexOf(tick) >= 0;
  }

  /** No slot at all. */
  public boolean isClosed() {
    return slots.count() == 0;
  }

  /** The slot's shift, as its place in {@link Schedule#shiftIds}. */
  public int shiftNumber(int index) {
    return slots.numbers[slots.shiftIndex[index]];
  }

  /** What the wall clock shows at the slot, in minutes after midnight of the service date. */
  public int wallMinutes(int index) {
    return slots.wallMinutes[index];
  }

  /** Ticks from the slot to the next one, or as long as a slot of its shift if that is shorter. */
  public int intervalTicks(int index) {
    return slots.intervalTicks(index);
  }

  /** How many ticks a party that starts at the slot stays. */
  public int turnTicks(int index, int partySize) {
    return TurnTimes.ticks(turns[slots.shiftIndex[index]], partySize);
  }
}
