package io.tavolo.engine.simulation;

import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.publish.Publishing;
import io.tavolo.engine.publish.PublishingEffects;
import io.tavolo.engine.publish.PublishingLimits;
import io.tavolo.engine.simulation.outside.Producers;
import io.tavolo.engine.simulation.postgres.Cursor;
import io.tavolo.engine.simulation.postgres.JournalEntry;
import io.tavolo.engine.simulation.postgres.Result;
import io.tavolo.engine.simulation.postgres.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Carries a node's publishing, on a thread of its own. */
final class PublisherPort implements PublishingEffects, Producers.Answers {
  private static final long TICK_US = 50_000;
  private static final long READING_US = 10_000_000;
  private static final PublishingLimits LIMITS = new PublishingLimits(64, 8, 2, 200, 250, 3_000);

  private final Node node;
  private final Context context;
  private final Pool pool;
  private final Publishing machine;
  private final Producers producers;

  PublisherPort(Node node) {
    this.node = node;
    context = node.context();
    pool = node.pool(2, READING_US);
    machine = new Publishing(this, LIMITS, node.clock.wallMs());
    producers = node.outside.topic().producers(node.process::after, this);
    node.process.every(TICK_US, () -> run(publishing -> {}));
  }

  void run(Consumer<Publishing> input) {
    context.run(
        () -> {
          input.accept(machine);
          machine.advance(node.clock.wallMs());
        });
  }

  /** Its thread stands still. */
  void stall(long us) {
    context.stall(us);
  }

  /** Whether nothing passes between this node and the brokers. */
  void cut(boolean is) {
    producers.cut(is);
  }

  /** The process is gone; what is under way to the brokers goes on. */
  void close() {
    producers.close();
  }

  // ---- effects

  @Override
  public void send(long generation, JournalRow row) {
    if (node.process.effect()) {
      producers.send(row);
    }
  }

  @Override
  public void renewProducer(long generation) {
    if (node.process.effect()) {
      producers.renew(generation);
    }
  }

  @Override
  public void readCursors(int[] shards) {
    if (!node.process.effect()) {
      return;
    }
    pool.execute(
        new Statement.Cursors(Arrays.stream(shards).boxed().toList()),
        result ->
            run(
                publishing -> {
                  if (result instanceof Result.Cursors read) {
                    read.rows().forEach(row -> publishing.cursor(row.shard(), row.seq()));
                  } else {
                    Arrays.stream(shards).forEach(publishing::cursorFailed);
                  }
                }));
  }

  @Override
  public void read(int shard, long afterSeq, long sinceMs, int limit, long read) {
    if (!node.process.effect()) {
      return;
    }
    int firstDay = (int) Math.floorDiv(sinceMs, 86_400_000L);
    pool.execute(
        new Statement.Journal(shard, afterSeq, firstDay, limit),
        result -> {
          if (result instanceof Result.Journal journal) {
            List<JournalRow> rows = journal.rows().stream().map(JournalEntry::row).toList();
            run(publishing -> publishing.rows(shard, read, rows));
          } else {
            run(publishing -> publishing.readFailed(shard, read));
          }
        });
  }

  @Override
  public void storeCursors(int[] shards, long[] seqs) {
    if (!node.process.effect()) {
      return;
    }
    for (int i = 0; i < shards.length; i++) {
      node.outside.published().cursor(shards[i], seqs[i]);
    }
    List<Cursor> cursors =
        IntStream.range(0, shards.length).mapToObj(i -> new Cursor(shards[i], seqs[i])).toList();
    pool.execute(
        new Statement.Advance(cursors),
        result -> {
          if (result instanceof Result.Count) {
            run(Publishing::stored);
          } else {
            run(publishing -> publishing.storeFailed(shards, seqs));
          }
        });
  }

  @Override
  public void missing(int shard, long fromSeq, long toSeq) {
    node.outside.published().missing(shard, fromSeq, toSeq);
  }

  // ---- answers of Kafka's

  @Override
  public void up(long generation) {
    run(publishing -> publishing.producerUp(generation));
  }

  @Override
  public void acked(long generation, int shard, long seq) {
    run(publishing -> publishing.acked(generation, shard, seq));
  }

  @Override
  public void failed(long generation) {
    run(publishing -> publishing.failed(generation));
  }
}
