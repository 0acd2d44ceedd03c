package io.tavolo.bench;

import io.tavolo.bench.load.Scene;
import io.tavolo.bench.peer.Peer;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** How it goes with contention, and with what is offered; a plot each. */
final class Curves {
  private static final int CONNECTIONS = 256;

  /** So many that it is the server that is full, and not its clients. */
  static final int CROWD = 4_096;

  private static final List<Integer> AMONG = List.of(1, 10, 100, 1_000);
  private static final List<Double> TIMES_CAPACITY = List.of(0.25, 0.5, 0.7, 0.9, 1.2, 1.6);
  private static final double[] PERCENTILES = {50, 90, 99, 99.9};
  private static final Duration IN_TIME = Duration.ofSeconds(1);

  private final Drive drive;
  private final Rounds rounds;
  private final Findings findings;
  private final LocalDate today;

  Curves(Drive drive, Rounds rounds, Findings findings, LocalDate today) {
    this.drive = drive;
    this.rounds = rounds;
    this.findings = findings;
    this.today = today;
  }

  /** All diners among ever more restaurants. */
  void contention(SideBySide sideBySide) throws IOException {
    Curve writes = new Curve("writes/s");
    for (String name :
        List.of(Options.TAVOLO, Peer.FOR_UPDATE.title(), Peer.SINGLE_STATEMENT.title())) {
      Subject subject = sideBySide.subject(name);
      for (int restaurants : AMONG) {
        Scene scene = Scene.contended(today, restaurants);
        drive.prepare(subject, scene, CONNECTIONS);
        writes.add(name, restaurants, rounds.closed(subject, scene).figures().writesPerSecond());
      }
    }
    writes.writeTo(
        findings.file("contention.svg"),
        "Writes by contention: all diners among so many restaurants",
        "restaurants",
        true);
    findings.put("contention", writes.toJson());
  }

  /**
   * What is offered against what is done, and how late.
   *
   * @param capacity what the node decides a second when its clients wait for their answers
   */
  void offered(Subject tavolo, double capacity) throws IOException {
    Scene crowd = Scene.crowd(today);
    drive.open(tavolo, crowd, CROWD);
    rounds.closed(tavolo.aside("warm-up"), crowd);
    Curve goodput = new Curve("/s");
    Curve latency = new Curve("ms");
    for (double times : TIMES_CAPACITY) {
      Subject.Round round = rounds.open(tavolo, crowd, times * capacity, times >= 1);
      double perSecond = round.figures().offeredPerSecond();
      goodput.add("writes within 1 s", perSecond, round.figures().goodputPerSecond(IN_TIME));
      goodput.add("turned away", perSecond, round.figures().shedPerSecond());
      goodput.add("found no connection", perSecond, round.figures().droppedPerSecond());
      if (times < 1) {
        for (double percentile : PERCENTILES) {
          latency.add(
              "%.0f %% of capacity".formatted(times * 100),
              100 / (100 - percentile),
              round.figures().latencyMs(percentile));
        }
      }
    }
    goodput.writeTo(
        findings.file("goodput.svg"), "Goodput by offered load", "requests offered/s", false);
    latency.writeTo(
        findings.file("latency.svg"),
        "Latency from the intended time: 10 is p90, 100 is p99, 1,000 is p99.9",
        "one request in so many is slower",
        true);
    findings.put("offered", goodput.toJson());
    findings.put("latency_by_load", latency.toJson());
  }
}
