package io.tavolo.engine.ownership;

/**
 * Keeps a node's lease: registers, renews with every beat, and tells when it is lost.
 *
 * <p><b>Losing it.</b> It is lost when no renewal was answered in time, when Postgres saw it lapse,
 * or when the wall clock is wrong, by which holds, notice and retention go. Then every shard is
 * dropped, and only after no lane answers from its old memory is the node registered anew: a lease
 * must not seem valid again to a lane that has not heard.
 *
 * <p><b>Late answers.</b> A renewal counts only while the lease before it still runs here. Past
 * that, Postgres may have let it lapse, a taker may have come, and a registration of ours that was
 * held up under way may have brought it back to life.
 *
 * <p>One owner thread. Moments {@code nowMs} are on the monotonic clock, {@code wallMs} are since
 * the epoch.
 */
public final class LeaseKeeping {
  /** How often {@link #compareClocks} should be called. */
  public static final long CLOCK_CHECK_MS = 1_000;

  private static final int BEATS_PER_LEASE = 5;

  private final Lease lease;
  private final LeaseEffects effects;

  /** Granted, and not lost since. */
  private boolean held;

  /** A registration or a renewal is under way, sent at {@code sentMs}. */
  private boolean busy;

  private long sentMs;

  /** The lanes still hold what they decided under the lost lease. */
  private boolean dropping;

  /** The database's clock was asked for at {@code askedMs}. */
  private boolean comparing;

  private long askedMs;
  private boolean clockIsWrong;
  private boolean stopped;

  public LeaseKeeping(Lease lease, LeaseEffects effects) {
    this.lease = lease;
    this.effects = effects;
  }

  /** How often {@link #beat} should be called. */
  public long beatEveryMs() {
    return lease.lengthMs() / BEATS_PER_LEASE;
  }

  /** Registers, or renews, unless that is under way or must not be. */
  public void beat(long nowMs) {
    if (held && !lease.isValid(nowMs)) {
      lose("no renewal was answered in time");
    }
    if (busy || stopped || dropping || clockIsWrong) {
      return;
    }
    busy = true;
    sentMs = nowMs;
    if (held) {
      effects.renew();
    } else {
      effects.register();
    }
  }

  /** The answer to {@link LeaseEffects#register}. */
  public void registered(long nowMs) {
    busy = false;
    if (!stopped && !clockIsWrong) {
      lease.granted(sentMs);
      held = lease.isValid(nowMs);
    }
  }

  /** The answer to {@link LeaseEffects#register}, when there is none. */
  public void registerFailed() {
    busy = false;
  }

  /** The answer to {@link LeaseEffects#renew}: it had not lapsed. */
  public void renewed(long nowMs) {
    busy = false;
    if (held && lease.isValid(nowMs)) {
      lease.granted(sentMs);
    } else if (held) {
      lose("a renewal was answered too late");
    }
  }

  /** The answer to {@link LeaseEffects#renew}: it had lapsed. */
  public void lapsed() {
    busy = false;
    if (held) {
      lose("Postgres saw it lapse");
    }
  }

  /** The answer to {@link LeaseEffects#renew}, when there is none. */
  public void renewFailed() {
    busy = false;
  }

  private void lose(String why) {
    held = false;
    lease.lost();
    dropping = true;
    effects.dropAll(why);
  }

  /** The answer to {@link LeaseEffects#dropAll}. */
  public void allDropped() {
    dropping = false;
  }

  /** Asks for the database's clock: a node whose own is wrong owns nothing, until it is right. */
  public void compareClocks(long wallMs) {
    if (!comparing && !stopped) {
      comparing = true;
      askedMs = wallMs;
      effects.readClock();
    }
  }

  /** The answer to {@link LeaseEffects#readClock}. */
  public void clockRead(long theirsMs, long wallMs) {
    comparing = false;
    clockIsWrong = !Clocks.agree(askedMs, wallMs, theirsMs);
    if (clockIsWrong && held) {
      lose(Clocks.difference(wallMs, theirsMs));
    }
  }

  /** The answer to {@link LeaseEffects#readClock}, when there is none. */
  public void clockFailed() {
    comparing = false;
  }

  /** Gives the lease up; no shard is held any more. Nothing happens afterwards. */
  public void stop() {
    stopped = true;
    held = false;
    lease.lost();
    effects.unregister();
  }
}
