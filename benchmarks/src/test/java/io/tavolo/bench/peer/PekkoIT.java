package io.tavolo.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.bench.peer.house.PeerRouter;
import io.tavolo.bench.peer.pekko.PekkoRouter;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.reservation.Reservation;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.Test;

class PekkoIT extends PeerRules {
  private static final int CONNECTIONS = 8;
  private static final int EVENTS_PER_SNAPSHOT = 1_000;

  @Override
  PeerRouter open(Vertx vertx, String uri) throws Exception {
    return await(PekkoRouter.open(vertx, uri, CONNECTIONS));
  }

  @Override
  void close(PeerRouter router) throws Exception {
    await(((PekkoRouter) router).close());
  }

  @Test
  void shouldPersistOneEventACommand() throws Exception {
    String house = house("events", 1);
    long before = events(house);
    Reply.Done made = (Reply.Done) ask(booking(house, 2, "19:30", key()));
    ask(booking(house, 2, "19:30", key()));
    ask(cancelling(house, made.reservationId()));
    assertThat(events(house)).isEqualTo(before + 3);
  }

  @Test
  void shouldKnowEverythingAgainAfterARestart() throws Exception {
    String house = house("again", 2);
    CommandKey key = key();
    Reply.Done first = (Reply.Done) ask(booking(house, 2, "19:30", key));
    Reply.Done given = (Reply.Done) ask(booking(house, 2, "19:30", key()));
    together(EVENTS_PER_SNAPSHOT, () -> booking(house, 2, "19:30", key()));
    ask(cancelling(house, given.reservationId()));
    restart();
    assertThat(number("select count(*) from snapshot where persistence_id = '" + id(house) + "'"))
        .isEqualTo(1);
    assertThat(ask(booking(house, 2, "19:30", key)))
        .isInstanceOfSatisfying(
            Reply.Done.class,
            done -> {
              assertThat(done.repeated()).isTrue();
              assertThat(done.reservationId()).isEqualTo(first.reservationId());
            });
    Reply second = ask(booking(house, 2, "19:30", key()));
    assertThat(second)
        .isInstanceOfSatisfying(
            Reply.Done.class,
            done -> {
              Reservation made = done.reservation();
              assertThat(made).isNotNull();
              assertThat(made.tables()).isEqualTo(List.of("T2"));
            });
  }

  private long events(String house) throws Exception {
    return number("select count(*) from event_journal where persistence_id = '" + id(house) + "'");
  }

  private static String id(String house) {
    return "restaurant|" + Long.toString(RestaurantNumber.of(house), Character.MAX_RADIX);
  }
}
