package io.tavolo.chaos;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the nodes are: in network namespaces of their own where the machine allows it, which can be
 * cut off; else on addresses of loopback, which cannot. One thread.
 */
final class Network implements AutoCloseable {
  private static final int COMMAND_SECONDS = 90;

  /**
   * A node's place.
   *
   * @param command what a command is preceded by to run there
   * @param access its address for clients
   * @param cluster its address for other nodes
   */
  record Place(List<String> command, String access, String cluster) {
    URI api(String path) {
      return URI.create("http://" + access + ":8080" + path);
    }

    URI operations(String path) {
      return URI.create("http://" + access + ":8081" + path);
    }
  }

  private final @Nullable Path hosts;
  private final String id;
  private final String gateway;
  private final List<Place> places;

  private Network(@Nullable Path hosts, String id, String gateway, List<Place> places) {
    this.hosts = hosts;
    this.id = id;
    this.gateway = gateway;
    this.places = List.copyOf(places);
  }

  /** Why there can be no namespaces here, or null when there can. */
  static @Nullable String lacking(Path hosts) throws IOException {
    Said said = run(List.of(hosts.toString(), "can"));
    return said.status() == 0 ? null : said.text().strip();
  }

  /** In namespaces, made by the script {@code hosts}. */
  static Network ofNamespaces(Path hosts, int count) throws IOException {
    String id = "chaos" + ProcessHandle.current().pid();
    String owner = Long.toString(ProcessHandle.current().pid());
    String said = must(List.of(hosts.toString(), "make", id, Integer.toString(count), owner));
    String gateway = "";
    List<Place> places = new ArrayList<>();
    for (String line : said.lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("gateway")) {
        gateway = words[1];
      } else {
        places.add(new Place(List.of("ip", "netns", "exec", words[2]), words[3], words[4]));
      }
    }
    return new Network(hosts, id, gateway, places);
  }

  /** On loopback, where each has an address of its own too. */
  static Network ofLoopback(int count) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String net =
        String.format(Locale.ROOT, "127.%d.%d.", random.nextInt(1, 255), random.nextInt(1, 255));
    List<Place> places = new ArrayList<>();
    for (int n = 1; n <= count; n++) {
      places.add(new Place(List.of(), net + (10 + n), net + (10 + n)));
    }
    return new Network(null, "", net + "1", places);
  }

  /** The address of this machine that every node reaches. */
  String gateway() {
    return gateway;
  }

  List<Place> places() {
    return places;
  }

  /** Takes a node, from 1, off the cluster's network. */
  void cut(int node) throws IOException {
    hosts("cut", node);
  }

  /** Undoes {@link #cut}. */
  void heal(int node) throws IOException {
    hosts("heal", node);
  }

  /** Takes a node off the network of clients and servers. */
  void part(int node) throws IOException {
    hosts("part", node);
  }

  /** Undoes {@link #part}. */
  void join(int node) throws IOException {
    hosts("join", node);
  }

  private void hosts(String what, int node) throws IOException {
    if (hosts == null) {
      throw new IllegalStateException("there are no namespaces");
    }
    must(List.of(hosts.toString(), what, id, Integer.toString(node)));
  }

  /** Removes the namespaces; what runs in them should have ended. */
  @Override
  public void close() throws IOException {
    if (hosts != null) {
      must(List.of(hosts.toString(), "remove", id));
    }
  }

  private record Said(int status, String text) {}

  private static String must(List<String> command) throws IOException {
    Said said = run(command);
    if (said.status() != 0) {
      throw new IOException(command + ": " + said.text().strip());
    }
    return said.text();
  }

  private static Said run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + ": not done within " + COMMAND_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return new Said(process.exitValue(), text);
  }
}
