package io.tavolo.engine.inventory;

import io.tavolo.engine.restaurant.Channel;
import java.util.Arrays;

/**
 * The inventory as bitmaps, column by column.
 *
 * <h2>Layout</h2>
 *
 * The tick line is cut into words of 64 ticks. For each word there is one column: a {@code long} a
 * table, in best-fit order, a set bit meaning taken. Joined tables have no column of their own:
 * what is taken of them is the OR of their tables. A decision reads one or two columns from front
 * to back, and what is computed for all tables at once runs over contiguous memory, which the
 * compiler turns into vector code. Columns nobody has booked in are one shared array of zeros; a
 * forgotten word reads as one shared array of ones, so that nothing is ever given in a past that is
 * no longer known.
 *
 * <h2>Starts</h2>
 *
 * A visit of {@code d} ticks can start where {@code d} free ticks follow each other. OR-ing the
 * taken bits onto themselves, shifted by 1, 2, 4 … up to {@code d - 1}, spreads every taken tick
 * over the starts it spoils (Warren, <i>Hacker's Delight</i>, 6-3, finds runs of ones so); AND over
 * the tables then leaves the starts no table can serve.
 *
 * <p>Single owner thread. Memory is {@code 8 * tables} bytes for each 5 hours 20 minutes in which
 * something was booked, and 4 or 8 bytes for each in between.
 */
public final class BitmapInventory implements Inventory {
  private static final int MAX_VISIT_TICKS = 288;
  private static final int FIRST_WINDOW_WORDS = 16;
  private static final long[][] NOTHING = {};

  private final Seatings seatings;
  private final int tables;
  private final long[] allFree;
  private final long[] allTaken;

  /** The window onto the line: slot {@code i} is word {@code baseWord + i}. */
  private long[][] columns = NOTHING;

  private int baseWord;

  /** Words before this one are forgotten. */
  private int keptFromWord = Integer.MIN_VALUE;

  /** Rows of {@link #starts}: read from, and written to. */
  private long[][] source = NOTHING;

  private long[][] folded = NOTHING;

  /** What the rows were folded for; no ticks once something was taken or given back since. */
  private int foldedTicks;

  private int foldedFromWord;
  private int foldedRows;

  /** All ones where a table does not take the party asked for last. */
  private final long[] skip;

  /** The joined seatings that take it, by index from the first joined one, and how many. */
  private final int[] joined;

  private int joinedCount;
  private int skipParty = -1;
  private int skipAreas = ANY_AREA;
  private int skipChannel = -1;

  public BitmapInventory(Seatings seatings) {
    this.seatings = seatings;
    tables = seatings.tableCount();
    allFree = new long[tables];
    allTaken = new long[tables];
    Arrays.fill(allTaken, -1L);
    skip = new long[tables];
    joined = new int[seatings.members.length];
  }

  @Override
  public int bestFit(int partySize, int areas, Channel channel, int startTick, int endTick) {
    checkInterval(startTick, endTick);
    int firstWord = startTick >> 6;
    int lastWord = (endTick - 1) >> 6;
    if (lastWord - firstWord > 1) {
      return bestFitLong(partySize, areas, channel, startTick, endTick);
    }
    long head = headMask(startTick);
    long tail = tailMask(endTick);
    if (firstWord == lastWord) {
      head &= tail;
      tail = 0;
    }
    long[] first = column(firstWord);
    long[] last = column(lastWord);
    for (int table = seatings.firstTableFor(partySize); table < tables; table++) {
      if (((first[table] & head) | (last[table] & tail)) == 0
          && seatings.takes(table, partySize, areas, channel)) {
        return table;
      }
    }
    for (int seating = seatings.firstJoinedFor(partySize); seating < seatings.size(); seating++) {
      long taken = 0;
      for (int table : seatings.members[seating - tables]) {
        taken |= (first[table] & head) | (last[table] & tail);
      }
      if (taken == 0 && seatings.takes(seating, partySize, areas, channel)) {
        return seating;
      }
    }
    return NONE;
  }

  private int bestFitLong(int partySize, int areas, Channel channel, int startTick, int endTick) {
    for (int seating = seatings.firstTableFor(partySize); seating < seatings.size(); seating++) {
      if (seatings.takes(seating, partySize, areas, channel)
          && isFree(seating, startTick, endTick)) {
        return seating;
      }
    }
    return NONE;
  }

  @Override
  public boolean isFree(int seating, int startTick, int endTick) {
    checkInterval(startTick, endTick);
    if (seating < tables) {
      return isTableFree(seating, startTick, endTick);
    }
    for (int table : seatings.members[seating - tables]) {
      if (!isTableFree(table, startTick, endTick)) {
        return false;
      }
    }
    return true;
  }

  private boolean isTableFree(int table, int startTick, int endTick) {
    int lastWord = (endTick - 1) >> 6;
    for (int word = startTick >> 6; word <= lastWord; word++) {
      if ((column(word)[table] & mask(word, startTick, endTick)) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void occupy(int table, int startTick, int endTick) {
    checkInterval(startTick, endTick);
    int keptStart = keptStart(startTick);
    if (!isTableFree(table, keptStart, endTick)) {
      throw new IllegalStateException(
          "table %s taken in [%d, %d)".formatted(label(table), startTick, endTick));
    }
    foldedTicks = 0;
    int lastWord = (endTick - 1) >> 6;
    for (int word = keptStart >> 6; word <= lastWord; word++) {
      ownColumn(word)[table] |= mask(word, keptStart, endTick);
    }
  }

  @Override
  public void vacate(int table, int startTick, int endTick) {
    checkInterval(startTick, endTick);
    int firstWord = keptStart(startTick) >> 6;
    int lastWord = (endTick - 1) >> 6;
    for (int word = firstWord; word <= lastWord; word++) {
      if ((~column(word)[table] & mask(word, startTick, endTick)) != 0) {
        throw new IllegalStateException(
            "table %s not taken in [%d, %d)".formatted(label(table), startTick, endTick));
      }
    }
    foldedTicks = 0;
    for (int word = firstWord; word <= lastWord; word++) {
      ownColumn(word)[table] &= ~mask(word, startTick, endTick);
    }
  }

  private String label(int table) {
    return seatings.table(table).label();
  }

  @Override
  public void starts(
      int partySize, int areas, Channel channel, int ticks, int fromTick, long[] out) {
    if (ticks < 1 || ticks > MAX_VISIT_TICKS) {
      throw new IllegalArgumentException(
          "ticks: %d (expected: 1..%d)".formatted(ticks, MAX_VISIT_TICKS));
    }
    // Everything is worked out on whole words; only the result is shifted to fromTick.
    int shift = fromTick & 63;
    foldAll(ticks, fromTick >> 6, shift == 0 ? out.length : out.length + 1);
    markSkipped(partySize, areas, channel);
    int firstTable = seatings.firstTableFor(partySize);
    long low = spoilt(source[0], firstTable);
    for (int i = 0; i < out.length; i++) {
      if (shift == 0) {
        out[i] = ~spoilt(source[i], firstTable);
      } else {
        long high = spoilt(source[i + 1], firstTable);
        out[i] = ~(low >>> shift | high << -shift);
        low = high;
      }
    }
  }

  /** Folds every table's rows, unless they are folded so already. */
  private void foldAll(int ticks, int fromWord, int rows) {
    if (ticks == foldedTicks && fromWord == foldedFromWord && rows == foldedRows) {
      return;
    }
    // One word more: the last row that is folded looks into it.
    gather(fromWord, rows + words(ticks) + 1);
    for (int covered = 1; covered < ticks; ) {
      int step = Math.min(covered, ticks - covered);
      covered += step;
      fold(step, rows + words(ticks - covered));
    }
    foldedTicks = ticks;
    foldedFromWord = fromWord;
    foldedRows = rows;
  }

  private void gather(int firstWord, int words) {
    if (source.length < words) {
      source = new long[words][];
      folded = new long[words][tables];
    }
    for (int i = 0; i < words; i++) {
      source[i] = column(firstWord + i);
    }
  }

  /** Spreads each taken tick over the {@code step} ticks before it, in the first rows. */
  private void fold(int step, int rows) {
    int skippedWords = step >> 6;
    for (int row = 0; row < rows; row++) {
      long[] here = source[row];
      long[] near = source[row + skippedWords];
      long[] far = source[row + skippedWords + 1];
      if (here == allFree && near == allFree && far == allFree) {
        continue;
      }
      long[] target = folded[row];
      spread(here, near, far, step & 63, target);
      source[row] = target;
    }
  }

  /** Kept to one simple loop a branch, so that it compiles to vector instructions. */
  private static void spread(long[] here, long[] near, long[] far, int shift, long[] target) {
    if (shift == 0) {
      for (int table = 0; table < target.length; table++) {
        target[table] = here[table] | near[table];
      }
      return;
    }
    int back = 64 - shift;
    for (int table = 0; table < target.length; table++) {
      target[table] = here[table] | near[table] >>> shift | far[table] << back;
    }
  }

  /** The bits set for every seating that would take the party. */
  private long spoilt(long[] row, int firstTable) {
    long every = -1L;
    for (int table = firstTable; table < skip.length; table++) {
      every &= row[table] | skip[table];
    }
    for (int i = 0; i < joinedCount; i++) {
      long taken = 0;
      for (int table : seatings.members[joined[i]]) {
        taken |= row[table];
      }
      every &= taken;
    }
    return every;
  }

  private void markSkipped(int partySize, int areas, Channel channel) {
    if (partySize == skipParty && areas == skipAreas && channel.code() == skipChannel) {
      return;
    }
    for (int table = 0; table < tables; table++) {
      skip[table] = seatings.takes(table, partySize, areas, channel) ? 0 : -1L;
    }
    joinedCount = 0;
    for (int seating = seatings.firstJoinedFor(partySize); seating < seatings.size(); seating++) {
      if (seatings.takes(seating, partySize, areas, channel)) {
        joined[joinedCount++] = seating - tables;
      }
    }
    skipParty = partySize;
    skipAreas = areas;
    skipChannel = channel.code();
  }

  @Override
  public void forgetBefore(int tick) {
    keptFromWord = Math.max(keptFromWord, tick >> 6);
    foldedTicks = 0;
    int dropped = Math.max(0, keptFromWord - baseWord);
    columns = Arrays.copyOfRange(columns, Math.min(dropped, columns.length), columns.length);
    baseWord += dropped;
  }

  private long[] column(int word) {
    int slot = word - baseWord;
    if (slot >= 0 && slot < columns.length) {
      return columns[slot];
    }
    return word < keptFromWord ? allTaken : allFree;
  }

  /** The word's column, to be written to. */
  private long[] ownColumn(int word) {
    int slot = word - baseWord;
    if (slot < 0 || slot >= columns.length) {
      widenTo(word);
      slot = word - baseWord;
    }
    if (columns[slot] == allFree) {
      columns[slot] = new long[tables];
    }
    return columns[slot];
  }

  private void widenTo(int word) {
    int length = columns.length;
    int first = length == 0 ? word : baseWord;
    int end = first + length;
    // Some room to spare, so that loading in the order of time does not copy at each word.
    int room = FIRST_WINDOW_WORDS + length / 2;
    if (word < first) {
      first = Math.max(keptFromWord, word - room);
    } else {
      end = word + room;
    }
    long[][] wider = new long[end - first][];
    Arrays.fill(wider, allFree);
    System.arraycopy(columns, 0, wider, length == 0 ? 0 : baseWord - first, length);
    columns = wider;
    baseWord = first;
  }

  /** Where the part of a visit begins that is not forgotten. */
  private int keptStart(int startTick) {
    return startTick >> 6 < keptFromWord ? keptFromWord << 6 : startTick;
  }

  private static int words(int bits) {
    return (bits + 63) >> 6;
  }

  private static long mask(int word, int startTick, int endTick) {
    long mask = -1L;
    if (word == startTick >> 6) {
      mask = headMask(startTick);
    }
    if (word == (endTick - 1) >> 6) {
      mask &= tailMask(endTick);
    }
    return mask;
  }

  private static long headMask(int startTick) {
    return -1L << startTick;
  }

  private static long tailMask(int endTick) {
    return -1L >>> -endTick;
  }

  private static void checkInterval(int startTick, int endTick) {
    if (startTick >= endTick) {
      throw new IllegalArgumentException(
          "endTick: %d (expected: after startTick %d)".formatted(endTick, startTick));
    }
  }
}
