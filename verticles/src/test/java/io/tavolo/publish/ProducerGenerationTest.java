package io.tavolo.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ProducerGenerationTest {
  private final MockProducer<byte[], byte[]> kafka =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final List<String> told = new ArrayList<>();
  private final ProducerGeneration generation =
      new ProducerGeneration(
          4,
          kafka,
          new ProducerGeneration.Answers() {
            @Override
            public void acked(long generation, int shard, long seq) {
              told.add("%d: %d-%d".formatted(generation, shard, seq));
            }

            @Override
            public void failed(long generation, Throwable cause) {
              told.add("%d failed".formatted(generation));
            }
          });

  private void send(long seq) {
    generation.send(1, seq, new ProducerRecord<>("topic", new byte[0]));
  }

  @Test
  void shouldTellWhichRecordsKafkaTook() {
    send(1);
    send(2);
    kafka.completeNext();
    kafka.completeNext();
    assertThat(told).containsExactly("4: 1-1", "4: 1-2");
  }

  @Test
  void shouldEndWithTheFirstRecordThatFails() {
    send(1);
    send(2);
    kafka.errorNext(new RecordTooLargeException());
    assertThat(kafka.closed()).isTrue();
    send(3);
    assertThat(kafka.history()).hasSize(2);
    assertThat(told).containsExactly("4 failed");
  }

  @Test
  void shouldEndWhenARecordCannotBeHandedOver() {
    kafka.sendException = new TimeoutException("no metadata");
    send(1);
    kafka.sendException = null;
    send(2);
    assertThat(kafka.history()).isEmpty();
    assertThat(told).containsExactly("4 failed");
  }

  @Test
  void shouldTellNothingOnceItIsGivenUp() {
    send(1);
    generation.end();
    send(2);
    generation.end();
    assertThat(kafka.closed()).isTrue();
    assertThat(kafka.history()).hasSize(1);
    assertThat(told).isEmpty();
  }
}
