package io.tavolo.demo;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Closure;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.Deposit;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes one house of its kind, each a little different. One thread. */
final class HouseMaker {
  private static final int HORIZON_DAYS = 60;
  private static final int HOLD_TTL_S = 300;
  private static final int FIRST_SEATING_ENDS = 20 * 60;
  private static final int SECOND_SEATING = 21 * 60;
  private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private static final int HOLDS_PER_DINER = 2;
  private static final int FIRST_YEAR = 2026;
  private static final int YEARS = 10;
  private static final List<DayOfWeek> LATE_EVENINGS =
      List.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY);

  /** 25 euros a cover, of parties from five on. */
  private static final Deposit DEPOSIT = new Deposit(5, 25_00, "EUR");

  /** By size, the smallest party a table is given to: two may sit at four, but not at eight. */
  private static final int[] SMALLEST_PARTY = {1, 2, 3, 5, 6};

  private final Kind kind;
  private final String name;
  private final boolean seatsTwice;
  private final Random random;

  /**
   * Begins a house.
   *
   * @param seatsTwice whether it serves dinner in two seatings, as those do who could fill more
   *     tables than they have
   */
  HouseMaker(Kind kind, String name, boolean seatsTwice, Random random) {
    this.kind = kind;
    this.name = name;
    this.seatsTwice = seatsTwice;
    this.random = random;
  }

  Restaurant make() {
    FloorPlan plan = floorPlan();
    return new Restaurant(profile(), plan, schedule(plan), policies(plan));
  }

  /** The house that guides and tests book in: open every day, twelve tables, a terrace. */
  static Restaurant anna() {
    List<Table> tables = new ArrayList<>();
    for (int n = 1; n <= 12; n++) {
      int covers = n <= 6 ? 2 : n <= 10 ? 4 : n == 11 ? 6 : 8;
      boolean outside = n == 5 || n == 6 || n == 10;
      tables.add(
          new Table(
              "T" + n, outside ? "terrace" : "sala", SMALLEST_PARTY[covers / 2 - 1], covers, n));
    }
    FloorPlan plan =
        new FloorPlan(
            List.of(new Area("sala", "Sala"), new Area("terrace", "Terrazza")),
            tables,
            List.of(new Join("T1", "T2"), new Join("T2", "T3"), new Join("T5", "T6")),
            List.of(new Combination("tavolata", List.of("T7", "T8", "T9"), 9, 14, 0)),
            true);
    List<DayOfWeek> everyDay = List.of(DayOfWeek.values());
    return new Restaurant(
        new Profile(
            City.ANNA,
            "Trattoria da Anna",
            City.ZONE,
            "italian",
            "Via dei Gelsi 12, Bologna (Santo Stefano)",
            "+39 051 5550 0012",
            44.4902,
            11.3541),
        plan,
        new Schedule(
            15,
            List.of(
                new Shift("lunch", "Pranzo", everyDay, 12 * 60, 14 * 60 + 30),
                new Shift("dinner", "Cena", everyDay, 18 * 60, 22 * 60 + 30)),
            List.of(),
            List.of(new TurnTime(2, 90), new TurnTime(4, 120), new TurnTime(100, 150))),
        new Policies(0, HORIZON_DAYS, 1, 14, HOLD_TTL_S, 0, true));
  }

  private Policies policies(FloorPlan plan) {
    boolean formal = kind.equals(Kind.FINE_DINING);
    return new Policies(
        0,
        HORIZON_DAYS,
        1,
        largestParty(plan),
        HOLD_TTL_S,
        kind.stay().cancellationCutoffMinutes(),
        true,
        formal || seatsTwice ? HOLDS_PER_DINER : 0,
        formal || seatsTwice,
        formal ? DEPOSIT : null);
  }

  private static int largestParty(FloorPlan plan) {
    return Stream.concat(
            plan.tables().stream().map(Table::maxParty),
            plan.combinations().stream().map(Combination::maxParty))
        .max(Comparator.naturalOrder())
        .orElse(1);
  }

  private Profile profile() {
    District district = district();
    double latitude =
        within(
            district.latitude + random.nextGaussian() * district.spread,
            District.SOUTH,
            District.NORTH);
    double longitude =
        within(
            district.longitude + random.nextGaussian() * district.spread,
            District.WEST,
            District.EAST);
    String street = District.STREETS.get(random.nextInt(District.STREETS.size()));
    return new Profile(
        Words.slug(name),
        name,
        City.ZONE,
        kind.cuisines().get(random.nextInt(kind.cuisines().size())),
        "%s %d, Bologna (%s)".formatted(street, 1 + random.nextInt(60), district.title),
        String.format(Locale.ROOT, "+39 051 5550 %04d", random.nextInt(10_000)),
        latitude,
        longitude);
  }

  private District district() {
    int left = random.nextInt(100);
    for (District district : District.values()) {
      left -= district.weight;
      if (left < 0) {
        return district;
      }
    }
    return District.CENTRO;
  }

  /** To five places, which is a metre. */
  private static double within(double degrees, double min, double max) {
    return Math.round(Math.max(min, Math.min(max, degrees)) * 1e5) / 1e5;
  }

  private FloorPlan floorPlan() {
    Kind.Layout layout = kind.layout();
    List<Area> areas = new ArrayList<>();
    areas.add(new Area(Words.slug(layout.room()), layout.room()));
    List<String> others = new ArrayList<>(layout.others());
    Collections.shuffle(others, random);
    for (String other : others.subList(0, random.nextInt(Math.min(2, others.size()) + 1))) {
      areas.add(new Area(Words.slug(other), other));
    }
    int count = layout.fewest() + random.nextInt(layout.most() - layout.fewest() + 1);
    List<Table> tables = new ArrayList<>(count);
    for (int n = 0; n < count; n++) {
      int size = sizeAt((n + 0.5) * 100 / count);
      // The first area is the largest: every third table stands in another.
      int area = n % 3 == 2 ? (n / 3) % areas.size() : 0;
      tables.add(
          new Table(
              "T" + (n + 1),
              areas.get(area).id(),
              SMALLEST_PARTY[size],
              2 * (size + 1),
              area * 100 + n,
              channel(n, count)));
    }
    return new FloorPlan(areas, tables, joins(tables), combinations(tables), true);
  }

  /** A bar keeps its two smallest tables for who walks in, a loved house one for its regulars. */
  private Channel channel(int n, int count) {
    if (kind.equals(Kind.COCKTAIL_BAR) || kind.equals(Kind.ENOTECA)) {
      return n < 2 ? Channel.WALK_IN : Channel.ONLINE;
    }
    return seatsTwice && n == count / 2 ? Channel.IN_HOUSE : Channel.ONLINE;
  }

  /** The small tables of an area stand in rows of three. */
  private static List<Join> joins(List<Table> tables) {
    List<Join> joins = new ArrayList<>();
    for (List<Table> small : byArea(tables, table -> table.maxParty() == 2)) {
      for (int i = 1; i < small.size(); i++) {
        if (i % 3 != 0) {
          joins.add(new Join(small.get(i - 1).label(), small.get(i).label()));
        }
      }
    }
    return joins;
  }

  /** Three tables for four make one long one. */
  private static List<Combination> combinations(List<Table> tables) {
    List<Combination> combinations = new ArrayList<>();
    for (List<Table> fours : byArea(tables, table -> table.maxParty() == 4)) {
      if (fours.size() >= 3) {
        List<String> members = fours.stream().limit(3).map(Table::label).toList();
        combinations.add(
            new Combination("tavolata-" + (combinations.size() + 1), members, 9, 12, 0));
      }
    }
    return combinations;
  }

  private static Collection<List<Table>> byArea(List<Table> tables, Predicate<Table> which) {
    return tables.stream()
        .filter(which.and(table -> table.channel() == Channel.ONLINE))
        .collect(Collectors.groupingBy(Table::areaId, TreeMap::new, Collectors.toList()))
        .values();
  }

  /** The size of the table that lies so far along the mix, 0..100; 0 has two covers, 4 has ten. */
  private int sizeAt(double percent) {
    double left = percent;
    List<Integer> mix = kind.layout().mix();
    for (int size = 0; size < mix.size(); size++) {
      left -= mix.get(size);
      if (left < 0) {
        return size;
      }
    }
    return mix.size() - 1;
  }

  private Schedule schedule(FloorPlan plan) {
    Kind.Hours hours = kind.hours();
    Set<DayOfWeek> open = EnumSet.allOf(DayOfWeek.class);
    open.removeAll(closed());
    List<Shift> shifts = new ArrayList<>();
    if (hours.lunchLast() != 0 && random.nextInt(10) > 0) {
      Set<DayOfWeek> lunches = EnumSet.copyOf(open);
      if (!hours.lunchDaily() && random.nextInt(3) > 0) {
        lunches.retainAll(WEEKEND);
      }
      shifts.add(
          new Shift(
              "lunch", "Pranzo", List.copyOf(lunches), hours.lunchFirst(), hours.lunchLast()));
    }
    int last = hours.dinnerLast() + random.nextInt(2) * 30;
    List<DayOfWeek> evenings = List.copyOf(open);
    if (seatsTwice && last >= SECOND_SEATING) {
      shifts.add(
          new Shift("dinner", "Primo turno", evenings, hours.dinnerFirst(), FIRST_SEATING_ENDS));
      shifts.add(new Shift("dinner-2", "Secondo turno", evenings, SECOND_SEATING, last));
    } else {
      shifts.add(new Shift("dinner", "Cena", evenings, hours.dinnerFirst(), last));
    }
    boolean formal = kind.equals(Kind.FINE_DINING);
    return new Schedule(
        hours.slotMinutes(),
        formal ? 15 : 0,
        shifts,
        List.of(),
        closures(),
        turnTimes(shifts),
        pacing(plan),
        List.of());
  }

  /** Lunches are shorter, and the tables of a Friday or Saturday evening are kept longer. */
  private List<TurnTime> turnTimes(List<Shift> shifts) {
    Kind.Stay stay = kind.stay();
    List<TurnTime> rules =
        new ArrayList<>(
            List.of(
                new TurnTime(2, stay.two()),
                new TurnTime(4, stay.four()),
                new TurnTime(100, stay.more())));
    if (shifts.stream().anyMatch(shift -> shift.id().equals("lunch"))) {
      rules.add(new TurnTime(2, stay.two() - 15, "lunch", List.of(), null, null));
    }
    if (!seatsTwice) {
      rules.add(longer(2, stay.two()));
      rules.add(longer(4, stay.four()));
      rules.add(longer(100, stay.more()));
    }
    return rules;
  }

  private static TurnTime longer(int upToParty, int minutes) {
    return new TurnTime(upToParty, minutes + 15, "dinner", LATE_EVENINGS, null, null);
  }

  /** Christmas, and two weeks in August where the kitchen goes to the sea. */
  private List<Closure> closures() {
    boolean atTheSea = random.nextInt(3) == 0;
    List<Closure> closures = new ArrayList<>();
    for (int year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
      if (atTheSea) {
        closures.add(new Closure(LocalDate.of(year, 8, 10), LocalDate.of(year, 8, 24)));
      }
      closures.add(new Closure(LocalDate.of(year, 12, 25), LocalDate.of(year, 12, 26)));
    }
    return closures;
  }

  /** A kitchen starts on a part of the house at a time; outside, one waiter greets the parties. */
  private List<Pacing> pacing(FloorPlan plan) {
    int covers = plan.tables().stream().mapToInt(Table::maxParty).sum();
    List<Pacing> pacing = new ArrayList<>();
    pacing.add(new Pacing(null, null, new Limits(Math.max(12, covers / 2), null, covers)));
    if (plan.areas().size() > 1) {
      pacing.add(new Pacing(null, plan.areas().get(1).id(), new Limits(null, 4, null)));
    }
    return pacing;
  }

  /**
   * The weekly day of rest, which is a Monday more often than not, and never at the end of the
   * week.
   */
  private Set<DayOfWeek> closed() {
    int drawn = random.nextInt(100);
    if (drawn < 45) {
      return EnumSet.of(DayOfWeek.MONDAY);
    }
    if (drawn < 58) {
      return EnumSet.of(DayOfWeek.TUESDAY);
    }
    if (drawn < 66) {
      return EnumSet.of(DayOfWeek.WEDNESDAY);
    }
    if (drawn < 78) {
      return EnumSet.of(DayOfWeek.SUNDAY);
    }
    return drawn < 84
        ? EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY)
        : EnumSet.noneOf(DayOfWeek.class);
  }
}
