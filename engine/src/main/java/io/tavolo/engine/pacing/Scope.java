package io.tavolo.engine.pacing;

import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.PacingOverride;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.time.ServiceDay;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The limits of the house or of one area, and what counts against them. */
final class Scope {
  /** Places in an array of limits. */
  private static final int COVERS_STARTING = 0;

  private static final int PARTIES_STARTING = 1;
  private static final int COVERS_PRESENT = 2;

  private static final int UNSET = -1;
  private static final Stretch[] NO_STRETCHES = {};

  /** By number of the shift. */
  private final int[][] byShift;

  /** By service date, in days since 1970-01-01. */
  private final Long2ObjectHashMap<Stretch[]> overrides = new Long2ObjectHashMap<>();

  /** By kind of limit; null where none is set. */
  private final @Nullable TickCounts[] counts = new @Nullable TickCounts[3];

  /** Slots with a wall-clock time in {@code [from, until)} have these limits, where set. */
  private static final class Stretch {
    final int from;
    final int until;
    final int[] limits;

    Stretch(PacingOverride override, int[] limits) {
      from = override.from();
      until = override.until();
      this.limits = limits;
    }
  }

  Scope(Schedule schedule, @Nullable String areaId) {
    List<String> shiftIds = schedule.shiftIds();
    byShift = new int[shiftIds.size()][];
    for (int shift = 0; shift < byShift.length; shift++) {
      byShift[shift] = counted(limitsOf(schedule, shiftIds.get(shift), areaId));
    }
    for (PacingOverride override : schedule.pacingOverrides()) {
      if (Objects.equals(override.areaId(), areaId)) {
        int[] limits = counted(override.limits());
        add(override.date().toEpochDay(), new Stretch(override, limits));
      }
    }
  }

  /** The shift's own rule, or else the one without a shift. */
  private static Limits limitsOf(Schedule schedule, String shiftId, @Nullable String areaId) {
    Limits general = Limits.NONE;
    for (Pacing rule : schedule.pacing()) {
      if (Objects.equals(rule.areaId(), areaId)) {
        if (shiftId.equals(rule.shiftId())) {
          return rule.limits();
        }
        general = rule.shiftId() == null ? rule.limits() : general;
      }
    }
    return general;
  }

  private static int[] limits(Limits limits) {
    return new int[] {
      orUnset(limits.coversStarting()),
      orUnset(limits.partiesStarting()),
      orUnset(limits.coversPresent())
    };
  }

  private static int orUnset(@Nullable Integer limit) {
    return limit == null ? UNSET : limit;
  }

  private int[] counted(Limits set) {
    int[] limits = limits(set);
    for (int kind = 0; kind < limits.length; kind++) {
      if (limits[kind] != UNSET && counts[kind] == null) {
        counts[kind] = new TickCounts();
      }
    }
    return limits;
  }

  private void add(long date, Stretch override) {
    Stretch[] before = overrides.getOrDefault(date, NO_STRETCHES);
    Stretch[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = override;
    overrides.put(date, after);
  }

  boolean isLimited() {
    return counts[COVERS_STARTING] != null
        || counts[PARTIES_STARTING] != null
        || counts[COVERS_PRESENT] != null;
  }

  /** Counts a party in, or out when the numbers are negative. */
  void count(int startTick, int endTick, int covers, int parties) {
    add(COVERS_STARTING, startTick, startTick + 1, covers);
    add(PARTIES_STARTING, startTick, startTick + 1, parties);
    add(COVERS_PRESENT, startTick, endTick, covers);
  }

  private void add(int kind, int fromTick, int untilTick, int amount) {
    TickCounts counted = counts[kind];
    if (counted != null) {
      counted.add(fromTick, untilTick, amount);
    }
  }

  /** See {@link Pace#room}. */
  int room(ServiceDay day, int slot, int endTick) {
    if (roomToStart(PARTIES_STARTING, day, slot) <= 0) {
      return 0;
    }
    return Math.min(roomToStart(COVERS_STARTING, day, slot), roomToSit(day, slot, endTick));
  }

  private int roomToStart(int kind, ServiceDay day, int slot) {
    TickCounts started = counts[kind];
    int limit = limit(kind, day, slot);
    if (started == null || limit == UNSET) {
      return Pace.UNLIMITED;
    }
    int start = day.at(slot);
    return limit - started.sum(start, start + day.intervalTicks(slot));
  }

  private int roomToSit(ServiceDay day, int slot, int endTick) {
    TickCounts present = counts[COVERS_PRESENT];
    int room = Pace.UNLIMITED;
    for (int at = slot, next;
        present != null && at < day.count() && day.at(at) < endTick;
        at = next) {
      int limit = limit(COVERS_PRESENT, day, at);
      next = at + 1;
      while (next < day.count()
          && day.at(next) < endTick
          && limit(COVERS_PRESENT, day, next) == limit) {
        next++;
      }
      if (limit != UNSET) {
        int until = next < day.count() ? Math.min(day.at(next), endTick) : endTick;
        room = Math.min(room, limit - present.max(day.at(at), until));
      }
    }
    return room;
  }

  /** See {@link Pace#room(int, ServiceDay, int, int[])}. */
  void room(ServiceDay day, int turnTicks, int[] out) {
    int first = day.at(0);
    int[] sitting = roomByTick(day, turnTicks);
    // The minimum over a visit's ticks, by windows that double; as the inventory folds.
    for (int covered = 1; covered < turnTicks; ) {
      int step = Math.min(covered, turnTicks - covered);
      for (int tick = 0; tick + step < sitting.length; tick++) {
        sitting[tick] = Math.min(sitting[tick], sitting[tick + step]);
      }
      covered += step;
    }
    for (int slot = 0; slot < out.length; slot++) {
      out[slot] =
          roomToStart(PARTIES_STARTING, day, slot) <= 0
              ? 0
              : Math.min(roomToStart(COVERS_STARTING, day, slot), sitting[day.at(slot) - first]);
    }
  }

  /** From the date's first slot to the end of the visits of its last one. */
  private int[] roomByTick(ServiceDay day, int turnTicks) {
    int first = day.at(0);
    int last = day.count() - 1;
    int[] room = new int[day.at(last) + turnTicks - first];
    Arrays.fill(room, Pace.UNLIMITED);
    TickCounts present = counts[COVERS_PRESENT];
    if (present == null) {
      return room;
    }
    for (int slot = 0; slot <= last; slot++) {
      int limit = limit(COVERS_PRESENT, day, slot);
      int until = slot == last ? room.length : day.at(slot + 1) - first;
      Arrays.fill(room, day.at(slot) - first, until, limit == UNSET ? Pace.UNLIMITED : limit);
    }
    present.subtractFrom(room, first);
    return room;
  }

  private int limit(int kind, ServiceDay day, int slot) {
    Stretch[] ofDate = overrides.isEmpty() ? null : overrides.get(day.epochDay());
    if (ofDate != null) {
      int wall = day.wallMinutes(slot);
      for (Stretch override : ofDate) {
        if (wall >= override.from && wall < override.until && override.limits[kind] != UNSET) {
          return override.limits[kind];
        }
      }
    }
    return byShift[day.shiftNumber(slot)][kind];
  }

  void forgetBefore(int tick) {
    for (TickCounts counted : counts) {
      if (counted != null) {
        counted.forgetBefore(tick);
      }
    }
  }
}
