package io.tavolo.cluster;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.routing.Asking;
import io.tavolo.engine.routing.AskingEffects;
import io.tavolo.engine.routing.Routes;
import io.tavolo.engine.routing.UnderWay;
import io.tavolo.lane.LaneVerticle;
import io.tavolo.retry.Backoff;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The machine of {@link Asking} for each request, on its caller's context: to the lanes here, and
 * over the {@link NodeLink} to the other nodes. Any thread.
 */
public final class ClusterRouter implements Router {
  private static final Backoff BACKOFF = new Backoff(5, 200);

  /** What the clocks of timers may differ from that of moments. */
  private static final long TIMER_MS = 5;

  private final Vertx vertx;
  private final OwnershipVerticle ownership;
  private final Routes routes;
  private final NodeLink link;
  private final UnderWay sent = new UnderWay(UnderWay.MOST);

  /** Those that have asked another node, until they are answered. */
  private final Set<OnItsWay> waitingForOthers = ConcurrentHashMap.newKeySet();

  /**
   * A router that has nothing under way.
   *
   * @param outOfReach tells of an address whether the node there lives and cannot be reached
   */
  public ClusterRouter(
      Vertx vertx, OwnershipVerticle ownership, NodeLink link, Predicate<String> outOfReach) {
    this.vertx = vertx;
    this.ownership = ownership;
    this.routes = new RoutesOfView(ownership.view(), outOfReach);
    this.link = link;
    ownership.onRoutesChanged(
        () -> {
          waitingForOthers.forEach(OnItsWay::routesChanged);
          vertx.setTimer(
              Asking.GRACE_MS + TIMER_MS, id -> waitingForOthers.forEach(OnItsWay::routesChanged));
        });
  }

  @Override
  public Future<Reply> ask(Request request, long timeoutMs) {
    return new OnItsWay(request, LaneVerticle.nowMs(), timeoutMs).answer.future();
  }

  /** Carries the effects of one request. */
  private final class OnItsWay implements AskingEffects {
    private final Context context = vertx.getOrCreateContext();
    private final Promise<Reply> answer = Promise.promise();
    private final Request request;
    private final Asking asking;
    private final long lateTimer;

    OnItsWay(Request request, long nowMs, long timeoutMs) {
      this.request = request;
      this.asking = new Asking(request, nowMs + timeoutMs, routes, sent, this);
      this.lateTimer = after(timeoutMs + Asking.LATE_MS, asking::late);
      asking.begin(nowMs);
    }

    @Override
    public void submit(int attempt, int shard, long deadlineMs) {
      ownership
          .laneOf(shard)
          .submit(shard, request, deadlineMs, reply -> run(() -> answered(attempt, reply)));
    }

    @Override
    public void send(int attempt, int shard, String address, long remainingMs, long silenceMs) {
      waitingForOthers.add(this);
      link.ask(address, shard, request, remainingMs, silenceMs)
          .onComplete(
              reply -> run(() -> answered(attempt, reply)),
              failure -> run(() -> failed(attempt, failure)));
    }

    @Override
    public void pause(int failures, long mostMs) {
      after(
          Math.min(BACKOFF.pauseMs(failures), mostMs),
          () -> asking.pauseOver(LaneVerticle.nowMs()));
    }

    @Override
    public void answer(Reply reply) {
      vertx.cancelTimer(lateTimer);
      waitingForOthers.remove(this);
      answer.complete(reply);
    }

    void routesChanged() {
      run(() -> asking.routesChanged(LaneVerticle.nowMs()));
    }

    private void answered(int attempt, Reply reply) {
      asking.answered(attempt, reply, LaneVerticle.nowMs());
    }

    private void failed(int attempt, Throwable failure) {
      if (NodeLink.isRefusedUnread(failure)) {
        // Nobody has it; asked again it is written in the format that is written then.
        asking.unheard(attempt, LaneVerticle.nowMs());
        return;
      }
      ReplyFailure how = failure instanceof ReplyException e ? e.failureType() : ReplyFailure.ERROR;
      switch (how) {
        case NO_HANDLERS -> asking.unheard(attempt, LaneVerticle.nowMs());
        case TIMEOUT -> asking.unanswered(attempt, LaneVerticle.nowMs());
        default -> asking.failed(attempt);
      }
    }

    private long after(long ms, Runnable input) {
      return vertx.setTimer(ms, id -> run(input));
    }

    /** An input, after the effect that it answers has returned. */
    private void run(Runnable input) {
      context.runOnContext(v -> input.run());
    }
  }
}
