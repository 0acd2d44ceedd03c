package io.tavolo.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Scene SCENE =
      new EvenScene("test", 3, 8, List.of("2026-12-24T19:30"), 0.5, 0);
  private static final long SEED = 7;

  @Test
  void shouldCreateEveryRestaurantWithItsFourParts() throws Exception {
    try (FakeServer server = new FakeServer(0);
        LoadGenerator generator = new LoadGenerator()) {
      generator.setUp(server.target(), SCENE, PATIENCE);
      assertThat(server.defined).hasValue(3 * 4);
    }
  }

  @Test
  void shouldSayWhyRestaurantsCouldNotBeCreated() throws Exception {
    try (FakeServer server = new FakeServer(0);
        LoadGenerator generator = new LoadGenerator()) {
      var stranger = new LoadGenerator.Target(server.target().port(), "guess");
      assertThatThrownBy(() -> generator.setUp(stranger, SCENE, PATIENCE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("403");
    }
  }

  @Test
  void shouldFillHalfOfTheSeatings() throws Exception {
    List<Diner> diners = Diner.crowd(SCENE, 4, SEED);
    try (FakeServer server = new FakeServer(24);
        LoadGenerator generator = new LoadGenerator()) {
      generator.fill(server.target(), diners, PATIENCE);
      assertThat(server.standing).hasSize(12);
      assertThat(diners).allSatisfy(diner -> assertThat(diner.standing()).isEqualTo(3));
    }
  }

  @Test
  void shouldCountWhatTheServerCounted() throws Exception {
    List<Diner> diners = Diner.crowd(SCENE, 4, SEED);
    try (FakeServer server = new FakeServer(14);
        LoadGenerator generator = new LoadGenerator()) {
      Figures figures = generator.run(server.target(), diners, Duration.ZERO, SHORT);
      assertThat(figures.firstErrors()).isEmpty();
      assertThat(figures.books()).isPositive();
      assertThat(figures.cancels()).isPositive();
      assertThat(figures.refusals()).isPositive();
      // Each of the 4 connections may have had one answer after the end.
      assertThat(server.accepted.get() - figures.books()).isBetween(0L, 4L);
      assertThat(server.cancelled.get() - figures.cancels()).isBetween(0L, 4L);
      assertThat(server.refused.get() - figures.refusals()).isBetween(0L, 4L);
      assertThat(figures.latency().getTotalCount()).isEqualTo(figures.books() + figures.cancels());
      assertThat(diners.stream().mapToInt(Diner::standing).sum()).isEqualTo(server.standing.size());
    }
  }

  @Test
  void shouldKeepItsReservationsFromOneRunToTheNext() throws Exception {
    List<Diner> diners = Diner.crowd(SCENE, 4, SEED);
    try (FakeServer server = new FakeServer(24);
        LoadGenerator generator = new LoadGenerator()) {
      generator.run(server.target(), diners, Duration.ZERO, SHORT);
      Figures second = generator.run(server.target(), diners, Duration.ZERO, SHORT);
      assertThat(second.errors()).isZero();
      assertThat(diners.stream().mapToInt(Diner::standing).sum()).isEqualTo(server.standing.size());
    }
  }

  @Test
  void shouldCountNothingOfTheWarmUp() throws Exception {
    try (FakeServer server = new FakeServer(24);
        LoadGenerator generator = new LoadGenerator()) {
      Figures figures =
          generator.run(server.target(), Diner.crowd(SCENE, 4, SEED), SHORT, Duration.ZERO);
      assertThat(server.accepted.get()).isPositive();
      assertThat(figures.books() + figures.cancels() + figures.refusals()).isZero();
    }
  }

  @Test
  void shouldReportEveryAnswerThatIsNeitherSuccessNorRefusal() throws Exception {
    try (FakeServer server = new FakeServer(24);
        LoadGenerator generator = new LoadGenerator()) {
      server.failEach = 10;
      Figures figures =
          generator.run(server.target(), Diner.crowd(SCENE, 4, SEED), Duration.ZERO, SHORT);
      assertThat(figures.errors()).isPositive();
      assertThat(figures.firstErrors().get(0)).contains("500").contains("broken on purpose");
    }
  }

  @Test
  void shouldReadAnswersThatComeInPieces() throws Exception {
    try (FakeServer server = new FakeServer(24);
        LoadGenerator generator = new LoadGenerator()) {
      server.padding = "x".repeat(300_000);
      Figures figures =
          generator.run(server.target(), Diner.crowd(SCENE, 4, SEED), Duration.ZERO, SHORT);
      assertThat(figures.firstErrors()).isEmpty();
      assertThat(figures.books()).isPositive();
    }
  }

  @Test
  void shouldReportAServerThatIsNotThere() throws Exception {
    LoadGenerator.Target gone;
    try (FakeServer server = new FakeServer(24)) {
      gone = server.target();
    }
    try (LoadGenerator generator = new LoadGenerator()) {
      Figures figures = generator.run(gone, Diner.crowd(SCENE, 4, SEED), Duration.ZERO, SHORT);
      assertThat(figures.errors()).isEqualTo(4);
      assertThat(figures.firstErrors().get(0)).contains("cannot connect");
    }
  }

  @Test
  void shouldUseAFreshKeyForEveryBooking() throws Exception {
    try (FakeServer server = new FakeServer(1_000);
        LoadGenerator generator = new LoadGenerator()) {
      Scene wide = Scene.spread(LocalDate.of(2026, 12, 1), 50);
      generator.run(server.target(), Diner.crowd(wide, 4, SEED), Duration.ZERO, SHORT);
      assertThat(server.keys).hasSize(server.accepted.get() + server.refused.get());
    }
  }

  @Test
  void shouldStayNearHalfOfTheSeatings() {
    Scene wide = Scene.hot(LocalDate.of(2026, 12, 1));
    List<Diner> diners = Diner.crowd(wide, 256, SEED);
    for (int round = 0; round < 200; round++) {
      for (Diner diner : diners) {
        if (diner.next() instanceof Diner.Wish.Book) {
          diner.keeps(new Diner.Standing("id", "token"));
        }
      }
    }
    double standing = diners.stream().mapToInt(Diner::standing).sum();
    assertThat(standing / wide.seatings()).isBetween(0.4, 0.6);
  }
}
