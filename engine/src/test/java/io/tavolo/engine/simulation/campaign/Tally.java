package io.tavolo.engine.simulation.campaign;

import io.tavolo.engine.simulation.Fault;
import io.tavolo.engine.simulation.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What happened in all runs together. Any thread. */
final class Tally {
  private static final double US_PER_SECOND = 1e6;

  private final Map<Fault, Counts> counts = new EnumMap<>(Fault.class);
  private final List<Failure> failures = new ArrayList<>();
  private long runs;
  private long calls;
  private long commits;
  private long virtualUs;

  private static final class Counts {
    long runs;
    long times;
  }

  Tally() {
    for (Fault fault : Fault.values()) {
      counts.put(fault, new Counts());
    }
  }

  synchronized void add(Run run) {
    runs++;
    if (run.failure() != null) {
      failures.add(run.failure());
    }
    Result result = run.result();
    if (result == null) {
      return;
    }
    calls += result.calls();
    commits += result.commits();
    virtualUs += result.virtualUs();
    result.faults().forEach(this::count);
  }

  private void count(Fault fault, int times) {
    Counts of = Objects.requireNonNull(counts.get(fault));
    of.runs += times > 0 ? 1 : 0;
    of.times += times;
  }

  synchronized long runs() {
    return runs;
  }

  synchronized double virtualSeconds() {
    return virtualUs / US_PER_SECOND;
  }

  /** In ascending order of the seed. */
  synchronized List<Failure> failures() {
    return failures.stream().sorted(Comparator.comparingLong(Failure::seed)).toList();
  }

  /** By kind of fault, and all together. */
  synchronized String table(double wallSeconds) {
    StringBuilder table = new StringBuilder();
    table.append(line("%-28s %12s %14s", "fault", "runs with it", "times"));
    counts.forEach(
        (fault, of) -> table.append(line("%-28s %,12d %,14d", fault.label(), of.runs, of.times)));
    double virtualSeconds = virtualUs / US_PER_SECOND;
    table.append(
        line(
            "%n%,d runs, %,d calls, %,d commits; %s of virtual time in %s, %,.0f × real time",
            runs,
            calls,
            commits,
            duration(virtualSeconds),
            duration(wallSeconds),
            virtualSeconds / wallSeconds));
    return table + line("violations: %,d", failures.size());
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format + "%n", values);
  }

  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%,d h %02d min", whole / 3600, whole / 60 % 60);
  }
}
