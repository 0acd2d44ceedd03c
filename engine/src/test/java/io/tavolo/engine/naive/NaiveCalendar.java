package io.tavolo.engine.naive;

import io.tavolo.engine.restaurant.Closure;
import io.tavolo.engine.restaurant.DateException;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.TurnTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A schedule on a wall clock, slot by slot. */
final class NaiveCalendar {
  /**
   * A time a visit may start at.
   *
   * @param date service date
   * @param wallMinutes what the wall clock shows, in minutes after midnight of the service date
   * @param untilTick the next slot, or a slot's length later if that is sooner
   */
  record Slot(int tick, LocalDate date, int wallMinutes, Shift shift, int untilTick) {}

  private final ZoneId zone;
  private final Schedule schedule;
  private final Map<LocalDate, List<Slot>> days = new HashMap<>();

  NaiveCalendar(ZoneId zone, Schedule schedule) {
    this.zone = zone;
    this.schedule = schedule;
  }

  /** The slots of a service date, ascending. */
  List<Slot> slots(LocalDate date) {
    return days.computeIfAbsent(date, this::enumerate);
  }

  private List<Slot> enumerate(LocalDate date) {
    List<Slot> open = new ArrayList<>();
    for (Shift shift : shifts(date)) {
      int every = slotMinutes(shift);
      for (int wall = shift.firstSeating(); wall <= shift.lastSeating(); wall += every) {
        Instant start = moment(date.atStartOfDay().plusMinutes(wall));
        // Long ago clocks went by the sun: what they show then begins no tick.
        if (start != null && start.getEpochSecond() % 300 == 0) {
          int tick = tick(start);
          open.add(new Slot(tick, date, wall, shift, tick + every / 5));
        }
      }
    }
    open.sort(Comparator.comparingInt(Slot::tick));
    for (int i = 0; i + 1 < open.size(); i++) {
      Slot slot = open.get(i);
      int until = Math.min(slot.untilTick(), open.get(i + 1).tick());
      open.set(i, new Slot(slot.tick(), date, slot.wallMinutes(), slot.shift(), until));
    }
    return open;
  }

  private int slotMinutes(Shift shift) {
    return shift.slotMinutes() == 0 ? schedule.slotMinutes() : shift.slotMinutes();
  }

  private List<Shift> shifts(LocalDate date) {
    for (DateException exception : schedule.exceptions()) {
      if (exception.date().equals(date)) {
        return exception.shifts();
      }
    }
    for (Closure closure : schedule.closures()) {
      if (!date.isBefore(closure.from()) && !date.isAfter(closure.until())) {
        return List.of();
      }
    }
    return schedule.shifts().stream()
        .filter(shift -> shift.weekdays().contains(date.getDayOfWeek()))
        .toList();
  }

  /** When the wall clock shows that, the first time if twice; null if never. */
  @Nullable Instant moment(LocalDateTime wall) {
    var zoned = wall.atZone(zone);
    return zoned.toLocalDateTime().equals(wall)
        ? zoned.withEarlierOffsetAtOverlap().toInstant()
        : null;
  }

  /** When the wall clock shows that; what the spring gap swallows as if it had not changed yet. */
  Instant momentOrLater(LocalDateTime wall) {
    return wall.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }

  static int tick(Instant instant) {
    return Math.toIntExact(Math.floorDiv(instant.getEpochSecond(), 300L));
  }

  static Instant instant(int tick) {
    return Instant.ofEpochSecond(tick * 300L);
  }

  LocalDate date(Instant instant) {
    return instant.atZone(zone).toLocalDate();
  }

  /** The slot that begins there, whichever date's it is. */
  @Nullable Slot slotAt(int tick) {
    LocalDate local = date(instant(tick));
    for (int days = -2; days <= 1; days++) {
      for (Slot slot : slots(local.plusDays(days))) {
        if (slot.tick() == tick) {
          return slot;
        }
      }
    }
    return null;
  }

  /** Of the date's slots the last one at or before the tick, which is not before the first. */
  Slot lastSlotUntil(LocalDate date, int tick) {
    return slots(date).stream()
        .filter(slot -> slot.tick() <= tick)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  boolean isClosed(LocalDate date) {
    return slots(date).isEmpty();
  }

  /** How many ticks a party stays that starts then, slot or not. */
  int turnTicks(int tick, int party) {
    Slot slot = slotAt(tick);
    return slot == null
        ? turnMinutes(null, date(instant(tick)), party) / 5
        : turnMinutes(slot.shift().id(), slot.date(), party) / 5;
  }

  private int turnMinutes(@Nullable String shiftId, LocalDate date, int party) {
    TurnTime best = null;
    for (TurnTime rule : schedule.turnTimes()) {
      if (party <= rule.upToParty()
          && holds(rule, shiftId, date)
          && (best == null
              || weight(rule) > weight(best)
              || (weight(rule) == weight(best) && rule.upToParty() < best.upToParty()))) {
        best = rule;
      }
    }
    if (best == null) {
      // Larger than every rung: the last one without a scope.
      best =
          schedule.turnTimes().stream()
              .filter(rule -> weight(rule) == 0)
              .max(Comparator.comparingInt(TurnTime::upToParty))
              .orElseThrow();
    }
    return best.minutes();
  }

  private static int weight(TurnTime rule) {
    int weight = 0;
    weight += rule.from() != null ? 4 : 0;
    weight += rule.weekdays().isEmpty() ? 0 : 2;
    weight += rule.shiftId() != null ? 1 : 0;
    return weight;
  }

  private static boolean holds(TurnTime rule, @Nullable String shiftId, LocalDate date) {
    if (rule.shiftId() != null && !rule.shiftId().equals(shiftId)) {
      return false;
    }
    if (!rule.weekdays().isEmpty() && !rule.weekdays().contains(date.getDayOfWeek())) {
      return false;
    }
    return rule.from() == null
        || (!date.isBefore(rule.from()) && rule.until() != null && !date.isAfter(rule.until()));
  }
}
