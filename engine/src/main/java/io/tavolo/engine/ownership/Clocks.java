package io.tavolo.engine.ownership;

/** Whether a node's wall clock is the database's, but for what does not matter. */
public final class Clocks {
  /** More than this apart, and a hold or a key could end at a time that nobody meant. */
  private static final long TOLERATED_MS = 10_000;

  private Clocks() {}

  /**
   * Compares a reading of the database's clock with ours before and after it.
   *
   * @param askedMs ours when it was asked for, milliseconds since the epoch like the others
   * @param answeredMs ours when the answer came
   * @param theirsMs the database's, in between
   */
  public static boolean agree(long askedMs, long answeredMs, long theirsMs) {
    long earliest = Math.min(askedMs, answeredMs) - TOLERATED_MS;
    long latest = Math.max(askedMs, answeredMs) + TOLERATED_MS;
    return theirsMs >= earliest && theirsMs <= latest;
  }

  /** What came and what was expected, for people. */
  public static String difference(long oursMs, long theirsMs) {
    long seconds = Math.abs(oursMs - theirsMs) / 1000;
    return "this machine's clock is %d s %s Postgres's (expected: at most %d s apart)"
        .formatted(seconds, oursMs > theirsMs ? "ahead of" : "behind", TOLERATED_MS / 1000);
  }
}
