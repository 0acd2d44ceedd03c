package io.tavolo.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Combination;
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

  // ---- joined tables

  private final Seatings joined =
      Seatings.of(
          new FloorPlan(
              List.of(new Area("hall", "Hall"), new Area("bar", "Bar")),
              List.of(
                  new Table("L", "hall", 1, 6, 0),
                  new Table("M", "hall", 1, 4, 0, Channel.IN_HOUSE),
                  new Table("S", "hall", 1, 2, 0),
                  new Table("X", "bar", 1, 2, 0, Channel.WALK_IN),
                  new Table("Y", "bar", 1, 2, 0)),
              List.of(new Join("L", "M"), new Join("M", "S")),
              List.of(new Combination("bar", List.of("Y", "X"), 2, 5, 0)),
              true));

  private List<String> names() {
    return IntStream.range(0, joined.size())
        .mapToObj(seating -> String.join("", joined.labels(seating)))
        .toList();
  }

  @Test
  void shouldNumberJoinedTablesAfterAllSingleOnes() {
    assertThat(names()).containsExactly("S", "X", "Y", "M", "L", "YX", "MS", "LM", "LMS");
    assertThat(joined.tableCount()).isEqualTo(5);
    assertThat(joined.isJoined(4)).isFalse();
    assertThat(joined.isJoined(5)).isTrue();
  }

  @Test
  void shouldKnowAJoinedSeatingByItsTablesInAnyOrder() {
    assertThat(joined.seatingOf(List.of("S", "L", "M"))).isEqualTo(8);
    assertThat(joined.seatingOf(List.of("X", "Y"))).isEqualTo(5);
    assertThat(joined.seatingOf(List.of("M"))).isEqualTo(3);
    assertThat(joined.seatingOf(List.of("L", "S"))).isEqualTo(Seatings.UNKNOWN);
    assertThat(joined.seatingOf(List.of("Z"))).isEqualTo(Seatings.UNKNOWN);
    assertThat(joined.seatingOf(List.of())).isEqualTo(Seatings.UNKNOWN);
  }

  @Test
  void shouldPutJoinedTablesWhereTheirTablesStandAndBindThem() {
    assertThat(joined.areaOf(5)).isEqualTo(1);
    assertThat(joined.areaOf(8)).isZero();
    assertThat(joined.members[0]).containsExactly(1, 2);
    assertThat(joined.members[3]).containsExactly(0, 3, 4);
    assertThat(joined.minParty(8)).isEqualTo(7);
    assertThat(joined.maxParty(8)).isEqualTo(12);
  }

  @Test
  void shouldNameTheFirstJoinedSeatingWithCoversForAParty() {
    assertThat(IntStream.of(-1, 0, 5, 6, 7, 10, 11, 12, 13).map(joined::firstJoinedFor))
        .containsExactly(5, 5, 5, 6, 7, 7, 8, 8, 9);
    assertThat(IntStream.of(3, 6, 7).map(order::firstJoinedFor)).containsOnly(4);
  }

  @Test
  void shouldGiveATableToItsChannelAndToThoseAfterIt() {
    assertThat(List.of(Channel.values()).stream().filter(c -> joined.takes(0, 2, -1, c)))
        .containsExactly(Channel.ONLINE, Channel.IN_HOUSE, Channel.WALK_IN);
    assertThat(List.of(Channel.values()).stream().filter(c -> joined.takes(3, 2, -1, c)))
        .containsExactly(Channel.IN_HOUSE, Channel.WALK_IN);
    assertThat(List.of(Channel.values()).stream().filter(c -> joined.takes(1, 2, -1, c)))
        .containsExactly(Channel.WALK_IN);
  }

  @Test
  void shouldGiveJoinedTablesToTheLastChannelOfThem() {
    assertThat(joined.takes(8, 10, -1, Channel.ONLINE)).isFalse();
    assertThat(joined.takes(8, 10, -1, Channel.IN_HOUSE)).isTrue();
    assertThat(joined.takes(5, 4, -1, Channel.IN_HOUSE)).isFalse();
    assertThat(joined.takes(5, 4, -1, Channel.WALK_IN)).isTrue();
  }
}
