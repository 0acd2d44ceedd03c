package io.tavolo.bench;

import io.tavolo.bench.Subject.Round;
import io.tavolo.bench.load.Scene;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** The table at the end. */
final class Report {
  private Report() {}

  /**
   * Medians of the rounds, and how the first server compares with each other; latencies over all
   * writes of all rounds.
   */
  static String table(List<Scene> scenes, List<Subject> subjects) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-8s %-16s %10s %11s %9s %9s %7s %11s %14s%n",
            "profile",
            "server",
            "writes/s",
            "refusals/s",
            "p50 ms",
            "p99 ms",
            "errors",
            "its cores",
            "load's cores"));
    for (Scene scene : scenes) {
      for (Subject subject : subjects) {
        text.append(line(scene, subject));
      }
      for (Subject other : subjects.subList(1, subjects.size())) {
        text.append(ratio(scene, subjects.get(0), other));
      }
    }
    return text.toString();
  }

  private static String ratio(Scene scene, Subject first, Subject other) {
    return String.format(
        Locale.ROOT,
        "%-8s %s / %s: %.2f%n",
        scene.name(),
        first.name(),
        other.name(),
        writes(scene, first) / writes(scene, other));
  }

  private static String line(Scene scene, Subject subject) {
    List<Round> rounds = subject.roundsOf(scene);
    Histogram latency = Capacity.latency(rounds);
    return String.format(
        Locale.ROOT,
        "%-8s %-16s %,10.0f %,11.0f %9.2f %9.2f %7d %11.2f %14.2f%n",
        scene.name(),
        subject.name(),
        writes(scene, subject),
        median(rounds, round -> round.figures().refusalsPerSecond()),
        latency.getValueAtPercentile(50) / 1e6,
        latency.getValueAtPercentile(99) / 1e6,
        errors(rounds),
        median(rounds, Round::serverCores),
        median(rounds, round -> round.figures().generatorCores()));
  }

  static long errors(List<Round> rounds) {
    return rounds.stream().mapToLong(round -> round.figures().errors()).sum();
  }

  private static double writes(Scene scene, Subject subject) {
    return median(subject.roundsOf(scene), round -> round.figures().writesPerSecond());
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Median.of(rounds, figure).median();
  }
}
