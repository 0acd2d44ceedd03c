package io.tavolo.engine.simulation;

import io.tavolo.engine.lane.LaneClock;
import io.tavolo.engine.reservation.House;
import java.util.function.LongConsumer;

/** A node's two clocks: both run at a speed of their own, and the wall clock jumps. */
final class NodeClock implements LaneClock {
  /** What every clock would show when a run begins, milliseconds since the epoch. */
  static final long BEGIN_MS = House.NOW_MS;

  private final Scheduler scheduler;
  private final int driftPerMille;
  private final long monotonicBeginUs;
  long wallOffsetMs;

  private final LongConsumer shown;

  /**
   * @param shown told whatever the wall clock shows to anybody
   */
  NodeClock(Scheduler scheduler, int driftPerMille, long monotonicBeginUs, LongConsumer shown) {
    this.scheduler = scheduler;
    this.driftPerMille = driftPerMille;
    this.monotonicBeginUs = monotonicBeginUs;
    this.shown = shown;
  }

  private long ranUs() {
    long us = scheduler.nowUs();
    return us + us * driftPerMille / 1_000;
  }

  @Override
  public long monotonicMs() {
    return (monotonicBeginUs + ranUs()) / 1_000;
  }

  @Override
  public long wallMs() {
    long ms = BEGIN_MS + wallOffsetMs + ranUs() / 1_000;
    shown.accept(ms);
    return ms;
  }
}
