package io.tavolo.bench;

import io.tavolo.bench.peer.Peer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How to compare.
 *
 * @param seconds of each round that count, 1..3600
 * @param warmUpSeconds before them, 0..3600
 * @param rounds of each server and profile, 1..100
 * @param connections each with one diner, 1..10000
 * @param restaurants of the profile {@code spread}, 1..1000000
 * @param peerConnections of each peer to its database, 1..90, or 0 for what suits each best
 * @param profiles {@code hot}, {@code spread}, or both
 * @param servers {@code tavolo} and titles of peers, at least one of them
 * @param heldSnapshot whether Tavolo is measured against itself, with and without a snapshot of its
 *     database held open
 */
record Options(
    int seconds,
    int warmUpSeconds,
    int rounds,
    int connections,
    int restaurants,
    int peerConnections,
    Set<String> profiles,
    Set<String> servers,
    boolean heldSnapshot) {
  static final String TAVOLO = "tavolo";
  static final String HOT = "hot";
  static final String SPREAD = "spread";

  private static final Options DEFAULT =
      new Options(
          10,
          3,
          2,
          256,
          20_000,
          0,
          Set.of(HOT, SPREAD),
          Set.of(TAVOLO, Peer.FOR_UPDATE.title()),
          false);

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException saying what came and what was expected
   */
  static Options parse(List<String> args) {
    Options options = DEFAULT;
    Iterator<String> rest = args.iterator();
    while (rest.hasNext()) {
      String name = rest.next();
      if (name.equals("--held-snapshot")) {
        options = options.againstItself();
        continue;
      }
      if (!rest.hasNext()) {
        throw new IllegalArgumentException(name + ": unknown, or without its value (see --help)");
      }
      options = options.with(name, rest.next());
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--seconds" -> sized(number(name, value, 1, 3_600), warmUpSeconds, rounds, connections);
      case "--warm-up" -> sized(seconds, number(name, value, 0, 3_600), rounds, connections);
      case "--rounds" -> sized(seconds, warmUpSeconds, number(name, value, 1, 100), connections);
      case "--connections" -> sized(seconds, warmUpSeconds, rounds, number(name, value, 1, 10_000));
      case "--restaurants" ->
          chosen(number(name, value, 1, 1_000_000), peerConnections, profiles, servers);
      case "--peer-connections" ->
          chosen(restaurants, number(name, value, 1, 90), profiles, servers);
      case "--profile" ->
          chosen(restaurants, peerConnections, one(name, value, HOT, SPREAD), servers);
      case "--server" -> chosen(restaurants, peerConnections, profiles, servers(name, value));
      default -> throw new IllegalArgumentException(name + ": unknown (see --help)");
    };
  }

  private Options sized(int seconds, int warmUpSeconds, int rounds, int connections) {
    return new Options(
        seconds,
        warmUpSeconds,
        rounds,
        connections,
        restaurants,
        peerConnections,
        profiles,
        servers,
        heldSnapshot);
  }

  private Options chosen(
      int restaurants, int peerConnections, Set<String> profiles, Set<String> servers) {
    return new Options(
        seconds,
        warmUpSeconds,
        rounds,
        connections,
        restaurants,
        peerConnections,
        profiles,
        servers,
        heldSnapshot);
  }

  private Options againstItself() {
    return new Options(
        seconds,
        warmUpSeconds,
        rounds,
        connections,
        restaurants,
        peerConnections,
        profiles,
        Set.of(TAVOLO),
        true);
  }

  /** The peers to start, in the order of their declaration. */
  List<Peer> peers() {
    return Stream.of(Peer.values()).filter(peer -> servers.contains(peer.title())).toList();
  }

  /** How many connections the peer gets to its database. */
  int connectionsOf(Peer peer) {
    return peerConnections == 0 ? peer.connections() : peerConnections;
  }

  private static Set<String> servers(String name, String value) {
    List<String> known = new ArrayList<>(List.of(TAVOLO));
    Stream.of(Peer.values()).map(Peer::title).forEach(known::add);
    Set<String> chosen = new HashSet<>();
    for (String server : value.split(",", -1)) {
      if (!known.contains(server)) {
        throw new IllegalArgumentException(
            "%s: %s (expected: one or more of %s)".formatted(name, server, known));
      }
      chosen.add(server);
    }
    return Set.copyOf(chosen);
  }

  private static Set<String> one(String name, String value, String first, String second) {
    if (value.equals(first) || value.equals(second)) {
      return Set.of(value);
    }
    throw new IllegalArgumentException(
        "%s: %s (expected: %s or %s)".formatted(name, value, first, second));
  }

  static int number(String name, String value, int min, int max) {
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like every other value out of range.
    }
    throw new IllegalArgumentException(
        "%s: %s (expected: %d..%d)".formatted(name, value, min, max));
  }
}
