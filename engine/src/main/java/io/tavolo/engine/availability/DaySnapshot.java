package io.tavolo.engine.availability;

import io.tavolo.engine.form.Formats;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.Ticks;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What is free on one service date, for every party size: all that a node needs to answer for that
 * date without the restaurant in memory. What depends on the hour of asking, notice and horizon, is
 * applied when it is asked.
 *
 * <p>Immutable; any thread. A few hundred bytes {@linkplain #encode encoded}, for a usual house.
 */
public final class DaySnapshot {
  final String restaurantId;
  final ZoneId zone;
  final int serviceDay;
  final long epoch;
  final long seq;
  final int minNoticeMinutes;
  final int horizonDays;
  final List<String> areaIds;

  /** Ascending. */
  final int[] slotTicks;

  final int minParty;

  /** By party size, {@link #minParty} first. */
  final List<PartyRow> rows;

  DaySnapshot(
      String restaurantId,
      ZoneId zone,
      int serviceDay,
      long epoch,
      long seq,
      int minNoticeMinutes,
      int horizonDays,
      List<String> areaIds,
      int[] slotTicks,
      int minParty,
      List<PartyRow> rows) {
    this.restaurantId = restaurantId;
    this.zone = zone;
    this.serviceDay = serviceDay;
    this.epoch = epoch;
    this.seq = seq;
    this.minNoticeMinutes = minNoticeMinutes;
    this.horizonDays = horizonDays;
    this.areaIds = List.copyOf(areaIds);
    this.slotTicks = slotTicks;
    this.minParty = minParty;
    this.rows = List.copyOf(rows);
  }

  /**
   * Takes the snapshot, on the restaurant's owner thread.
   *
   * @param serviceDay days since 1970-01-01
   * @param epoch the epoch of the state it is taken from
   * @param seq the sequence of the state it is taken from
   */
  public static DaySnapshot of(Floor floor, int serviceDay, long epoch, long seq) {
    Restaurant restaurant = floor.definition();
    DayScan scan = new DayScan(floor.calendar().day(serviceDay), floor);
    int minParty = restaurant.policies().minParty();
    return new DaySnapshot(
        restaurant.profile().restaurantId(),
        restaurant.profile().zone(),
        serviceDay,
        epoch,
        seq,
        restaurant.policies().minNoticeMinutes(),
        restaurant.policies().horizonDays(),
        restaurant.floorPlan().areas().stream().map(Area::id).toList(),
        scan.slotTicks(),
        minParty,
        scan.rows(minParty, restaurant.policies().maxParty()));
  }

  public String restaurantId() {
    return restaurantId;
  }

  /** The IANA zone the date is meant in. */
  public String zoneId() {
    return zone.getId();
  }

  /** The service date, in days since 1970-01-01. */
  public int serviceDay() {
    return serviceDay;
  }

  public long epoch() {
    return epoch;
  }

  public long seq() {
    return seq;
  }

  /** Whether it was taken from a later state of its shard than that. */
  public boolean isNewerThan(long otherEpoch, long otherSeq) {
    return epoch != otherEpoch ? epoch > otherEpoch : seq > otherSeq;
  }

  /**
   * What a diner may book, ascending: none for a party size the restaurant does not take, none that
   * begins within the notice, and none on a date beyond the horizon.
   *
   * @param nowMs milliseconds since the epoch
   */
  public List<OpenSlot> slots(int partySize, long nowMs) {
    if (partySize < minParty
        || partySize >= minParty + rows.size()
        || serviceDay > Calendar.today(zone, nowMs) + horizonDays) {
      return List.of();
    }
    PartyRow row = rows.get(partySize - minParty);
    long earliestMs = nowMs + minNoticeMinutes * 60_000L;
    List<OpenSlot> open = new ArrayList<>();
    for (int slot = 0; slot < slotTicks.length; slot++) {
      if (Ticks.epochMilli(slotTicks[slot]) >= earliestMs) {
        List<String> areas = areasFree(row, slot);
        if (!areas.isEmpty()) {
          open.add(new OpenSlot(slotTicks[slot], row.minutes(slot), areas));
        }
      }
    }
    return open;
  }

  private List<String> areasFree(PartyRow row, int slot) {
    List<String> areas = new ArrayList<>(areaIds.size());
    for (int area = 0; area < areaIds.size(); area++) {
      if (row.isFree(area, slot)) {
        areas.add(areaIds.get(area));
      }
    }
    return areas;
  }

  /** The snapshot as bytes, in the newest format. */
  public byte[] encode() {
    return encode(Formats.HERE.newest());
  }

  /**
   * The snapshot as bytes.
   *
   * @param format of {@link Formats#HERE}
   */
  public byte[] encode(int format) {
    return SnapshotForm.encode(this, format);
  }

  /**
   * The snapshot that was encoded.
   *
   * @throws IllegalArgumentException when the bytes are not whole, or of a version or a zone that
   *     this software does not know
   */
  public static DaySnapshot decode(byte[] bytes) {
    return SnapshotForm.decode(bytes);
  }
}
