package io.tavolo.chaos;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The command {@code ./scripts/chaos}. Its exit status is 0 when every promise was kept, 1 when one
 * was not or the run could not be made, 2 when it was not understood.
 */
public final class Chaos {
  private static final Path LIBRARY =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");

  private final Options options;
  private final Path scripts;
  private final PrintStream out;
  private @Nullable Network network;
  private @Nullable Town town;

  private Chaos(Options options, Path scripts, PrintStream out) {
    this.options = options;
    this.scripts = scripts;
    this.out = out;
  }

  /** The system property {@code tavolo.scripts} names the folder of the scripts. */
  public static void main(String[] words) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    // What Kafka says when it is stopped and started is not news here.
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    int status;
    try {
      Options options = Options.of(words);
      Path scripts = Path.of(System.getProperty("tavolo.scripts", "scripts"));
      status = run(options, scripts, out).isEmpty() ? 0 : 1;
    } catch (IllegalArgumentException e) {
      System.err.println("chaos: " + e.getMessage());
      status = 2;
    }
    System.exit(status);
  }

  /**
   * Makes a run with all that belongs to it, and leaves nothing behind but the logs of one that
   * failed.
   *
   * @return what was not kept, or why it could not be made; empty when every promise was kept
   */
  static List<String> run(Options options, Path scripts, PrintStream out) {
    return new Chaos(options, scripts, out).run();
  }

  private List<String> run() {
    Path dir;
    try {
      dir = Files.createTempDirectory("tavolo-chaos-");
    } catch (IOException e) {
      return List.of(said("chaos: " + e));
    }
    // Ctrl-C: the children die with this process, the namespaces and the folder do not.
    Thread interrupted = new Thread(() -> tidy(dir, false), "interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    List<String> broken;
    try {
      broken = run(dir);
    } catch (IOException | SQLException | RuntimeException | Error e) {
      e.printStackTrace(out);
      broken = List.of(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      broken = List.of("interrupted");
    }
    if (isRemoved(interrupted)) {
      tidy(dir, !broken.isEmpty());
    }
    return broken;
  }

  private String said(String what) {
    out.println(what);
    return what;
  }

  private static boolean isRemoved(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private List<String> run(Path dir) throws IOException, SQLException, InterruptedException {
    Set<Fault> faults = EnumSet.copyOf(options.faults());
    Path hosts = scripts.resolve("lib").resolve("hosts");
    String lacking = Network.lacking(hosts);
    if (lacking != null) {
      out.println("no fault of the network: " + lacking);
      faults.removeIf(Fault::isOfNetwork);
    }
    boolean clocks = Files.exists(LIBRARY);
    if (!clocks) {
      out.println("no jump of a clock: " + LIBRARY + " is not there (package libfaketime)");
      faults.removeIf(Fault::isOfClock);
    }
    if (faults.isEmpty()) {
      return List.of(said("no fault is left to happen"));
    }
    boolean anyOfClock = faults.stream().anyMatch(Fault::isOfClock);
    out.printf("seed %d, %s minutes, 3 nodes: starting%n", options.seed(), options.minutes());
    Network made =
        lacking == null ? Network.ofNamespaces(hosts, Town.NODES) : Network.ofLoopback(Town.NODES);
    network = made;
    Town opened = new Town(made, dir, anyOfClock ? LIBRARY.toString() : "");
    town = opened;
    return new Run(opened, options, out).run(faults);
  }

  private void tidy(Path dir, boolean keepLogs) {
    attempt(town);
    attempt(network);
    attempt(() -> delete(dir, keepLogs));
    if (keepLogs) {
      out.println("logs are in " + dir);
    }
  }

  private void attempt(@Nullable AutoCloseable end) {
    if (end == null) {
      return;
    }
    try {
      end.close();
    } catch (Exception e) {
      out.println("chaos: something was left behind: " + e);
    }
  }

  /** Without the data of the servers, which is large. */
  private static void delete(Path dir, boolean keepLogs) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(dir)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      boolean kept = keepLogs && (file.equals(dir) || file.toString().endsWith(".log"));
      if (!kept && !(keepLogs && Files.isDirectory(file))) {
        Files.deleteIfExists(file);
      }
    }
  }
}
