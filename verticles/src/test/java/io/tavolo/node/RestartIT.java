package io.tavolo.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All nodes go at the same moment, in full load, and come again. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class RestartIT {
  private static final int NODES = 2;
  private static final int DINERS = 16;
  private static final int DAYS = 60;
  private static final int ANSWERS = 1_000;

  private List<NodeProcess> nodes = List.of();

  @Test
  void shouldLoseNothingWhenAllNodesAreKilledAtOnceOrStoppedAtOnce(@TempDir Path dir)
      throws Exception {
    try (OutsideServers servers = new OutsideServers(dir)) {
      try {
        Nodes cluster = new Nodes(dir, servers, NODES);
        nodes = cluster.all();
        cluster.start();
        List<String> houses = new ArrayList<>();
        for (int n = 0; n < DINERS; n++) {
          houses.add("house-" + n);
          Houses.create(nodes.get(n % NODES), houses.get(n), 4);
        }
        Diners diners = new Diners(nodes, houses, DAYS);
        Ledger ledger = new Ledger(servers);

        diners.until(ANSWERS, DINERS, 1, this::killAll);
        cluster.start();
        ledger.check(nodes.get(0), diners);

        diners.until(ANSWERS, DINERS, 2, this::stopAll);
        cluster.start();
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
      if (node.isRunning()) {
        node.process().destroy();
      }
    }
    nodes.forEach(NodeProcess::close);
  }
}
