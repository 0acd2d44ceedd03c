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

  // ---- words, folds and the window, against a plain look at each tick

  private static boolean isSet(long[] words, int bit) {
    return (words[bit >> 6] >>> (bit & 63) & 1) != 0;
  }

  /** Every start of four words, found at once and one by one. */
  private static void checkStarts(Inventory inventory, int ticks, int fromTick) {
    long[] out = new long[4];
    inventory.starts(2, Inventory.ANY_AREA, Channel.ONLINE, ticks, fromTick, out);
    for (int i = 0; i < 256; i++) {
      int start = fromTick + i;
      boolean free =
          inventory.bestFit(2, Inventory.ANY_AREA, Channel.ONLINE, start, start + ticks)
              != Inventory.NONE;
      assertThat(isSet(out, i)).as("%d ticks from %d", ticks, start).isEqualTo(free);
    }
  }

  @Test
  void shouldFindEveryStartOfVisitsOfAnyLengthWhereverTheyBegin() {
    Inventory inventory = create(tables(2));
    for (int table = 0; table < 2; table++) {
      inventory.occupy(table, 100, 103);
      inventory.occupy(table, 190 + table, 193);
      inventory.occupy(table, 320, 330);
      inventory.occupy(table, 700, 701);
    }
    for (int ticks : new int[] {1, 2, 3, 18, 63, 64, 65, 66, 127, 128, 129, 192, 193, 287, 288}) {
      for (int fromTick : new int[] {0, 1, 63, 64, 90}) {
        checkStarts(inventory, ticks, fromTick);
      }
    }
  }

  @Test
  void shouldNoticeWhatChangesBetweenTwoLooksAtTheSameDay() {
    Inventory inventory = create(tables(1));
    checkStarts(inventory, 18, 64);
    inventory.occupy(0, 100, 118);
    checkStarts(inventory, 18, 64);
    checkStarts(inventory, 6, 64);
    checkStarts(inventory, 6, 128);
    inventory.vacate(0, 100, 118);
    checkStarts(inventory, 6, 128);
    checkStarts(inventory, 6, 64);
    inventory.occupy(0, 200, 218);
    inventory.forgetBefore(192);
    checkStarts(inventory, 6, 64);
  }

  @Test
  void shouldLookFurtherThanItDidBefore() {
    Inventory inventory = create(tables(1));
    inventory.occupy(0, 150, 160);
    long[] short1 = new long[1];
    inventory.starts(2, Inventory.ANY_AREA, Channel.ONLINE, 18, 64, short1);
    checkStarts(inventory, 18, 64);
    inventory.starts(2, Inventory.ANY_AREA, Channel.ONLINE, 18, 64, short1);
    assertThat(isSet(short1, 0)).isTrue();
    assertThat(isSet(short1, 63)).isTrue();
    inventory.starts(2, Inventory.ANY_AREA, Channel.ONLINE, 30, 64, short1);
    assertThat(isSet(short1, 56)).isTrue();
    assertThat(isSet(short1, 57)).isFalse();
  }

  @Test
  void shouldAnswerEachPartyAreaAndChannelByItself() {
    Inventory inventory =
        create(
            new FloorPlan(
                List.of(new Area("hall", "Hall"), new Area("bar", "Bar")),
                List.of(
                    new Table("A", "hall", 1, 2, 0),
                    new Table("B", "bar", 3, 4, 0, Channel.IN_HOUSE))));
    inventory.occupy(0, 0, 64);
    long[] out = new long[1];
    inventory.starts(2, -1, Channel.ONLINE, 1, 0, out);
    assertThat(out[0]).isZero();
    inventory.starts(3, -1, Channel.IN_HOUSE, 1, 0, out);
    assertThat(out[0]).isEqualTo(-1L);
    inventory.starts(3, 1, Channel.IN_HOUSE, 1, 0, out);
    assertThat(out[0]).isZero();
    inventory.starts(3, 2, Channel.IN_HOUSE, 1, 0, out);
    assertThat(out[0]).isEqualTo(-1L);
    inventory.starts(3, 2, Channel.ONLINE, 1, 0, out);
    assertThat(out[0]).isZero();
  }

  @Test
  void shouldKeepWhatIsTakenWhileItsWindowGrowsBothWays() {
    Inventory inventory = create(tables(1));
    int[] words = {1_000, 1_001, 1_017, 999, 990, 1_100, 400, 2_000, 399};
    for (int word : words) {
      inventory.occupy(0, word * 64 + 3, word * 64 + 5);
    }
    for (int word = 390; word < 2_010; word++) {
      int at = word;
      boolean taken = IntStream.of(words).anyMatch(w -> w == at);
      assertThat(inventory.isFree(0, word * 64, word * 64 + 64)).isEqualTo(!taken);
      assertThat(inventory.isFree(0, word * 64 + 5, word * 64 + 64)).isTrue();
    }
  }

  @Test
  void shouldForgetUpToAWordAndKeepTheRest() {
    Inventory inventory = create(tables(1));
    inventory.occupy(0, 64 * 10, 64 * 20);
    inventory.forgetBefore(64 * 15 + 63);
    assertThat(inventory.isFree(0, 64 * 15 - 1, 64 * 15)).as("forgotten").isFalse();
    inventory.vacate(0, 64 * 10, 64 * 20);
    assertThat(inventory.isFree(0, 64 * 15, 64 * 20)).isTrue();
    inventory.forgetBefore(64 * 15);
    inventory.forgetBefore(64 * 3);
    assertThat(inventory.isFree(0, 64 * 15, 64 * 20)).isTrue();
    inventory.occupy(0, 64 * 30, 64 * 30 + 1);
    inventory.forgetBefore(64 * 40);
    assertThat(inventory.isFree(0, 64 * 40, 64 * 41)).isTrue();
    assertThat(inventory.isFree(0, 64 * 40 - 1, 64 * 41)).isFalse();
    inventory.occupy(0, 64 * 41, 64 * 42);
    assertThat(inventory.isFree(0, 64 * 41 + 1, 64 * 41 + 2)).isFalse();
  }

  @Test
  void shouldNameTheTableThatIsTakenTwiceOrGivenBackTwice() {
    Inventory inventory = create(tables(2));
    inventory.occupy(1, 10, 20);
    assertThatThrownBy(() -> inventory.occupy(1, 19, 25)).hasMessage("table T1 taken in [19, 25)");
    assertThatThrownBy(() -> inventory.vacate(0, 19, 25))
        .hasMessage("table T0 not taken in [19, 25)");
    assertThatThrownBy(() -> inventory.vacate(1, 20, 20))
        .hasMessage("endTick: 20 (expected: after startTick 20)");
    assertThatThrownBy(() -> inventory.occupy(1, 30, 30))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> inventory.isFree(1, 30, 30))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldSeatLongVisitsOfTwoDays() {
    Inventory inventory = create(tables(2));
    inventory.occupy(0, 128, 129);
    assertThat(inventory.bestFit(2, Inventory.ANY_AREA, Channel.ONLINE, 0, 128)).isZero();
    assertThat(inventory.bestFit(2, Inventory.ANY_AREA, Channel.ONLINE, 1, 129)).isOne();
    assertThat(inventory.bestFit(2, Inventory.ANY_AREA, Channel.ONLINE, 0, 300)).isOne();
    assertThat(inventory.bestFit(2, Inventory.ANY_AREA, Channel.ONLINE, 129, 400)).isZero();
    inventory.occupy(1, 63, 64);
    assertThat(inventory.bestFit(2, Inventory.ANY_AREA, Channel.ONLINE, 60, 129))
        .isEqualTo(Inventory.NONE);
    assertThat(inventory.bestFit(2, Inventory.ANY_AREA, Channel.ONLINE, 63, 128)).isZero();
    assertThat(inventory.bestFit(2, Inventory.ANY_AREA, Channel.ONLINE, 64, 129)).isOne();
  }
}
