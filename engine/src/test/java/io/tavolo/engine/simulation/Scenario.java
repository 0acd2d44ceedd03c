package io.tavolo.engine.simulation;

import io.tavolo.engine.lane.LaneLimits;
import io.tavolo.engine.simulation.shrink.Shrinkable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All that a run consists of, drawn from its seed: the cluster, who asks for what, and what goes
 * wrong. Each errand and each trouble can be left out by itself, and the rest stays as it is.
 *
 * @param seed of every chance that is not drawn here
 * @param shape of cluster and network
 * @param errands what clients do, in the order of their times
 * @param troubles what goes wrong, in the order of their times
 */
public record Scenario(long seed, Shape shape, List<Errand> errands, List<Trouble> troubles)
    implements Shrinkable<Scenario> {
  /** Faults and new errands end here; then everything has to come right. */
  static final long CALM_US = 24_000_000;

  /**
   * Cluster and network.
   *
   * @param noise how bad the network is, from 0 (perfect) to 3
   * @param drifts whether clocks run at different speeds, up to 1 in 100
   */
  record Shape(
      int nodes,
      int lanes,
      int shards,
      int restaurants,
      LaneLimits limits,
      int noise,
      boolean drifts) {
    Shape withNodes(int fewer) {
      return new Shape(fewer, lanes, shards, restaurants, limits, noise, drifts);
    }

    Shape withLanes(int fewer) {
      return new Shape(nodes, fewer, shards, restaurants, limits, noise, drifts);
    }

    Shape withShards(int fewer) {
      return new Shape(nodes, lanes, fewer, restaurants, limits, noise, drifts);
    }

    Shape withRestaurants(int fewer) {
      return new Shape(nodes, lanes, shards, fewer, limits, noise, drifts);
    }

    Shape withNoise(int less) {
      return new Shape(nodes, lanes, shards, restaurants, limits, less, drifts);
    }

    Shape withoutDrift() {
      return new Shape(nodes, lanes, shards, restaurants, limits, noise, false);
    }
  }

  /**
   * A request that a client begins at that time; all else about it is drawn from its seed.
   *
   * @param reads whether it only asks what is free
   */
  record Errand(long atUs, long seed, boolean reads) {}

  /** A fault that begins at that time; what exactly it does is drawn from its seed. */
  record Trouble(long atUs, Fault kind, long seed) {}

  /** What can be made to happen at a time; the other kinds follow from these. */
  private static final List<Fault> KINDS =
      List.of(
          Fault.NODE_KILLED,
          Fault.NODE_KILLED,
          Fault.NODE_KILLED_MID_STEP,
          Fault.NODE_KILLED_MID_STEP,
          Fault.NODE_PAUSED,
          Fault.NODE_PAUSED,
          Fault.NODE_PAUSED,
          Fault.NODE_DRAINED,
          Fault.THREAD_STALLED,
          Fault.THREAD_STALLED,
          Fault.OUTSIDE_CUT,
          Fault.NODES_CUT,
          Fault.NODES_CUT,
          Fault.NODES_CUT_ONE_WAY,
          Fault.DATABASE_CUT,
          Fault.DATABASE_CUT,
          Fault.CONNECTION_RESET,
          Fault.CONNECTION_RESET,
          Fault.VIEW_WRONG,
          Fault.VIEW_WRONG,
          Fault.CLOCK_JUMPED,
          Fault.DATABASE_CRASHED,
          Fault.DATABASE_STALLED,
          Fault.COMMIT_SLOW,
          Fault.COMMIT_SLOW,
          Fault.COMMIT_FAILED,
          Fault.POISON_ROW,
          Fault.KAFKA_DOWN,
          Fault.KAFKA_REFUSED,
          Fault.KAFKA_ANSWER_LOST,
          Fault.KAFKA_LATE,
          Fault.REDIS_DOWN,
          Fault.REDIS_EMPTIED,
          Fault.REDIS_LATE,
          Fault.OVERLOAD);

  public static Scenario draw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Shape shape = shape(random);
    // Much of a few kinds, and in a tenth of the runs nothing: what breaks is mostly a matter of
    // two
    // or three that meet (Groce et al., Swarm Testing, 2012).
    List<Trouble> troubles = new ArrayList<>();
    int count = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(24);
    int variety = 1 + random.nextInt(5);
    List<Fault> kinds = new ArrayList<>();
    for (int i = 0; i < variety; i++) {
      kinds.add(KINDS.get(random.nextInt(KINDS.size())));
    }
    for (int i = 0; i < count; i++) {
      Fault kind = kinds.get(random.nextInt(variety));
      troubles.add(
          new Trouble(1_500_000 + random.nextLong(CALM_US - 2_000_000), kind, random.nextLong()));
    }
    // What happened last is noticed only where nothing comes after it.
    long endUs = CALM_US - (random.nextBoolean() ? 0 : random.nextInt(6_000_000));
    if (random.nextInt(4) == 0) {
      long atUs = endUs - random.nextInt(400_000);
      troubles.add(new Trouble(atUs, Fault.CONNECTION_RESET, random.nextLong()));
    }
    troubles.sort((a, b) -> Long.compare(a.atUs(), b.atUs()));
    return new Scenario(seed, shape, errands(random, endUs), List.copyOf(troubles));
  }

  /** Evenly, or many at a time, so that batches are more than one command. */
  private static List<Errand> errands(SplittableRandom random, long endUs) {
    List<Errand> errands = new ArrayList<>();
    double perSecond = 5 + random.nextInt(75);
    int together = 1 + random.nextInt(2) * random.nextInt(24);
    int readsInTen = random.nextInt(3) == 0 ? 6 : 1;
    for (double us = 500_000; us < endUs; ) {
      int count = random.nextInt(4) == 0 ? 1 + random.nextInt(together) : 1;
      for (int i = 0; i < count; i++) {
        long atUs = (long) us + (i == 0 ? 0 : random.nextInt(1_500));
        errands.add(new Errand(atUs, random.nextLong(), random.nextInt(10) < readsInTen));
      }
      us -= Math.log(1 - random.nextDouble()) * 1e6 * count / perSecond;
    }
    errands.sort((a, b) -> Long.compare(a.atUs(), b.atUs()));
    return List.copyOf(errands);
  }

  private static Shape shape(SplittableRandom random) {
    boolean tight = random.nextBoolean();
    LaneLimits limits =
        tight
            ? new LaneLimits(
                1 + random.nextInt(8),
                20 + random.nextInt(100),
                4 + random.nextInt(20),
                1 + random.nextInt(4),
                10_000,
                1 + random.nextInt(6))
            : new LaneLimits(64, 1_000, 200, 100, 10_000, 100);
    return new Shape(
        2 + random.nextInt(3),
        1 + random.nextInt(2),
        2 + random.nextInt(7),
        1 + random.nextInt(6),
        limits,
        random.nextInt(4),
        random.nextBoolean());
  }

  /** How many parts could be left out: first the troubles, then the errands. */
  @Override
  public int parts() {
    return troubles.size() + errands.size();
  }

  /** The same scenario with only those parts. */
  @Override
  public Scenario keeping(BitSet parts) {
    List<Trouble> someTroubles = new ArrayList<>();
    List<Errand> someErrands = new ArrayList<>();
    for (int part = parts.nextSetBit(0); part >= 0; part = parts.nextSetBit(part + 1)) {
      if (part < troubles.size()) {
        someTroubles.add(troubles.get(part));
      } else {
        someErrands.add(errands.get(part - troubles.size()));
      }
    }
    return new Scenario(seed, shape, someErrands, someTroubles);
  }

  /** The same parts in simpler shapes, the simplest first. */
  @Override
  public List<Scenario> simpler() {
    List<Scenario> simpler = new ArrayList<>();
    if (shape.noise() > 0) {
      simpler.add(with(shape.withNoise(0)));
    }
    if (shape.drifts()) {
      simpler.add(with(shape.withoutDrift()));
    }
    if (shape.nodes() > 2) {
      simpler.add(with(shape.withNodes(shape.nodes() - 1)));
    }
    if (shape.lanes() > 1) {
      simpler.add(with(shape.withLanes(1)));
    }
    if (shape.shards() > 1) {
      simpler.add(with(shape.withShards(shape.shards() / 2)));
    }
    if (shape.restaurants() > 1) {
      simpler.add(with(shape.withRestaurants(shape.restaurants() - 1)));
    }
    return simpler;
  }

  private Scenario with(Shape other) {
    return new Scenario(seed, other, errands, troubles);
  }

  /** The scenario in words. */
  @Override
  public String toString() {
    return "seed %d: %d nodes with %d lanes, %d shards, %d restaurants, network noise %d, clocks %s, %s; %d errands, %d troubles"
        .formatted(
            seed,
            shape.nodes(),
            shape.lanes(),
            shape.shards(),
            shape.restaurants(),
            shape.noise(),
            shape.drifts() ? "drift" : "true",
            shape.limits(),
            errands.size(),
            troubles.size());
  }
}
