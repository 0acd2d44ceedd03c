package io.tavolo.bench;

import io.tavolo.bench.load.Arrivals;
import io.tavolo.bench.load.Scene;
import io.tavolo.bench.peer.Peer;
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
 * @param restaurants of the profiles {@code spread} and {@code mixed}, 1..1000000
 * @param peerConnections of each peer to its database, 1..90, or 0 for what suits each best
 * @param profiles some of {@link Scene#PROFILES}
 * @param servers {@code tavolo} and titles of peers, at least one of them
 * @param heldSnapshot whether Tavolo is measured against itself, with and without a snapshot of its
 *     database held open
 * @param open whether and how requests come at moments of their own
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
    boolean heldSnapshot,
    Open open) {
  static final String TAVOLO = "tavolo";
  private static final String POISSON = "poisson";
  private static final String CONSTANT = "constant";
  private static final String MIXED = "mixed";

  private static final Options DEFAULT =
      new Options(
          10,
          3,
          2,
          256,
          20_000,
          0,
          Set.of("hot", "spread"),
          Set.of(TAVOLO, Peer.FOR_UPDATE.title()),
          false,
          new Open(0, true));

  /**
   * An open loop.
   *
   * @param perSecond requests, 1..1000000; 0 for a closed loop instead
   * @param poisson whether they come at random moments, or at equal distances
   */
  record Open(int perSecond, boolean poisson) {
    Arrivals arrivals(long seed) {
      return poisson ? Arrivals.poisson(perSecond, seed) : Arrivals.constant(perSecond);
    }
  }

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
    if (options.profiles.contains(MIXED) && !options.peers().isEmpty()) {
      throw new IllegalArgumentException(
          "--profile: mixed, and peers (expected: --server tavolo; no peer tells what is free)");
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
          chosen(restaurants, peerConnections, some(name, value, Scene.PROFILES), servers);
      case "--server" -> chosen(restaurants, peerConnections, profiles, some(name, value, known()));
      case "--rate" -> opened(new Open(number(name, value, 1, 1_000_000), open.poisson));
      case "--arrivals" ->
          opened(
              new Open(
                  open.perSecond, some(name, value, List.of(CONSTANT, POISSON)).contains(POISSON)));
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
        heldSnapshot,
        open);
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
        heldSnapshot,
        open);
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
        true,
        open);
  }

  private Options opened(Open changed) {
    return new Options(
        seconds,
        warmUpSeconds,
        rounds,
        connections,
        restaurants,
        peerConnections,
        profiles,
        servers,
        heldSnapshot,
        changed);
  }

  /** The peers to start, in the order of their declaration. */
  List<Peer> peers() {
    return Stream.of(Peer.values()).filter(peer -> servers.contains(peer.title())).toList();
  }

  /** How many connections the peer gets to its database. */
  int connectionsOf(Peer peer) {
    return peerConnections == 0 ? peer.connections() : peerConnections;
  }

  private static List<String> known() {
    return Stream.concat(Stream.of(TAVOLO), Stream.of(Peer.values()).map(Peer::title)).toList();
  }

  /** One or more, with commas between them. */
  private static Set<String> some(String name, String value, List<String> known) {
    Set<String> chosen = new HashSet<>();
    for (String one : value.split(",", -1)) {
      if (!known.contains(one)) {
        throw new IllegalArgumentException(
            "%s: %s (expected: one or more of %s)".formatted(name, one, known));
      }
      chosen.add(one);
    }
    return Set.copyOf(chosen);
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
