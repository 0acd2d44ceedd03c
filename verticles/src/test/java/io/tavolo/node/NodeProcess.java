package io.tavolo.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A whole node in a JVM of its own, with its servers embedded, as {@code ./scripts/run} starts it.
 */
final class NodeProcess implements AutoCloseable {
  static final String STAFF = "staff-token-of-the-test";

  /** They live for seconds, several beside each other: what a start costs counts most. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final int LOWEST_PORT = 20_000;
  private static final int HIGHEST_PORT = 30_000;
  private static final int PORT_ATTEMPTS = 100;
  private static final Duration START = Duration.ofSeconds(60);
  private static final Pattern READY =
      Pattern.compile("\\b(postgres|kafka|redis)\\s+ready on ([^\\s\"]+)");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path dataDir;
  private final String host;
  private final List<String> within;
  private String classPath = System.getProperty("java.class.path");
  private final Map<String, String> environment = new HashMap<>();
  private final int httpPort = freePort();
  private final int adminPort = freePort();
  private final Map<String, String> servers = new HashMap<>();
  private final List<String> output = new ArrayList<>();
  private boolean lasting;
  private @Nullable Process process;

  NodeProcess(Path dataDir, Map<String, String> more) {
    this(dataDir, more, "127.0.0.1", List.of());
  }

  /**
   * A node somewhere else than here.
   *
   * @param host where it listens
   * @param within a command that runs another, in whatever place
   */
  NodeProcess(Path dataDir, Map<String, String> more, String host, List<String> within) {
    this.dataDir = dataDir;
    this.host = host;
    this.within = List.copyOf(within);
    environment.putAll(more);
  }

  /** From the next start on it is started as one that is there to stay, to be measured. */
  NodeProcess lasting() {
    lasting = true;
    return this;
  }

  /** Starts it and waits until it is ready. */
  NodeProcess start() throws Exception {
    begin();
    awaitReady();
    return this;
  }

  /** Starts it, and returns before it is ready. */
  void begin() throws IOException {
    List<String> command = new ArrayList<>(within);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (!lasting) {
      command.addAll(SHORT_LIVED);
    }
    command.addAll(List.of("-Xmx1g", "-cp", classPath, "io.tavolo.node.Main"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("TAVOLO_"));
    builder.environment().put("TAVOLO_HOST", host);
    builder.environment().put("TAVOLO_DATA_DIR", dataDir.toString());
    builder.environment().put("TAVOLO_HTTP_PORT", Integer.toString(httpPort));
    builder.environment().put("TAVOLO_ADMIN_PORT", Integer.toString(adminPort));
    builder.environment().put("TAVOLO_ADMIN_TOKEN", STAFF);
    builder.environment().put("TAVOLO_LOG_FORMAT", "human");
    builder.environment().put("TAVOLO_ACCESS_LOG", "off");
    builder.environment().put("TAVOLO_RATE_LIMIT", "1000000");
    builder.environment().put("TAVOLO_DEMO", "off");
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    Process started = builder.start();
    process = started;
    Thread reader = new Thread(() -> read(started), "node output");
    reader.setDaemon(true);
    reader.start();
  }

  /** From the next start on it runs the software of this class path. */
  void software(String classPath) {
    this.classPath = classPath;
  }

  URI api(String path) {
    return URI.create("http://" + host + ":" + httpPort + path);
  }

  URI admin(String path) {
    return URI.create("http://" + host + ":" + adminPort + path);
  }

  /** Where one of its servers listens: postgres, kafka or redis. */
  String server(String name) {
    synchronized (output) {
      return Objects.requireNonNull(servers.get(name), name);
    }
  }

  HttpClient client() {
    return client;
  }

  HttpResponse<String> put(String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(api(path))
            .header("authorization", "Bearer " + STAFF)
            .header("content-type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** What a route of the operators' port answers. */
  HttpResponse<String> operations(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(admin(path))
            .header("authorization", "Bearer " + STAFF)
            .timeout(Duration.ofSeconds(10))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** The sum over a metric's samples whose line begins so. */
  double metric(String begin) throws Exception {
    return operations("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(begin))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  HttpRequest post(String path, String body) {
    return HttpRequest.newBuilder(api(path))
        .header("content-type", "application/json")
        .timeout(Duration.ofSeconds(30))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    Process running = Objects.requireNonNull(process);
    running.destroyForcibly();
    if (!running.waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still there after kill -9");
    }
  }

  /** The process, for signals. */
  Process process() {
    return Objects.requireNonNull(process);
  }

  boolean isRunning() {
    Process started = process;
    return started != null && started.isAlive();
  }

  /** {@code STOP} or {@code CONT}. */
  void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(process().pid());
    Process kill = new ProcessBuilder("kill", "-s", name, pid).inheritIO().start();
    if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
      throw new IOException("signal " + name + " not sent to " + pid);
    }
  }

  /** Everything it printed. */
  String output() {
    synchronized (output) {
      return String.join("\n", output);
    }
  }

  @Override
  public void close() {
    Process running = process;
    if (running == null || !running.isAlive()) {
      return;
    }
    running.destroy();
    try {
      if (running.waitFor(30, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.destroyForcibly();
    throw new IllegalStateException("did not stop within 30 s:\n" + output());
  }

  /** Waits until it is ready; it was begun. */
  void awaitReady() throws Exception {
    Process started = Objects.requireNonNull(process);
    long deadline = System.nanoTime() + START.toNanos();
    HttpRequest ready =
        HttpRequest.newBuilder(admin("/health/ready")).timeout(Duration.ofSeconds(2)).build();
    while (System.nanoTime() < deadline && started.isAlive()) {
      try {
        if (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      started.waitFor(50, TimeUnit.MILLISECONDS);
    }
    started.destroyForcibly();
    throw new IllegalStateException("not ready within " + START + ":\n" + output());
  }

  private void read(Process started) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (output) {
          output.add(line);
          Matcher matcher = READY.matcher(line);
          if (matcher.find()) {
            servers.put(matcher.group(1), matcher.group(2));
          }
        }
      }
    } catch (IOException e) {
      // The process is gone.
    }
  }

  /**
   * Below those that the system gives to whoever asks for any: what a server of the node, or its
   * connection to one, takes meanwhile is never this one.
   */
  static int freePort() {
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Taken: the next one.
      }
    }
    throw new IllegalStateException("no free port in 100 attempts");
  }
}
