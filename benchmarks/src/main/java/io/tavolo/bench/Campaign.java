package io.tavolo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Measures Tavolo beside its peers and beside itself under outages and overload, in interleaved
 * rounds, and writes what it found: {@code results.json}, {@code results.md}, and plots.
 *
 * <p>It ends with 0, with 1 when something could not be started or answered wrongly, with 2 when
 * the command line is wrong; whether a promise was kept is for the reader.
 */
public final class Campaign {
  private static final int WRONG_COMMAND_LINE = 2;

  private final CampaignOptions options;
  private final Stage stage;
  private final Findings findings;

  private Campaign(CampaignOptions options, Stage stage, Findings findings) {
    this.options = options;
    this.stage = stage;
    this.findings = findings;
  }

  /**
   * See {@code scripts/bench --help}.
   *
   * @param args the project's folder, an empty folder to work in, a folder for the results, and the
   *     options
   */
  public static void main(String[] args) {
    int exitCode = 1;
    try {
      Path root = Path.of(args[0]);
      Path work = Files.createDirectories(Path.of(args[1]));
      CampaignOptions options = CampaignOptions.parse(List.of(args).subList(3, args.length));
      Path folder = Files.createDirectories(Path.of(args[2] + options.suffix()));
      Stage stage = new Stage(root, work, Campaign::say);
      Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "stop"));
      try (stage) {
        new Campaign(options, stage, new Findings(folder)).run(Machine.of(root));
      }
      say("written to " + folder);
      exitCode = 0;
    } catch (IllegalArgumentException e) {
      say(String.valueOf(e.getMessage()));
      exitCode = WRONG_COMMAND_LINE;
    } catch (IOException | TimeoutException e) {
      say(String.valueOf(e.getMessage()));
    }
    // On purpose: Kafka's threads would keep the process alive.
    System.exit(exitCode);
  }

  /** Writes what was found, and when something fails, what was found until then. */
  private void run(Machine machine) throws IOException, TimeoutException {
    findings.introduction(machine.toMarkdown(options));
    findings.put("conditions", machine.toJson().mergeIn(options.toJson()));
    try (Drive drive =
        new Drive(stage, options.warmUpSeconds(), options.seconds(), Campaign::say)) {
      measure(drive);
    } catch (IOException | TimeoutException | RuntimeException e) {
      findings.endedEarly(e);
      throw e;
    } finally {
      System.out.print(findings.write());
    }
  }

  private void measure(Drive drive) throws IOException, TimeoutException {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Rounds rounds = new Rounds(drive, stage, Campaign::say);
    SideBySide sideBySide =
        new SideBySide(options, stage, drive, rounds, findings, today, Campaign::say);
    if (options.thorough()) {
      decisions();
    }
    sideBySide.start();
    sideBySide.capacity();
    sideBySide.latency();
    sideBySide.batches();
    if (options.thorough()) {
      Curves curves = new Curves(drive, rounds, findings, today);
      curves.contention(sideBySide);
      curves.offered(sideBySide.subject(Options.TAVOLO), sideBySide.hotCapacity());
    }
    sideBySide.stop();
    Trouble trouble = new Trouble(options.rounds(), stage, drive, rounds, findings, today);
    trouble.outages();
    trouble.overload();
  }

  private void decisions() throws IOException {
    say("micro-benchmarks");
    Micro micro = stage.micro();
    double slowest =
        Math.max(micro.score("DecideBenchmark.hit"), micro.score("DecideBenchmark.refusal"));
    Promises promises = findings.promises();
    promises.atMost("`decide`, 40 tables, in ns", slowest, 100);
    promises.atMost(
        "bytes that a refusal allocates", Math.rint(micro.bytes("DecideBenchmark.refusal")), 0);
    promises.atMost(
        "a day's availability, 100 tables, in µs", micro.score("AvailabilityBenchmark.starts"), 1);
    findings.put("micro", micro.results());
  }

  private static void say(String line) {
    System.err.println("bench: " + line);
  }
}
