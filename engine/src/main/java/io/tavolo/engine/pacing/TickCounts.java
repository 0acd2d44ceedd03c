package io.tavolo.engine.pacing;

import java.util.Arrays;

/**
 * A count a tick, 0..65535. The tick line is cut into blocks of 64; those in which nothing was
 * counted are one shared array of zeros. Single owner thread. Memory is 128 bytes a block in use
 * and 4 or 8 for each in between.
 */
final class TickCounts {
  private static final int FIRST_WINDOW_BLOCKS = 16;
  private static final char[] ZEROS = new char[64];
  private static final char[][] NOTHING = {};

  /** The window onto the line: slot {@code i} is block {@code baseBlock + i}. */
  private char[][] blocks = NOTHING;

  private int baseBlock;

  /** Blocks before this one are forgotten. */
  private int keptFromBlock = Integer.MIN_VALUE;

  /** Adds to each tick of the interval; what is forgotten is passed over. */
  void add(int fromTick, int untilTick, int amount) {
    for (int tick = keptStart(fromTick); tick < untilTick; tick++) {
      char[] block = own(tick >> 6);
      int sum = block[tick & 63] + amount;
      if (sum < 0 || sum > Character.MAX_VALUE) {
        throw new IllegalStateException(
            "count of tick %d: %d (expected: 0..65535)".formatted(tick, sum));
      }
      block[tick & 63] = (char) sum;
    }
  }

  /** The largest count of the interval, 0 for an empty one. */
  int max(int fromTick, int untilTick) {
    int max = 0;
    for (int tick = fromTick; tick < untilTick; tick++) {
      max = Math.max(max, block(tick >> 6)[tick & 63]);
    }
    return max;
  }

  /** Takes the counts of the interval off {@code from}, one by one. */
  void subtractFrom(int[] from, int fromTick) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= block((fromTick + i) >> 6)[(fromTick + i) & 63];
    }
  }

  /** The counts of the interval added up. */
  int sum(int fromTick, int untilTick) {
    int sum = 0;
    for (int tick = fromTick; tick < untilTick; tick++) {
      sum += block(tick >> 6)[tick & 63];
    }
    return sum;
  }

  /** Forgets whole blocks before the tick; they count 0 from then on. */
  void forgetBefore(int tick) {
    int block = tick >> 6;
    if (block <= keptFromBlock) {
      return;
    }
    keptFromBlock = block;
    int dropped = block - baseBlock;
    if (blocks.length == 0 || dropped <= 0) {
      return;
    }
    blocks = dropped < blocks.length ? Arrays.copyOfRange(blocks, dropped, blocks.length) : NOTHING;
    baseBlock = block;
  }

  private char[] block(int block) {
    int slot = block - baseBlock;
    return slot >= 0 && slot < blocks.length ? blocks[slot] : ZEROS;
  }

  private char[] own(int block) {
    int slot = block - baseBlock;
    if (slot < 0 || slot >= blocks.length) {
      widenTo(block);
      slot = block - baseBlock;
    }
    if (blocks[slot] == ZEROS) {
      blocks[slot] = new char[64];
    }
    return blocks[slot];
  }

  private void widenTo(int block) {
    int length = blocks.length;
    int first = length == 0 ? block : baseBlock;
    int end = first + length;
    if (block < first) {
      // Some room to spare, so that loading backwards in time does not copy at each block.
      first = Math.max(keptFromBlock, block - length / 2);
    } else {
      end = Math.max(block + 1, first + Math.max(FIRST_WINDOW_BLOCKS, length + length / 2));
    }
    char[][] wider = new char[end - first][];
    Arrays.fill(wider, ZEROS);
    System.arraycopy(blocks, 0, wider, length == 0 ? 0 : baseBlock - first, length);
    blocks = wider;
    baseBlock = first;
  }

  private int keptStart(int fromTick) {
    return fromTick >> 6 < keptFromBlock ? keptFromBlock << 6 : fromTick;
  }
}
