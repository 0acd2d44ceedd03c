package io.tavolo.engine.lane;

/** The two clocks of a lane's machine; whoever drives the lane supplies them. */
public interface LaneClock {
  /** Milliseconds since the epoch; may jump either way. */
  long wallMs();

  /**
   * Milliseconds since an arbitrary moment; never falls. Deadlines and the lease are on this one.
   */
  long monotonicMs();
}
