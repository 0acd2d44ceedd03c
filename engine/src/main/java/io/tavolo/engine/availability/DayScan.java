package io.tavolo.engine.availability;

import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.inventory.Seatings;
import io.tavolo.engine.pacing.Pace;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.time.ServiceDay;
import io.tavolo.engine.time.Ticks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads one service date off a restaurant, party size by party size, as diners online find it. */
final class DayScan {
  private static final int[][] NO_LIMITS = {};

  private final ServiceDay day;
  private final Floor floor;
  private final int[] slotTicks;

  /** A bit a tick, from the first slot to the last. */
  private final long[] starts;

  /** By ticks of a visit: the room that the pacing leaves, by scope, the house first, and slot. */
  private final Map<Integer, int[][]> rooms = new HashMap<>();

  DayScan(ServiceDay day, Floor floor) {
    this.day = day;
    this.floor = floor;
    slotTicks = IntStream.range(0, day.count()).map(day::at).toArray();
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

  /** Same seatings, same turn times, no pacing: looking again would find the same. */
  private boolean isTreatedLikeOneLess(int party) {
    if (floor.pace().isLimited()) {
      return false;
    }
    for (int slot = 0; slot < slotTicks.length; slot++) {
      if (day.turnTicks(slot, party) != day.turnTicks(slot, party - 1)) {
        return false;
      }
    }
    Seatings seatings = floor.seatings();
    for (int seating = 0; seating < seatings.size(); seating++) {
      if (seatings.minParty(seating) == party || seatings.maxParty(seating) == party - 1) {
        return false;
      }
    }
    return true;
  }

  private PartyRow scan(int party) {
    int[] turns = new int[slotTicks.length];
    int[] minutes = new int[slotTicks.length];
    for (int slot = 0; slot < turns.length; slot++) {
      turns[slot] = day.turnTicks(slot, party);
      minutes[slot] = turns[slot] * Ticks.MINUTES;
    }
    PartyRow row = new PartyRow(floor.seatings().areaCount(), minutes);
    for (int slot = 0; slot < turns.length; slot++) {
      if (isFirst(turns, slot)) {
        scan(party, turns[slot], turns, row);
      }
    }
    return row;
  }

  private static boolean isFirst(int[] turns, int slot) {
    for (int before = 0; before < slot; before++) {
      if (turns[before] == turns[slot]) {
        return false;
      }
    }
    return true;
  }

  /** The slots from which the party stays so many ticks. */
  private void scan(int party, int turn, int[] turns, PartyRow row) {
    Inventory inventory = floor.inventory();
    int[][] room = floor.pace().isLimited() ? rooms.computeIfAbsent(turn, this::room) : NO_LIMITS;
    for (int area = 0; area < floor.seatings().areaCount(); area++) {
      int ticks = turn + floor.resetTicks();
      inventory.starts(party, 1 << area, Channel.ONLINE, ticks, slotTicks[0], starts);
      for (int slot = 0; slot < slotTicks.length; slot++) {
        int tick = slotTicks[slot] - slotTicks[0];
        if (turns[slot] == turn
            && (starts[tick >> 6] >>> tick & 1) != 0
            && hasRoom(room, party, area, slot)) {
          row.setFree(area, slot);
        }
      }
    }
  }

  private static boolean hasRoom(int[][] room, int party, int area, int slot) {
    return room == NO_LIMITS || (party <= room[0][slot] && party <= room[1 + area][slot]);
  }

  private int[][] room(int turn) {
    int[][] room = new int[1 + floor.seatings().areaCount()][slotTicks.length];
    for (int scope = Pace.HOUSE; scope < room.length - 1; scope++) {
      floor.pace().room(scope, day, turn, room[1 + scope]);
    }
    return room;
  }
}
