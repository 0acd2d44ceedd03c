package io.tavolo.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.RandomHistories.Steps;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Bitmaps and lists live through the same history and must never disagree. */
final class TwinHistory {
  private static final int DAYS = 3;

  /** Around the epoch, where ticks change sign, and around a day of our time. */
  private static final int[] ORIGINS = {0, 20_454 * 288};

  private final SplittableRandom random;
  private final Steps steps;
  private final FloorPlan plan;
  private final Seatings seatings;
  private final Inventory bitmap;
  private final Inventory naive;
  private final int origin;

  TwinHistory(SplittableRandom random, Steps steps) {
    this.random = random;
    this.steps = steps;
    plan = plan(random);
    seatings = Seatings.of(plan);
    bitmap = new BitmapInventory(seatings);
    naive = new NaiveInventory(plan);
    origin = ORIGINS[random.nextInt(ORIGINS.length)];
  }

  private static FloorPlan plan(SplittableRandom random) {
    List<Area> areas =
        IntStream.range(0, 1 + random.nextInt(3))
            .mapToObj(i -> new Area("a" + i, "Area " + i))
            .toList();
    List<Table> tables = new ArrayList<>();
    int count = 1 + random.nextInt(7);
    for (int i = 0; i < count; i++) {
      int max = 1 + random.nextInt(8);
      int min = 1 + random.nextInt(max);
      String area = areas.get(random.nextInt(areas.size())).id();
      Channel channel = Channel.of(random.nextInt(2) * random.nextInt(3));
      tables.add(new Table("T" + i, area, min, max, random.nextInt(3), channel));
    }
    return new FloorPlan(areas, tables, joins(random, tables), combinations(random, tables), true);
  }

  /** Each table with an earlier one of its area, so that there is no ring. */
  private static List<Join> joins(SplittableRandom random, List<Table> tables) {
    List<Join> joins = new ArrayList<>();
    for (int i = 1; i < tables.size(); i++) {
      Table before = tables.get(random.nextInt(i));
      if (random.nextBoolean() && before.areaId().equals(tables.get(i).areaId())) {
        joins.add(new Join(tables.get(i).label(), before.label()));
      }
    }
    return joins;
  }

  private static List<Combination> combinations(SplittableRandom random, List<Table> tables) {
    List<Combination> combinations = new ArrayList<>();
    for (int i = 0; i + 1 < tables.size(); i++) {
      Table first = tables.get(i);
      List<String> members =
          tables.subList(i, tables.size()).stream()
              .filter(table -> table.areaId().equals(first.areaId()))
              .limit(2 + random.nextInt(3))
              .map(Table::label)
              .toList();
      if (members.size() > 1 && random.nextInt(4) == 0) {
        int max = 2 + random.nextInt(10);
        combinations.add(
            new Combination("c" + i, members, 1 + random.nextInt(max), max, random.nextInt(3)));
      }
    }
    return combinations;
  }

  void run() {
    int length = 50 + random.nextInt(200);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3, 4, 5, 6 -> book();
        case 7, 8 -> occupy();
        case 9, 10, 11, 12 -> vacate();
        case 13, 14, 15 -> look();
        case 16, 17, 18 -> starts();
        default -> forget();
      }
    }
  }

  private int start() {
    int tick = origin + random.nextInt(-64, DAYS * 288);
    return switch (random.nextInt(10)) {
      case 0 -> tick & ~63;
      case 1 -> tick | 63;
      case 2 -> Math.floorDiv(tick, 288) * 288;
      // A year off: the window has to grow to both sides.
      case 3 -> random.nextInt(8) == 0 ? tick + random.nextInt(-1, 2) * 105_120 : tick;
      default -> tick;
    };
  }

  private int length() {
    return random.nextInt(4) == 0 ? 1 + random.nextInt(288) : 3 + random.nextInt(30);
  }

  private int party() {
    return 1 + random.nextInt(12);
  }

  private int areas() {
    return random.nextBoolean() ? Inventory.ANY_AREA : random.nextInt(1 << plan.areas().size());
  }

  private Channel channel() {
    return Channel.of(random.nextInt(Channel.values().length));
  }

  private int table() {
    return random.nextInt(plan.tables().size());
  }

  private void book() {
    int party = party();
    int areas = areas();
    Channel channel = channel();
    int start = start();
    int end = start + length();
    steps.next("book %d in %x by %s at [%d, %d)".formatted(party, areas, channel, start, end));
    int seating = bitmap.bestFit(party, areas, channel, start, end);
    assertThat(seating).isEqualTo(naive.bestFit(party, areas, channel, start, end));
    if (seating != Inventory.NONE) {
      for (String label : seatings.labels(seating)) {
        bitmap.occupy(seatings.indexOf(label), start, end);
        naive.occupy(seatings.indexOf(label), start, end);
      }
    }
  }

  private void occupy() {
    int table = table();
    int start = start();
    int end = start + length();
    steps.next("occupy %d in [%d, %d)".formatted(table, start, end));
    assertThat(refused(() -> bitmap.occupy(table, start, end)))
        .isEqualTo(refused(() -> naive.occupy(table, start, end)));
  }

  private void vacate() {
    int table = table();
    int start = start();
    // Mostly what is taken around the start, so that most attempts succeed.
    boolean aimed = random.nextInt(5) != 0;
    while (aimed && start > origin && !naive.isFree(table, start - 1, start)) {
      start--;
    }
    int end = aimed ? start : start + length();
    while (aimed && end < start + 288 && !naive.isFree(table, end, end + 1)) {
      end++;
    }
    if (end > start) {
      vacate(table, start, end);
    }
  }

  private void vacate(int table, int start, int end) {
    steps.next("vacate %d in [%d, %d)".formatted(table, start, end));
    assertThat(refused(() -> bitmap.vacate(table, start, end)))
        .isEqualTo(refused(() -> naive.vacate(table, start, end)));
  }

  private void look() {
    int table = random.nextInt(seatings.size());
    int start = start();
    int end = start + length();
    steps.next("look at %d in [%d, %d)".formatted(table, start, end));
    assertThat(bitmap.isFree(table, start, end)).isEqualTo(naive.isFree(table, start, end));
  }

  private void starts() {
    int party = party();
    int areas = areas();
    Channel channel = channel();
    int from = start();
    int ticks = length();
    steps.next(
        "starts of %d ticks for %d in %x by %s from %d"
            .formatted(ticks, party, areas, channel, from));
    long[] expected = new long[1 + random.nextInt(6)];
    long[] actual = new long[expected.length];
    naive.starts(party, areas, channel, ticks, from, expected);
    bitmap.starts(party, areas, channel, ticks, from, actual);
    assertThat(actual).isEqualTo(expected);
  }

  private void forget() {
    int tick = origin + random.nextInt(-64, 288 * random.nextInt(1, DAYS + 1)) / 2;
    steps.next("forget before %d".formatted(tick));
    bitmap.forgetBefore(tick);
    naive.forgetBefore(tick);
  }

  private static boolean refused(Runnable change) {
    try {
      change.run();
      return false;
    } catch (IllegalStateException refusal) {
      return true;
    }
  }
}
