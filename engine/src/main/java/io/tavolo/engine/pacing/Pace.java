package io.tavolo.engine.pacing;

import io.tavolo.engine.inventory.Seatings;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.time.ServiceDay;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A restaurant's pacing: its limits, and what counts against them.
 *
 * <p>Limits stand for a scope, the house or one area. Those of a slot are the rule of its shift, or
 * else the rule without a shift, with an override of its date and time laid over it. The limits on
 * covers and parties that start are for the slot's interval: what starts from the slot on and
 * before the next. The limit on covers present holds at every tick of a visit: at each it is that
 * of the last slot of the visit's service date at or before it.
 *
 * <p>Single owner thread. What no limit asks for is not counted.
 */
public final class Pace {
  /** The scope of the whole house; that of an area is its index in the floor plan. */
  public static final int HOUSE = -1;

  /** There is no limit. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private final Scope house;

  /** By area, null where no limit is set. */
  private final @Nullable Scope[] areas;

  private final boolean areasLimited;

  /** Takes a schedule and a plan that {@code Validation} found no fault in. */
  public Pace(Schedule schedule, Seatings seatings) {
    house = new Scope(schedule, null);
    areas = new @Nullable Scope[seatings.areaCount()];
    boolean limited = false;
    for (int area = 0; area < areas.length; area++) {
      Scope scope = new Scope(schedule, seatings.areaId(area));
      areas[area] = scope.isLimited() ? scope : null;
      limited |= scope.isLimited();
    }
    areasLimited = limited;
  }

  /** Whether any limit is set, for the house or an area. */
  public boolean isLimited() {
    return house.isLimited() || areasLimited;
  }

  public boolean isLimited(int scope) {
    return scope == HOUSE ? house.isLimited() : areas[scope] != null;
  }

  /** Whether any area has limits of its own. */
  public boolean areasLimited() {
    return areasLimited;
  }

  /**
   * Counts a party in.
   *
   * @param area where it sits, or {@link #HOUSE} when that is not known
   */
  public void add(int area, int startTick, int endTick, int partySize) {
    count(area, startTick, endTick, partySize, 1);
  }

  /** Counts a party out again, as it was counted in. */
  public void remove(int area, int startTick, int endTick, int partySize) {
    count(area, startTick, endTick, -partySize, -1);
  }

  private void count(int area, int startTick, int endTick, int covers, int parties) {
    house.count(startTick, endTick, covers, parties);
    Scope scope = area == HOUSE ? null : areas[area];
    if (scope != null) {
      scope.count(startTick, endTick, covers, parties);
    }
  }

  /**
   * How many covers a party may have that starts at the slot and stays until the tick: 0 or less
   * when none may start.
   *
   * @param scope {@link #HOUSE} or an area
   * @return {@link #UNLIMITED} when no limit is set
   */
  public int room(int scope, ServiceDay day, int slot, int endTick) {
    Scope limits = scope == HOUSE ? house : areas[scope];
    return limits == null || !limits.isLimited() ? UNLIMITED : limits.room(day, slot, endTick);
  }

  /**
   * How many covers a party may have, by the slot of the date at which it starts.
   *
   * @param turnTicks how long it stays, wherever it starts
   * @param out overwritten: one for each slot
   */
  public void room(int scope, ServiceDay day, int turnTicks, int[] out) {
    Scope limits = scope == HOUSE ? house : areas[scope];
    if (limits == null || !limits.isLimited()) {
      Arrays.fill(out, UNLIMITED);
    } else if (out.length > 0) {
      limits.room(day, turnTicks, out);
    }
  }

  /** Forgets what lies before the tick, in whole blocks of 64 ticks. */
  public void forgetBefore(int tick) {
    house.forgetBefore(tick);
    for (Scope area : areas) {
      if (area != null) {
        area.forgetBefore(tick);
      }
    }
  }
}
