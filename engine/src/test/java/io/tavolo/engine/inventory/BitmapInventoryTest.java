package io.tavolo.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Table;
import java.lang.management.ManagementFactory;
import java.util.List;
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
    assertThatThrownBy(
            () -> inventory.starts(2, Inventory.ANY_AREA, Channel.ONLINE, 289, 0, new long[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ticks: 289 (expected: 1..288)");
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
    inventory.starts(2, Inventory.ANY_AREA, Channel.ONLINE, 18, 6_000_020, out);
    return inventory.bestFit(2, Inventory.ANY_AREA, Channel.ONLINE, 6_000_110, 6_000_128);
  }
}
