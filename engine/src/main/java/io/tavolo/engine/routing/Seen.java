package io.tavolo.engine.routing;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which of each sender's numbered messages have come before. A window over the newest numbers
 * slides along, as in IPsec's anti-replay (RFC 6479); what is older than the window counts as come.
 * One thread.
 */
final class Seen {
  /** Numbers that are told apart, of each sender: at 50,000 messages a second those of 1.3 s. */
  static final int WINDOW = 1 << 16;

  /** The senders that were heard last. */
  static final int SENDERS = 256;

  private static final class Window {
    private static final int BLOCKS = WINDOW / Long.SIZE;

    private final long[] bits = new long[BLOCKS];
    private long highest = -1;

    boolean take(long number) {
      long block = number / Long.SIZE;
      long newest = highest < 0 ? -1 : highest / Long.SIZE;
      if (block <= newest - BLOCKS) {
        return false;
      }
      for (long b = Math.max(newest + 1, block - BLOCKS + 1); b <= block; b++) {
        bits[(int) (b % BLOCKS)] = 0;
      }
      highest = Math.max(highest, number);
      int at = (int) (block % BLOCKS);
      long bit = 1L << (number % Long.SIZE);
      boolean fresh = (bits[at] & bit) == 0;
      bits[at] |= bit;
      return fresh;
    }
  }

  private final Map<String, Window> bySender =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > SENDERS;
        }
      };

  /**
   * Whether the message comes for the first time.
   *
   * @param number counts the sender's messages, 0 or more
   */
  boolean isFirst(String sender, long number) {
    return bySender.computeIfAbsent(sender, s -> new Window()).take(number);
  }
}
