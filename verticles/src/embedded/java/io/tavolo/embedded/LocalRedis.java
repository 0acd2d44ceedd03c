package io.tavolo.embedded;

import io.tavolo.node.ServerProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A real Redis, by default on loopback, that writes nothing to disk and whose life ends with this
 * JVM's. It is a cache: what it held is gone after a restart.
 */
public final class LocalRedis implements ServerProvider.Running {
  private static final String PROGRAM = "redis-server-6.2.6-v5-linux-amd64";
  private static final String PING = "PING\r\n";
  private static final String PONG = "+PONG\r\n";
  private static final int ATTEMPTS = 5;
  private static final int CONNECT_TIMEOUT_MS = 1_000;
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

  private final ChildProcess process;
  private final String host;
  private final int port;

  private LocalRedis(ChildProcess process, String host, int port) {
    this.process = process;
    this.host = host;
    this.port = port;
  }

  /** Starts Redis on a free port, with its log in {@code dir}, and returns when it answers. */
  public static LocalRedis start(Path dir) throws IOException {
    return start(dir, 0);
  }

  /**
   * The same on a given port, so that a client that knew an earlier Redis finds this one.
   *
   * @param port 1..65535, or 0 for a free one
   * @throws IOException when it does not start, with the server's own last words
   */
  public static LocalRedis start(Path dir, int port) throws IOException {
    return start(dir, Host.LOOPBACK, port);
  }

  /**
   * The same on a given address of this machine. It asks nobody for a password: the network has to
   * be one of friends.
   *
   * @param host an IPv4 address
   */
  public static LocalRedis start(Path dir, String host, int port) throws IOException {
    Path home = Files.createDirectories(dir).toRealPath();
    Path program = Unpacked.program("redis-server", PROGRAM);
    for (int attempt = 1; ; attempt++) {
      int chosen = port == 0 ? Host.freePort(host) : port;
      ChildProcess process =
          ChildProcess.start(
              command(program, host, chosen),
              ServerUser.same(),
              "KILL",
              home,
              home.resolve("server.log"));
      if (awaitAnswer(process, host, chosen)) {
        return new LocalRedis(process, host, chosen);
      }
      boolean portTaken = process.logTail().contains("Address already in use");
      if (port != 0 || !portTaken || attempt == ATTEMPTS) {
        throw new IOException(
            "Redis did not start: " + process.lastWords("Address already in use"));
      }
    }
  }

  private static List<String> command(Path program, String host, int port) {
    return List.of(
        program.toString(),
        "--bind",
        host,
        "--protected-mode",
        "no",
        "--port",
        Integer.toString(port),
        "--save",
        "",
        "--appendonly",
        "no",
        // A cache gives way to what is newer; it must not take the machine's memory.
        "--maxmemory",
        "256mb",
        "--maxmemory-policy",
        "allkeys-lru");
  }

  /** True when it answers, false when it ended instead. */
  private static boolean awaitAnswer(ChildProcess process, String host, int port)
      throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (process.isAlive()) {
      // Whoever else had the port would answer too, but then our process ends: its log says so
      // first.
      if (answers(host, port) && process.logTail().contains("Ready to accept connections")) {
        return true;
      }
      if (System.nanoTime() > deadline) {
        process.stop("KILL", STOP);
        throw new IOException("Redis was not ready within " + START.toSeconds() + " s");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return false;
  }

  private static boolean answers(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT_MS);
      socket.setSoTimeout(CONNECT_TIMEOUT_MS);
      socket.getOutputStream().write(PING.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(PONG.length());
      return new String(answer, StandardCharsets.US_ASCII).equals(PONG);
    } catch (IOException e) {
      return false;
    }
  }

  /** For the Vert.x client. */
  public String uri() {
    return "redis://" + place();
  }

  public int port() {
    return port;
  }

  /** The process id of the server. */
  public long pid() {
    return process.pid();
  }

  @Override
  public String address() {
    return uri();
  }

  @Override
  public String place() {
    return host + ":" + port;
  }

  @Override
  public void close() {
    process.stop("TERM", STOP);
  }
}
