package io.tavolo.chaos;

import io.tavolo.chaos.Schedule.Step;
import io.tavolo.chaos.Schedule.Strike;
import io.tavolo.chaos.check.Checker;
import io.tavolo.chaos.check.Evidence;
import io.tavolo.chaos.check.Evidence.Offered;
import io.tavolo.chaos.check.Evidence.Published;
import io.tavolo.chaos.check.House;
import io.tavolo.chaos.check.Stored;
import io.tavolo.chaos.check.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** One run: clients, faults, and then the checks. One thread. */
final class Run {
  private static final int DINERS = 14;
  private static final int FIRST_DAY_AHEAD = 3;
  private static final int PROBE_DAY_AHEAD = 20;
  private static final Duration ANSWERS = Duration.ofSeconds(90);
  private static final Duration PUBLISHED = Duration.ofMinutes(2);
  private static final Duration AGREED = Duration.ofSeconds(15);

  /** The longest that a diner's hold lives by its lane's clock, and what a lane may be late. */
  private static final Duration HOLD = Duration.ofSeconds(15 + 10);

  /** What a wall clock and the tolerance of the nodes add to a jump. */
  private static final long CLOCK_ROOM_MS = 2_000;

  private final Town town;
  private final Options options;
  private final History history = new History();
  private final Desk desk;
  private final List<House> houses = Houses.all();
  private final int firstDay =
      (int) LocalDate.now(ZoneOffset.UTC).plusDays(FIRST_DAY_AHEAD).toEpochDay();
  private final int probeDay =
      (int) LocalDate.now(ZoneOffset.UTC).plusDays(PROBE_DAY_AHEAD).toEpochDay();
  private final Strikes strikes;
  private final Recovery recovery;
  private final Report report;
  private final PrintStream out;
  private final List<String> watched = new ArrayList<>();
  private final List<Diner> diners = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  Run(Town town, Options options, PrintStream out) {
    this.town = town;
    this.options = options;
    this.out = out;
    desk = new Desk(town.http(), history);
    strikes = new Strikes(town);
    recovery = new Recovery(town, houses, probeDay, desk, history);
    report = new Report(out);
  }

  /**
   * Runs it all.
   *
   * @param faults the kinds that can happen here
   * @return what was not kept; empty when every promise was
   */
  List<String> run(Collection<Fault> faults)
      throws IOException, InterruptedException, SQLException {
    town.startNodes();
    Houses.create(town, houses);
    watched.addAll(recovery.await(Recovery.BOUND));
    come();
    boolean whole = faults(faults);
    leave();
    if (whole) {
      watched.addAll(recovery.await(Recovery.BOUND));
    }
    // Only the lanes cause events now, and none once no hold is left: what is read fits together.
    watch(recovery.awaitNoHolds(HOLD.plusMillis(clocksApartMs())));
    watch(recovery.awaitPublished(PUBLISHED));
    return check(whole);
  }

  private void watch(String wrong) {
    if (!wrong.isEmpty()) {
      watched.add(wrong);
    }
  }

  private long clocksApartMs() {
    return strikes.largestJumpMs() + CLOCK_ROOM_MS;
  }

  private void come() {
    SplittableRandom seeds = new SplittableRandom(options.seed());
    for (int n = 1; n <= DINERS; n++) {
      SplittableRandom random = seeds.split();
      Counter counter = new Counter(n, desk, history, town.nodes(), random.split());
      Diner diner = new Diner(counter, houses, firstDay, random, strikes::cacheIsAway);
      Thread thread = new Thread(diner, "diner " + n);
      thread.setDaemon(true);
      thread.start();
      diners.add(diner);
      threads.add(thread);
    }
  }

  /** Whether all healed; after one that did not, nothing more is done. */
  private boolean faults(Collection<Fault> faults) {
    Schedule schedule = new Schedule(options.seed(), faults);
    long deadline = System.nanoTime() + (long) (options.minutes() * 60e9);
    while (System.nanoTime() < deadline) {
      try {
        step(schedule.next());
      } catch (IOException e) {
        watched.add("a fault could not be healed: " + e.getMessage());
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private void step(Step step) throws IOException, InterruptedException {
    List<Strikes.Begun> begun = new ArrayList<>();
    List<Long> beganNs = new ArrayList<>();
    try {
      for (Strike strike : step.strikes()) {
        beganNs.add(history.nowNs());
        begun.add(strikes.begin(strike));
      }
      LockSupport.parkNanos(step.holdMs() * 1_000_000L);
    } finally {
      heal(begun);
    }
    long healedNs = history.nowNs();
    boolean cut = step.strikes().stream().anyMatch(strike -> strike.fault().isOfNetwork());
    Duration bound = cut ? Recovery.BOUND_OF_CUTS : Recovery.BOUND;
    List<String> late = recovery.await(bound);
    long recoveredNs = history.nowNs();
    for (int i = 0; i < begun.size(); i++) {
      Fault fault = step.strikes().get(i).fault();
      Strikes.Begun one = begun.get(i);
      report.add(
          new Report.Done(
              fault, one.detail(), beganNs.get(i), healedNs, recoveredNs, one.happened()));
      late.forEach(
          what ->
              watched.add("%d s after %s: %s".formatted(bound.toSeconds(), fault.label(), what)));
    }
    LockSupport.parkNanos(step.quietMs() * 1_000_000L);
  }

  /** All of them, whatever comes of one. */
  private static void heal(List<Strikes.Begun> begun) throws IOException {
    IOException failed = null;
    for (Strikes.Begun one : begun) {
      try {
        one.heal();
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private void leave() throws InterruptedException {
    diners.forEach(Diner::leave);
    long deadline = System.nanoTime() + ANSWERS.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      if (thread.isAlive()) {
        watched.add(thread.getName() + " has no answer after " + ANSWERS.toSeconds() + " s");
      }
    }
  }

  /**
   * Everything that can be checked.
   *
   * @param whole whether all nodes are there to be asked
   */
  private List<String> check(boolean whole) throws IOException, InterruptedException, SQLException {
    out.println("checking");
    out.flush();
    List<Integer> days = List.of(firstDay, firstDay + 1, probeDay);
    List<Offered> offered = whole ? recovery.offered(days, AGREED) : List.of();
    if (whole && offered.size() != recovery.asked(days)) {
      watched.add(
          "%d of %d questions what is free were answered after the end"
              .formatted(offered.size(), recovery.asked(days)));
    }
    Stored stored;
    try (Connection connection = town.servers().sql()) {
      stored = Archive.stored(connection);
    }
    List<Published> topic = Archive.published(town.servers().kafka());
    Verdict verdict =
        Checker.check(
            new Evidence(houses, history.calls(), stored, topic, offered, clocksApartMs()));
    return report.print(history, verdict, watched, stored.journal().size(), options.seed());
  }
}
