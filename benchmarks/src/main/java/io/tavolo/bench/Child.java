package io.tavolo.bench;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server process of a comparison. It is told to stop when this JVM dies, whatever that one dies
 * of, where the system has {@code setpriv}; the thread that starts it must live as long as it.
 */
final class Child implements AutoCloseable {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final Duration STOP = Duration.ofSeconds(40);
  private static final int PROBE_MS = 2_000;
  private static final int SERVER_ERROR = 500;
  private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();
  private static final int LAST_LINES = 5;

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the command.
   *
   * @param environment in addition to ours
   * @param log takes all that it prints
   */
  static Child start(String name, List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    List<String> line = new ArrayList<>();
    if (Files.isExecutable(SETPRIV)) {
      line.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "TERM", "--"));
    }
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new Child(name, builder.start(), log);
  }

  /**
   * Waits until the address is answered, by anything but a server error.
   *
   * @throws IOException when the process ends or the time is over, with its last words
   */
  void awaitAnswer(URI address, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!answers(address)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(
            "%s %s; it said:%n%s"
                .formatted(
                    name,
                    process.isAlive()
                        ? "was not ready within " + patience.toSeconds() + " s"
                        : "ended with " + process.exitValue(),
                    lastLines()));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static boolean answers(URI address) {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(PROBE_MS);
      connection.setReadTimeout(PROBE_MS);
      return connection.getResponseCode() < SERVER_ERROR;
    } catch (IOException e) {
      return false;
    }
  }

  private String lastLines() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** Processor time used so far, by it and by all that it started. */
  Duration cpu() {
    return new ProcessTree(process.pid()).cpu();
  }

  /** Asks it to stop, and kills it when it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
