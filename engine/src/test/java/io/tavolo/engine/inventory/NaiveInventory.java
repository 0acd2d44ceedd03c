package io.tavolo.engine.inventory;

import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The twin that is obviously right: a list of intervals a table, looked through tick by tick. */
public final class NaiveInventory implements Inventory {
  private record Interval(int start, int end) {}

  private final FloorPlan plan;
  private final Seatings order;
  private final List<Joined> joinedSeatings;
  private final List<List<Interval>> taken = new ArrayList<>();
  private int keptFrom = Integer.MIN_VALUE;

  public NaiveInventory(FloorPlan plan) {
    this.plan = plan;
    order = Seatings.of(plan);
    joinedSeatings = Joined.of(plan);
    plan.tables().forEach(table -> taken.add(new ArrayList<>()));
  }

  @Override
  public int bestFit(int partySize, int areas, Channel channel, int startTick, int endTick) {
    Table best = null;
    for (Table table : plan.tables()) {
      if (takes(table, partySize, areas, channel)
          && isFree(order.indexOf(table.label()), startTick, endTick)
          && (best == null || isBetter(table, best))) {
        best = table;
      }
    }
    if (best != null) {
      return order.indexOf(best.label());
    }
    for (Joined joined : joinedSeatings) {
      int seating = order.seatingOf(joined.labels());
      if (joined.minParty() <= partySize
          && partySize <= joined.maxParty()
          && joined.labels().stream()
              .map(order::indexOf)
              .map(order::table)
              .allMatch(table -> isOpen(table, areas, channel))
          && isFree(seating, startTick, endTick)) {
        return seating;
      }
    }
    return NONE;
  }

  private static boolean isBetter(Table table, Table than) {
    return table.maxParty() < than.maxParty()
        || (table.maxParty() == than.maxParty() && table.priority() < than.priority());
  }

  private boolean takes(Table table, int partySize, int areas, Channel channel) {
    return table.minParty() <= partySize
        && partySize <= table.maxParty()
        && isOpen(table, areas, channel);
  }

  private boolean isOpen(Table table, int areas, Channel channel) {
    boolean inArea = false;
    for (int area = 0; area < plan.areas().size(); area++) {
      inArea |=
          plan.areas().get(area).id().equals(table.areaId())
              && (areas == ANY_AREA || (areas & 1 << area) != 0);
    }
    return inArea && table.channel().compareTo(channel) <= 0;
  }

  @Override
  public boolean isFree(int seating, int startTick, int endTick) {
    return order.labels(seating).stream()
        .allMatch(label -> isTableFree(order.indexOf(label), startTick, endTick));
  }

  private boolean isTableFree(int table, int startTick, int endTick) {
    for (int tick = startTick; tick < endTick; tick++) {
      if (isTaken(table, tick)) {
        return false;
      }
    }
    return true;
  }

  private boolean isTaken(int table, int tick) {
    return tick < keptFrom
        || taken.get(table).stream().anyMatch(i -> i.start() <= tick && tick < i.end());
  }

  @Override
  public void occupy(int table, int startTick, int endTick) {
    if (!isFree(table, Math.max(startTick, keptFrom), endTick)) {
      throw new IllegalStateException("taken");
    }
    taken.get(table).add(new Interval(startTick, endTick));
  }

  @Override
  public void vacate(int table, int startTick, int endTick) {
    for (int tick = startTick; tick < endTick; tick++) {
      if (!isTaken(table, tick)) {
        throw new IllegalStateException("not taken");
      }
    }
    List<Interval> left = new ArrayList<>();
    for (Interval interval : taken.get(table)) {
      addUnlessEmpty(left, interval.start(), Math.min(interval.end(), startTick));
      addUnlessEmpty(left, Math.max(interval.start(), endTick), interval.end());
    }
    taken.set(table, left);
  }

  private static void addUnlessEmpty(List<Interval> intervals, int start, int end) {
    if (start < end) {
      intervals.add(new Interval(start, end));
    }
  }

  @Override
  public void starts(
      int partySize, int areas, Channel channel, int ticks, int fromTick, long[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < out.length * 64; i++) {
      if (bestFit(partySize, areas, channel, fromTick + i, fromTick + i + ticks) != NONE) {
        out[i / 64] |= 1L << (i % 64);
      }
    }
  }

  @Override
  public void forgetBefore(int tick) {
    keptFrom = Math.max(keptFrom, Math.floorDiv(tick, 64) * 64);
  }
}
