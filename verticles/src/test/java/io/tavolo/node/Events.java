package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topic of events, read from its beginning. */
final class Events implements AutoCloseable {
  private final KafkaConsumer<String, String> consumer;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Long> lastSeqByShard = new HashMap<>();

  /** Types in the order they came, by reservation, repeats removed. */
  final Map<String, List<String>> typesByReservation = new HashMap<>();

  /** The newest {@code traceparent}, by reservation; empty when there was none. */
  final Map<String, String> traceByReservation = new HashMap<>();

  /** Events that came before one they should follow. */
  final List<String> disorder = new ArrayList<>();

  Events(String bootstrap) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrap);
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "earliest");
    consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor("tavolo.reservations", Duration.ofSeconds(30)).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads what has come. */
  void poll() {
    for (ConsumerRecord<String, String> event : consumer.poll(Duration.ofMillis(200))) {
      String id = header(event, "ce_id");
      if (!seen.add(id)) {
        continue;
      }
      // One restaurant is one key, so its events lie in one partition, in the order of its shard's
      // sequence.
      String line = id.substring(0, id.indexOf('-')) + "/" + event.key();
      long seq = Long.parseLong(id.substring(id.indexOf('-') + 1));
      Long last = lastSeqByShard.put(line, seq);
      if (last != null && last > seq) {
        disorder.add(line + ": " + seq + " after " + last);
      }
      traceByReservation.put(header(event, "ce_subject"), header(event, "traceparent"));
      typesByReservation
          .computeIfAbsent(header(event, "ce_subject"), r -> new ArrayList<>())
          .add(header(event, "ce_type"));
    }
  }

  /** Waits until there is exactly what each acknowledged reservation should have, in order. */
  void awaitAllOf(Diners diners) {
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    List<Diners.Booked> missing = new ArrayList<>(diners.told.keySet());
    while (!missing.isEmpty() && System.nanoTime() < deadline) {
      poll();
      missing.removeIf(b -> expected(diners, b).equals(typesByReservation.get(b.id())));
    }
    assertThat(missing)
        .as("reservations without their events")
        .allSatisfy(b -> assertThat(typesByReservation.get(b.id())).isEqualTo(expected(diners, b)));
    assertThat(disorder).isEmpty();
  }

  private static List<String> expected(Diners diners, Diners.Booked booked) {
    String confirmed = "io.tavolo.reservation.confirmed.v1";
    return diners.told.get(booked) == Diners.Told.CANCELLED
        ? List.of(confirmed, "io.tavolo.reservation.cancelled.v1")
        : List.of(confirmed);
  }

  private static String header(ConsumerRecord<String, String> event, String name) {
    Header header = event.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
