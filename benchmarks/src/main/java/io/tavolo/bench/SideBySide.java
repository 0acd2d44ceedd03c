package io.tavolo.bench;

import io.tavolo.bench.load.Diner;
import io.tavolo.bench.load.Scene;
import io.tavolo.bench.peer.Peer;
import io.tavolo.bench.peer.sql.BareCopy;
import io.tavolo.bench.peer.sql.BareInsert;
import io.tavolo.bench.report.Table;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Tavolo beside its peers, and beside what the database does without any server. */
final class SideBySide {
  private static final int CONNECTIONS = 256;
  private static final int BULK_RESTAURANTS = 1_000;
  private static final int BULK_LINES = 20_000;
  private static final double MOST_OF_CAPACITY = 0.7;

  private final CampaignOptions options;
  private final Stage stage;
  private final Drive drive;
  private final Rounds rounds;
  private final Findings findings;
  private final Consumer<String> progress;
  private final LocalDate today;
  private final Scene hot;
  private final Scene spread;
  private final Map<String, Subject> subjects = new LinkedHashMap<>();

  SideBySide(
      CampaignOptions options,
      Stage stage,
      Drive drive,
      Rounds rounds,
      Findings findings,
      LocalDate today,
      Consumer<String> progress) {
    this.options = options;
    this.stage = stage;
    this.drive = drive;
    this.rounds = rounds;
    this.findings = findings;
    this.today = today;
    this.progress = progress;
    this.hot = Scene.hot(today);
    this.spread = Scene.spread(today, options.restaurants());
  }

  /** Starts the node and all peers. */
  void start() throws IOException {
    subjects.put(Options.TAVOLO, stage.tavolo());
    for (Peer peer : Peer.values()) {
      subjects.put(peer.title(), stage.peer(peer, peer.connections()));
    }
  }

  /** The server of that name. */
  Subject subject(String name) {
    Subject found = subjects.get(name);
    if (found == null) {
      throw new IllegalArgumentException("not started: " + name);
    }
    return found;
  }

  /** Stops the node and all peers. */
  void stop() {
    subjects.values().forEach(subject -> subject.process().close());
  }

  /** Writes a second, in a closed loop. */
  void capacity() throws IOException {
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
          rounds.closed(subject.aside("warm-up"), scene);
        }
      }
    }
    stage.settle();
    for (int round = 1; round <= options.rounds(); round++) {
      progress.accept("round %d of %d".formatted(round, options.rounds()));
      for (Scene scene : scenes) {
        for (Subject subject : subjects.values()) {
          rounds.closed(subject, scene);
        }
      }
    }
    Capacity capacity = new Capacity(scenes, List.copyOf(subjects.values()));
    findings.section("Side by side", capacity.toMarkdown());
    findings.put("capacity", capacity.toJson());
    promise(capacity, hot, Peer.FOR_UPDATE, 20);
    promise(capacity, spread, Peer.FOR_UPDATE, 6);
    promise(capacity, spread, Peer.SINGLE_STATEMENT, 2);
    promise(capacity, hot, Peer.PEKKO, 12);
    promise(capacity, spread, Peer.PEKKO, 1.2);
    promise(capacity, hot, Peer.ECHO, 0.3);
    promise(capacity, spread, Peer.ECHO, 0.3);
    findings
        .promises()
        .atLeast(
            "hot ÷ spread",
            capacity.writes(hot, Options.TAVOLO).over(capacity.writes(spread, Options.TAVOLO)),
            0.9);
  }

  private void promise(Capacity capacity, Scene scene, Peer peer, double bound) {
    findings
        .promises()
        .atLeast(
            scene.name() + " ÷ " + peer.title(),
            capacity.ratio(scene, Options.TAVOLO, peer.title()),
            bound);
  }

  /** What the node decides a second at one restaurant, in a closed loop. */
  double hotCapacity() {
    return Median.of(
            subject(Options.TAVOLO).roundsOf(hot), round -> round.figures().decidedPerSecond())
        .median();
  }

  /** One client alone, and many at 70 % of what is possible, beside one bare insertion. */
  void latency() throws IOException, TimeoutException {
    Subject tavolo = subject(Options.TAVOLO);
    List<Diner> one = tavolo.dinersOf(hot).subList(0, 1);
    double capacity = hotCapacity();
    Subject alone = tavolo.aside("one client");
    List<Double> bareMs = new ArrayList<>();
    List<Double> p99Ms = new ArrayList<>();
    try (BareInsert bare = stage.bareInsert()) {
      for (int round = 0; round < options.rounds(); round++) {
        Histogram insert =
            bare.run(
                Duration.ofSeconds(options.warmUpSeconds()), Duration.ofSeconds(options.seconds()));
        bareMs.add(insert.getValueAtPercentile(50) / 1e6);
        rounds.closed(alone, hot, one);
        p99Ms.add(
            rounds.open(tavolo, hot, MOST_OF_CAPACITY * capacity, false).figures().latencyMs(99));
      }
    }
    Median bare = Median.of(bareMs, ms -> ms);
    Median single = Median.of(alone.roundsOf(hot), round -> round.figures().latencyMs(50));
    Median busy = Median.of(p99Ms, ms -> ms);
    findings.section(
        "Latency",
        new Table("milliseconds", "median", "least", "most")
            .row(milliseconds("one bare durable insertion, p50", bare))
            .row(milliseconds("one client of Tavolo, p50", single))
            .row(milliseconds("open loop at 70 % of capacity, p99", busy)));
    findings.put(
        "latency",
        new JsonObject()
            .put("bare_insert_p50_ms", bare.median())
            .put("one_client_p50_ms", single.median())
            .put("open_loop_70_percent_p99_ms", busy.median()));
    findings.promises().atMost("one client's p50 ÷ a bare insertion", single.over(bare), 3);
    findings.promises().atMost("p99 at 70 % of capacity ÷ a bare insertion", busy.over(bare), 15);
  }

  private static String[] milliseconds(String what, Median ms) {
    return new String[] {what, decimals(ms.median()), decimals(ms.least()), decimals(ms.most())};
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** Bookings in bulk beside the same rows copied into the database. */
  void batches() throws IOException {
    Subject tavolo = subject(Options.TAVOLO);
    Scene scene = Scene.bulk(today, BULK_RESTAURANTS);
    drive.open(tavolo, scene, 1);
    Bulk bulk = stage.bulk();
    List<Double> lines = new ArrayList<>();
    List<Double> copied = new ArrayList<>();
    try (BareCopy copy = stage.bareCopy()) {
      for (int round = 0; round < options.rounds(); round++) {
        lines.add(perSecond(bulk.run(tavolo.target(), scene, round, BULK_LINES)));
        copied.add(perSecond(copy.run(BULK_LINES)));
        progress.accept(
            "batch: %,.0f lines/s, copy: %,.0f/s".formatted(lines.get(round), copied.get(round)));
      }
    } catch (SQLException e) {
      throw new IOException("the bare copy failed", e);
    }
    Median batch = Median.of(lines, perSecond -> perSecond);
    Median copy = Median.of(copied, perSecond -> perSecond);
    findings.section(
        "Bookings in bulk",
        new Table("by", "bookings/s")
            .row("`POST /v1/batches`, %,d lines".formatted(BULK_LINES), batch.whole())
            .row("`COPY` into the four tables", copy.whole()));
    findings.put(
        "bulk",
        new JsonObject()
            .put("batch_lines_per_second", batch.median())
            .put("copy_per_second", copy.median()));
    findings.promises().atLeast("batch lines/s ÷ `COPY`", batch.over(copy), 0.5);
  }

  private static double perSecond(Duration took) {
    return BULK_LINES * 1e9 / took.toNanos();
  }
}
