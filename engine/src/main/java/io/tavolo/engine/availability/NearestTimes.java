package io.tavolo.engine.availability;

import io.tavolo.engine.time.Ticks;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a restaurant has about the hour that somebody would like to come. */
public final class NearestTimes {
  /** How many are told at most. */
  public static final int MAX = 6;

  /** Who looks for a table at eight is not helped by one at lunch. */
  public static final int WITHIN_MINUTES = 120;

  private static final long WITHIN_SECONDS = WITHIN_MINUTES * 60L;

  private NearestTimes() {}

  /**
   * The free times of the service date nearest to the one wanted, none of them further away than
   * {@link #WITHIN_MINUTES}, in the order of the clock; of two as near the earlier counts first.
   *
   * @param minuteOfDay on the restaurant's wall clock, 0..1439. Half past midnight is that of the
   *     date or that of its late shift, whichever is nearer to a free time.
   * @param nowMs milliseconds since the epoch
   */
  public static List<OpenSlot> of(DaySnapshot day, int partySize, int minuteOfDay, long nowMs) {
    LocalDate date = LocalDate.ofEpochDay(day.serviceDay);
    long wanted = epochSecond(day, date, minuteOfDay);
    long nextMorning = epochSecond(day, date.plusDays(1), minuteOfDay);
    List<OpenSlot> near = new ArrayList<>();
    for (OpenSlot slot : day.slots(partySize, nowMs)) {
      if (distance(slot, wanted, nextMorning) <= WITHIN_SECONDS) {
        near.add(slot);
      }
    }
    if (near.size() <= MAX) {
      return near;
    }
    near.sort(Comparator.comparingLong(slot -> distance(slot, wanted, nextMorning)));
    List<OpenSlot> nearest = near.subList(0, MAX);
    nearest.sort(Comparator.comparingInt(OpenSlot::startTick));
    return nearest;
  }

  /** The first free times of the service date, for those who name no hour. */
  public static List<OpenSlot> first(DaySnapshot day, int partySize, long nowMs) {
    List<OpenSlot> open = day.slots(partySize, nowMs);
    return open.size() <= MAX ? open : open.subList(0, MAX);
  }

  private static long epochSecond(DaySnapshot day, LocalDate date, int minuteOfDay) {
    LocalTime time = LocalTime.ofSecondOfDay(minuteOfDay * 60L);
    return date.atTime(time).atZone(day.zone).toEpochSecond();
  }

  private static long distance(OpenSlot slot, long wanted, long nextMorning) {
    long start = Ticks.epochSecond(slot.startTick());
    return Math.min(Math.abs(start - wanted), Math.abs(start - nextMorning));
  }
}
