package io.tavolo.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A process and all that it started, as {@code /proc} has them. Postgres, for one, is a tree: a
 * postmaster, a backend for each connection, writers. Linux only; any thread.
 *
 * <p>{@link ProcessHandle.Info#totalCpuDuration} reads the same file, but not what the kernel keeps
 * there of children that have ended: the backends of closed connections would be missing.
 *
 * @param pid of the topmost process
 */
record ProcessTree(long pid) {
  /** What a tick of {@code /proc/PID/stat} lasts on every Linux: USER_HZ is 100. */
  private static final Duration TICK = Duration.ofMillis(10);

  /** Where the times are, counted from the state, which follows the name. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;
  private static final int ENDED_CHILDREN = 14;

  /** This JVM, and all the servers that it started. */
  static ProcessTree ofThisJvm() {
    return new ProcessTree(ProcessHandle.current().pid());
  }

  /**
   * The topmost descendant of that name, such as {@code postgres}, and all below it; empty when
   * there is none.
   *
   * @param name as {@code /proc/PID/comm} has it: at most 15 characters
   */
  Optional<ProcessTree> below(String name) {
    return descendants()
        .filter(member -> isNamed(member.pid(), name))
        .filter(member -> member.parent().map(parent -> !isNamed(parent.pid(), name)).orElse(true))
        .map(member -> new ProcessTree(member.pid()))
        .findFirst();
  }

  /**
   * Processor time used so far by all of them: the living, and those that have ended and were
   * waited for. To 10 ms a process.
   */
  Duration cpu() {
    return TICK.multipliedBy(
        LongStream.concat(LongStream.of(pid), descendants().mapToLong(ProcessHandle::pid))
            .map(member -> ticks(member, ENDED_CHILDREN))
            .sum());
  }

  /** Processor time used so far by the topmost process alone. To 10 ms. */
  Duration ownCpu() {
    return TICK.multipliedBy(ticks(pid, SYSTEM));
  }

  private Stream<ProcessHandle> descendants() {
    return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants);
  }

  private static boolean isNamed(long pid, String name) {
    return read(pid, "comm").equals(name + "\n");
  }

  private static long ticks(long pid, int lastTime) {
    String stat = read(pid, "stat");
    if (stat.isEmpty()) {
      return 0;
    }
    // A name may hold blanks and brackets; what follows it has neither.
    List<String> fields = Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    return fields.subList(USER, lastTime + 1).stream().mapToLong(Long::parseLong).sum();
  }

  /** Empty when the process has ended meanwhile. */
  private static String read(long pid, String file) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      if (ProcessHandle.of(pid).isPresent()) {
        throw new UncheckedIOException(e);
      }
      return "";
    }
  }
}
