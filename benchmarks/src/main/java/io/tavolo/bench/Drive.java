package io.tavolo.bench;

import io.tavolo.bench.load.Arrivals;
import io.tavolo.bench.load.Diner;
import io.tavolo.bench.load.Figures;
import io.tavolo.bench.load.LoadGenerator;
import io.tavolo.bench.load.ProgressLine;
import io.tavolo.bench.load.Scene;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Prepares scenes at servers and plays rounds of them, with the processor time of all concerned.
 */
final class Drive implements AutoCloseable {
  private static final Duration SET_UP = Duration.ofMinutes(10);
  private static final long SEED = 1;

  private final LoadGenerator generator = new LoadGenerator(ProgressLine.onStandardError());
  private final Stage stage;
  private final Duration warmUp;
  private final Duration measured;
  private final Consumer<String> progress;

  /**
   * A driver.
   *
   * @param warmUpSeconds before each round
   * @param seconds of each round that count
   */
  Drive(Stage stage, int warmUpSeconds, int seconds, Consumer<String> progress) {
    this.stage = stage;
    this.warmUp = Duration.ofSeconds(warmUpSeconds);
    this.measured = Duration.ofSeconds(seconds);
    this.progress = progress;
  }

  /** Creates the scene's restaurants at the server, and diners who have booked nothing yet. */
  void open(Subject subject, Scene scene, int connections) throws IOException {
    progress.accept(
        "%-16s %s: creating %,d restaurants"
            .formatted(subject.name(), scene.name(), scene.restaurants()));
    generator.setUp(subject.target(), scene, SET_UP);
    subject.diners().put(scene, Diner.crowd(scene, connections, SEED));
  }

  /** The same, and lets the diners book their share, unless they want more than there is. */
  void prepare(Subject subject, Scene scene, int connections) throws IOException {
    open(subject, scene, connections);
    if (scene.isRush()) {
      return;
    }
    progress.accept(
        "%-16s %s: booking half of %,d seatings"
            .formatted(subject.name(), scene.name(), scene.seatings()));
    generator.fill(subject.target(), subject.dinersOf(scene), SET_UP);
  }

  /** A round in a closed loop of all diners, which is added to the subject's. */
  Subject.Round closed(Subject subject, Scene scene) {
    return closed(subject, scene, subject.dinersOf(scene));
  }

  /** A round in a closed loop of these diners, which is added to the subject's. */
  Subject.Round closed(Subject subject, Scene scene, List<Diner> diners) {
    return timed(subject, scene, () -> generator.run(subject.target(), diners, warmUp, measured));
  }

  /** A round in an open loop, which is added to the subject's. */
  Subject.Round open(Subject subject, Scene scene, Arrivals arrivals) {
    Arrivals coming = scene.isRush() ? arrivals.after(warmUp) : arrivals;
    return timed(
        subject,
        scene,
        () ->
            generator.runOpen(subject.target(), subject.dinersOf(scene), coming, warmUp, measured));
  }

  private Subject.Round timed(Subject subject, Scene scene, Supplier<Figures> play) {
    Duration server = subject.process().cpu();
    Duration postgres = stage.postgresCpu();
    Figures figures = play.get();
    double nanos = warmUp.plus(measured).toNanos();
    Subject.Round round =
        new Subject.Round(
            figures,
            subject.process().cpu().minus(server).toNanos() / nanos,
            stage.postgresCpu().minus(postgres).toNanos() / nanos);
    subject.add(scene, round);
    return round;
  }

  @Override
  public void close() {
    generator.close();
  }
}
