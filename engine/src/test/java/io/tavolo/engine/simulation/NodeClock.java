package io.tavolo.engine.simulation;

import io.tavolo.engine.lane.LaneClock;
import io.tavolo.engine.reservation.House;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** A node's two clocks: the monotonic one runs at a speed of its own, the wall clock jumps. */
final class NodeClock implements LaneClock {
  /** What every clock would show when a run begins, milliseconds since the epoch. */
  static final long BEGIN_MS = House.NOW_MS;

  /** A node puts up with so much, and the reading of two clocks takes a while. */
  private static final long TOLERATED_MS = 11_000;

  private static final long NOTICED_US = 8_000_000;

  private final Scheduler scheduler;
  private final int driftPerMille;
  private final long monotonicBeginUs;
  private final LongSupplier reference;
  private final LongConsumer shown;

  /** How far the wall clock is off. */
  private long wallOffsetMs;

  private long wrongSinceUs;

  /**
   * @param reference the true time, milliseconds since the epoch
   * @param shown told whatever the wall clock shows to anybody
   */
  NodeClock(
      Scheduler scheduler,
      int driftPerMille,
      long monotonicBeginUs,
      LongSupplier reference,
      LongConsumer shown) {
    this.scheduler = scheduler;
    this.driftPerMille = driftPerMille;
    this.monotonicBeginUs = monotonicBeginUs;
    this.reference = reference;
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

  /** From now on the wall clock is off by so much, 0 when it is right. */
  void offset(long ms) {
    if (!isWrong()) {
      wrongSinceUs = scheduler.nowUs();
    }
    wallOffsetMs = ms;
  }

  private boolean isWrong() {
    return Math.abs(wallOffsetMs) > TOLERATED_MS;
  }

  /** Whether the wall clock has been wrong for so long that its node must have noticed. */
  boolean isLongWrong() {
    return isWrong() && scheduler.nowUs() - wrongSinceUs > NOTICED_US;
  }

  /** When the monotonic clock shows that, in the world's time. */
  long whenUs(long shownMs) {
    return (shownMs * 1_000 - monotonicBeginUs) * 1_000 / (1_000 + driftPerMille);
  }

  @Override
  public long wallMs() {
    long ms = reference.getAsLong() + wallOffsetMs;
    shown.accept(ms);
    return ms;
  }
}
