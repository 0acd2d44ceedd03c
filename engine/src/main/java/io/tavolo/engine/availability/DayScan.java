package io.tavolo.engine.availability;

import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.inventory.TableOrder;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.time.ServiceDay;
import io.tavolo.engine.time.Ticks;
import java.util.ArrayList;
import java.util.List;

/** Reads one service date off an inventory, party size by party size. */
final class DayScan {
  private final Inventory inventory;
  private final TableOrder order;
  private final Schedule schedule;
  private final int[] slotTicks;

  /** A bit a tick, from the first slot to the last. */
  private final long[] starts;

  DayScan(ServiceDay day, Inventory inventory, TableOrder order, Schedule schedule) {
    this.inventory = inventory;
    this.order = order;
    this.schedule = schedule;
    slotTicks = new int[day.count()];
    for (int i = 0; i < slotTicks.length; i++) {
      slotTicks[i] = day.at(i);
    }
    int span = slotTicks.length == 0 ? 0 : slotTicks[slotTicks.length - 1] - slotTicks[0] + 1;
    starts = new long[(span + 63) >> 6];
  }

  int[] slotTicks() {
    return slotTicks;
  }

  List<PartyRow> rows(int minParty, int maxParty) {
    List<PartyRow> rows = new ArrayList<>();
    for (int party = minParty; party <= maxParty; party++) {
      PartyRow before = rows.isEmpty() ? null : rows.get(rows.size() - 1);
      if (before != null && isTreatedLikeOneLess(party)) {
        rows.add(before);
        continue;
      }
      PartyRow row = scan(party);
      rows.add(before != null && row.findsTheSameAs(before) ? before : row);
    }
    return rows;
  }

  /** Same tables, same turn time: looking again would find the same. */
  private boolean isTreatedLikeOneLess(int party) {
    if (schedule.turnMinutes(party) != schedule.turnMinutes(party - 1)) {
      return false;
    }
    for (int table = 0; table < order.size(); table++) {
      if (order.minParty(table) == party || order.maxParty(table) == party - 1) {
        return false;
      }
    }
    return true;
  }

  private PartyRow scan(int party) {
    int minutes = schedule.turnMinutes(party);
    long[] free = PartyRow.emptyBits(order.areaCount(), slotTicks.length);
    if (slotTicks.length > 0) {
      for (int area = 0; area < order.areaCount(); area++) {
        inventory.starts(party, area, Ticks.ofMinutes(minutes), slotTicks[0], starts);
        for (int slot = 0; slot < slotTicks.length; slot++) {
          int tick = slotTicks[slot] - slotTicks[0];
          if ((starts[tick >> 6] >>> tick & 1) != 0) {
            PartyRow.setFree(free, slotTicks.length, area, slot);
          }
        }
      }
    }
    return new PartyRow(minutes, slotTicks.length, free);
  }
}
