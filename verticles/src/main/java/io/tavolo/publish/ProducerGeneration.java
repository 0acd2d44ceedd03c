package io.tavolo.publish;

import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * One producer, until its first failure.
 *
 * <p>The first record that fails ends it, on the very thread that learns of it: that is Kafka's
 * sender, so nothing that stands behind the failed record is sent any more. Nor is any on its way:
 * the producer has one request at a time under way to a broker.
 */
final class ProducerGeneration {
  /** Told on any thread. */
  interface Answers {
    void acked(long generation, int shard, long seq);

    /** Once, and nothing more of this generation counts. */
    void failed(long generation, Throwable cause);
  }

  private final long number;
  private final Producer<byte[], byte[]> producer;
  private final Answers answers;
  private boolean over;

  ProducerGeneration(long number, Producer<byte[], byte[]> producer, Answers answers) {
    this.number = number;
    this.producer = producer;
    this.answers = answers;
  }

  /** Hands the record over; does nothing once the generation is over. */
  void send(int shard, long seq, ProducerRecord<byte[], byte[]> record) {
    if (isOver()) {
      return;
    }
    try {
      // By Kafka's own client: the wrapper would change threads twice for each record. It does not
      // wait, since the metadata is there and its buffer is larger than all that is in flight.
      Future<RecordMetadata> unused = producer.send(record, new Answer(shard, seq));
    } catch (KafkaException | IllegalStateException e) {
      fail(e);
    }
  }

  /** Gives up whatever is in flight, without telling. Any thread. */
  void end() {
    if (finish()) {
      producer.close(Duration.ZERO);
    }
  }

  private void fail(Throwable cause) {
    if (finish()) {
      producer.close(Duration.ZERO);
      answers.failed(number, cause);
    }
  }

  private synchronized boolean finish() {
    boolean first = !over;
    over = true;
    return first;
  }

  private synchronized boolean isOver() {
    return over;
  }

  private final class Answer implements Callback {
    private final int shard;
    private final long seq;

    Answer(int shard, long seq) {
      this.shard = shard;
      this.seq = seq;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
      if (exception == null) {
        answers.acked(number, shard, seq);
      } else {
        fail(exception);
      }
    }
  }
}
