package io.tavolo.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaIT {
  private static final String TOPIC = "kept";

  @TempDir Path dir;

  @Test
  void shouldKeepWhatWasWrittenOverARestartOnTheSamePort() throws Exception {
    int port;
    try (LocalKafka kafka = LocalKafka.start(dir)) {
      port = kafka.port();
      send(kafka, "a", "b");
    }
    try (LocalKafka kafka = LocalKafka.start(dir, port)) {
      assertThat(kafka.port()).isEqualTo(port);
      send(kafka, "c");
      assertThat(read(kafka, 3)).containsExactly("a", "b", "c");
    }
  }

  static void send(LocalKafka kafka, String... values) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrap(), "acks", "all", "enable.idempotence", true);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(TOPIC, "key", value)).get(30, TimeUnit.SECONDS);
      }
    }
  }

  /** All values from the start, once there are {@code count} of them. */
  static List<String> read(LocalKafka kafka, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrap(),
            "group.id",
            "reader",
            "auto.offset.reset",
            "earliest");
    List<String> values = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      while (values.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
