package io.tavolo.engine.routing;

import java.util.concurrent.ConcurrentHashMap;

/**
 * What is under way between this node and the others, in one direction, within a bound for each
 * party: the network has no back-pressure of its own, and a node that is gone must not fill what
 * the living need. Any thread.
 */
public final class UnderWay {
  /** The bound of a party. */
  public static final int MOST = 8_192;

  private final int most;
  private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();

  /**
   * Nothing yet.
   *
   * @param most what may be under way at once with each party, 1 or more
   */
  public UnderWay(int most) {
    this.most = most;
  }

  /** How many are under way, 0 or more. */
  public int count() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Whether there was room for one more; who got it calls {@link #leave} once. */
  boolean enter(String party) {
    boolean[] entered = {false};
    counts.compute(
        party,
        (p, count) -> {
          int before = count == null ? 0 : count;
          entered[0] = before < most;
          return entered[0] ? Integer.valueOf(before + 1) : count;
        });
    return entered[0];
  }

  void leave(String party) {
    counts.computeIfPresent(party, (p, count) -> count == 1 ? null : Integer.valueOf(count - 1));
  }
}
