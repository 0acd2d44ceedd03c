package io.tavolo.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
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

  private final Seatings joinable =
      Seatings.of(
          new FloorPlan(
              List.of(new Area("bar", "Bar"), new Area("hall", "Hall")),
              List.of(
                  new Table("A", "hall", 1, 4, 0, Channel.WALK_IN),
                  new Table("B", "hall", 1, 2, 0, Channel.IN_HOUSE),
                  new Table("C", "hall", 1, 2, 0)),
              List.of(new Join("A", "B"), new Join("B", "C")),
              List.of(),
              true));

  @Test
  void shouldNumberJoinedTablesBehindThoseByThemselves() {
    assertThat(joinable.tableCount()).isEqualTo(3);
    assertThat(joinable.size()).isEqualTo(6);
    assertThat(IntStream.range(0, 6).filter(joinable::isJoined)).containsExactly(3, 4, 5);
    assertThat(joinable.labels(3)).containsExactly("B", "C");
    assertThat(joinable.labels(4)).containsExactly("A", "B");
    assertThat(joinable.labels(5)).containsExactly("A", "B", "C");
    assertThat(joinable.areaOf(5)).isEqualTo(joinable.areaIndexOf("hall"));
  }

  @Test
  void shouldFindJoinedTablesByTheirLabelsInAnyOrder() {
    assertThat(joinable.seatingOf(List.of("C", "A", "B"))).isEqualTo(5);
    assertThat(joinable.seatingOf(List.of("B", "A"))).isEqualTo(4);
    assertThat(joinable.seatingOf(List.of("A"))).isEqualTo(joinable.indexOf("A"));
    assertThat(joinable.seatingOf(List.of("A", "C"))).isEqualTo(Seatings.UNKNOWN);
    assertThat(joinable.seatingOf(List.of("D"))).isEqualTo(Seatings.UNKNOWN);
  }

  @Test
  void shouldNameTheFirstJoinedTablesWithCoversForAParty() {
    assertThat(IntStream.of(-1, 0, 4, 5, 6, 7, 8, 9).map(joinable::firstJoinedFor))
        .containsExactly(3, 3, 3, 4, 4, 5, 5, 6);
    assertThat(order.firstJoinedFor(1)).isEqualTo(order.size());
  }

  @Test
  void shouldGiveJoinedTablesToTheLastOfTheirChannelsOnly() {
    assertThat(joinable.takes(3, 4, Inventory.ANY_AREA, Channel.ONLINE)).isFalse();
    assertThat(joinable.takes(3, 4, Inventory.ANY_AREA, Channel.IN_HOUSE)).isTrue();
    assertThat(joinable.takes(5, 8, Inventory.ANY_AREA, Channel.IN_HOUSE)).isFalse();
    assertThat(joinable.takes(5, 8, Inventory.ANY_AREA, Channel.WALK_IN)).isTrue();
  }
}
