package io.tavolo.bench;

import io.tavolo.bench.load.Figures;
import io.tavolo.bench.load.Scene;
import io.tavolo.bench.report.Table;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Tavolo still does when something is dead, held, or more than it can do is asked for. */
final class Trouble {
  private static final int CONNECTIONS = 256;
  private static final int WARM_UPS = 2;
  private static final int HELD_PER_SECOND = 2_000;
  private static final int MOST = 10;
  private static final List<Integer> TIMES_HELD = List.of(1, 2, 5, MOST);
  private static final Duration IN_TIME = Duration.ofSeconds(1);

  /** Where nobody listens. */
  private static final String NOWHERE = "127.0.0.1:1";

  private final int times;
  private final Stage stage;
  private final Drive drive;
  private final Rounds rounds;
  private final Findings findings;
  private final Scene hot;
  private final Scene crowd;

  /**
   * Trouble of its own.
   *
   * @param times how often everything is compared
   */
  Trouble(int times, Stage stage, Drive drive, Rounds rounds, Findings findings, LocalDate today) {
    this.times = times;
    this.stage = stage;
    this.drive = drive;
    this.rounds = rounds;
    this.findings = findings;
    this.hot = Scene.hot(today);
    this.crowd = Scene.crowd(today);
  }

  /**
   * Without Kafka, without Redis, and with a snapshot of the database held open, each beside a node
   * as young that lacks nothing.
   */
  void outages() throws IOException {
    Subject healthy = stage.tavolo("healthy", Map.of());
    Subject kafka = stage.tavolo("kafka dead", Map.of("TAVOLO_KAFKA_BOOTSTRAP", NOWHERE));
    Subject redis = stage.tavolo("redis dead", Map.of("TAVOLO_REDIS_URI", "redis://" + NOWHERE));
    List<Subject> nodes = List.of(healthy, kafka, redis);
    for (Subject node : nodes) {
      drive.prepare(node, hot, CONNECTIONS);
    }
    for (int round = 0; round < WARM_UPS; round++) {
      for (Subject node : nodes) {
        rounds.closed(node.aside("warm-up"), hot);
      }
    }
    Subject held = healthy.aside("snapshot held");
    for (int round = 0; round < times; round++) {
      for (Subject node : nodes) {
        rounds.closed(node, hot);
      }
      try (Stage.Snapshot snapshot = stage.holdSnapshot(healthy.name())) {
        rounds.closed(held, hot);
        snapshot.check();
      }
    }
    nodes.forEach(node -> node.process().close());
    Capacity capacity = new Capacity(List.of(hot), List.of(healthy, kafka, redis, held));
    findings.section("Outages", capacity.toMarkdown());
    findings.put("outages", capacity.toJson());
    promise(capacity, kafka, 0.95);
    promise(capacity, redis, 0.95);
    promise(capacity, held, 0.8);
  }

  private void promise(Capacity capacity, Subject troubled, double bound) {
    findings
        .promises()
        .atLeast(
            troubled.name() + " ÷ healthy", capacity.ratio(hot, troubled.name(), "healthy"), bound);
  }

  /** A node held to less than the machine can, so that the machine can offer many times that. */
  void overload() throws IOException {
    Subject held =
        stage.tavolo(
            "held to " + HELD_PER_SECOND,
            Map.of("TAVOLO_WRITES_PER_SECOND", Integer.toString(HELD_PER_SECOND)));
    drive.open(held, crowd, Curves.CROWD);
    // A cold one would do less when it is offered what it can do.
    rounds.open(held.aside("warm-up"), crowd, HELD_PER_SECOND, true);
    Table table =
        new Table(
            "offered/s", "in time/s", "turned away/s", "found no connection/s", "p50 ms", "p99 ms");
    Curve goodput = new Curve("/s");
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < times; round++) {
      double once = 0;
      for (int many : TIMES_HELD) {
        Figures figures = rounds.open(held, crowd, (double) many * HELD_PER_SECOND, true).figures();
        double inTime = figures.goodputPerSecond(IN_TIME);
        once = many == 1 ? inTime : once;
        if (many == MOST) {
          ratios.add(inTime / once);
        }
        if (round == times - 1) {
          goodput.add("writes within 1 s", many, inTime);
          goodput.add("p99 in ms", many, figures.latencyMs(99));
          table.row(
              whole(figures.offeredPerSecond()),
              whole(inTime),
              whole(figures.shedPerSecond()),
              whole(figures.droppedPerSecond()),
              whole(figures.latencyMs(50)),
              whole(figures.latencyMs(99)));
        }
      }
    }
    held.process().close();
    findings.section("Overload, the capacity held at 2,000/s", table);
    goodput.writeTo(
        findings.file("overload.svg"),
        "Overload: capacity held at 2,000/s",
        "times the capacity that are offered",
        false);
    findings.put("overload", goodput.toJson());
    findings
        .promises()
        .atLeast(
            "goodput at 10 × the capacity ÷ at 1 ×",
            Median.of(ratios, ratio -> ratio).median(),
            0.95);
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
