package io.tavolo.engine.publish;

import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.simulation.Scheduler;
import io.tavolo.engine.simulation.outside.Producers;
import io.tavolo.engine.simulation.outside.Topic;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A node's way to a topic that fails as the real one does. */
final class KafkaModel implements Kafka {
  private static final long BEGIN_MS = 1_000_000;

  private final Topic topic;
  private final Scheduler time;
  private @Nullable Producers producers;

  KafkaModel(Topic topic, Scheduler time) {
    this.topic = topic;
    this.time = time;
  }

  @Override
  public void begin(Producers.Answers answers) {
    if (producers != null) {
      producers.close();
    }
    producers = topic.producers(time, answers);
  }

  @Override
  public void send(JournalRow row) {
    producers().send(row);
  }

  @Override
  public void renew(long generation) {
    producers().renew(generation);
  }

  /** Time settles it. */
  @Override
  public void settle() {}

  @Override
  public long nowMs() {
    return BEGIN_MS + time.nowUs() / 1_000;
  }

  @Override
  public void pass(long ms) {
    time.pass(ms * 1_000);
  }

  Producers producers() {
    return Objects.requireNonNull(producers);
  }
}
