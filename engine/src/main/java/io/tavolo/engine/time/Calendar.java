package io.tavolo.engine.time;

import io.tavolo.engine.restaurant.Closure;
import io.tavolo.engine.restaurant.DateException;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A restaurant's wall clock laid on the tick line: which ticks are slots, of which service date.
 *
 * <p>Slots are enumerated on the wall clock. A wall-clock time that the spring gap swallows is no
 * slot; one that comes twice in autumn means the first. Single owner thread, since days and the
 * zone's offset are remembered.
 */
public final class Calendar {
  /** The wall-clock time does not exist on that date. */
  public static final int NONEXISTENT = Integer.MIN_VALUE;

  /** The time is not on a 5-minute mark, or off the tick line (some 20,000 years from now). */
  public static final int UNALIGNED = Integer.MIN_VALUE + 1;

  /** The tick is no slot. */
  public static final long NO_SERVICE = Long.MIN_VALUE;

  private static final int CACHED_DAYS = 128;
  private static final long DAY_SECONDS = 86_400;

  /** Days either side of 1970 that are surely on the tick line: some 19,000 years. */
  private static final long LAST_DAY = 7_000_000;

  private static final int[][] NO_TURNS = {};

  private final ZoneRules rules;

  private final Map<DayOfWeek, Slots> week = new EnumMap<>(DayOfWeek.class);
  private final Long2ObjectHashMap<Slots> exceptions = new Long2ObjectHashMap<>();
  private final List<Closure> closures;
  private final TurnTimes turnTimes;

  /** Direct-mapped by date: bounded, and a lookup is one comparison. */
  private final @Nullable ServiceDay[] days = new @Nullable ServiceDay[CACHED_DAYS];

  private final Offsets offsets;

  /** The tick last looked for among the slots, the day it was found on, and where. */
  private int soughtTick = NONEXISTENT;

  private @Nullable ServiceDay foundDay;
  private int foundSlot;

  /** Takes a schedule that {@code Validation} found no fault in. */
  public Calendar(ZoneId zone, Schedule schedule) {
    rules = zone.getRules();
    offsets = new Offsets(rules);
    for (DayOfWeek weekday : DayOfWeek.values()) {
      List<Shift> shifts =
          schedule.shifts().stream().filter(s -> s.weekdays().contains(weekday)).toList();
      week.put(weekday, Slots.of(schedule, shifts));
    }
    for (DateException exception : schedule.exceptions()) {
      exceptions.put(exception.date().toEpochDay(), Slots.of(schedule, exception.shifts()));
    }
    closures = schedule.closures();
    turnTimes = new TurnTimes(schedule.turnTimes());
  }

  /**
   * The slots of a service date, given in days since 1970-01-01. Dates off the tick line are
   * closed.
   */
  public ServiceDay day(long epochDay) {
    int slot = (int) epochDay & (CACHED_DAYS - 1);
    ServiceDay cached = days[slot];
    if (cached == null || cached.epochDay() != epochDay) {
      cached = layOut(epochDay);
      days[slot] = cached;
    }
    return cached;
  }

  /** The tick the client means, or {@link #NONEXISTENT}, or {@link #UNALIGNED}. */
  public int resolve(Start start) {
    long second = start.second();
    if (second <= Ticks.epochSecond(UNALIGNED) + DAY_SECONDS
        || second >= Ticks.epochSecond(Integer.MAX_VALUE) - DAY_SECONDS) {
      return UNALIGNED;
    }
    if (start.local()) {
      int offset = offsets.whenWallShows(second);
      if (offset == Offsets.UNSURE) {
        List<ZoneOffset> valid = validOffsets(second);
        if (valid.isEmpty()) {
          return NONEXISTENT;
        }
        offset = valid.get(0).getTotalSeconds();
      }
      second -= offset;
    }
    return Ticks.isAligned(second) ? Ticks.ofEpochSecond(second) : UNALIGNED;
  }

  /**
   * The moment, in milliseconds since the epoch. Of a wall-clock time that comes twice it is the
   * first; one that the spring gap swallows is read as if the clock had not changed yet.
   */
  public long epochMilli(Start start) {
    long second = start.second();
    if (start.local()) {
      second -=
          rules.getOffset(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC)).getTotalSeconds();
    }
    return second * 1000;
  }

  /**
   * The service date the slot belongs to, in days since 1970-01-01: its own date, or, after
   * midnight, the date before, whose late shift it is.
   *
   * @return {@link #NO_SERVICE} when the tick is no slot
   */
  public long serviceDateOf(int tick) {
    ServiceDay day = dayOf(tick);
    return day == null ? NO_SERVICE : day.epochDay();
  }

  /** The service date that has a slot at the tick, or null. */
  public @Nullable ServiceDay dayOf(int tick) {
    if (tick != soughtTick) {
      long date = dateOf(tick);
      foundDay = null;
      if (!isFound(date, tick)) {
        isFound(date - 1, tick);
      }
      soughtTick = tick;
    }
    return foundDay;
  }

  private boolean isFound(long date, int tick) {
    ServiceDay day = day(date);
    int slot = day.indexOf(tick);
    if (slot < 0) {
      return false;
    }
    foundDay = day;
    foundSlot = slot;
    return true;
  }

  /**
   * How many ticks a party stays that starts then: by its shift, or, when the tick is no slot, by
   * what holds on that date without one.
   */
  public int turnTicks(int tick, int partySize) {
    ServiceDay day = dayOf(tick);
    return day == null
        ? TurnTimes.ticks(turnTimes.ticks(null, LocalDate.ofEpochDay(dateOf(tick))), partySize)
        : day.turnTicks(foundSlot, partySize);
  }

  /** Whether the house is closed on the tick's own date and the one before. */
  public boolean closedAround(int tick) {
    long date = dateOf(tick);
    return day(date).isClosed() && day(date - 1).isClosed();
  }

  /** The date on the restaurant's wall clock at the tick, in days since 1970-01-01. */
  public long dateOf(int tick) {
    return localDay(Ticks.epochSecond(tick));
  }

  /** Today on the restaurant's wall clock, in days since 1970-01-01. */
  public long todayEpochDay(long epochMillis) {
    return localDay(Math.floorDiv(epochMillis, 1000L));
  }

  /** Today on the restaurant's wall clock. */
  public LocalDate today(long epochMillis) {
    return LocalDate.ofEpochDay(todayEpochDay(epochMillis));
  }

  /** Today on that zone's wall clock, in days since 1970-01-01. Any thread. */
  public static long today(ZoneId zone, long epochMillis) {
    Instant instant = Instant.ofEpochMilli(epochMillis);
    long offset = zone.getRules().getOffset(instant).getTotalSeconds();
    return Math.floorDiv(instant.getEpochSecond() + offset, DAY_SECONDS);
  }

  /** The tick's beginning, as the restaurant's wall clock shows it. */
  public OffsetDateTime atOffset(int tick) {
    Instant instant = Instant.ofEpochSecond(Ticks.epochSecond(tick));
    return OffsetDateTime.ofInstant(instant, rules.getOffset(instant));
  }

  private long localDay(long epochSecond) {
    return Math.floorDiv(epochSecond + offsets.at(epochSecond), DAY_SECONDS);
  }

  private ServiceDay layOut(long epochDay) {
    if (epochDay < -LAST_DAY || epochDay > LAST_DAY) {
      return closed(epochDay);
    }
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    Slots slots = slotsOf(date);
    if (slots.count() == 0) {
      return closed(epochDay);
    }
    int[][] turns = new int[slots.shifts.size()][];
    for (int i = 0; i < turns.length; i++) {
      turns[i] = turnTimes.ticks(slots.shifts.get(i).id(), date);
    }
    long midnight = epochDay * DAY_SECONDS;
    long firstWall = midnight + Ticks.epochSecond(slots.ticks[0]);
    long lastWall = midnight + Ticks.epochSecond(slots.ticks[slots.count() - 1]);
    List<ZoneOffset> offsets = validOffsets(firstWall);
    if (offsets.size() == 1 && offsets.equals(validOffsets(lastWall))) {
      int offset = offsets.get(0).getTotalSeconds();
      ZoneOffsetTransition next = rules.nextTransition(Instant.ofEpochSecond(firstWall - offset));
      boolean quiet = next == null || next.toEpochSecond() > lastWall - offset;
      if (quiet && Ticks.isAligned(offset)) {
        return new ServiceDay(epochDay, Ticks.ofEpochSecond(midnight - offset), slots, turns);
      }
    }
    return new ServiceDay(epochDay, 0, slots.at(wall -> tickAt(midnight, wall)), turns);
  }

  private static ServiceDay closed(long epochDay) {
    return new ServiceDay(epochDay, 0, Slots.NONE, NO_TURNS);
  }

  private Slots slotsOf(LocalDate date) {
    Slots exception = exceptions.get(date.toEpochDay());
    if (exception != null) {
      return exception;
    }
    for (Closure closure : closures) {
      if (!date.isBefore(closure.from()) && !date.isAfter(closure.until())) {
        return Slots.NONE;
      }
    }
    return week.getOrDefault(date.getDayOfWeek(), Slots.NONE);
  }

  private int tickAt(long midnight, int wallMinutes) {
    int tick = resolve(Start.wallClock(midnight + wallMinutes * 60L));
    return tick == NONEXISTENT || tick == UNALIGNED ? Slots.LEFT_OUT : tick;
  }

  private List<ZoneOffset> validOffsets(long wallSecond) {
    return rules.getValidOffsets(LocalDateTime.ofEpochSecond(wallSecond, 0, ZoneOffset.UTC));
  }
}
