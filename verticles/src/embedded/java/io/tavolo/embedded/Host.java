package io.tavolo.embedded;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the servers need of the operating system. */
final class Host {
  /** Where servers listen unless they are told otherwise. */
  static final String LOOPBACK = "127.0.0.1";

  private Host() {}

  /** A program on the search path, or null. */
  static @Nullable Path find(String program) {
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "/usr/bin:/bin" : path).split(File.pathSeparator, -1)) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    return null;
  }

  /** Runs a short command to its end; what it says becomes the message if it fails. */
  static void run(List<String> command) throws IOException, InterruptedException {
    run(new ProcessBuilder(command));
  }

  /** Runs a short command to its end; what it says becomes the message if it fails. */
  static void run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = cleanEnvironment(builder).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          "%s ended with %d: %s".formatted(builder.command(), code, said.strip()));
    }
  }

  /** Sends {@code signal}, such as {@code INT}, to a process; one that has ended is well. */
  static void signal(String signal, long pid) throws IOException, InterruptedException {
    String kill = "kill -s \"$0\" \"$1\" || ! [ -e \"/proc/$1\" ]";
    run(List.of("sh", "-c", kill, signal, Long.toString(pid)));
  }

  /**
   * No input, no translated messages, and nothing that would redirect a Postgres program elsewhere.
   */
  static ProcessBuilder cleanEnvironment(ProcessBuilder builder) {
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
    builder.environment().put("LC_ALL", "C");
    return builder.redirectInput(new File("/dev/null"));
  }

  /** A port of an address that was free a moment ago; its taker must cope with losing it. */
  static int freePort(String host) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    }
  }

  /** A free port of loopback other than the one that somebody is about to take. */
  static int freePortBeside(int taken) throws IOException {
    while (true) {
      int port = freePort(LOOPBACK);
      if (port != taken) {
        return port;
      }
    }
  }

  /** Deletes a folder with all in it, or nothing when it is not there. */
  static void deleteTree(Path dir) throws IOException {
    if (Files.notExists(dir)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(dir)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
