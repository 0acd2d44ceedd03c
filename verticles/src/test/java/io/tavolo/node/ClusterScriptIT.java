package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./scripts/cluster}: three nodes go up, suffer what there is to suffer, and go down. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ClusterScriptIT {
  private static final Path SCRIPT = Path.of("..", "scripts", "cluster");
  private static final Path HOSTS = Path.of("..", "scripts", "lib", "hosts");
  private static final int PATIENCE_S = 150;
  private static final Pattern PLACE = Pattern.compile("ready on http://([0-9.]+:\\d+)");
  private static final int HAZELCAST_PORT = 5701;

  @TempDir Path dir;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int httpPort = NodeProcess.freePort();
  private final int adminPort = NodeProcess.freePort();

  @AfterEach
  void takeDown() throws Exception {
    cluster("down");
  }

  @Test
  void shouldGoUpLoseNodesGetThemBackAndLeaveNothingBehind() throws Exception {
    buildIsNew();
    String up = said("up", "3");
    List<String> doors = doors(up);
    assertThat(up).contains("node-1    ready", "node-2    ready", "node-3    ready");
    assertThat(said("status").lines().filter(line -> line.matches("node-\\d +ready .*")))
        .hasSize(3);
    assertThat(refused("up")).contains("a cluster is up in");

    String door = doors.get(0);
    Houses.create((path, body) -> send("PUT", door, path, body), "trattoria", 8);
    assertThat(book(door, Diners.firstDay() + "T12:00:00Z")).isEqualTo(201);
    assertThat(said("kill", "2")).contains("node-2    killed");
    assertThat(said("status")).containsPattern("node-2 +down");
    assertThat(refused("pause", "2"))
        .isEqualTo(
            "cluster: node-2: not running (expected: a node that runs; see ./scripts/cluster status)\n");
    Until.holds(
        "bookable without node 2", () -> book(door, Diners.firstDay() + "T14:00:00Z") == 201);
    said("start", "2");

    said("pause", "3");
    assertThat(said("status")).containsPattern("node-3 +paused");
    said("resume", "3");
    Until.holds("three are ready", () -> readyNodes() == 3);
    cutAndHeal();
    said("stop", "1");
    said("start", "1");
    Until.holds("bookable on all", () -> book(door, Diners.firstDay() + "T16:00:00Z") == 201);

    String id = id();
    assertThat(said("down")).startsWith("down");
    assertThat(said("down")).isEqualTo("down      nothing was up\n");
    assertThat(processesOf(dir)).isEmpty();
    assertThat(Path.of("/run/netns", "tavolo-" + id + "-1")).doesNotExist();
    assertThat(Path.of("/run/tavolo-hosts", id)).doesNotExist();
  }

  /** Where hosts can be made; elsewhere the script says that, and what it needs. */
  private void cutAndHeal() throws Exception {
    if (run(List.of(HOSTS.toString(), "can")).status() != 0) {
      assertThat(refused("cut", "3")).contains("expected: root on Linux, with iproute2");
      return;
    }
    List<String> hosts = run(List.of(HOSTS.toString(), "show", id())).said().lines().toList();
    String first = hosts.get(1).split(" ", -1)[4];
    assertThat(reaches(3, first)).isTrue();
    said("cut", "3");
    assertThat(said("status")).containsPattern("node-3 +(not )?ready, cut");
    assertThat(reaches(3, first)).isFalse();
    assertThat(reaches(2, first)).isTrue();
    said("heal", "3");
    assertThat(reaches(3, first)).isTrue();
    Until.holds("three are ready", () -> readyNodes() == 3);
  }

  private boolean reaches(int host, String address) throws Exception {
    String connect = "exec 3<>/dev/tcp/%s/%d".formatted(address, HAZELCAST_PORT);
    String space = "tavolo-%s-%d".formatted(id(), host);
    return run(List.of("ip", "netns", "exec", space, "timeout", "2", "bash", "-c", connect))
            .status()
        == 0;
  }

  private long readyNodes() throws Exception {
    return said("status").lines().filter(line -> line.matches("node-\\d +ready .*")).count();
  }

  private String id() throws IOException {
    return Files.readAllLines(dir.resolve("cluster")).get(0).substring("id ".length());
  }

  /** The proxy if there is one, and the nodes. */
  private static List<String> doors(String up) {
    List<String> doors = new ArrayList<>();
    Matcher place = PLACE.matcher(up);
    while (place.find()) {
      boolean proxy = place.group(1).startsWith("127.0.0.1:");
      doors.add(proxy ? 0 : doors.size(), place.group(1));
    }
    return doors;
  }

  private int book(String door, String start) throws Exception {
    String body = Houses.booking(start, UUID.randomUUID().toString());
    return send("POST", door, "/v1/restaurants/trattoria/reservations", body).statusCode();
  }

  private HttpResponse<String> send(String method, String door, String path, String body)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://" + door + path))
            .header("authorization", "Bearer " + NodeProcess.STAFF)
            .header("content-type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Maven has just made what the script would otherwise make again. */
  private static void buildIsNew() throws IOException {
    Path stamp = Path.of("target", "run.stamp");
    if (Files.notExists(stamp)) {
      Files.createFile(stamp);
    }
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now()));
  }

  private static List<String> processesOf(Path dir) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.flatMap(process -> process.info().commandLine().stream())
          .filter(line -> line.contains(dir.toString()))
          .toList();
    }
  }

  private record Ended(int status, String said) {}

  private String said(String... args) throws Exception {
    Ended ended = cluster(args);
    assertThat(ended.status()).as(ended.said()).isZero();
    return ended.said();
  }

  private String refused(String... args) throws Exception {
    Ended ended = cluster(args);
    assertThat(ended.status()).as(ended.said()).isNotZero();
    assertThat(ended.said().lines()).hasSize(1);
    return ended.said();
  }

  private Ended cluster(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(args));
    return run(command);
  }

  private Ended run(List<String> command) throws Exception {
    File said = File.createTempFile("said", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said);
      builder.environment().keySet().removeIf(name -> name.startsWith("TAVOLO_"));
      builder.environment().put("TAVOLO_DATA_DIR", dir.toString());
      builder.environment().put("TAVOLO_HTTP_PORT", Integer.toString(httpPort));
      builder.environment().put("TAVOLO_ADMIN_PORT", Integer.toString(adminPort));
      builder.environment().put("TAVOLO_ADMIN_TOKEN", NodeProcess.STAFF);
      builder.environment().put("TAVOLO_DEMO", "off");
      Process process = builder.start();
      boolean ended = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
      process.destroy();
      String text = Files.readString(said.toPath());
      assertThat(ended).as(text).isTrue();
      return new Ended(process.exitValue(), text);
    } finally {
      Files.delete(said.toPath());
    }
  }
}
