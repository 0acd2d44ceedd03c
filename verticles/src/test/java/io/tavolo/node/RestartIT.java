package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All nodes go at the same moment, in full load, and come again. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class RestartIT {
  private static final int SHARDS = 256;
  private static final int NODES = 2;
  private static final int DINERS = 16;
  private static final int DAYS = 60;
  private static final int ANSWERS = 1_000;

  private final List<NodeProcess> nodes = new ArrayList<>();

  @Test
  void shouldLoseNothingWhenAllNodesAreKilledAtOnceOrStoppedAtOnce(@TempDir Path dir)
      throws Exception {
    try (OutsideServers servers = new OutsideServers(dir)) {
      try {
        makeNodes(dir, servers);
        begin();
        List<String> houses = new ArrayList<>();
        for (int n = 0; n < DINERS; n++) {
          houses.add("house-" + n);
          Houses.create(nodes.get(n % NODES), houses.get(n), 4);
        }
        Diners diners = new Diners(nodes, houses, DAYS);
        Ledger ledger = new Ledger(servers);

        diners.until(ANSWERS, DINERS, 1, this::killAll);
        begin();
        ledger.check(nodes.get(0), diners);

        diners.until(ANSWERS, DINERS, 2, this::stopAll);
        begin();
        ledger.check(nodes.get(1), diners);

        diners.come(DINERS, 3);
        diners.awaitAnswers(ANSWERS / 10);
        diners.leave();
        ledger.check(nodes.get(0), diners);
        try (Events events = new Events(servers.kafka())) {
          events.awaitAllOf(diners);
        }
      } finally {
        stopAll();
      }
    }
  }

  /** The cluster as it comes, but on free ports: other clusters may be on this machine. */
  private void makeNodes(Path dir, OutsideServers servers) throws Exception {
    String config;
    try (InputStream in = Cluster.class.getResourceAsStream("hazelcast.xml")) {
      config = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    int[] ports = {NodeProcess.freePort(), NodeProcess.freePort()};
    String members =
        "<member>127.0.0.1:%d</member><member>127.0.0.1:%d</member>".formatted(ports[0], ports[1]);
    for (int port : ports) {
      String own =
          config
              .replaceFirst(
                  "<port [^>]*>\\d+</port>", "<port auto-increment=\"false\">" + port + "</port>")
              .replaceFirst("<member>[^<]*</member>", members);
      Path file = Files.writeString(dir.resolve("hazelcast-" + port + ".xml"), own);
      nodes.add(
          new NodeProcess(
              dir.resolve("node-" + port),
              servers.settings(Map.of("TAVOLO_CLUSTER_CONFIG", file.toString()))));
    }
  }

  /** Both at the same moment, as after a power cut. */
  private void begin() throws Exception {
    for (NodeProcess node : nodes) {
      node.begin();
    }
    for (NodeProcess node : nodes) {
      node.awaitReady();
    }
    Until.holds(
        "each has its share",
        () -> {
          int held = 0;
          for (NodeProcess node : nodes) {
            int own = (int) node.metric("tavolo_shards_held");
            assertThat(own).isLessThanOrEqualTo(SHARDS);
            held += own == 0 ? -SHARDS : own;
          }
          return held == SHARDS;
        });
  }

  private void killAll() throws InterruptedException {
    for (NodeProcess node : nodes) {
      node.process().destroyForcibly();
    }
    for (NodeProcess node : nodes) {
      node.kill();
    }
  }

  private void stopAll() {
    for (NodeProcess node : nodes) {
      if (node.begun()) {
        node.process().destroy();
      }
    }
    nodes.forEach(NodeProcess::close);
  }
}
