package io.tavolo.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server process that cannot outlive this JVM.
 *
 * <p>Three things see to that:
 *
 * <ul>
 *   <li>{@code setpriv --pdeathsig} asks the kernel to signal the child when its parent dies. Linux
 *       means the parent <em>thread</em>: so the child is forked by a guard thread of its own,
 *       which then waits for the child for as long as both live.
 *   <li>A parent that died before the kernel was asked would be missed: a shell compares its parent
 *       with this JVM before it becomes the server.
 *   <li>{@code setsid} takes the child out of the terminal's process group. Otherwise Ctrl-C would
 *       reach the servers at the same moment as the node that still needs them to stop in order.
 * </ul>
 *
 * <p>Where there is no {@code setpriv}, a watcher stands in for the first two: a shell that reads
 * from a pipe of this JVM, on which nothing is ever written. However the JVM ends, the system
 * closes the pipe, and the watcher signals the server.
 */
public final class ChildProcess {
  private static final String EXEC_IF_PARENT_LIVES =
      "[ \"$PPID\" = \"$0\" ] || exit 1; exec \"$@\"";

  /**
   * The watcher is nobody's child: a server would take the end of one it does not know for a crash.
   */
  private static final String EXEC_WITH_WATCHER =
      """
      signal=$0; exec 3<&0 </dev/null
      (trap '' INT TERM HUP; { read -r _ <&3; kill -s "$signal" $$; } >/dev/null 2>&1 &)
      exec "$@" 3<&-
      """;

  private static final int LOG_TAIL_BYTES = 4096;

  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@code command} with this JVM's own privileges; see the other {@code start}. */
  public static ChildProcess start(List<String> command, String deathSignal, Path dir, Path log)
      throws IOException {
    return start(command, ServerUser.same(), deathSignal, dir, log);
  }

  /**
   * Starts {@code command} and returns at once.
   *
   * @param user the privileges to run with
   * @param deathSignal what the child gets when this JVM dies, such as {@code INT}
   * @param dir its working directory
   * @param log takes its standard output and error; emptied first
   */
  static ChildProcess start(
      List<String> command, ServerUser user, String deathSignal, Path dir, Path log)
      throws IOException {
    List<String> line = new ArrayList<>();
    if (Host.find("setsid") != null) {
      line.add("setsid");
    }
    line.addAll(user.prefix(deathSignal));
    boolean watched = !ServerUser.hasDeathSignal();
    if (watched) {
      line.addAll(List.of("sh", "-c", EXEC_WITH_WATCHER, deathSignal));
    } else {
      line.addAll(
          List.of("sh", "-c", EXEC_IF_PARENT_LIVES, Long.toString(ProcessHandle.current().pid())));
    }
    line.addAll(command);
    ProcessBuilder builder =
        Host.cleanEnvironment(new ProcessBuilder(line))
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    if (watched) {
      builder.redirectInput(ProcessBuilder.Redirect.PIPE);
    }
    return new ChildProcess(forkFromGuard(builder), log);
  }

  private static Process forkFromGuard(ProcessBuilder builder) throws IOException {
    CompletableFuture<Process> forked = new CompletableFuture<>();
    Thread guard =
        new Thread(
            () -> {
              try {
                Process process = builder.start();
                forked.complete(process);
                outlive(process);
              } catch (IOException | RuntimeException e) {
                forked.completeExceptionally(e);
              }
            },
            "server-guard");
    guard.setDaemon(true);
    guard.start();
    try {
      return forked.join();
    } catch (CompletionException e) {
      throw new IOException("cannot start a process: " + e.getCause(), e);
    }
  }

  /**
   * Keeps the calling thread alive until the process has ended, interrupts or not: its end would
   * end the process.
   */
  private static void outlive(Process process) {
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        // Waiting is this thread's only purpose.
      }
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends {@code signal}, waits for the end at most {@code grace}, and then kills. */
  public void stop(String signal, Duration grace) {
    try {
      if (process.isAlive()) {
        Host.signal(signal, pid());
        if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly().waitFor();
        }
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The end of what the process has written. */
  String logTail() {
    try {
      byte[] all = Files.readAllBytes(log);
      int from = Math.max(0, all.length - LOG_TAIL_BYTES);
      return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * The line that most likely says why the process ended: the last with {@code marker}, else the
   * last.
   */
  public String lastWords(String marker) {
    @Nullable String last = null;
    @Nullable String marked = null;
    for (String line : logTail().lines().toList()) {
      if (!line.isBlank()) {
        last = line.strip();
        marked = line.contains(marker) ? last : marked;
      }
    }
    return marked != null ? marked : last != null ? last : "it said nothing";
  }
}
