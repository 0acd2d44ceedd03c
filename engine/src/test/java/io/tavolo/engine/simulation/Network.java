package io.tavolo.engine.simulation;

import java.util.random.RandomGenerator;

/**
 * What nodes and servers say to each other. Messages between nodes may be lost, late, repeated or
 * overtaken; a stream to a server keeps its order, stands still in a cut, and breaks when that
 * lasts.
 */
final class Network {
  /** A stream that could not deliver for so long is given up by the one who waits. */
  static final long GIVE_UP_US = 10_000_000;

  private final World world;
  private final RandomGenerator random;
  private final long[][] cutUntilUs;
  private final long[][] arrivesUs;

  /** Of so many messages one is; 0 for none. */
  int lostOneIn;

  int lateOneIn;
  int repeatedOneIn;

  Network(World world, int ends) {
    this.world = world;
    this.random = world.chance(1);
    cutUntilUs = new long[ends][ends];
    arrivesUs = new long[ends][ends];
  }

  void cut(int from, int to, long us) {
    cutUntilUs[from][to] = Math.max(cutUntilUs[from][to], world.nowUs() + us);
  }

  void heal() {
    for (long[] row : cutUntilUs) {
      java.util.Arrays.fill(row, 0);
    }
    lostOneIn = 0;
    lateOneIn = 0;
    repeatedOneIn = 0;
  }

  boolean isCut(int from, int to) {
    return world.nowUs() < cutUntilUs[from][to];
  }

  long latencyUs() {
    return 80L + random.nextInt(220);
  }

  private boolean happens(int oneIn) {
    return oneIn > 0 && random.nextInt(oneIn) == 0;
  }

  /** From node to node: at most as good as the event bus. */
  void message(int from, int to, Runnable arrive) {
    if (isCut(from, to)) {
      return;
    }
    if (happens(lostOneIn)) {
      world.count(Fault.MESSAGE_LOST);
      return;
    }
    deliver(from, to, 0, arrive);
    if (happens(repeatedOneIn)) {
      world.count(Fault.MESSAGE_REPEATED);
      // Whoever sends again has often waited first, and by then things have changed.
      deliver(from, to, random.nextInt(2) * (long) random.nextInt(2_000_000), arrive);
    }
  }

  private void deliver(int from, int to, long laterUs, Runnable arrive) {
    long us = laterUs + latencyUs();
    if (happens(lateOneIn)) {
      world.count(Fault.MESSAGE_DELAYED);
      us += 1 + random.nextInt(random.nextInt(8) == 0 ? 4_000_000 : 300_000);
    }
    long at = world.nowUs() + us;
    if (at < arrivesUs[from][to]) {
      world.count(Fault.MESSAGE_OVERTAKEN);
    }
    arrivesUs[from][to] = Math.max(arrivesUs[from][to], at);
    world.scheduler.at(at, arrive);
  }

  /** How long bytes take on a stream now; {@link #GIVE_UP_US} or more when it breaks before. */
  long streamUs(int from, int to) {
    long waitUs = Math.max(0, cutUntilUs[from][to] - world.nowUs());
    if (waitUs > 0) {
      // The sender tries again after pauses that grow.
      waitUs += random.nextInt(200_000);
    }
    return waitUs + latencyUs();
  }
}
