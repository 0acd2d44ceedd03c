package io.tavolo.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.publish.Publishing;
import io.tavolo.engine.publish.PublishingEffects;
import io.tavolo.engine.publish.PublishingLimits;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries {@link Publishing} to Kafka and to the journal. One a node, on a worker of its own: what
 * is written and compressed here takes no time from the lanes, and Kafka's client may wait.
 *
 * <p>{@link #owned}, {@link #dropped} and {@link #committed} may be called from any thread, before
 * the start too, and return at once; what is told of one shard has to be told in the order in which
 * it happened.
 */
public final class PublisherVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(PublisherVerticle.class);
  private static final int TICK_MS = 50;
  private static final double LATE_S = 5;

  /** How long a stop waits for what is in flight; the rest is sent again by the next owner. */
  private static final int STOP_MS = 2_000;

  private final PublisherSettings settings;
  private final PublisherStore store;
  private final PublishMetrics metrics;
  private final EventRecords records;
  private final Inbox inbox = new Inbox(this::turn);
  private final Publishing publishing;
  private @Nullable Producers producers;
  private @Nullable Promise<Void> stopping;
  private boolean stopped;
  private long ticks;
  private long shownAtMs;

  public PublisherVerticle(
      PublisherSettings settings,
      PublishingLimits limits,
      PublisherStore store,
      MeterRegistry registry) {
    this.settings = settings;
    this.store = store;
    metrics = new PublishMetrics(registry);
    records = new EventRecords(settings.topic());
    publishing = new Publishing(new Effects(), limits, System.currentTimeMillis());
  }

  /** How it is to be deployed. */
  public static DeploymentOptions deployment() {
    return new DeploymentOptions()
        .setThreadingModel(ThreadingModel.WORKER)
        .setWorkerPoolName("publisher")
        .setWorkerPoolSize(1);
  }

  /** The shard is this node's, committed up to {@code lastSeq}. May be said again. */
  public void owned(int shard, long lastSeq) {
    inbox.tell(p -> p.owned(shard, lastSeq));
  }

  /** The shard is no longer this node's. */
  public void dropped(int shard) {
    inbox.tell(p -> p.dropped(shard));
  }

  /** The batch is committed for the shards that passed; {@code passed} is asked at once. */
  public void committed(Batch batch, IntPredicate passed) {
    inbox.committed(batch, passed);
  }

  /** Whether events go out as they come: none has waited for 5 s. Any thread. */
  public boolean isCurrent() {
    return metrics.oldestSeconds() < LATE_S;
  }

  @Override
  public Future<?> start() {
    producers = new Producers(vertx, settings, new Answers(), publishing::producerUp);
    ticks = vertx.setPeriodic(TICK_MS, tick -> turn());
    inbox.open(context);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    Promise<Void> done = Promise.promise();
    stopping = done;
    publishing.close();
    long timer = vertx.setTimer(STOP_MS, late -> done.tryComplete());
    turn();
    return done.future()
        .eventually(
            () -> {
              stopped = true;
              inbox.close();
              vertx.cancelTimer(timer);
              vertx.cancelTimer(ticks);
              if (producers != null) {
                producers.close();
              }
              return Future.succeededFuture();
            });
  }

  private void turn() {
    if (stopped) {
      return;
    }
    inbox.drainTo(publishing);
    long nowMs = System.currentTimeMillis();
    publishing.advance(nowMs);
    if (nowMs - shownAtMs >= TICK_MS) {
      shownAtMs = nowMs;
      metrics.show(publishing, nowMs);
    }
    if (stopping != null && publishing.inFlight() == 0) {
      publishing.store();
      if (publishing.isStored()) {
        stopping.tryComplete();
      }
    }
  }

  /** From Kafka's sender thread. */
  private final class Answers implements ProducerGeneration.Answers {
    @Override
    public void acked(long generation, int shard, long seq) {
      inbox.tell(
          p -> {
            p.acked(generation, shard, seq);
            metrics.sent.increment();
            if (producers != null) {
              producers.noteSuccess();
            }
          });
    }

    @Override
    public void failed(long generation, Throwable cause) {
      metrics.failures.increment();
      log.warn("producer {} gave up, its events are sent again: {}", generation, cause.toString());
      inbox.tell(p -> p.failed(generation));
    }
  }

  private final class Effects implements PublishingEffects {
    @Override
    public void send(long generation, JournalRow row) {
      ProducerGeneration current = producers == null ? null : producers.current();
      if (current != null) {
        current.send(row.shard(), row.seq(), records.record(row));
      }
    }

    @Override
    public void readCursors(int[] shards) {
      store
          .cursors(Arrays.stream(shards).boxed().toList())
          .onComplete(
              read ->
                  inbox.tell(
                      p -> {
                        for (int shard : shards) {
                          if (read.succeeded()) {
                            p.cursor(shard, read.result().getOrDefault(shard, 0L));
                          } else {
                            p.cursorFailed(shard);
                          }
                        }
                      }));
    }

    @Override
    public void read(int shard, long afterSeq, long sinceMs, int limit, long read) {
      store
          .read(shard, afterSeq, sinceMs, limit)
          .onSuccess(rows -> inbox.tell(p -> p.rows(shard, read, rows)))
          .onFailure(
              fault -> {
                log.warn("journal of shard {} cannot be read: {}", shard, fault.toString());
                inbox.tell(p -> p.readFailed(shard, read));
              });
    }

    @Override
    public void storeCursors(int[] shards, long[] seqs) {
      store
          .advance(shards, seqs)
          .onSuccess(done -> inbox.tell(Publishing::stored))
          .onFailure(fault -> inbox.tell(p -> p.storeFailed(shards, seqs)));
    }

    @Override
    public void renewProducer(long generation) {
      if (producers != null) {
        producers.renew(generation);
      }
    }

    @Override
    public void missing(int shard, long fromSeq, long toSeq) {
      metrics.lost.increment(toSeq - fromSeq + 1.0);
      log.error(
          "events {} to {} of shard {} are no longer in the journal and were never published",
          fromSeq,
          toSeq,
          shard);
    }
  }
}
