package io.tavolo.engine.routing;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is under way between this node and the others, in one direction, within a bound: the network
 * has no back-pressure of its own. Any thread.
 */
public final class UnderWay {
  /** The bound of a node, each way. */
  public static final int MOST = 8_192;

  private final int most;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * Nothing yet.
   *
   * @param most what may be under way at once, 1 or more
   */
  public UnderWay(int most) {
    this.most = most;
  }

  /** How many are under way, 0 or more. */
  public int count() {
    return Math.min(count.get(), most);
  }

  /** Whether there was room for one more; who got it calls {@link #leave} once. */
  boolean enter() {
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      return false;
    }
    return true;
  }

  void leave() {
    count.decrementAndGet();
  }
}
