package io.tavolo.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void shouldBookOverHttpWithoutAnyServerAndEndByItself() throws Exception {
    int booked =
        Rehearsal.play(vertx, new SimpleMeterRegistry(), 60_000).await(70, TimeUnit.SECONDS);
    assertThat(booked).as("of 300, of which 18 are refused").isEqualTo(282);
  }

  @Test
  void shouldEndWhenItsTimeIsOver() throws Exception {
    int booked = Rehearsal.play(vertx, new SimpleMeterRegistry(), 1).await(10, TimeUnit.SECONDS);
    assertThat(booked).isLessThan(282);
  }
}
