package io.tavolo.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a consumer has of the topic when it drops the ids it has seen. */
final class ReadBack {
  private final Map<String, Long> newest = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private int partitions;
  int twice;

  /** Reads the topic from its start until it has so many different events. */
  static ReadBack of(String bootstrap, int events) {
    ReadBack read = new ReadBack();
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all = new ArrayList<>();
      consumer
          .partitionsFor(PublisherSettings.TOPIC)
          .forEach(p -> all.add(new TopicPartition(p.topic(), p.partition())));
      read.partitions = all.size();
      consumer.assign(all);
      while (read.ids.size() < events && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(read::take);
      }
    }
    assertThat(read.ids).hasSize(events);
    return read;
  }

  int partitions() {
    return partitions;
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    String id = new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.US_ASCII);
    if (!ids.add(id)) {
      twice++;
      return;
    }
    long seq = Long.parseLong(id.substring(id.indexOf('-') + 1));
    Long before = newest.put(record.key(), seq);
    assertThat(before == null || before < seq)
        .as("%s: %d after %d", record.key(), seq, before)
        .isTrue();
  }
}
