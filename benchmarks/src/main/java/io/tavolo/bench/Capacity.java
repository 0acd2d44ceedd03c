package io.tavolo.bench;

import io.tavolo.bench.load.Scene;
import io.tavolo.bench.report.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What servers did in a closed loop, side by side.
 *
 * @param subjects each with at least one round of each scene; all are compared with the first
 */
record Capacity(List<Scene> scenes, List<Subject> subjects) {
  /** Writes a second of the server of that name. */
  Median writes(Scene scene, String name) {
    return Median.of(subject(name).roundsOf(scene), round -> round.figures().writesPerSecond());
  }

  /** The ratio of the medians. */
  double ratio(Scene scene, String name, String other) {
    return writes(scene, name).over(writes(scene, other));
  }

  private Subject subject(String name) {
    return subjects.stream()
        .filter(subject -> subject.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not measured: " + name));
  }

  /** A row for each scene and server. */
  String toMarkdown() {
    String first = subjects.get(0).name();
    Table table =
        new Table(
            "profile, server",
            "writes/s",
            first + " ÷",
            "refusals/s",
            "CPU-µs",
            "p50 ms",
            "p99 ms",
            "p99.9 ms");
    for (Scene scene : scenes) {
      for (Subject subject : subjects) {
        List<Subject.Round> rounds = subject.roundsOf(scene);
        Histogram latency = latency(rounds);
        table.row(
            scene.name() + ", " + subject.name(),
            writes(scene, subject.name()).whole(),
            decimals(2, ratio(scene, first, subject.name())),
            decimals(0, Median.of(rounds, round -> round.figures().refusalsPerSecond()).median()),
            decimals(0, Median.of(rounds, Subject.Round::microsPerWrite).median()),
            decimals(2, latency.getValueAtPercentile(50) / 1e6),
            decimals(2, latency.getValueAtPercentile(99) / 1e6),
            decimals(2, latency.getValueAtPercentile(99.9) / 1e6));
      }
    }
    return table
        + "\nMedians of the rounds, with the least and the most of them; latencies over all writes of all"
        + " rounds. CPU-µs: of server\nand Postgres together, for each answer.\n";
  }

  /** Of all writes of all these rounds. */
  static Histogram latency(List<Subject.Round> rounds) {
    Histogram all = new Histogram(rounds.get(0).figures().latency());
    all.reset();
    rounds.forEach(round -> all.add(round.figures().latency()));
    return all;
  }

  private static String decimals(int digits, double value) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /** Every round. */
  JsonArray toJson() {
    JsonArray all = new JsonArray();
    for (Scene scene : scenes) {
      for (Subject subject : subjects) {
        for (Subject.Round round : subject.roundsOf(scene)) {
          all.add(
              new JsonObject()
                  .put("profile", scene.name())
                  .put("server", subject.name())
                  .put("writes_per_second", round.figures().writesPerSecond())
                  .put("refusals_per_second", round.figures().refusalsPerSecond())
                  .put("p50_ms", round.figures().latencyMs(50))
                  .put("p99_ms", round.figures().latencyMs(99))
                  .put("p999_ms", round.figures().latencyMs(99.9))
                  .put("server_cores", round.serverCores())
                  .put("postgres_cores", round.postgresCores())
                  .put("generator_cores", round.figures().generatorCores()));
        }
      }
    }
    return all;
  }
}
