package io.tavolo.engine.reservation;

import io.tavolo.engine.restaurant.Closure;
import io.tavolo.engine.restaurant.DateException;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.PacingOverride;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.restaurant.Validation;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Schedules that {@code Validation} finds no fault in, of every kind of rule around a date. */
public final class RandomSchedules {
  private final SplittableRandom random;
  private final LocalDate around;

  public RandomSchedules(SplittableRandom random, LocalDate around) {
    this.random = random;
    this.around = around;
  }

  /** One with pacing for the areas given, and at times for one that may not be. */
  public Schedule next(List<String> areaIds) {
    while (true) {
      List<Shift> shifts = shifts();
      Schedule schedule =
          new Schedule(
              slotMinutes(),
              random.nextInt(3) * 5 * random.nextInt(7),
              shifts,
              exceptions(),
              closures(),
              turnTimes(shifts),
              pacing(shifts, areaIds),
              overrides(areaIds));
      if (Validation.faults(schedule).isEmpty()) {
        return schedule;
      }
    }
  }

  private int slotMinutes() {
    return 5 * (1 + random.nextInt(12));
  }

  private List<DateException> exceptions() {
    return IntStream.range(-3, 6)
        .filter(i -> random.nextInt(10) == 0)
        .mapToObj(i -> new DateException(around.plusDays(i), shifts()))
        .toList();
  }

  private List<Closure> closures() {
    LocalDate from = date();
    return random.nextInt(5) == 0
        ? List.of(new Closure(from, from.plusDays(random.nextInt(3))))
        : List.of();
  }

  private LocalDate date() {
    return around.plusDays(random.nextInt(-3, 7));
  }

  private List<Shift> shifts() {
    return IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(this::shift).toList();
  }

  private Shift shift(int number) {
    int first = random.nextInt(288) * 5;
    int last = Math.min(2159, first + random.nextInt(random.nextBoolean() ? 120 : 900));
    return new Shift(
        "s" + number,
        "S",
        random.nextInt(3) != 0 ? List.of(DayOfWeek.values()) : weekdays(),
        first,
        last,
        random.nextInt(3) == 0 ? slotMinutes() : 0);
  }

  private List<DayOfWeek> weekdays() {
    return Stream.of(DayOfWeek.values()).filter(d -> random.nextInt(3) != 0).toList();
  }

  // ---- turn times

  private List<TurnTime> turnTimes(List<Shift> shifts) {
    List<TurnTime> rules = new ArrayList<>(ladder(null, List.of(), false));
    for (int scope = random.nextInt(8); scope > 0; scope = random.nextInt(8) & (scope - 1)) {
      rules.addAll(
          ladder(
              (scope & 1) == 0 ? null : shifts.get(random.nextInt(shifts.size())).id(),
              (scope & 2) == 0 ? List.of() : weekdays(),
              (scope & 4) != 0));
    }
    return rules;
  }

  private List<TurnTime> ladder(@Nullable String shiftId, List<DayOfWeek> weekdays, boolean dated) {
    TreeSet<Integer> sizes = new TreeSet<>();
    Stream.generate(() -> 1 + random.nextInt(10)).limit(1 + random.nextInt(3)).forEach(sizes::add);
    LocalDate from = dated ? date() : null;
    LocalDate until = from == null ? null : from.plusDays(random.nextInt(4));
    return sizes.stream()
        .map(size -> new TurnTime(size, minutes(), shiftId, weekdays, from, until))
        .toList();
  }

  private int minutes() {
    return 5 * random.nextInt(3, random.nextInt(3) != 0 ? 40 : 145);
  }

  // ---- pacing

  private List<Pacing> pacing(List<Shift> shifts, List<String> areaIds) {
    List<Pacing> rules = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      return rules;
    }
    for (String areaId : scopes(areaIds)) {
      for (int shift = -1; shift < shifts.size(); shift++) {
        if (random.nextInt(3) == 0) {
          rules.add(
              new Pacing(shift < 0 ? null : shifts.get(shift).id(), areaOf(areaId), limits()));
        }
      }
    }
    return rules;
  }

  private List<PacingOverride> overrides(List<String> areaIds) {
    List<PacingOverride> overrides = new ArrayList<>();
    for (String areaId : scopes(areaIds)) {
      for (int i = random.nextInt(5) - 2; i > 0; i--) {
        int from = random.nextInt(400) * 5;
        int until = Math.min(2160, from + 5 * random.nextInt(1, 200));
        overrides.add(new PacingOverride(date(), from, until, areaOf(areaId), limits()));
      }
    }
    return overrides;
  }

  /** The house, as an empty id, and the areas. */
  private List<String> scopes(List<String> areaIds) {
    List<String> scopes = new ArrayList<>(List.of(""));
    areaIds.stream().filter(id -> random.nextInt(2) == 0).forEach(scopes::add);
    if (random.nextInt(40) == 0) {
      scopes.add("nowhere");
    }
    return scopes;
  }

  private static @Nullable String areaOf(String scope) {
    return scope.isEmpty() ? null : scope;
  }

  private Limits limits() {
    Integer covers = maybe(12);
    Integer parties = maybe(4);
    Integer present = maybe(16);
    return covers == null && parties == null && present == null
        ? new Limits(1 + random.nextInt(12), null, null)
        : new Limits(covers, parties, present);
  }

  private @Nullable Integer maybe(int max) {
    return random.nextBoolean() ? 1 + random.nextInt(max) : null;
  }
}
