package io.tavolo.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Table;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SeatingsTest {
  private final Seatings order =
      Seatings.of(
          new FloorPlan(
              List.of(new Area("hall", "Hall"), new Area("bar", "Bar")),
              List.of(
                  new Table("D", "hall", 2, 6, 0),
                  new Table("C", "hall", 1, 4, 1),
                  new Table("B", "bar", 1, 4, 0),
                  new Table("A", "bar", 1, 4, 1))));

  @Test
  void shouldNumberTablesByCoversThenPriorityThenThePlansOrder() {
    assertThat(IntStream.range(0, order.size()).mapToObj(i -> order.labels(i).get(0)))
        .containsExactly("B", "C", "A", "D");
  }

  @Test
  void shouldFindTablesAndAreasByName() {
    assertThat(order.indexOf("D")).isEqualTo(3);
    assertThat(order.indexOf("E")).isEqualTo(Seatings.UNKNOWN);
    assertThat(order.areaIndexOf("bar")).isEqualTo(1);
    assertThat(order.areaIndexOf("roof")).isEqualTo(Seatings.UNKNOWN);
    assertThat(order.areaId(order.areaOf(0))).isEqualTo("bar");
  }

  @Test
  void shouldNameTheFirstTableWithCoversForAParty() {
    assertThat(IntStream.of(-1, 0, 1, 4, 5, 6, 7, 1_000).map(order::firstTableFor))
        .containsExactly(0, 0, 0, 0, 3, 3, 4, 4);
  }

  @Test
  void shouldTakePartiesBetweenSmallestAndCoversInTheAreaAskedFor() {
    assertThat(order.takes(3, 1, Inventory.ANY_AREA, Channel.ONLINE)).isFalse();
    assertThat(order.takes(3, 2, Inventory.ANY_AREA, Channel.ONLINE)).isTrue();
    assertThat(order.takes(3, 2, 1 << 1, Channel.ONLINE)).isFalse();
    assertThat(order.takes(3, 7, 1, Channel.ONLINE)).isFalse();
  }
}
