package io.tavolo.engine.ownership;

/**
 * A node's own view of its lease: it ends here before it ends for Postgres, so that nobody answers
 * from a memory that another node's may have overtaken.
 *
 * <p>It is counted on the monotonic clock from the moment the renewal was <em>sent</em>, and for
 * one part in fifty less than Postgres counts. That covers clocks that do not run alike: Postgres's
 * may be up to 2 % faster than the node's, which is 1 % each, where crystals differ by 0.02 % and
 * clocks that are being slewed by 0.05 to 0.1 %. A clock of Postgres's that is <em>set</em> forward
 * while leases run is not covered; the fence still is.
 *
 * <p>Safe for one writer and any readers.
 */
public final class Lease {
  /** Of so many milliseconds one is not counted. */
  private static final long DRIFT = 50;

  private final long lengthMs;
  private volatile long untilMs = Long.MIN_VALUE;

  /**
   * A lease that is not held yet.
   *
   * @param lengthMs what each renewal asks of Postgres, 2 or more
   */
  public Lease(long lengthMs) {
    this.lengthMs = lengthMs;
  }

  /** What each renewal asks of Postgres. */
  public long lengthMs() {
    return lengthMs;
  }

  /** Postgres granted what was asked for at that moment. */
  public void granted(long sentAtMs) {
    long marginMs = (lengthMs + DRIFT - 1) / DRIFT;
    untilMs = Math.max(untilMs, sentAtMs + lengthMs - marginMs);
  }

  /** It lapsed, or was given back: everything rests until it is granted anew. */
  public void lost() {
    untilMs = Long.MIN_VALUE;
  }

  /** When it ends, on the monotonic clock in milliseconds. */
  public long untilMs() {
    return untilMs;
  }

  public boolean isValid(long nowMs) {
    return nowMs < untilMs;
  }
}
