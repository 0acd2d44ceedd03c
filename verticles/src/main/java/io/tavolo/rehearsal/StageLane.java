package io.tavolo.rehearsal;

import io.tavolo.cluster.Router;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Lane;
import io.tavolo.engine.lane.LaneClock;
import io.tavolo.engine.lane.LaneEffects;
import io.tavolo.engine.lane.LaneLimits;
import io.tavolo.engine.lane.Loaded;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.lane.Submission;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.lane.LaneVerticle;
import io.tavolo.postgres.PgJournal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane whose only house is the one on stage. A batch is brought into the form of its statement
 * and then counts as committed. On the context that it is made for.
 */
final class StageLane implements Router, LaneEffects, LaneClock {
  private static final Logger log = LoggerFactory.getLogger(StageLane.class);
  private static final int SHARD = 0;
  private static final long EPOCH = 1;

  private final Context context;
  private final Restaurant house;
  private final Lane lane = new Lane(LaneLimits.DEFAULT, this, this);

  StageLane(Context context, Restaurant house) {
    this.context = context;
    this.house = house;
    lane.lease(Long.MAX_VALUE);
    lane.own(SHARD, EPOCH, 0);
  }

  @Override
  public Future<Reply> ask(Request request, long timeoutMs) {
    Promise<Reply> answer = Promise.promise();
    Handler<Reply> ticket = answer::complete;
    context.runOnContext(
        v -> lane.submit(new Submission(SHARD, request, monotonicMs() + timeoutMs, ticket)));
    return answer.future();
  }

  @Override
  public void commit(Batch batch) {
    PgJournal.rehearse(batch);
    List<Batch.FenceResult> passed =
        batch.heads().stream()
            .map(
                head -> new Batch.FenceResult(head.shard(), head.epoch(), head.previousSeq(), true))
            .toList();
    context.runOnContext(v -> lane.committed(batch.number(), passed));
  }

  @Override
  public void load(int shard, long restaurant, long load) {
    Loaded loaded = new Loaded(house, List.of(), List.of(), List.of(), 0);
    context.runOnContext(v -> lane.loaded(restaurant, load, loaded));
  }

  @Override
  public void fetch(int shard, long restaurant, long reservation, long load) {
    context.runOnContext(v -> lane.fetched(restaurant, load, reservation, null));
  }

  @Override
  public void loadDeadlines(int shard, long afterMs) {
    context.runOnContext(v -> lane.deadlines(shard, List.of(), Long.MAX_VALUE));
  }

  @Override
  @SuppressWarnings("unchecked")
  public void reply(Submission submission, Reply reply) {
    ((Handler<Reply>) submission.ticket()).handle(reply);
  }

  @Override
  public void broken(int shard, RuntimeException fault) {
    log.error("the rehearsal broke an invariant", fault);
  }

  // There is nobody to be told: no other node, no Kafka, no Redis.

  @Override
  public void takeAgain(int shard) {}

  @Override
  public void committed(Batch batch, IntPredicate passed) {}

  @Override
  public void lost(int shard) {}

  @Override
  public void released(int shard) {}

  @Override
  public void snapshot(DaySnapshot day, long restaurant, long lastsMs) {}

  @Override
  public long wallMs() {
    return System.currentTimeMillis();
  }

  @Override
  public long monotonicMs() {
    return LaneVerticle.nowMs();
  }
}
