package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Main as a process, seen as the person at the terminal sees it. */
class MainIT {
  private static final int DEADLINE_S = 120;
  private static final int SIGTERM = 143;

  @TempDir Path dir;

  @Test
  void shouldListTheSettingsAndEndWell() throws Exception {
    Ended ended = run(Map.of(), "--help");
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).contains("TAVOLO_HTTP_PORT (8080)", "    the database");
  }

  @Test
  void shouldRefuseABadSettingAndAnUnknownArgument() throws Exception {
    assertThat(run(Map.of("TAVOLO_HTTP_PORT", "99999")))
        .isEqualTo(
            refused(
                2, "TAVOLO_HTTP_PORT: 99999 (expected: a port, 0..65535; from the environment)"));
    assertThat(run(Map.of(), "--port"))
        .isEqualTo(refused(2, "--port: unknown (expected: --config FILE or --help)"));
    String missing = dir.resolve("none.yml").toString();
    assertThat(run(Map.of(), "--config", missing))
        .isEqualTo(refused(2, "settings file " + missing + ": no such file"));
    Path file = Files.writeString(dir.resolve("a.yml"), "# ours\nTAVOLO_HTP_PORT: 80\n");
    assertThat(run(Map.of("TAVOLO_CONFIG", file.toString())))
        .isEqualTo(
            refused(
                2,
                "TAVOLO_HTP_PORT: unknown setting (expected: TAVOLO_HTTP_PORT; from %s:2)"
                    .formatted(file)));
  }

  @Test
  void shouldSayWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThat(run(Map.of("TAVOLO_HTTP_PORT", Integer.toString(port))))
          .isEqualTo(refused(1, "port " + port + " on 127.0.0.1 is taken; set TAVOLO_HTTP_PORT"));
    }
  }

  @Test
  void shouldRefuseAnAddressOfAnotherMachine() throws Exception {
    assertThat(run(Map.of("TAVOLO_HOST", "192.0.2.1")))
        .isEqualTo(refused(2, "TAVOLO_HOST: 192.0.2.1 (expected: an address of this machine)"));
  }

  @Test
  void shouldRefuseADataFolderThatCannotBeMade() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "");
    Ended ended = run(Map.of("TAVOLO_DATA_DIR", file.resolve("data").toString()));
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).hasSize(1);
    assertThat(ended.err().get(0))
        .startsWith("TAVOLO_DATA_DIR: " + file + "/data (expected: a folder that can be written");
  }

  @Test
  void shouldRefuseADataFolderThatKafkaWouldTakeForTwo() throws Exception {
    Path data = dir.resolve("a,b");
    assertThat(run(Map.of("TAVOLO_DATA_DIR", data.toString())))
        .isEqualTo(
            refused(
                2,
                "TAVOLO_DATA_DIR: " + data + " (expected: a folder without a comma in its path)"));
    assertThat(data).doesNotExist();
  }

  @Test
  void shouldSayThatAPostgresStaysSilent() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = silent.getLocalPort();
      String uri = "postgresql://tavolo:hunter2@127.0.0.1:%d/tavolo".formatted(port);
      assertThat(run(Map.of("TAVOLO_POSTGRES_URI", uri)))
          .isEqualTo(
              refused(
                  1,
                  "TAVOLO_POSTGRES_URI: no answer from 127.0.0.1:%d (it said nothing for 10 s)"
                      .formatted(port)));
    }
  }

  @Test
  void shouldSayThatNoPostgresAnswersWithoutItsPassword() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    String uri = "postgresql://tavolo:hunter2@127.0.0.1:%d/tavolo".formatted(port);
    assertThat(run(Map.of("TAVOLO_POSTGRES_URI", uri)))
        .isEqualTo(
            refused(
                1,
                "TAVOLO_POSTGRES_URI: no answer from 127.0.0.1:%d (Connection refused)"
                    .formatted(port)));
  }

  @Test
  void shouldRefuseAClusterFileThatIsNone() throws Exception {
    Path file = Files.writeString(dir.resolve("cluster.xml"), "<nonsense/>");
    Ended ended = run(Map.of("TAVOLO_CLUSTER_CONFIG", file.toString()));
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).hasSize(1);
    assertThat(ended.err().get(0)).startsWith("TAVOLO_CLUSTER_CONFIG: " + file);
  }

  @Test
  void shouldAskForEveryServerWhereItHasNoneOfItsOwn() throws Exception {
    Ended ended = end(start(Map.of(), productionClassPath()));
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err())
        .containsExactlyInAnyOrder(
            "TAVOLO_POSTGRES_URI: not set (expected: postgresql://USER:PASSWORD@HOST:PORT/DATABASE;"
                + " this build has no server of its own)",
            "TAVOLO_KAFKA_BOOTSTRAP: not set (expected: HOST:PORT, or several separated by commas;"
                + " this build has no server of its own)",
            "TAVOLO_REDIS_URI: not set (expected: redis://HOST:PORT;"
                + " this build has no server of its own)",
            "TAVOLO_SECRET: not set (expected: 16..256 printable characters without spaces;"
                + " the same on all nodes)");
  }

  @Test
  void shouldStartRefuseASecondStartAndStopInOrder() throws Exception {
    Process first = start(Map.of("TAVOLO_DEMO", "3"), classPath());
    try {
      List<String> said = readUntil(first, "node      ready");
      assertThat(said).anyMatch(line -> line.startsWith("postgres  ready on 127.0.0.1:"));
      assertThat(said).anyMatch(line -> line.startsWith("kafka     ready on 127.0.0.1:"));
      assertThat(said).anyMatch(line -> line.startsWith("redis     ready on 127.0.0.1:"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data("secret"))))
          .isEqualTo("rw-------");

      List<String> announced = readUntil(first, "curl");
      assertThat(announced)
          .anyMatch(line -> line.startsWith("demo      the demo city is loaded: 3 restaurants, "));
      assertThat(answer(announced, "http      ", "/v1/restaurants/trattoria-da-anna"))
          .isEqualTo(200);
      assertThat(answer(announced, "operators ", "/health/live")).isEqualTo(200);

      assertThat(run(Map.of()))
          .isEqualTo(
              refused(
                  1,
                  "another node (pid %d) is running on %s; stop it or set TAVOLO_DATA_DIR"
                      .formatted(first.pid(), data(""))));

      List<ProcessHandle> servers = first.descendants().toList();
      // Not Process.destroy, which would close the stream that is still to be read.
      first.toHandle().destroy();
      List<String> farewell = readUntil(first, "stopped");
      assertThat(farewell)
          .containsSubsequence(
              "node      stopping",
              "redis     stopping",
              "kafka     stopping",
              "postgres  stopping",
              "stopped");
      assertThat(first.waitFor(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
      assertThat(first.exitValue()).isEqualTo(SIGTERM);
      assertThat(servers).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    } finally {
      first.destroyForcibly();
    }
  }

  /** The status at the address that a line of the announcement gives, asked on a new connection. */
  private static int answer(List<String> announced, String label, String path) throws Exception {
    String base =
        announced.stream()
            .filter(line -> line.startsWith(label))
            .map(line -> line.substring(label.length()))
            .findFirst()
            .orElseThrow();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(base + path)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private record Ended(int exitCode, List<String> out, List<String> err) {}

  private static Ended refused(int exitCode, String line) {
    return new Ended(exitCode, List.of(), List.of(line));
  }

  private Ended run(Map<String, String> environment, String... args) throws Exception {
    return end(start(environment, classPath(), args));
  }

  private Ended end(Process process) throws Exception {
    try {
      assertThat(process.waitFor(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
      List<String> out = process.inputReader(StandardCharsets.UTF_8).lines().toList();
      return new Ended(process.exitValue(), out, Files.readAllLines(dir.resolve("err")));
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(Map<String, String> environment, String classPath, String... args)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                classPath,
                Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("TAVOLO_"));
    builder.environment().put("TAVOLO_DATA_DIR", data("").toString());
    builder.environment().put("TAVOLO_HTTP_PORT", "0");
    builder.environment().put("TAVOLO_ADMIN_PORT", "0");
    builder.environment().putAll(environment);
    return builder.redirectError(dir.resolve("err").toFile()).start();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  /**
   * The class path as the production artifact has it, where nothing of {@code io.tavolo.embedded}
   * is packed.
   */
  private String productionClassPath() throws Exception {
    Path classes = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path copy = dir.resolve("classes");
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path name = classes.relativize(file);
      if (!name.startsWith("io/tavolo/embedded") && !name.startsWith("META-INF/services")) {
        Files.createDirectories(copy.resolve(name).getParent());
        Files.copy(file, copy.resolve(name));
      }
    }
    return classPath().replace(classes.toString(), copy.toString());
  }

  private Path data(String name) throws IOException {
    return dir.toRealPath().resolve("data").resolve(name);
  }

  private static List<String> readUntil(Process process, String prefix) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    @Nullable String line;
    while ((line = out.readLine()) != null) {
      lines.add(line);
      if (line.startsWith(prefix)) {
        return lines;
      }
    }
    throw new AssertionError("it ended before it said '" + prefix + "': " + lines);
  }
}
