package io.tavolo.retry;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses that double and stop growing. Half of each is fixed and half is chance, so that all nodes
 * do not come back at once. Any thread.
 *
 * @param firstMs the longest the first pause can be, 2 or more
 * @param longestMs the longest any can be
 */
public record Backoff(long firstMs, long longestMs) {
  private static final int MAX_DOUBLINGS = 10;

  /**
   * The next pause in milliseconds, 1 or more.
   *
   * @param failures how often it has failed before, 0 or more
   */
  public long pauseMs(int failures) {
    long most = Math.min(longestMs, firstMs << Math.min(failures, MAX_DOUBLINGS));
    return ThreadLocalRandom.current().nextLong(most / 2, most + 1);
  }
}
