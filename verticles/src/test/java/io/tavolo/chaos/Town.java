package io.tavolo.chaos;

import io.tavolo.node.OutsideServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that runs: three servers, three nodes, and the ways between them. */
final class Town implements AutoCloseable {
  static final int NODES = 3;

  /**
   * The node whose clock can jump: reading the clock costs it a hundred times as much, so the
   * others are spared.
   */
  static final int CLOCK_NODE = 3;

  private static final String STAFF = "staff-token-of-the-chaos";
  private static final Duration CONNECT = Duration.ofSeconds(1);

  private final Network network;
  private final OutsideServers servers;
  private final List<CommitLink> links = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Path clock;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /**
   * Starts the servers, and no node.
   *
   * @param dir for data, logs and clocks
   * @param clockLibrary libfaketime, or empty to leave the clocks alone
   */
  Town(Network network, Path dir, String clockLibrary) throws IOException {
    this.network = network;
    clock = Files.writeString(dir.resolve("clock"), "+0");
    servers = new OutsideServers(dir.resolve("servers"), network.gateway());
    InetAddress gateway = InetAddress.getByName(network.gateway());
    String members =
        String.join(",", network.places().stream().map(Network.Place::cluster).toList());
    for (int n = 1; n <= NODES; n++) {
      Network.Place place = network.places().get(n - 1);
      CommitLink link =
          new CommitLink(gateway, new InetSocketAddress(gateway, servers.postgresPort()));
      links.add(link);
      Map<String, String> settings = servers.settings(new HashMap<>());
      settings.computeIfPresent(
          "TAVOLO_POSTGRES_URI",
          (name, uri) -> uri.replace(":" + servers.postgresPort() + "/", ":" + link.port() + "/"));
      settings.put("TAVOLO_HOST", place.access());
      settings.put("TAVOLO_CLUSTER_HOST", place.cluster());
      settings.put("TAVOLO_CLUSTER_MEMBERS", members);
      settings.put("TAVOLO_DATA_DIR", dir.resolve("node-" + n).toString());
      settings.put("TAVOLO_ADMIN_TOKEN", STAFF);
      settings.put("TAVOLO_LOG_FORMAT", "human");
      settings.put("TAVOLO_ACCESS_LOG", "off");
      settings.put("TAVOLO_RATE_LIMIT", "1000000");
      settings.put("TAVOLO_DEMO", "off");
      if (n == CLOCK_NODE && !clockLibrary.isEmpty()) {
        settings.put("LD_PRELOAD", clockLibrary);
        settings.put("FAKETIME_TIMESTAMP_FILE", clock.toString());
        settings.put("FAKETIME_CACHE_DURATION", "1");
        settings.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // The JVM waits on the monotonic clock: otherwise its waits would end at once.
        settings.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
      }
      nodes.add(new Node(n, place, dir, settings, http, STAFF));
    }
  }

  /** Starts all nodes, one after the other as they share a machine, and waits for each. */
  void startNodes() throws IOException {
    for (Node node : nodes) {
      node.start();
      node.awaitReady();
    }
  }

  /** A node by its number, from 1. */
  Node node(int number) {
    return nodes.get(number - 1);
  }

  List<Node> nodes() {
    return nodes;
  }

  /** The way from a node to Postgres. */
  CommitLink link(int node) {
    return links.get(node - 1);
  }

  List<CommitLink> links() {
    return links;
  }

  OutsideServers servers() {
    return servers;
  }

  Network network() {
    return network;
  }

  HttpClient http() {
    return http;
  }

  String staffToken() {
    return STAFF;
  }

  /** Sets the wall clock of {@link #CLOCK_NODE} so many seconds off. */
  void setClock(int seconds) throws IOException {
    // Replaced as a whole: the node reads it at any moment.
    Path fresh =
        Files.writeString(
            clock.resolveSibling(clock.getFileName() + ".new"), (seconds < 0 ? "" : "+") + seconds);
    Files.move(fresh, clock, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(node -> node.end("KILL"));
    for (CommitLink link : links) {
      link.close();
    }
    servers.close();
  }
}
