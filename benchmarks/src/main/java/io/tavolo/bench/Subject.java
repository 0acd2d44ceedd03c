package io.tavolo.bench;

import io.tavolo.bench.load.Diner;
import io.tavolo.bench.load.Figures;
import io.tavolo.bench.load.LoadGenerator;
import io.tavolo.bench.load.Scene;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A server under measurement: where it is, who dines there, and what came of it so far.
 *
 * @param name as the table has it
 * @param snapshotHeld whether each of its rounds has a snapshot of its database held open
 */
record Subject(
    String name,
    Child process,
    LoadGenerator.Target target,
    Map<Scene, List<Diner>> diners,
    Map<Scene, List<Round>> rounds,
    boolean snapshotHeld) {

  /**
   * One round.
   *
   * @param serverCores how much of a core the server's process took
   * @param postgresCores how much of one Postgres took, which all servers share
   */
  record Round(Figures figures, double serverCores, double postgresCores) {
    /** Processor time of server and Postgres for each answer, in microseconds. */
    double microsPerWrite() {
      return (serverCores + postgresCores) * 1e6 / figures.decidedPerSecond();
    }
  }

  static Subject of(String name, Child process, LoadGenerator.Target target) {
    return new Subject(name, process, target, new HashMap<>(), new HashMap<>(), false);
  }

  /** The same server and diners, in rounds of their own with a snapshot held open. */
  Subject withSnapshotHeld() {
    return new Subject("snapshot held", process, target, diners, new HashMap<>(), true);
  }

  /** The same server and diners, in rounds of their own under another name. */
  Subject aside(String otherName) {
    return new Subject(otherName, process, target, diners, new HashMap<>(), false);
  }

  List<Diner> dinersOf(Scene scene) {
    return diners.getOrDefault(scene, List.of());
  }

  List<Round> roundsOf(Scene scene) {
    return rounds.getOrDefault(scene, List.of());
  }

  void add(Scene scene, Round round) {
    rounds.computeIfAbsent(scene, absent -> new ArrayList<>()).add(round);
  }
}
