package io.tavolo.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import org.junit.jupiter.api.Test;

/** The rows of those peers that write Tavolo's. */
abstract class SqlPeerRules extends PeerRules {
  static final int SESSIONS_PER_LOOP = 8;

  @Test
  void shouldWriteTheRowsThatTavoloWrites() throws Exception {
    String house = house("rows", 1);
    Reply.Done made = (Reply.Done) ask(booking(house, 2, "19:30", key()));
    ask(booking(house, 2, "19:30", key()));
    ask(cancelling(house, made.reservationId()));
    String of = " where restaurant = " + RestaurantNumber.of(house);
    assertThat(number("select count(*) from reservation" + of)).isEqualTo(1);
    assertThat(number("select count(*) from diner" + of)).isEqualTo(1);
    assertThat(number("select count(*) from journal" + of)).isEqualTo(2);
    assertThat(number("select count(*) from command_key" + of)).isEqualTo(3);
  }
}
