package io.tavolo.bench;

import io.tavolo.bench.load.Arrivals;
import io.tavolo.bench.load.Diner;
import io.tavolo.bench.load.Figures;
import io.tavolo.bench.load.Scene;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rounds of which each is valid: one with errors means nothing, and nothing that follows from it
 * does, so it ends the campaign.
 */
final class Rounds {
  private final Drive drive;
  private final Stage stage;
  private final Consumer<String> progress;
  private long nextSeed = 1;

  Rounds(Drive drive, Stage stage, Consumer<String> progress) {
    this.drive = drive;
    this.stage = stage;
    this.progress = progress;
  }

  /** A round in a closed loop of all diners. */
  Subject.Round closed(Subject subject, Scene scene) throws IOException {
    return valid(subject, scene, drive.closed(subject, scene));
  }

  /** A round in a closed loop of these diners. */
  Subject.Round closed(Subject subject, Scene scene, List<Diner> diners) throws IOException {
    return valid(subject, scene, drive.closed(subject, scene, diners));
  }

  /**
   * A round in an open loop, which is not counted among the subject's.
   *
   * @param perSecond requests that are due, at random moments
   * @param shedding whether the server may turn requests away
   */
  Subject.Round open(Subject subject, Scene scene, double perSecond, boolean shedding)
      throws IOException {
    Arrivals arrivals = Arrivals.poisson(perSecond, nextSeed++);
    Subject aside = subject.aside(subject.name());
    return valid(
        subject, scene, drive.open(aside, scene, shedding ? arrivals.withShedding() : arrivals));
  }

  private Subject.Round valid(Subject subject, Scene scene, Subject.Round round)
      throws IOException {
    Figures figures = round.figures();
    if (stage.isClosing()) {
      throw new IOException("interrupted");
    }
    if (!figures.firstErrors().isEmpty()) {
      throw new IOException(subject.name() + ": " + figures.firstErrors().get(0));
    }
    progress.accept(
        "%-16s %-8s %s%,.0f writes/s%s, p99 %.1f ms"
            .formatted(
                subject.name(),
                scene.name(),
                figures.offered() == 0
                    ? ""
                    : "%,.0f offered/s: ".formatted(figures.offeredPerSecond()),
                figures.writesPerSecond(),
                notServed(figures),
                figures.latencyMs(99)));
    return round;
  }

  private static String notServed(Figures figures) {
    return figures.shed() + figures.dropped() == 0
        ? ""
        : ", %,.0f turned away/s, %,.0f not sent/s"
            .formatted(figures.shedPerSecond(), figures.droppedPerSecond());
  }
}
