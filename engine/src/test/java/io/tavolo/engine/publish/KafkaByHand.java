package io.tavolo.engine.publish;

import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.simulation.outside.Producers;
import io.tavolo.engine.simulation.outside.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records queue up by partition; the test says when each is taken. */
final class KafkaByHand implements Kafka {
  private static final int PARTITIONS = 3;

  private final Topic.Appends appends;
  private final List<ArrayDeque<JournalRow>> partitions = new ArrayList<>();
  private Producers.@Nullable Answers answers;
  private long generation;
  private long nowMs = 1_000_000;

  KafkaByHand(Topic.Appends appends) {
    this.appends = appends;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.add(new ArrayDeque<>());
    }
  }

  @Override
  public void begin(Producers.Answers to) {
    answers = to;
    renew(0);
  }

  @Override
  public void send(JournalRow row) {
    partitions.get((int) (row.restaurant() % PARTITIONS)).add(row);
  }

  @Override
  public void renew(long wanted) {
    generation = wanted;
    partitions.forEach(ArrayDeque::clear);
  }

  @Override
  public void settle() {
    up();
    ackAll();
  }

  @Override
  public long nowMs() {
    return nowMs;
  }

  @Override
  public void pass(long ms) {
    nowMs += ms;
  }

  /** The producer that was asked for is there. */
  void up() {
    Objects.requireNonNull(answers).up(generation);
  }

  /** The partition's next record is taken, and its sender hears of it. */
  void ack(int partition) {
    JournalRow row = partitions.get(partition).remove();
    appends.appended(row.shard(), row.seq(), row.restaurant());
    Objects.requireNonNull(answers).acked(generation, row.shard(), row.seq());
  }

  void ackAll() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      while (!partitions.get(partition).isEmpty()) {
        ack(partition);
      }
    }
  }
}
