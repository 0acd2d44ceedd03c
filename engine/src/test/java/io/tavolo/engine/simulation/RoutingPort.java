package io.tavolo.engine.simulation;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.lane.Submission;
import io.tavolo.engine.ownership.ShardView;
import io.tavolo.engine.routing.Asking;
import io.tavolo.engine.routing.AskingEffects;
import io.tavolo.engine.routing.Envelope;
import io.tavolo.engine.routing.Receiving;
import io.tavolo.engine.routing.ReceivingEffects;
import io.tavolo.engine.routing.Routes;
import io.tavolo.engine.routing.UnderWay;
import io.tavolo.engine.simulation.check.Violation;
import io.tavolo.engine.wire.ReplyCodec;
import io.tavolo.engine.wire.RequestCodec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries requests between clients, nodes and lanes, in the bytes of the wire. */
final class RoutingPort implements ReceivingEffects<RoutingPort.Asker>, Routes {
  private static final int UNDER_WAY = 200;

  /** What a thread may be late. */
  private static final long SLACK_MS = 20;

  /** Who asked, on another node. */
  record Asker(int place, Consumer<byte[]> answer) {}

  private final Node node;
  private final Context context;
  private final UnderWay sent = new UnderWay(UNDER_WAY);
  private final Receiving<Asker> receiving;
  private final Set<Asked> onTheirWay = new LinkedHashSet<>();
  private long numbers;

  RoutingPort(Node node) {
    this.node = node;
    context = node.context();
    receiving = new Receiving<>(this, new UnderWay(UNDER_WAY), this);
  }

  private ShardView view() {
    return node.ownership().machine().view();
  }

  @Override
  public int shards() {
    return view().size();
  }

  @Override
  public boolean isHeldHere(int shard) {
    return view().get(shard).held();
  }

  @Override
  public @Nullable String ownerOf(int shard) {
    return view().get(shard).owner();
  }

  @Override
  public @Nullable String addressOf(int shard) {
    return view().get(shard).address();
  }

  /** Nobody here listens for who is silent: a request waits for its deadline. */
  @Override
  public boolean isOutOfReach(int shard) {
    return false;
  }

  private void submit(int shard, Request request, long deadlineMs, Consumer<Reply> answer) {
    node.laneOf(shard).run(lane -> lane.submit(new Submission(shard, request, deadlineMs, answer)));
  }

  /** Those who wait for a former owner ask again, unless it answers within a moment. */
  void routesChanged() {
    tellOfRoutes();
    node.process.after((Asking.GRACE_MS + SLACK_MS) * 1_000, this::tellOfRoutes);
  }

  private void tellOfRoutes() {
    node.process.after(
        0,
        () -> List.copyOf(onTheirWay).forEach(asked -> asked.machine.routesChanged(node.nowMs())));
  }

  // ---- asking

  void ask(Request request, long timeoutMs, Consumer<Reply> answer) {
    new Asked(request, timeoutMs, answer).begin();
  }

  private final class Asked implements AskingEffects {
    private final Request request;
    private final Consumer<Reply> answer;
    private final Asking machine;
    private final long timeoutMs;
    private boolean answered;

    Asked(Request request, long timeoutMs, Consumer<Reply> answer) {
      this.request = request;
      this.answer = answer;
      this.timeoutMs = timeoutMs;
      machine = new Asking(request, node.nowMs() + timeoutMs, RoutingPort.this, sent, this);
    }

    void begin() {
      onTheirWay.add(this);
      machine.begin(node.nowMs());
      node.process.after((timeoutMs + Asking.LATE_MS) * 1_000, machine::late);
      node.process.after(
          (timeoutMs + Asking.LATE_MS + SLACK_MS) * 1_000,
          () -> {
            if (!answered) {
              throw new Violation('J', "no answer within the deadline: " + request);
            }
          });
    }

    private void heard(int attempt, Reply reply) {
      machine.answered(attempt, reply, node.nowMs());
    }

    @Override
    public void submit(int attempt, int shard, long deadlineMs) {
      if (node.process.effect()) {
        RoutingPort.this.submit(
            shard, request, deadlineMs, reply -> context.run(() -> heard(attempt, reply)));
      }
    }

    @Override
    public void send(int attempt, int shard, String address, long remainingMs, long silenceMs) {
      if (!node.process.effect()) {
        return;
      }
      node.process.after(silenceMs * 1_000, () -> machine.unanswered(attempt, node.nowMs()));
      Node other = node.cluster.named(address);
      if (other == null || !other.isAccepting()) {
        if (node.random.nextBoolean()) {
          node.process.after(
              node.network.latencyUs(), () -> machine.unheard(attempt, node.nowMs()));
        }
        return;
      }
      byte[] bytes = RequestCodec.encode(request, remainingMs);
      Envelope envelope = new Envelope(node.name(), numbers++, shard, remainingMs);
      Asker asker =
          new Asker(
              node.place, reply -> context.run(() -> heard(attempt, ReplyCodec.decode(reply))));
      node.network.message(
          node.place, other.place, () -> other.routing().received(envelope, bytes, asker));
    }

    @Override
    public void pause(int failures, long mostMs) {
      long us = Math.min(mostMs * 1_000, node.backoffUs(5, 200, failures));
      node.process.after(us, () -> machine.pauseOver(node.nowMs()));
    }

    @Override
    public void answer(Reply reply) {
      if (answered) {
        throw new Violation('J', "two answers to " + request);
      }
      answered = true;
      onTheirWay.remove(this);
      if (node.process.effect()) {
        answer.accept(reply);
      }
    }
  }

  // ---- being asked

  private void received(Envelope envelope, byte[] bytes, Asker asker) {
    node.process.after(
        0,
        () -> {
          RequestCodec.Timed timed = RequestCodec.decode(bytes);
          receiving.received(envelope, timed.request(), asker, node.nowMs());
        });
  }

  @Override
  public void submit(int shard, Request request, long deadlineMs, Asker asker) {
    if (node.process.effect()) {
      submit(shard, request, deadlineMs, reply -> receiving.answered(asker, reply));
    }
  }

  @Override
  public void answer(Asker asker, Reply reply) {
    if (reply instanceof Reply.NotOwner) {
      node.world.count(Fault.ROUTE_STALE);
    }
    if (node.process.effect()) {
      byte[] bytes = ReplyCodec.encode(reply);
      node.network.message(node.place, asker.place(), () -> asker.answer().accept(bytes));
    }
  }
}
