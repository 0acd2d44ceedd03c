package io.tavolo.bench;

import io.tavolo.bench.load.Arrivals;
import io.tavolo.bench.load.Diner;
import io.tavolo.bench.load.Figures;
import io.tavolo.bench.load.Scene;
import io.tavolo.bench.peer.Peer;
import io.tavolo.bench.peer.sql.BareCopy;
import io.tavolo.bench.peer.sql.BareInsert;
import io.tavolo.bench.report.Table;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * Measures Tavolo beside its peers and beside itself under outages and overload, in interleaved
 * rounds, and writes what it found: {@code results.json}, {@code results.md}, and plots.
 *
 * <p>It ends with 0, with 1 when something could not be started or answered wrongly, with 2 when
 * the command line is wrong; whether a promise was kept is for the reader.
 */
public final class Campaign {
  private static final int CONNECTIONS = 256;
  private static final int CROWD = 1_024;
  private static final int WRONG_COMMAND_LINE = 2;
  private static final int HELD_PER_SECOND = 2_000;
  private static final List<Integer> TIMES_HELD = List.of(1, 2, 5, 10);
  private static final List<Double> TIMES_CAPACITY = List.of(0.25, 0.5, 0.7, 0.9, 1.2, 1.6);
  private static final List<Integer> AMONG = List.of(1, 10, 100, 1_000);
  private static final int BULK_RESTAURANTS = 1_000;
  private static final int BULK_LINES = 20_000;
  private static final double MOST_OF_CAPACITY = 0.7;
  private static final Duration IN_TIME = Duration.ofSeconds(1);

  /** Where nobody listens. */
  private static final String NOWHERE = "127.0.0.1:1";

  private final CampaignOptions options;
  private final Stage stage;
  private final Path out;
  private final Drive drive;
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private final Scene hot = Scene.hot(today);
  private final Scene spread;
  private final Promises promises = new Promises();
  private final JsonObject json = new JsonObject();
  private final StringBuilder text = new StringBuilder();
  private long nextSeed = 1;

  private Campaign(CampaignOptions options, Stage stage, Path out) {
    this.options = options;
    this.stage = stage;
    this.out = out;
    this.spread = Scene.spread(today, options.restaurants());
    this.drive = new Drive(stage, options.warmUpSeconds(), options.seconds(), Campaign::say);
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
      Path out = Files.createDirectories(Path.of(args[2]));
      Stage stage = new Stage(root, work, Campaign::say);
      Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "stop"));
      try (stage) {
        new Campaign(options, stage, out).run(Machine.of(root));
      }
      exitCode = 0;
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      exitCode = WRONG_COMMAND_LINE;
    } catch (IOException | TimeoutException e) {
      System.err.println("bench: " + e.getMessage());
    }
    // On purpose: Kafka's threads would keep the process alive.
    System.exit(exitCode);
  }

  /** Writes what was found, and when something fails, what was found until then. */
  private void run(Machine machine) throws IOException, TimeoutException {
    json.put("conditions", machine.toJson().put("rounds", options.rounds()));
    text.append("# Measured\n\n").append(machine.toMarkdown(options)).append('\n');
    try (drive) {
      measure();
    } finally {
      text.append("## Promised and measured\n\n").append(promises.toMarkdown());
      json.put("promises", promises.toJson());
      Files.writeString(out.resolve("results.json"), json.encodePrettily() + "\n");
      Files.writeString(out.resolve("results.md"), text);
    }
    System.out.print(text);
    say("written to " + out);
  }

  private void measure() throws IOException, TimeoutException {
    if (options.thorough()) {
      decisions();
    }
    Map<String, Subject> subjects = capacity();
    Subject tavolo = subjects.get(Options.TAVOLO);
    latency(tavolo);
    batches(tavolo);
    if (options.thorough()) {
      contention(subjects);
      offered(tavolo);
    }
    for (Peer peer : Peer.values()) {
      subjects.get(peer.title()).process().close();
    }
    outages(tavolo);
    overload();
  }

  // ---------------------------------------------------------------- side by side

  private Map<String, Subject> capacity() throws IOException {
    Map<String, Subject> subjects = new LinkedHashMap<>();
    subjects.put(Options.TAVOLO, stage.tavolo());
    for (Peer peer : Peer.values()) {
      subjects.put(peer.title(), stage.peer(peer, peer.connections()));
    }
    List<Scene> scenes = List.of(hot, spread);
    for (Subject subject : subjects.values()) {
      for (Scene scene : scenes) {
        drive.prepare(subject, scene, CONNECTIONS);
      }
    }
    if (options.thorough()) {
      // What compilers do in the first seconds is not what is compared.
      for (Subject subject : subjects.values()) {
        for (Scene scene : scenes) {
          closed(subject.aside("warm-up"), scene);
        }
      }
    }
    stage.settle();
    for (int round = 1; round <= options.rounds(); round++) {
      say("round %d of %d".formatted(round, options.rounds()));
      for (Scene scene : scenes) {
        for (Subject subject : subjects.values()) {
          closed(subject, scene);
        }
      }
    }
    Capacity capacity = new Capacity(scenes, List.copyOf(subjects.values()));
    text.append("## Side by side\n\n").append(capacity.toMarkdown()).append('\n');
    json.put("capacity", capacity.toJson());
    promises.atLeast("hot ÷ `for update`", capacity.ratio(hot, Options.TAVOLO, "for-update"), 20);
    promises.atLeast(
        "spread ÷ `for update`", capacity.ratio(spread, Options.TAVOLO, "for-update"), 6);
    promises.atLeast(
        "spread ÷ single statement", capacity.ratio(spread, Options.TAVOLO, "single-statement"), 2);
    promises.atLeast("hot ÷ Pekko", capacity.ratio(hot, Options.TAVOLO, "pekko"), 12);
    promises.atLeast("spread ÷ Pekko", capacity.ratio(spread, Options.TAVOLO, "pekko"), 1.2);
    promises.atLeast("hot ÷ echo", capacity.ratio(hot, Options.TAVOLO, "echo"), 0.3);
    promises.atLeast(
        "hot ÷ spread",
        capacity.writes(hot, Options.TAVOLO).over(capacity.writes(spread, Options.TAVOLO)),
        0.9);
    return subjects;
  }

  /** One client alone, and many at 70 % of what is possible, beside one bare insertion. */
  private void latency(Subject tavolo) throws IOException, TimeoutException {
    List<Diner> one = tavolo.dinersOf(hot).subList(0, 1);
    double capacity =
        Median.of(
                tavolo.roundsOf(hot),
                round -> round.figures().writesPerSecond() + round.figures().refusalsPerSecond())
            .median();
    Subject alone = tavolo.aside("one client");
    List<Double> bareMs = new ArrayList<>();
    List<Double> p99Ms = new ArrayList<>();
    try (BareInsert bare = stage.bareInsert()) {
      for (int round = 0; round < options.rounds(); round++) {
        Histogram insert =
            bare.run(
                Duration.ofSeconds(options.warmUpSeconds()), Duration.ofSeconds(options.seconds()));
        bareMs.add(insert.getValueAtPercentile(50) / 1e6);
        alone(alone, one);
        p99Ms.add(open(tavolo, hot, MOST_OF_CAPACITY * capacity, false).figures().latencyMs(99));
      }
    }
    Median bare = Median.of(bareMs, ms -> ms);
    Median single = Median.of(alone.roundsOf(hot), round -> round.figures().latencyMs(50));
    Median busy = Median.of(p99Ms, ms -> ms);
    text.append("## Latency\n\n")
        .append(
            new Table("milliseconds", "median", "least", "most")
                .row(latencyRow("one bare durable insertion, p50", bare))
                .row(latencyRow("one client of Tavolo, p50", single))
                .row(latencyRow("open loop at 70 % of capacity, p99", busy)))
        .append('\n');
    json.put(
        "latency",
        new JsonObject()
            .put("bare_insert_p50_ms", bare.median())
            .put("one_client_p50_ms", single.median())
            .put("open_loop_70_percent_p99_ms", busy.median()));
    promises.atMost("one client's p50 ÷ a bare insertion", single.over(bare), 3);
    promises.atMost("p99 at 70 % of capacity ÷ a bare insertion", busy.over(bare), 15);
  }

  private static String[] latencyRow(String what, Median ms) {
    return new String[] {
      what,
      String.format(Locale.ROOT, "%.2f", ms.median()),
      String.format(Locale.ROOT, "%.2f", ms.least()),
      String.format(Locale.ROOT, "%.2f", ms.most())
    };
  }

  /** Bookings in bulk beside the same rows copied into the database. */
  private void batches(Subject tavolo) throws IOException {
    Scene scene = Scene.bulk(today, BULK_RESTAURANTS);
    drive.open(tavolo, scene, 1);
    Bulk bulk = stage.bulk();
    List<Double> lines = new ArrayList<>();
    List<Double> copied = new ArrayList<>();
    try (BareCopy copy = stage.bareCopy()) {
      for (int round = 0; round < options.rounds(); round++) {
        lines.add(BULK_LINES / seconds(bulk.run(tavolo.target(), scene, round, BULK_LINES)));
        copied.add(BULK_LINES / seconds(copy.run(BULK_LINES)));
        say("batch: %,.0f lines/s, copy: %,.0f/s".formatted(lines.get(round), copied.get(round)));
      }
    } catch (SQLException e) {
      throw new IOException("the bare copy failed", e);
    }
    Median batch = Median.of(lines, perSecond -> perSecond);
    Median copy = Median.of(copied, perSecond -> perSecond);
    text.append("## Bookings in bulk\n\n")
        .append(
            new Table("by", "bookings/s")
                .row("`POST /v1/batches`, %,d lines".formatted(BULK_LINES), batch.whole())
                .row("`COPY` into the four tables", copy.whole()))
        .append('\n');
    json.put(
        "bulk",
        new JsonObject()
            .put("batch_lines_per_second", batch.median())
            .put("copy_per_second", copy.median()));
    promises.atLeast("batch lines/s ÷ `COPY`", batch.over(copy), 0.5);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private void decisions() throws IOException {
    say("micro-benchmarks");
    Micro micro = stage.micro();
    double slowest =
        Math.max(micro.score("DecideBenchmark.hit"), micro.score("DecideBenchmark.refusal"));
    promises.atMost("`decide`, 40 tables, in ns", slowest, 100);
    promises.atMost(
        "bytes that a refusal allocates", Math.round(micro.bytes("DecideBenchmark.refusal")), 0);
    promises.atMost(
        "a day's availability, 100 tables, in µs", micro.score("AvailabilityBenchmark.starts"), 1);
    json.put("micro", micro.results());
  }

  // ---------------------------------------------------------------- curves

  private void contention(Map<String, Subject> subjects) throws IOException {
    Curve writes = new Curve("writes/s");
    for (String name : List.of(Options.TAVOLO, "for-update", "single-statement")) {
      Subject subject = subjects.get(name);
      for (int restaurants : AMONG) {
        Scene scene = Scene.contended(today, restaurants);
        drive.prepare(subject, scene, CONNECTIONS);
        writes.add(name, restaurants, closed(subject, scene).figures().writesPerSecond());
      }
    }
    writes.writeTo(
        out.resolve("contention.svg"),
        "Writes by contention: all diners among so many restaurants",
        "restaurants",
        true);
    json.put("contention", writes.toJson());
  }

  /** What is offered against what is done, and how late. */
  private void offered(Subject tavolo) throws IOException {
    double capacity =
        Median.of(tavolo.roundsOf(hot), round -> round.figures().writesPerSecond()).median();
    Curve goodput = new Curve("/s");
    Curve latency = new Curve("ms");
    for (double times : TIMES_CAPACITY) {
      Subject.Round round = open(tavolo, hot, times * capacity, true);
      double perSecond = round.figures().offeredPerSecond();
      goodput.add("writes within 1 s", perSecond, round.figures().goodputPerSecond(IN_TIME));
      goodput.add("turned away", perSecond, round.figures().shedPerSecond());
      if (times <= 1) {
        for (double percentile : new double[] {50, 90, 99, 99.9}) {
          latency.add(
              "%.0f %% of capacity".formatted(times * 100),
              1 / (1 - percentile / 100),
              round.figures().latencyMs(percentile));
        }
      }
    }
    goodput.writeTo(
        out.resolve("goodput.svg"), "Goodput by offered load", "requests offered/s", false);
    latency.writeTo(
        out.resolve("latency.svg"),
        "Latency from the intended time: 2 is p50, 10 is p90, 100 is p99, 1,000 is p99.9",
        "one request in so many is slower",
        true);
    json.put("offered", goodput.toJson()).put("latency_by_load", latency.toJson());
  }

  // ---------------------------------------------------------------- trouble

  private void outages(Subject healthy) throws IOException {
    Subject kafka = stage.tavolo("kafka dead", Map.of("TAVOLO_KAFKA_BOOTSTRAP", NOWHERE));
    Subject redis = stage.tavolo("redis dead", Map.of("TAVOLO_REDIS_URI", "redis://" + NOWHERE));
    drive.prepare(kafka, hot, CONNECTIONS);
    drive.prepare(redis, hot, CONNECTIONS);
    Subject before = healthy.aside("healthy");
    Subject held = healthy.aside("snapshot held");
    for (int round = 0; round < options.rounds(); round++) {
      closed(before, hot);
      closed(kafka, hot);
      closed(redis, hot);
      try (Stage.Snapshot snapshot = stage.holdSnapshot()) {
        closed(held, hot);
        snapshot.check();
      }
    }
    kafka.process().close();
    redis.process().close();
    Capacity capacity = new Capacity(List.of(hot), List.of(before, kafka, redis, held));
    text.append("## Outages\n\n").append(capacity.toMarkdown()).append('\n');
    json.put("outages", capacity.toJson());
    promises.atLeast("Kafka dead ÷ healthy", capacity.ratio(hot, "kafka dead", "healthy"), 0.95);
    promises.atLeast("Redis dead ÷ healthy", capacity.ratio(hot, "redis dead", "healthy"), 0.95);
    promises.atLeast(
        "snapshot held ÷ healthy", capacity.ratio(hot, "snapshot held", "healthy"), 0.8);
  }

  /** A node held to less than the machine can, so that the machine can offer many times that. */
  private void overload() throws IOException {
    Subject held =
        stage.tavolo(
            "held to " + HELD_PER_SECOND,
            Map.of("TAVOLO_WRITES_PER_SECOND", Integer.toString(HELD_PER_SECOND)));
    drive.open(held, hot, CROWD);
    Table table = new Table("offered/s", "in time/s", "turned away/s", "p50 ms", "p99 ms");
    Curve goodput = new Curve("/s");
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < options.rounds(); round++) {
      double once = 0;
      for (int times : TIMES_HELD) {
        Subject.Round played = open(held, hot, (double) times * HELD_PER_SECOND, true);
        double inTime = played.figures().goodputPerSecond(IN_TIME);
        once = times == 1 ? inTime : once;
        if (times == 10) {
          ratios.add(inTime / once);
        }
        if (round == 0) {
          goodput.add("writes within 1 s", times, inTime);
          goodput.add("p99 in ms", times, played.figures().latencyMs(99));
          table.row(
              whole(played.figures().offeredPerSecond()),
              whole(inTime),
              whole(played.figures().shedPerSecond()),
              whole(played.figures().latencyMs(50)),
              whole(played.figures().latencyMs(99)));
        }
      }
    }
    held.process().close();
    text.append("## Overload, the capacity held at 2,000/s\n\n").append(table).append('\n');
    goodput.writeTo(
        out.resolve("overload.svg"),
        "Overload: capacity held at 2,000/s",
        "times the capacity that are offered",
        false);
    json.put("overload", goodput.toJson());
    promises.atLeast(
        "goodput at 10 × the capacity ÷ at 1 ×", Median.of(ratios, ratio -> ratio).median(), 0.95);
  }

  // ---------------------------------------------------------------- rounds

  private Subject.Round closed(Subject subject, Scene scene) throws IOException {
    return valid(subject, scene, drive.closed(subject, scene));
  }

  private void alone(Subject subject, List<Diner> one) throws IOException {
    valid(subject, hot, drive.closed(subject, hot, one));
  }

  private Subject.Round open(Subject subject, Scene scene, double perSecond, boolean shedding)
      throws IOException {
    Arrivals arrivals = Arrivals.poisson(perSecond, nextSeed++);
    return valid(
        subject,
        scene,
        drive.open(
            subject.aside("open loop"), scene, shedding ? arrivals.withShedding() : arrivals));
  }

  /** A round with errors means nothing, and nothing that follows from it does. */
  private Subject.Round valid(Subject subject, Scene scene, Subject.Round round)
      throws IOException {
    Figures figures = round.figures();
    if (stage.isClosing()) {
      throw new IOException("interrupted");
    }
    if (figures.errors() > 0) {
      throw new IOException(subject.name() + ": " + figures.firstErrors().get(0));
    }
    say(
        "%-16s %-8s %s%,.0f writes/s%s, p99 %.1f ms"
            .formatted(
                subject.name(),
                scene.name(),
                figures.offered() == 0
                    ? ""
                    : "%,.0f offered/s: ".formatted(figures.offeredPerSecond()),
                figures.writesPerSecond(),
                figures.shed() == 0
                    ? ""
                    : ", %,.0f turned away/s".formatted(figures.shedPerSecond()),
                figures.latencyMs(99)));
    return round;
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static void say(String line) {
    System.err.println("bench: " + line);
  }
}
