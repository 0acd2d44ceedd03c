package io.tavolo.bench;

import io.tavolo.bench.load.Arrivals;
import io.tavolo.bench.load.Diner;
import io.tavolo.bench.load.Figures;
import io.tavolo.bench.load.LoadGenerator;
import io.tavolo.bench.load.Scene;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Prepares scenes at servers and plays rounds of them, with the processor time of all concerned. */
final class Drive implements AutoCloseable {
  private static final Duration SET_UP = Duration.ofMinutes(10);
  private static final long SEED = 1;

  private final LoadGenerator generator = new LoadGenerator();
  private final Duration warmUp;
  private final Duration measured;
  private final Consumer<String> progress;
  private long nextSeed = SEED;

  /**
   * A driver.
   *
   * @param warmUp before each round
   * @param measured of each round
   */
  Drive(Duration warmUp, Duration measured, Consumer<String> progress) {
    this.warmUp = warmUp;
    this.measured = measured;
    this.progress = progress;
  }

  /** Creates the scene's restaurants at the server and lets its diners book their share. */
  void prepare(Subject subject, Scene scene, int connections) throws IOException {
    open(subject, scene, connections);
    progress.accept(
        "%-16s %s: booking half of %,d seatings"
            .formatted(subject.name(), scene.name(), scene.seatings()));
    generator.fill(subject.target(), subject.dinersOf(scene), SET_UP);
  }

  /** Creates the scene's restaurants at the server, and diners who have booked nothing yet. */
  void open(Subject subject, Scene scene, int connections) throws IOException {
    progress.accept(
        "%-16s %s: creating %,d restaurants"
            .formatted(subject.name(), scene.name(), scene.restaurants()));
    generator.setUp(subject.target(), scene, SET_UP);
    subject.diners().put(scene, Diner.crowd(scene, connections, SEED));
  }

  /** A round in a closed loop, which is added to the subject's. */
  Subject.Round closed(Subject subject, Scene scene) throws IOException {
    return closed(subject, scene, subject.dinersOf(scene));
  }

  /** A round in a closed loop of these diners, which is added to the subject's. */
  Subject.Round closed(Subject subject, Scene scene, List<Diner> diners) throws IOException {
    Subject.Round round =
        timed(subject, () -> generator.run(subject.target(), diners, warmUp, measured));
    subject.add(scene, round);
    progress.accept(
        "%-16s %-8s %,9.0f writes/s, p99 %.1f ms"
            .formatted(
                subject.name(),
                scene.name(),
                round.figures().writesPerSecond(),
                round.figures().latencyMs(99)));
    return round;
  }

  /**
   * A round in an open loop.
   *
   * @param perSecond requests that are due, at random moments
   * @param shedding whether the server may turn requests away
   */
  Subject.Round open(Subject subject, Scene scene, double perSecond, boolean shedding)
      throws IOException {
    Arrivals arrivals = Arrivals.poisson(perSecond, nextSeed++);
    Arrivals coming = shedding ? arrivals.withShedding() : arrivals;
    Subject.Round round =
        timed(
            subject,
            () ->
                generator.runOpen(
                    subject.target(), subject.dinersOf(scene), coming, warmUp, measured));
    progress.accept(
        "%-16s %-8s %,9.0f offered/s: %,9.0f writes/s, %,.0f shed/s, p99 %.1f ms"
            .formatted(
                subject.name(),
                scene.name(),
                perSecond,
                round.figures().writesPerSecond(),
                round.figures().shedPerSecond(),
                round.figures().latencyMs(99)));
    return round;
  }

  private Subject.Round timed(Subject subject, Supplier<Figures> play) throws IOException {
    Duration server = subject.process().cpu();
    Duration postgres = postgresCpu();
    Figures figures = play.get();
    Duration all = warmUp.plus(measured);
    if (figures.errors() > 0) {
      throw new IOException(subject.name() + ": " + figures.firstErrors().get(0));
    }
    return new Subject.Round(
        figures,
        cores(subject.process().cpu().minus(server), all),
        cores(postgresCpu().minus(postgres), all));
  }

  private static Duration postgresCpu() {
    return ProcessTree.ofThisJvm().below("postgres").map(ProcessTree::cpu).orElse(Duration.ZERO);
  }

  private static double cores(Duration cpu, Duration time) {
    return cpu.toNanos() / (double) time.toNanos();
  }

  @Override
  public void close() {
    generator.close();
  }
}
