package io.tavolo.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
  private static final Scene SCENE =
      new EvenScene("test", 3, 8, List.of("2026-12-24T19:30"), 0.5, 0);
  private static final long SEED = 7;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** One every 5 ms: 199 within a second, whose end is not part of it. */
  private static final Arrivals ARRIVALS = Arrivals.constant(200);

  private static final int OFFERED = 199;

  private final List<Diner> diners = Diner.crowd(SCENE, 4, SEED);

  @Test
  void shouldAskWhenItIsDueAndNotWhenItIsAnswered() throws Exception {
    try (FakeServer server = new FakeServer(24);
        LoadGenerator generator = new LoadGenerator()) {
      Figures figures = generator.runOpen(server.target(), diners, ARRIVALS, Duration.ZERO, SECOND);
      assertThat(figures.firstErrors()).isEmpty();
      assertThat(figures.offered()).isEqualTo(OFFERED);
      assertThat(figures.dropped()).isZero();
      assertThat(answers(figures)).isEqualTo(OFFERED);
      assertThat(figures.books()).isEqualTo(server.accepted.get());
      assertThat(figures.cancels()).isEqualTo(server.cancelled.get());
      assertThat(diners.stream().mapToInt(Diner::standing).sum()).isEqualTo(server.standing.size());
    }
  }

  @Test
  void shouldCountThePauseForAllWhoWereToBeServedInIt() throws Exception {
    try (FakeServer server = new FakeServer(1_000);
        LoadGenerator generator = new LoadGenerator()) {
      server.pauseAt(50, PAUSE);
      Figures figures = generator.runOpen(server.target(), diners, ARRIVALS, Duration.ZERO, SECOND);
      assertThat(figures.firstErrors()).isEmpty();
      assertThat(figures.latencyMs(99)).isGreaterThan(400);
      // A hundred became due in the pause, though no more than four were under way.
      assertThat(slower(figures, 100)).isBetween(70L, 150L);
      assertThat(slower(figures, 250)).isBetween(40L, 120L);
      assertThat(figures.goodputPerSecond(PAUSE.dividedBy(2)))
          .isEqualTo((double) (OFFERED - slower(figures, 250)));
    }
  }

  @Test
  void shouldSeeNextToNothingOfThePauseInAClosedLoop() throws Exception {
    try (FakeServer server = new FakeServer(1_000);
        LoadGenerator generator = new LoadGenerator()) {
      server.pauseAt(50, PAUSE);
      Figures figures = generator.run(server.target(), diners, Duration.ZERO, SECOND);
      assertThat(slower(figures, 100)).isLessThanOrEqualTo(8);
    }
  }

  @Test
  void shouldDropWhatWaitedTooLongAndSaySo() throws Exception {
    try (FakeServer server = new FakeServer(1_000);
        LoadGenerator generator = new LoadGenerator()) {
      server.pauseAt(50, PAUSE);
      Arrivals hasty = ARRIVALS.patient(Duration.ofMillis(100));
      Figures figures = generator.runOpen(server.target(), diners, hasty, Duration.ZERO, SECOND);
      assertThat(figures.dropped()).isBetween(50L, 100L);
      assertThat(figures.offered()).isEqualTo(OFFERED);
      assertThat(answers(figures)).isEqualTo(OFFERED - figures.dropped());
      assertThat(figures.errors()).isZero();
      assertThat(figures.firstErrors())
          .containsExactly(figures.dropped() + " requests were dropped: no connection was free");
    }
  }

  @Test
  void shouldCountWhatIsShedApartWhereThatIsExpected() throws Exception {
    try (FakeServer server = new FakeServer(24);
        LoadGenerator generator = new LoadGenerator()) {
      server.shedOfTen = 3;
      Figures figures =
          generator.runOpen(
              server.target(), diners, ARRIVALS.withShedding(), Duration.ZERO, SECOND);
      assertThat(figures.firstErrors()).isEmpty();
      assertThat(figures.shed()).isBetween(57L, 60L);
      assertThat(answers(figures)).isEqualTo(OFFERED - figures.shed());
      // A cancellation that was turned away is asked again, and nothing is left behind.
      assertThat(diners.stream().mapToInt(Diner::standing).sum()).isEqualTo(server.standing.size());
    }
  }

  @Test
  void shouldCallWhatIsShedAnErrorWhereItIsNotExpected() throws Exception {
    try (FakeServer server = new FakeServer(24);
        LoadGenerator generator = new LoadGenerator()) {
      server.shedOfTen = 3;
      Figures figures = generator.runOpen(server.target(), diners, ARRIVALS, Duration.ZERO, SECOND);
      assertThat(figures.shed()).isZero();
      assertThat(figures.errors()).isBetween(57L, 60L);
    }
  }

  @Test
  void shouldCountNothingOfTheWarmUp() throws Exception {
    try (FakeServer server = new FakeServer(24);
        LoadGenerator generator = new LoadGenerator()) {
      Figures figures = generator.runOpen(server.target(), diners, ARRIVALS, SECOND, Duration.ZERO);
      assertThat(server.accepted.get()).isPositive();
      assertThat(answers(figures)).isZero();
      assertThat(figures.offered()).isZero();
    }
  }

  @Test
  void shouldEndWhenNoConnectionIsLeftAndCallTheRestDropped() throws Exception {
    LoadGenerator.Target gone;
    try (FakeServer server = new FakeServer(24)) {
      gone = server.target();
    }
    try (LoadGenerator generator = new LoadGenerator()) {
      Figures figures = generator.runOpen(gone, diners, ARRIVALS, Duration.ZERO, SECOND);
      assertThat(figures.errors()).isEqualTo(4);
      assertThat(figures.dropped()).isEqualTo(OFFERED);
      assertThat(figures.firstErrors().get(0)).contains("cannot connect");
    }
  }

  private static long answers(Figures figures) {
    return figures.books() + figures.cancels() + figures.refusals();
  }

  private static long slower(Figures figures, long ms) {
    return figures.latency().getTotalCount()
        - figures.latency().getCountBetweenValues(0, ms * 1_000_000);
  }
}
