package io.tavolo.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tavolo.engine.RandomHistories.Steps;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Table;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BitmapInventoryTest extends InventoryContract {
  @Override
  Inventory create(FloorPlan plan) {
    return new BitmapInventory(Seatings.of(plan));
  }

  private static FloorPlan tables(int count) {
    return new FloorPlan(
        List.of(new Area("hall", "Hall")),
        IntStream.range(0, count).mapToObj(i -> new Table("T" + i, "hall", 1, 4, 0)).toList());
  }

  @Test
  void shouldRefuseAVisitThatDoesNotLast() {
    Inventory inventory = create(tables(1));
    assertThatThrownBy(() -> inventory.bestFit(2, Inventory.ANY_AREA, Channel.ONLINE, 18, 18))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("endTick: 18 (expected: after startTick 18)");
    assertThatThrownBy(() -> inventory.isFree(0, 18, 17))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> inventory.occupy(0, 18, 18))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> inventory.vacate(0, 18, 18))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldLookForVisitsOfOneTickToADayOnly() {
    Inventory inventory = create(tables(1));
    long[] out = new long[1];
    for (int ticks : new int[] {0, 289}) {
      assertThatThrownBy(
              () -> inventory.starts(2, Inventory.ANY_AREA, Channel.ONLINE, ticks, 0, out))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("ticks: %d (expected: 1..288)".formatted(ticks));
    }
    for (int ticks : new int[] {1, 288}) {
      inventory.starts(2, Inventory.ANY_AREA, Channel.ONLINE, ticks, 0, out);
      assertThat(out).containsExactly(-1L);
    }
  }

  @Test
  void shouldNameTheTableThatCannotBeTakenOrGivenBack() {
    Inventory inventory = create(tables(2));
    inventory.occupy(1, 120, 140);
    assertThatThrownBy(() -> inventory.occupy(1, 60, 121))
        .hasMessage("table T1 taken in [60, 121)");
    assertThatThrownBy(() -> inventory.vacate(1, 120, 141))
        .hasMessage("table T1 not taken in [120, 141)");
  }

  @Test
  void shouldAgreeWithTheNaiveTwinInHistoriesThatStay() {
    for (int seed = 0; seed < 12; seed++) {
      new TwinHistory(new SplittableRandom(seed), new Steps()).run();
    }
  }

  @Test
  void shouldTakeNoMemoryForTheYearsBeforeAndBetweenItsVisits() {
    Inventory inventory = create(tables(1));
    inventory.occupy(0, 6_000_000, 6_000_018);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Inventory measured = create(tables(1));
    long before = threads.getCurrentThreadAllocatedBytes();
    measured.occupy(0, 6_000_000, 6_000_018);
    measured.occupy(0, 6_000_000 + 28 * 288, 6_000_018 + 28 * 288);
    // Four weeks are 126 words; a word for each of the years before would be 90,000.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8_000);
  }

  @Test
  void shouldAllocateNothingToDecideOrToLookAtADay() {
    Inventory inventory = create(tables(40));
    for (int table = 0; table < 40; table++) {
      inventory.occupy(table, 6_000_100, 6_000_118);
    }
    long[] out = new long[5];
    int found = 0;
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    found += decideAndLook(inventory, out);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000; i++) {
      found += decideAndLook(inventory, out);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(found).isEqualTo(-1_001);
    // The meter itself may take a few bytes; one object a round would be 16,000.
    assertThat(allocated).isLessThan(8_000);
  }

  private static int decideAndLook(Inventory inventory, long[] out) {
    // Two turn times, so that neither finds the work of the other done.
    inventory.starts(2, Inventory.ANY_AREA, Channel.ONLINE, 18, 6_000_020, out);
    inventory.starts(2, Inventory.ANY_AREA, Channel.ONLINE, 24, 6_000_020, out);
    return inventory.bestFit(2, Inventory.ANY_AREA, Channel.ONLINE, 6_000_110, 6_000_128);
  }
}
