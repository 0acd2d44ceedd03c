package io.tavolo.engine.pacing;

import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.PacingOverride;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.time.ServiceDay;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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

  private final Map<String, int[]> byShift = new HashMap<>();
  private int[] general = limits(Limits.NONE);

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
    for (Pacing rule : schedule.pacing()) {
      if (Objects.equals(rule.areaId(), areaId)) {
        int[] limits = counted(rule.limits());
        if (rule.shiftId() == null) {
          general = limits;
        } else {
          byShift.put(rule.shiftId(), limits);
        }
      }
    }
    for (PacingOverride override : schedule.pacingOverrides()) {
      if (Objects.equals(override.areaId(), areaId)) {
        int[] limits = counted(override.limits());
        add(override.date().toEpochDay(), new Stretch(override, limits));
      }
    }
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
    for (int at = slot; present != null && at < day.count() && day.at(at) < endTick; at++) {
      int limit = limit(COVERS_PRESENT, day, at);
      if (limit != UNSET) {
        int until = at + 1 < day.count() ? Math.min(day.at(at + 1), endTick) : endTick;
        room = Math.min(room, limit - present.max(day.at(at), until));
      }
    }
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
    return byShift.getOrDefault(day.shift(slot).id(), general)[kind];
  }

  void forgetBefore(int tick) {
    for (TickCounts counted : counts) {
      if (counted != null) {
        counted.forgetBefore(tick);
      }
    }
  }
}
