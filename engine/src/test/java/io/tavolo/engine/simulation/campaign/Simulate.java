package io.tavolo.engine.simulation.campaign;

import io.tavolo.engine.simulation.Result;
import io.tavolo.engine.simulation.Scenario;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The command {@code ./scripts/simulate}. Its exit status is 0 when no run failed, 1 when one did,
 * 2 when it was not understood, and 130 when it was interrupted.
 */
public final class Simulate {
  private static final double SHRINK_SECONDS = 60;
  private static final long PROGRESS_MS = 200;
  private static final long PROGRESS_LOGGED_MS = 5_000;

  /** Runs under way end within this when it is interrupted. */
  private static final long PATIENCE_MS = 3_000;

  private final Options options;
  private final PrintStream out;
  private final Screen screen;
  private final boolean terminal;

  private Simulate(Options options, PrintStream out, boolean terminal) {
    this.options = options;
    this.out = out;
    this.terminal = terminal;
    screen = new Screen(out, terminal);
  }

  /** With {@code -Dtavolo.terminal=true} its progress is shown in place. */
  public static void main(String[] words) {
    // Whatever the locale; and a trace has many lines.
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
            false,
            StandardCharsets.UTF_8);
    int status;
    try {
      Options options = Options.of(words);
      Simulate simulate = new Simulate(options, out, Boolean.getBoolean("tavolo.terminal"));
      status = options.seed() == null ? simulate.many() : simulate.one(options.seed());
    } catch (IllegalArgumentException e) {
      System.err.println("simulate: " + e.getMessage());
      status = 2;
    }
    out.flush();
    System.exit(status);
  }

  private int one(long seed) {
    Scenario scenario = Scenario.draw(seed);
    out.println(scenario);
    Run run = Run.of(scenario, options.shrink() ? null : out::println);
    Failure failure = run.failure();
    Result result = run.result();
    if (failure != null && options.shrink()) {
      out.println(Story.of(failure, SHRINK_SECONDS));
    } else {
      out.println(failure == null ? "no violation" : failure.text());
    }
    if (result != null) {
      out.printf(
          Locale.ROOT,
          "%,d calls, %,d commits, %s, digest %016x%n",
          result.calls(),
          result.commits(),
          Tally.duration(result.virtualUs() / 1e6),
          result.digest());
    }
    return failure == null ? 0 : 1;
  }

  private int many() {
    Campaign campaign =
        new Campaign(
            options.from(),
            options.seeds(),
            options.seconds(),
            options.threads(),
            failure -> screen.line("seed %d: %s".formatted(failure.seed(), failure.text())));
    CountDownLatch ended = new CountDownLatch(1);
    Thread interrupted = new Thread(() -> interrupted(campaign, ended), "interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    Thread progress = new Thread(() -> progress(campaign, ended), "progress");
    progress.setDaemon(true);
    progress.start();
    campaign.run();
    boolean alone = ended.getCount() > 0 && isRemoved(interrupted);
    ended.countDown();
    if (!alone) {
      return 130; // The hook has the last word.
    }
    screen.line(campaign.tally().table(campaign.seconds()));
    if (campaign.failures().isEmpty()) {
      return 0;
    }
    screen.progress("shrinking");
    screen.line(Story.of(campaign.failures().get(0), SHRINK_SECONDS));
    return 1;
  }

  private static boolean isRemoved(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private void interrupted(Campaign campaign, CountDownLatch ended) {
    campaign.stop();
    await(ended, PATIENCE_MS);
    screen.line("interrupted\n" + campaign.tally().table(campaign.seconds()));
  }

  private void progress(Campaign campaign, CountDownLatch ended) {
    while (!await(ended, terminal ? PROGRESS_MS : PROGRESS_LOGGED_MS)) {
      screen.progress(progressLine(campaign));
    }
  }

  private String progressLine(Campaign campaign) {
    double seconds = campaign.seconds();
    long runs = campaign.runs();
    double share = Math.max(1.0 * runs / options.seeds(), seconds / options.seconds());
    return String.format(
        Locale.ROOT,
        "%,d runs%s, %,.0f/s, %,.0f × real time, %s left",
        runs,
        options.seeds() == Long.MAX_VALUE
            ? ""
            : String.format(Locale.ROOT, " of %,d", options.seeds()),
        runs / seconds,
        campaign.tally().virtualSeconds() / seconds,
        share > 0 ? Tally.duration(seconds / share - seconds) : "?");
  }

  private static boolean await(CountDownLatch latch, long ms) {
    try {
      return latch.await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
