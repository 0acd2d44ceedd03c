package io.tavolo.http.exchange;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what comes in pieces into lines, one at a time as they are asked for. Keeps what has come
 * and was not asked for yet, and of a line that is too long nothing. One thread.
 */
final class Lines {
  /** The longest line, in bytes, its end not counted. */
  static final int MAX_BYTES = 16 * 1024;

  /** Stands for a line that is too long. */
  static final byte[] TOO_LONG = {};

  private static final byte END = '\n';

  private byte[] bytes = new byte[4 * MAX_BYTES];
  private int from;
  private int to;

  /** Before it there is no end of a line. */
  private int looked;

  private boolean tooLong;

  void add(Buffer piece) {
    int length = piece.length();
    if (to + length > bytes.length) {
      int kept = to - from;
      byte[] target =
          kept + length > bytes.length ? Arrays.copyOf(bytes, 2 * (kept + length)) : bytes;
      System.arraycopy(bytes, from, target, 0, kept);
      bytes = target;
      looked -= from;
      from = 0;
      to = kept;
    }
    piece.getBytes(bytes, to);
    to += length;
  }

  /** The next line without its end, or {@link #TOO_LONG}; null when no whole one has come. */
  byte @Nullable [] next() {
    while (looked < to && bytes[looked] != END) {
      looked++;
    }
    if (looked == to) {
      if (to - from > MAX_BYTES) {
        tooLong = true;
      }
      if (tooLong) {
        from = to;
      }
      return null;
    }
    byte[] line = line(looked);
    looked++;
    from = looked;
    return line;
  }

  /** What stands after the last end of a line, when nothing more comes; null when nothing does. */
  byte @Nullable [] rest() {
    byte[] line = from < to || tooLong ? line(to) : null;
    from = to;
    looked = to;
    return line;
  }

  private byte[] line(int end) {
    boolean whole = !tooLong && end - from <= MAX_BYTES;
    tooLong = false;
    return whole ? Arrays.copyOfRange(bytes, from, end) : TOO_LONG;
  }
}
