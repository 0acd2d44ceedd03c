package io.tavolo.engine.publish;

/**
 * What a shard has in flight: sequences are sent without a gap and acked in any order, since a
 * shard's restaurants lie in several partitions. A ring of one bit a sequence.
 */
final class AckWindow {
  private static final int WORD = Long.SIZE;

  private long[] bits = new long[1];

  /** All up to this one are acked. */
  private long acked;

  private long sent;

  AckWindow(long seq) {
    acked = seq;
    sent = seq;
  }

  long acked() {
    return acked;
  }

  long sent() {
    return sent;
  }

  /** The next sequence is in flight. */
  void send() {
    if (sent - acked == (long) bits.length * WORD) {
      grow();
    }
    sent++;
  }

  /** Returns whether {@link #acked} rose. What is not in flight is ignored. */
  boolean ack(long seq) {
    if (seq <= acked || seq > sent) {
      return false;
    }
    bits[word(seq)] |= 1L << seq;
    long before = acked;
    while (isSet(acked + 1)) {
      acked++;
      bits[word(acked)] &= ~(1L << acked);
    }
    return acked > before;
  }

  /** Nothing is in flight any more; it goes on after {@code seq}. */
  void restart(long seq) {
    bits = new long[1];
    acked = seq;
    sent = seq;
  }

  private boolean isSet(long seq) {
    return (bits[word(seq)] & (1L << seq)) != 0;
  }

  private int word(long seq) {
    return (int) (seq / WORD) & (bits.length - 1);
  }

  private void grow() {
    long[] old = bits;
    bits = new long[old.length * 2];
    for (long seq = acked + 1; seq <= sent; seq++) {
      if ((old[(int) (seq / WORD) & (old.length - 1)] & (1L << seq)) != 0) {
        bits[word(seq)] |= 1L << seq;
      }
    }
  }
}
