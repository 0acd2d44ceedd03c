package io.tavolo.engine.form;

import io.tavolo.engine.bytes.ByteReader;
import io.tavolo.engine.bytes.ByteWriter;

/**
 * The formats that a software reads and writes.
 *
 * <p><b>A format</b> is one number for all that one node writes and another reads: requests and
 * replies, journal payloads and stored definitions, snapshots in the cache. A member more, another
 * order, a new type and a new code are each a new format. It stands in the first octet.
 *
 * <p><b>The rule.</b> Format N is written only after a release that reads N has been rolled out
 * everywhere, and rollback is possible until then. More exactly: the database knows which format is
 * written, and every registered node reads and writes it. A node registers with its range, and is
 * refused when what is written lies outside. What is written is raised to the newest format that
 * all registered nodes read, also those whose lease lapsed less than two minutes ago, which may
 * only have paused; registering and raising exclude each other. It never falls: once it is raised,
 * no software that does not read it is let in again.
 *
 * <p><b>A release that brings N</b> still writes N - 1, because it does so until the last node of
 * the release before is gone. A later one may give that up and begin its range with N: it is let in
 * where N is written. What is stored is read for ever, from {@link #STORED_SINCE} on.
 *
 * <p><b>Between raise and news.</b> A node hears of a raise within a second or so. What it writes
 * before is read by all that were there when the raise was made; a node that came since and gave
 * the format up refuses the request unread, and it is asked again in the newer one. An answer is in
 * the format of its request.
 *
 * @param oldest that it reads from running nodes, and still writes
 * @param newest that it reads, and writes once all others read it
 */
public record Formats(int oldest, int newest) {
  /** Payloads and definitions in databases. */
  public static final int STORED_SINCE = 1;

  /** Those of this software. */
  public static final Formats HERE = new Formats(2, 2);

  /**
   * A range of formats.
   *
   * @throws IllegalArgumentException when it is empty
   */
  public Formats {
    if (newest < oldest) {
      throw new IllegalArgumentException(
          "newest: %d (expected: %d or more)".formatted(newest, oldest));
    }
  }

  /** Whether it is read and written. */
  public boolean has(int format) {
    return oldest <= format && format <= newest;
  }

  /**
   * A message that begins with its format.
   *
   * @throws IllegalArgumentException when this software does not write it
   */
  public static ByteWriter begin(int format) {
    if (!HERE.has(format)) {
      throw new IllegalArgumentException("format: %d (expected: %s)".formatted(format, HERE));
    }
    ByteWriter out = new ByteWriter();
    out.octet(format);
    return out;
  }

  /**
   * The format of a message of a running node.
   *
   * @throws IllegalArgumentException when this software does not read it
   */
  public static int read(ByteReader in) {
    return read(in, HERE);
  }

  /**
   * The format of something stored.
   *
   * @throws IllegalArgumentException when this software does not read it
   */
  public static int readStored(ByteReader in) {
    return read(in, new Formats(STORED_SINCE, HERE.newest));
  }

  private static int read(ByteReader in, Formats expected) {
    int format = in.octet("version");
    if (!expected.has(format)) {
      throw in.fault("version", format, expected.toString());
    }
    return format;
  }

  /** For people: {@code 2}, or {@code 1..2}. */
  @Override
  public String toString() {
    return oldest == newest ? Integer.toString(oldest) : oldest + ".." + newest;
  }
}
