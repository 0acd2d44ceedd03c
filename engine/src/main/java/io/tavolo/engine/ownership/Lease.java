package io.tavolo.engine.ownership;

/**
 * A node's own view of its lease. It is counted on the monotonic clock from the moment the renewal
 * was <em>sent</em>, so that it ends here no later than it ends for Postgres. Safe for one writer
 * and any readers.
 */
public final class Lease {
  private final long lengthMs;
  private volatile long untilMs = Long.MIN_VALUE;

  /**
   * A lease that is not held yet.
   *
   * @param lengthMs what each renewal asks of Postgres
   */
  public Lease(long lengthMs) {
    this.lengthMs = lengthMs;
  }

  public long lengthMs() {
    return lengthMs;
  }

  /** Postgres granted what was asked for at that moment. */
  public void granted(long sentAtMs) {
    untilMs = Math.max(untilMs, sentAtMs + lengthMs);
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
