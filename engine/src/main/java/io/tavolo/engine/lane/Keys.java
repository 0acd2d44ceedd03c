package io.tavolo.engine.lane;

import io.tavolo.engine.id.Hash;
import java.util.Arrays;

/**
 * The answers to the commands of a while, by command key: a ring of entries in the order they came,
 * and an open-addressing index into it (linear probing, backward-shift deletion after Knuth, TAOCP
 * 3, 6.4 R). About 70 bytes a key, no object for any. One owner thread.
 */
final class Keys {
  static final int ABSENT = -1;
  private static final int EMPTY = -1;
  private static final int SMALLEST = 16;

  private final long lifetimeMs;
  private final int bound;

  /** Entry {@code n} lives at {@code n & mask} of each of these. */
  private long[] high = new long[SMALLEST];

  private long[] low = new long[SMALLEST];
  private long[] payload = new long[SMALLEST];
  private long[] reservation = new long[SMALLEST];
  private long[] at = new long[SMALLEST];
  private short[] outcome = new short[SMALLEST];
  private int first;
  private int size;

  /** Ring positions by key; at most half full. */
  private int[] index = emptyIndex(SMALLEST * 2);

  Keys(long lifetimeMs, int bound) {
    this.lifetimeMs = lifetimeMs;
    this.bound = bound;
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size >= bound;
  }

  /** Where the key's entry is until the next change, or {@link #ABSENT}. */
  int find(CommandKey key) {
    int mask = index.length - 1;
    for (int i = home(key.high(), key.low()); index[i] != EMPTY; i = (i + 1) & mask) {
      int entry = index[i];
      if (high[entry] == key.high() && low[entry] == key.low()) {
        return entry;
      }
    }
    return ABSENT;
  }

  long payloadHash(int entry) {
    return payload[entry];
  }

  long reservation(int entry) {
    return reservation[entry];
  }

  short outcome(int entry) {
    return outcome[entry];
  }

  /** Remembers a key that is absent; the oldest goes when there is no room. */
  void add(CommandKey key, short result, long reservationId, long atMs) {
    if (size == bound) {
      removeFirst();
    }
    if (size == high.length) {
      grow();
    }
    int entry = (first + size) & (high.length - 1);
    high[entry] = key.high();
    low[entry] = key.low();
    payload[entry] = key.payloadHash();
    reservation[entry] = reservationId;
    at[entry] = atMs;
    outcome[entry] = result;
    size++;
    insert(entry);
  }

  void expire(long nowMs) {
    while (size > 0 && at[first] < nowMs - lifetimeMs) {
      removeFirst();
    }
  }

  private void removeFirst() {
    int mask = index.length - 1;
    // The oldest is at its home: only older ones ever stand between a key and its home.
    int hole = home(high[first], low[first]);
    for (int i = (hole + 1) & mask; index[i] != EMPTY; i = (i + 1) & mask) {
      int home = home(high[index[i]], low[index[i]]);
      // Moves back unless its home lies cyclically within (hole, i].
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        index[hole] = index[i];
        hole = i;
      }
    }
    index[hole] = EMPTY;
    first = (first + 1) & (high.length - 1);
    size--;
  }

  private void grow() {
    high = unrolled(high);
    low = unrolled(low);
    payload = unrolled(payload);
    reservation = unrolled(reservation);
    at = unrolled(at);
    short[] outcomes = new short[outcome.length * 2];
    unroll(outcome, outcome.length, outcomes);
    outcome = outcomes;
    first = 0;
    index = emptyIndex(high.length * 2);
    for (int entry = 0; entry < size; entry++) {
      insert(entry);
    }
  }

  private long[] unrolled(long[] ring) {
    long[] wider = new long[ring.length * 2];
    unroll(ring, ring.length, wider);
    return wider;
  }

  /** Copies a full ring, from its first entry on. */
  private void unroll(Object ring, int length, Object wider) {
    int head = length - first;
    System.arraycopy(ring, first, wider, 0, head);
    System.arraycopy(ring, 0, wider, head, first);
  }

  private void insert(int entry) {
    int mask = index.length - 1;
    int i = home(high[entry], low[entry]);
    while (index[i] != EMPTY) {
      i = (i + 1) & mask;
    }
    index[i] = entry;
  }

  private int home(long keyHigh, long keyLow) {
    return (int) Hash.mix(keyHigh ^ (keyLow * 31)) & (index.length - 1);
  }

  private static int[] emptyIndex(int length) {
    int[] fresh = new int[length];
    Arrays.fill(fresh, EMPTY);
    return fresh;
  }
}
