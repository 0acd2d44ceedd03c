package io.tavolo.engine.routing;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Refusal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to its shard's owner, and the answer back. While the view or the ownership
 * is in motion it asks again, inside the caller's deadline and under the same command key, which is
 * why that does no harm.
 *
 * <p>One attempt is under way at a time. Attempts are numbered: what an earlier one brings when a
 * later one was made, or what comes after the end, changes nothing. The caller gets exactly one
 * answer, and none that says "not done" of what an owner had and may have done, or may yet get and
 * do.
 *
 * <p>One owner thread. Times are milliseconds on the node's monotonic clock.
 */
public final class Asking {
  /**
   * An owner answers in its own time while the database does not: so long after the deadline the
   * caller is told {@link #late}.
   */
  public static final long LATE_MS = 500;

  /** An owner that gives a shard away answers what it was asked within so long. */
  public static final long GRACE_MS = 100;

  private static final long NEVER = Long.MIN_VALUE;

  /** A node that is killed answers nothing of what it had, and nobody says so. */
  static final long SILENCE_MS = 2_000;

  private final Request request;
  private final int shard;
  private final long deadlineMs;
  private final Routes routes;
  private final UnderWay underWay;
  private final AskingEffects effects;

  /** The number of the attempt that is or was the last under way. */
  private int attempt;

  private boolean waiting;

  /** Where the attempt that is waited for was sent, and counts among what is under way, or null. */
  private @Nullable String sentTo;

  /** Who owned the shard when that attempt was sent, and since when somebody else has. */
  private @Nullable String askedOwner;

  private long elsewhereSinceMs = NEVER;

  private boolean pausing;
  private boolean over;

  /** Whether an owner had it and gave it back, or keeps silent: it may be done all the same. */
  private boolean givenBack;

  /** Whether an attempt met silence: it may yet come to an owner, after a later one's answer. */
  private boolean mayYetCome;

  /**
   * A request that begins with {@link #begin}.
   *
   * @param deadlineMs when its caller stops waiting
   * @param underWay what the node has sent, shared by all its requests
   */
  public Asking(
      Request request, long deadlineMs, Routes routes, UnderWay underWay, AskingEffects effects) {
    this.request = request;
    this.shard = RestaurantNumber.shardOf(request.restaurant(), routes.shards());
    this.deadlineMs = deadlineMs;
    this.routes = routes;
    this.underWay = underWay;
    this.effects = effects;
  }

  /** The first attempt; once, before the deadline. */
  public void begin(long nowMs) {
    ask(nowMs);
  }

  private void ask(long nowMs) {
    if (routes.isHeldHere(shard)) {
      waiting = true;
      effects.submit(attempt, shard, deadlineMs);
      return;
    }
    String address = routes.addressOf(shard);
    if (address == null) {
      again(nowMs);
    } else if (routes.isOutOfReach(shard)) {
      end(new Reply.Unavailable(Reply.Reason.UNREACHABLE));
    } else if (underWay.enter(address)) {
      waiting = true;
      sentTo = address;
      askedOwner = routes.ownerOf(shard);
      elsewhereSinceMs = NEVER;
      long remainingMs = deadlineMs - nowMs;
      effects.send(attempt, shard, address, remainingMs, Math.min(remainingMs, SILENCE_MS));
    } else {
      end(new Reply.Unavailable(Reply.Reason.QUEUE_FULL));
    }
  }

  private void again(long nowMs) {
    if (nowMs < deadlineMs) {
      pausing = true;
      effects.pause(attempt, deadlineMs - nowMs);
    } else {
      end(new Reply.Unavailable(Reply.Reason.DEADLINE));
    }
  }

  /** The pause is over. */
  public void pauseOver(long nowMs) {
    if (over || !pausing) {
      return;
    }
    pausing = false;
    if (nowMs < deadlineMs) {
      attempt++;
      ask(nowMs);
    } else {
      end(new Reply.Unavailable(Reply.Reason.DEADLINE));
    }
  }

  /** The attempt's answer. */
  public void answered(int ofAttempt, Reply reply, long nowMs) {
    if (!settles(ofAttempt)) {
      return;
    }
    if (reply instanceof Reply.NotOwner) {
      givenBack = true;
      again(nowMs);
    } else {
      end(reply);
    }
  }

  /** Silence: the node may be gone, or have it, or get it yet. */
  public void unanswered(int ofAttempt, long nowMs) {
    if (settles(ofAttempt)) {
      givenBack = true;
      mayYetCome = true;
      again(nowMs);
    }
  }

  /**
   * Shards may have other owners than before. Where this one has had another than the one that was
   * asked for {@link #GRACE_MS}, one who lives would have answered: no need to sit out the silence
   * of one who is gone. To be told at once, and again when that time is over.
   */
  public void routesChanged(long nowMs) {
    if (sentTo == null || isWhereItWas()) {
      elsewhereSinceMs = NEVER;
    } else if (elsewhereSinceMs == NEVER) {
      elsewhereSinceMs = nowMs;
    } else if (nowMs - elsewhereSinceMs >= GRACE_MS) {
      unanswered(attempt, nowMs);
    }
  }

  private boolean isWhereItWas() {
    return !routes.isHeldHere(shard) && Objects.equals(askedOwner, routes.ownerOf(shard));
  }

  /** Nobody listens at the address, so that nobody has it. */
  public void unheard(int ofAttempt, long nowMs) {
    if (settles(ofAttempt)) {
      again(nowMs);
    }
  }

  /** It failed in another way, such as an answer that this node cannot read. */
  public void failed(int ofAttempt) {
    if (settles(ofAttempt)) {
      end(new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME));
    }
  }

  /** {@link #LATE_MS} after the deadline; the caller waits no longer, whoever has the request. */
  public void late() {
    if (!over) {
      end(new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME));
    }
  }

  /** Whether what comes is of the attempt that is waited for, and somebody still wants it. */
  private boolean settles(int ofAttempt) {
    if (!waiting || ofAttempt != attempt) {
      return false;
    }
    waiting = false;
    if (sentTo != null) {
      underWay.leave(sentTo);
      sentTo = null;
    }
    return !over;
  }

  private void end(Reply reply) {
    over = true;
    effects.answer(isCertain(reply) ? reply : new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME));
  }

  private boolean isCertain(Reply reply) {
    if (reply instanceof Reply.Unavailable) {
      return !givenBack;
    }
    return !mayYetCome || !(reply instanceof Reply.Refused refused) || binds(refused.refusal());
  }

  /** Whether every attempt gets this refusal, also one that comes when a table is free again. */
  private boolean binds(Refusal refusal) {
    return !(request instanceof Request.Submit submit)
        || (submit.key().byCaller() && refusal.isKept());
  }
}
