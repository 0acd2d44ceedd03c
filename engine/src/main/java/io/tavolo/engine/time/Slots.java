package io.tavolo.engine.time;

import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The slots of a date, apart from which date it is. Immutable. */
final class Slots {
  /** Left out: the wall clock never shows that time on that date. */
  static final int LEFT_OUT = Integer.MIN_VALUE;

  static final Slots NONE =
      new Slots(List.of(), new int[0], new int[0], new int[0], new int[0], new int[0]);

  final List<Shift> shifts;

  /** By shift: the ticks between two of its slots. */
  private final int[] slotTicks;

  /** By slot, ascending. */
  final int[] ticks;

  final int[] wallMinutes;

  /** By slot: index of its shift. */
  final int[] shiftIndex;

  /** By shift: its place in {@link Schedule#shiftIds}. */
  final int[] numbers;

  private Slots(
      List<Shift> shifts,
      int[] numbers,
      int[] slotTicks,
      int[] ticks,
      int[] wallMinutes,
      int[] shiftIndex) {
    this.shifts = shifts;
    this.numbers = numbers;
    this.slotTicks = slotTicks;
    this.ticks = ticks;
    this.wallMinutes = wallMinutes;
    this.shiftIndex = shiftIndex;
  }

  /** The shifts' slots, in ticks after the wall clock's midnight. */
  static Slots of(Schedule schedule, List<Shift> shifts) {
    List<Shift> ordered = new ArrayList<>(shifts);
    ordered.sort(Comparator.comparingInt(Shift::firstSeating));
    int[] slotTicks = new int[ordered.size()];
    List<String> ids = schedule.shiftIds();
    int[] numbers = ordered.stream().mapToInt(shift -> ids.indexOf(shift.id())).toArray();
    List<int[]> slots = new ArrayList<>();
    for (int i = 0; i < slotTicks.length; i++) {
      Shift shift = ordered.get(i);
      int minutes = shift.slotMinutes() == 0 ? schedule.slotMinutes() : shift.slotMinutes();
      slotTicks[i] = Ticks.ofMinutes(minutes);
      for (int wall = shift.firstSeating(); wall <= shift.lastSeating(); wall += minutes) {
        slots.add(new int[] {Ticks.ofMinutes(wall), wall, i});
      }
    }
    return of(List.copyOf(ordered), numbers, slotTicks, slots);
  }

  /** The slots of a date on which the clock changes: each is looked up by itself. */
  Slots at(IntUnaryOperator tickOfWallMinutes) {
    List<int[]> slots = new ArrayList<>();
    for (int i = 0; i < ticks.length; i++) {
      int tick = tickOfWallMinutes.applyAsInt(wallMinutes[i]);
      if (tick != LEFT_OUT) {
        slots.add(new int[] {tick, wallMinutes[i], shiftIndex[i]});
      }
    }
    return of(shifts, numbers, slotTicks, slots);
  }

  private static Slots of(List<Shift> shifts, int[] numbers, int[] slotTicks, List<int[]> slots) {
    slots.sort(Comparator.comparingInt(slot -> slot[0]));
    for (int i = slots.size() - 1; i > 0; i--) {
      if (slots.get(i)[0] == slots.get(i - 1)[0]) {
        slots.remove(i);
      }
    }
    return new Slots(
        shifts,
        numbers,
        slotTicks,
        slots.stream().mapToInt(slot -> slot[0]).toArray(),
        slots.stream().mapToInt(slot -> slot[1]).toArray(),
        slots.stream().mapToInt(slot -> slot[2]).toArray());
  }

  int count() {
    return ticks.length;
  }

  /** Ticks from the slot to the next one, or as long as a slot of its shift if that is shorter. */
  int intervalTicks(int slot) {
    int own = slotTicks[shiftIndex[slot]];
    return slot + 1 == ticks.length ? own : Math.min(own, ticks[slot + 1] - ticks[slot]);
  }
}
