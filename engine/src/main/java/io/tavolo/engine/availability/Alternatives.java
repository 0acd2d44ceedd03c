package io.tavolo.engine.availability;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to offer instead of a time that cannot be had. */
public final class Alternatives {
  /** How many are offered at most. */
  public static final int MAX = 6;

  private Alternatives() {}

  /**
   * The free times nearest to the one wanted, before and after it, the nearest first and the
   * earlier first of two as near. Each in the area asked for where that is free, else in the first
   * that is; the wanted time itself only in another area than the one asked for.
   */
  public static List<Alternative> nearest(
      DaySnapshot day, int partySize, int wantedTick, @Nullable String areaId, long nowMs) {
    List<OpenSlot> open = day.slots(partySize, nowMs);
    List<Alternative> nearest = new ArrayList<>(MAX);
    int after = 0;
    while (after < open.size() && open.get(after).startTick() < wantedTick) {
      after++;
    }
    int before = after - 1;
    while (nearest.size() < MAX && (before >= 0 || after < open.size())) {
      boolean earlier =
          after == open.size()
              || (before >= 0
                  && distance(open.get(before), wantedTick)
                      <= distance(open.get(after), wantedTick));
      OpenSlot slot = open.get(earlier ? before-- : after++);
      if (slot.startTick() != wantedTick || (areaId != null && !slot.areaIds().contains(areaId))) {
        nearest.add(new Alternative(slot.startTick(), area(slot, areaId)));
      }
    }
    return nearest;
  }

  private static String area(OpenSlot slot, @Nullable String asked) {
    return asked != null && slot.areaIds().contains(asked) ? asked : slot.areaIds().get(0);
  }

  private static long distance(OpenSlot slot, int wantedTick) {
    return Math.abs((long) slot.startTick() - wantedTick);
  }
}
