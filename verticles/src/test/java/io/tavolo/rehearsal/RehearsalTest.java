package io.tavolo.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final int MOST = 282;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void shouldBookOverHttpWithoutAnyServerAndEndByItself() throws Exception {
    // The second one finds the classes loaded, and has time for all.
    int first = Rehearsal.play(vertx, new SimpleMeterRegistry()).await(10, TimeUnit.SECONDS);
    int second = Rehearsal.play(vertx, new SimpleMeterRegistry()).await(10, TimeUnit.SECONDS);
    System.out.printf("%d bookings rehearsed, then %d%n", first, second);
    assertThat(first).isBetween(1, MOST);
    assertThat(second).isBetween(first, MOST);
  }
}
