package io.tavolo.chaos;

import io.tavolo.chaos.check.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What happened, as a table. */
final class Report {
  /**
   * One fault that was done and undone.
   *
   * @param beganNs and the others: nanoseconds since the run began
   * @param happened whether it had the effect that gives it its name
   */
  record Done(
      Fault fault,
      String detail,
      long beganNs,
      long healedNs,
      long recoveredNs,
      boolean happened) {}

  private static final double NS_PER_S = 1e9;

  private final PrintStream out;
  private final List<Done> done = new ArrayList<>();

  Report(PrintStream out) {
    this.out = out;
  }

  void add(Done one) {
    done.add(one);
    out.printf(
        Locale.ROOT,
        "%7.1f s  %-14s %-22s healed after %5.1f s, bookings everywhere %4.1f s later%s%n",
        one.beganNs() / NS_PER_S,
        one.fault().label(),
        one.detail(),
        (one.healedNs() - one.beganNs()) / NS_PER_S,
        (one.recoveredNs() - one.healedNs()) / NS_PER_S,
        one.happened() ? "" : "  (it hit nothing)");
    out.flush();
  }

  /**
   * The table and the totals.
   *
   * @return what was not kept
   */
  List<String> print(
      History history, Verdict verdict, List<String> watched, int commits, long seed) {
    out.printf(
        "%n%-14s %5s %8s %14s %11s%n", "fault", "times", "hit", "longest pause", "recovered");
    for (Fault fault : Fault.values()) {
      List<Done> of = done.stream().filter(one -> one.fault() == fault).toList();
      if (!of.isEmpty()) {
        long pauseMs =
            of.stream()
                .mapToLong(one -> history.longestPauseMs(one.beganNs(), one.recoveredNs()))
                .max()
                .orElse(0);
        long recoveredNs =
            of.stream().mapToLong(one -> one.recoveredNs() - one.healedNs()).max().orElse(0);
        out.printf(
            Locale.ROOT,
            "%-14s %5d %8d %12.1f s %9.1f s   %s%n",
            fault.label(),
            of.size(),
            of.stream().filter(Done::happened).count(),
            pauseMs / 1e3,
            recoveredNs / NS_PER_S,
            fault.meaning());
      }
    }
    out.printf(Locale.ROOT, "%n%,d calls, %,d commits%n", history.calls().size(), commits);
    history
        .attemptsByAnswer()
        .forEach(
            (answer, count) -> out.printf(Locale.ROOT, "%,10d  answered: %s%n", count, answer));
    for (Map.Entry<String, Long> count : verdict.counts().entrySet()) {
      out.printf(Locale.ROOT, "%,10d  %s%n", count.getValue(), count.getKey());
    }
    out.println();
    List<String> broken = new ArrayList<>();
    watched.forEach(line -> broken.add("I  " + line));
    verdict.violations().forEach(one -> broken.add(one.toString()));
    broken.forEach(out::println);
    int violations =
        watched.size() + verdict.countByLetter().values().stream().mapToInt(n -> n).sum();
    out.printf(
        Locale.ROOT,
        "%d violations%s, seed %d%n",
        violations,
        violations == 0 ? "" : " " + verdict.countByLetter(),
        seed);
    out.flush();
    return broken;
  }
}
