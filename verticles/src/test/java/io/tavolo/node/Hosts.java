package io.tavolo.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Hosts of our own on this machine, which can be cut off from each other: {@code
 * scripts/lib/hosts}.
 */
final class Hosts implements AutoCloseable {
  private static final String SCRIPT = "../scripts/lib/hosts";

  private final String id;
  private final String gateway;
  private final List<Host> hosts = new ArrayList<>();

  /**
   * One host.
   *
   * @param space its network namespace
   * @param access its address for clients and servers
   * @param cluster its address for the other hosts
   */
  record Host(String space, String access, String cluster) {
    /** What a command is put behind to run there. */
    List<String> within() {
      return List.of("ip", "netns", "exec", space);
    }
  }

  /** Makes them; they go when this process has. */
  Hosts(String id, int count) throws IOException, InterruptedException {
    this.id = id;
    String pid = Long.toString(ProcessHandle.current().pid());
    List<String> lines = run("make", id, Integer.toString(count), pid).lines().toList();
    gateway = lines.get(0).split(" ", -1)[1];
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split(" ", -1);
      hosts.add(new Host(words[2], words[3], words[4]));
    }
  }

  /** What this machine lacks to have hosts, empty when nothing. */
  static String missing() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Path.of(SCRIPT).toString(), "can").redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? "" : said.strip();
  }

  /** The address of this machine for all of them. */
  String gateway() {
    return gateway;
  }

  /** The host, counted from 1. */
  Host host(int n) {
    return hosts.get(n - 1);
  }

  /** It hears nothing of the other hosts any more, nor they of it; clients and servers it does. */
  void cut(int n) throws IOException, InterruptedException {
    run("cut", id, Integer.toString(n));
  }

  void heal(int n) throws IOException, InterruptedException {
    run("heal", id, Integer.toString(n));
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(SCRIPT).toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(command + ": " + said.strip());
    }
    return said;
  }

  @Override
  public void close() throws IOException {
    try {
      run("remove", id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
