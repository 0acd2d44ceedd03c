package io.tavolo.chaos;

import io.tavolo.embedded.ChildProcess;
import io.tavolo.node.OutsideServers;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node in a JVM of its own, which ends when this one does. Signals and starts come from one
 * thread, questions from any.
 */
final class Node {
  private static final Duration START = Duration.ofSeconds(150);
  private static final int STARTED_AGAIN = 2;
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration QUESTION = Duration.ofSeconds(3);
  private static final long LOOK_NANOS = 50_000_000;

  /** Words for the JVM, separated by spaces. */
  private static final String OPTIONS = System.getProperty("tavolo.node.options", "");

  private final int number;
  private final Network.Place place;
  private final Path dir;
  private final Map<String, String> environment;
  private final HttpClient http;
  private final String staffToken;
  private int starts;
  private volatile @Nullable ChildProcess process;

  /**
   * Does not start it.
   *
   * @param number from 1
   * @param dir takes a log for each start
   */
  Node(
      int number,
      Network.Place place,
      Path dir,
      Map<String, String> environment,
      HttpClient http,
      String staffToken) {
    this.number = number;
    this.place = place;
    this.dir = dir;
    this.environment = environment;
    this.http = http;
    this.staffToken = staffToken;
  }

  /** It runs in another folder. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  int number() {
    return number;
  }

  Network.Place place() {
    return place;
  }

  /** Starts it, and does not wait. */
  void start() throws IOException {
    List<String> command = new ArrayList<>(place.command());
    command.addAll(List.of("env", "-i", "PATH=" + System.getenv("PATH"), "HOME=" + dir));
    environment.forEach((name, value) -> command.add(name + "=" + value));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It lives for minutes at most, beside four others: the second compiler would come late.
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    Stream.of(OPTIONS.split(" ", -1)).filter(word -> !word.isEmpty()).forEach(command::add);
    command.addAll(List.of("-cp", classPath(), "io.tavolo.node.Main"));
    starts++;
    Path log = Files.createDirectories(dir).resolve("node-%d-%d.log".formatted(number, starts));
    process = ChildProcess.start(command, "KILL", dir, log);
  }

  /** Sends a signal and, if it should end of it, waits. */
  void end(String signal) {
    ChildProcess running = process;
    if (running != null) {
      running.stop(signal, STOP);
    }
  }

  void pause() throws IOException {
    OutsideServers.signal("STOP", List.of(pid()));
  }

  void resume() throws IOException {
    OutsideServers.signal("CONT", List.of(pid()));
  }

  private long pid() {
    return Objects.requireNonNull(process, "not started").pid();
  }

  /**
   * Waits until it is ready. One that gives up, as where Postgres does not answer, is started
   * again, as whoever runs nodes would do.
   *
   * @throws IOException when it ended three times, or is not ready within 150 s
   */
  void awaitReady() throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    int mostStarts = starts + STARTED_AGAIN;
    while (System.nanoTime() < deadline) {
      ChildProcess running = process;
      if (running == null || !running.isAlive()) {
        if (starts == mostStarts) {
          throw new IOException("node %d ended: %s".formatted(number, said()));
        }
        start();
      }
      if (isReady()) {
        return;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    throw new IOException(
        "node %d was not ready within %d s: %s".formatted(number, START.toSeconds(), said()));
  }

  private String said() {
    ChildProcess running = process;
    return running == null ? "nothing" : running.lastWords("ERROR");
  }

  /** Whether it says that it is. */
  boolean isReady() {
    try {
      return operations("/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a route of the operators' port answers within 3 s. */
  HttpResponse<String> operations(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(place.operations(path))
            .header("authorization", "Bearer " + staffToken)
            .timeout(QUESTION)
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
