package io.tavolo.engine.restaurant;

import java.util.List;
import java.util.stream.Stream;

/**
 * When a house seats diners, for how long, and how many at a time.
 *
 * @param slotMinutes distance of two starts, 5..60, a multiple of 5; counted from a shift's first
 *     seating
 * @param resetMinutes how long a table stays empty after each visit, 0..120, a multiple of 5
 * @param shifts the ordinary week
 * @param exceptions at most one a date, none within a closure
 * @param closures do not overlap
 * @param turnTimes at least one without a scope
 * @param pacing at most one a shift and area
 * @param pacingOverrides of one date and area, none overlaps another
 */
public record Schedule(
    int slotMinutes,
    int resetMinutes,
    List<Shift> shifts,
    List<DateException> exceptions,
    List<Closure> closures,
    List<TurnTime> turnTimes,
    List<Pacing> pacing,
    List<PacingOverride> pacingOverrides) {
  public Schedule {
    shifts = List.copyOf(shifts);
    exceptions = List.copyOf(exceptions);
    closures = List.copyOf(closures);
    turnTimes = List.copyOf(turnTimes);
    pacing = List.copyOf(pacing);
    pacingOverrides = List.copyOf(pacingOverrides);
  }

  /** Without reset, closures and pacing. */
  public Schedule(
      int slotMinutes,
      List<Shift> shifts,
      List<DateException> exceptions,
      List<TurnTime> turnTimes) {
    this(slotMinutes, 0, shifts, exceptions, List.of(), turnTimes, List.of(), List.of());
  }

  /** The ids of all shifts, of the week and of the exceptions, each once: a shift's number. */
  public List<String> shiftIds() {
    return Stream.concat(
            shifts.stream(), exceptions.stream().flatMap(exception -> exception.shifts().stream()))
        .map(Shift::id)
        .distinct()
        .toList();
  }
}
