package io.tavolo.bench;

import io.tavolo.bench.load.Figures;
import io.tavolo.bench.load.Scene;
import io.tavolo.bench.peer.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures Tavolo and its peers in turn, on one machine, in one run, and prints the table.
 *
 * <p>It ends with 0, with 1 when something could not be started or answered wrongly, with 2 when
 * the command line is wrong. What it started is stopped, on Ctrl-C too.
 */
public final class Compare {
  private static final long SEED = 1;
  private static final double NANOS_PER_MS = 1e6;
  private static final double MICROS_PER_SECOND = 1e6;
  private static final int WRONG_COMMAND_LINE = 2;

  private final Options options;
  private final Stage stage;
  private final Drive drive;
  private final List<Scene> scenes = new ArrayList<>();

  private Compare(Options options, Stage stage) {
    this.options = options;
    this.stage = stage;
    this.drive = new Drive(stage, options.warmUpSeconds(), options.seconds(), Compare::say);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    for (Scene scene : Scene.all(today, options.restaurants())) {
      if (options.profiles().contains(scene.name())) {
        scenes.add(scene);
      }
    }
  }

  /**
   * See {@code scripts/bench --help}.
   *
   * @param args the project's folder, an empty folder to work in, and the options
   */
  public static void main(String[] args) {
    int exitCode = 1;
    try {
      Path root = Path.of(args[0]);
      Path work = Files.createDirectories(Path.of(args[1]));
      Options options = Options.parse(List.of(args).subList(2, args.length));
      exitCode = run(options, root, work);
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      exitCode = WRONG_COMMAND_LINE;
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
    }
    // On purpose: Kafka's threads would keep the process alive.
    System.exit(exitCode);
  }

  private static int run(Options options, Path root, Path work) throws IOException {
    Stage stage = new Stage(root, work, Compare::say);
    Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "stop"));
    try (stage) {
      return new Compare(options, stage).measure();
    }
  }

  private int measure() throws IOException {
    List<Subject> subjects = new ArrayList<>();
    if (options.servers().contains(Options.TAVOLO)) {
      subjects.add(stage.tavolo());
    }
    for (Peer peer : options.peers()) {
      subjects.add(stage.peer(peer, options.connectionsOf(peer)));
    }
    for (Subject subject : subjects) {
      for (Scene scene : scenes) {
        drive.prepare(subject, scene, options.connections());
      }
    }
    stage.settle();
    if (options.heldSnapshot()) {
      subjects.add(0, subjects.get(0).withSnapshotHeld());
    }
    for (Scene scene : scenes) {
      for (int round = 1; round <= options.rounds(); round++) {
        for (Subject subject : subjects) {
          Subject.Round played = play(subject, scene);
          if (stage.isClosing()) {
            throw new IOException("interrupted");
          }
          say(progress(subject, scene, round, played));
        }
      }
    }
    System.out.println();
    System.out.print(Report.table(scenes, subjects));
    return verdict(subjects);
  }

  private Subject.Round play(Subject subject, Scene scene) throws IOException {
    if (!subject.snapshotHeld()) {
      return playRound(subject, scene);
    }
    try (Stage.Snapshot held = stage.holdSnapshot(Options.TAVOLO)) {
      Subject.Round played = playRound(subject, scene);
      held.check();
      return played;
    }
  }

  private Subject.Round playRound(Subject subject, Scene scene) {
    return options.open().perSecond() == 0
        ? drive.closed(subject, scene)
        : drive.open(subject, scene, options.open().arrivals(SEED));
  }

  private String progress(Subject subject, Scene scene, int round, Subject.Round played) {
    Figures figures = played.figures();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-16s %s round %d of %d: %,.0f writes/s, p99 %.1f ms; ",
            subject.name(),
            scene.name(),
            round,
            options.rounds(),
            figures.writesPerSecond(),
            figures.latencyMs(99)));
    if (figures.reads() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "%,.0f reads/s, p99 %.1f ms; ",
              figures.readsPerSecond(),
              figures.readLatency().getValueAtPercentile(99) / NANOS_PER_MS));
    }
    if (figures.offered() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "%,.0f requests/s offered, %,d dropped; ",
              figures.offeredPerSecond(),
              figures.dropped()));
    }
    double answersPerSecond =
        figures.writesPerSecond() + figures.refusalsPerSecond() + figures.readsPerSecond();
    text.append(
        String.format(
            Locale.ROOT,
            "CPU-µs an answer: %.0f server, %.0f Postgres, %.1f load%s",
            played.serverCores() * MICROS_PER_SECOND / answersPerSecond,
            played.postgresCores() * MICROS_PER_SECOND / answersPerSecond,
            figures.generatorMicrosPerRequest(),
            figures.errors() == 0 ? "" : "; " + figures.errors() + " errors"));
    return text.toString();
  }

  private int verdict(List<Subject> subjects) {
    int exitCode = 0;
    for (Subject subject : subjects) {
      for (Scene scene : scenes) {
        for (Subject.Round round : subject.roundsOf(scene)) {
          for (String error : round.figures().firstErrors()) {
            System.err.println("bench: " + subject.name() + ": " + error);
            exitCode = 1;
          }
        }
      }
    }
    return exitCode;
  }

  private static void say(String line) {
    System.err.println("bench: " + line);
  }
}
