package io.tavolo.cluster;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.lane.LaneVerticle;
import io.tavolo.retry.Backoff;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Finds the shard's lane in this node's view, and asks again while the view or the ownership is in
 * motion. Any thread.
 */
public final class ClusterRouter implements Router {
  private static final Backoff BACKOFF = new Backoff(5, 200);
  private static final long LATE_MS = 500;

  private final Vertx vertx;
  private final OwnershipVerticle ownership;
  private final NodeLink link;

  public ClusterRouter(Vertx vertx, OwnershipVerticle ownership, NodeLink link) {
    this.vertx = vertx;
    this.ownership = ownership;
    this.link = link;
  }

  @Override
  public Future<Reply> ask(Request request, long timeoutMs) {
    Promise<Reply> answer = Promise.promise();
    // A lane answers in its own time while the database does not: the caller's is bounded here.
    long timer =
        vertx.setTimer(
            timeoutMs + LATE_MS,
            id -> answer.tryComplete(new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME)));
    answer.future().onComplete(done -> vertx.cancelTimer(timer));
    new Asking(vertx.getOrCreateContext(), request, LaneVerticle.nowMs() + timeoutMs, answer)
        .attempt(0);
    return answer.future();
  }

  /** One request on its way. */
  private final class Asking {
    private final Context context;
    private final Request request;
    private final int shard;
    private final long deadlineMs;
    private final Promise<Reply> answer;

    /** Whether an owner had it and gave it back: it may be done all the same. */
    private boolean givenBack;

    Asking(Context context, Request request, long deadlineMs, Promise<Reply> answer) {
      this.context = context;
      this.request = request;
      this.shard = RestaurantNumber.shardOf(request.restaurant(), ownership.view().size());
      this.deadlineMs = deadlineMs;
      this.answer = answer;
    }

    void attempt(int attempts) {
      ShardView.Entry entry = ownership.view().get(shard);
      if (entry.held()) {
        ownership
            .laneOf(shard)
            .submit(
                shard,
                request,
                deadlineMs,
                reply -> context.runOnContext(v -> answered(reply, attempts)));
      } else if (entry.address() != null) {
        long remainingMs = Math.max(1, deadlineMs - LaneVerticle.nowMs());
        link.ask(entry.address(), shard, request, remainingMs)
            .onSuccess(reply -> context.runOnContext(v -> answered(reply, attempts)));
      } else {
        again(attempts);
      }
    }

    private void answered(Reply reply, int attempts) {
      if (reply instanceof Reply.NotOwner) {
        givenBack = true;
        again(attempts);
      } else {
        end(reply);
      }
    }

    private void end(Reply reply) {
      boolean unknown = givenBack && reply instanceof Reply.Unavailable;
      answer.tryComplete(unknown ? new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME) : reply);
    }

    private void again(int attempts) {
      long pauseMs = BACKOFF.pauseMs(attempts);
      if (LaneVerticle.nowMs() + pauseMs >= deadlineMs) {
        end(new Reply.Unavailable(Reply.Reason.DEADLINE));
      } else {
        vertx.setTimer(pauseMs, id -> context.runOnContext(v -> attempt(attempts + 1)));
      }
    }
  }
}
