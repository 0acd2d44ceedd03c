package io.tavolo.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The nodes of one cluster, on free ports: other clusters may be on this machine. */
final class Nodes implements AutoCloseable {
  static final int SHARDS = 256;

  private final List<NodeProcess> nodes = new ArrayList<>();

  /** Nodes that are not started. */
  Nodes(Path dir, OutsideServers servers, int count) throws IOException {
    int[] ports = IntStream.range(0, count).map(n -> NodeProcess.freePort()).toArray();
    for (int port : ports) {
      Path config = ClusterFile.onPorts(dir, port, ports);
      nodes.add(
          new NodeProcess(
              dir.resolve("node-" + port),
              servers.settings(Map.of("TAVOLO_CLUSTER_CONFIG", config.toString()))));
    }
  }

  NodeProcess get(int index) {
    return nodes.get(index);
  }

  List<NodeProcess> all() {
    return nodes;
  }

  /** Starts those that do not run, all at once, and waits until each has its share. */
  void start() throws Exception {
    List<NodeProcess> starting = nodes.stream().filter(node -> !node.isRunning()).toList();
    for (NodeProcess node : starting) {
      node.begin();
    }
    for (NodeProcess node : starting) {
      node.awaitReady();
    }
    awaitShares();
  }

  /** Waits until every node that runs holds shards, and all shards are held. */
  void awaitShares() throws Exception {
    awaitShares(nodes);
  }

  /** The same of nodes that were made elsewhere. */
  static void awaitShares(List<NodeProcess> nodes) throws Exception {
    Until.holds(
        "each has its share",
        () -> {
          int sum = 0;
          for (NodeProcess node : nodes) {
            int held = node.isRunning() ? held(node) : 0;
            if (node.isRunning() && held == 0) {
              return false;
            }
            sum += held;
          }
          return sum == SHARDS;
        });
  }

  /** How many shards the node holds. */
  static int held(NodeProcess node) throws Exception {
    return (int) node.metric("tavolo_shards_held");
  }

  @Override
  public void close() {
    nodes.forEach(NodeProcess::close);
  }
}
