package io.tavolo.chaos;

import io.tavolo.chaos.check.Evidence.Published;
import io.tavolo.chaos.check.Name;
import io.tavolo.chaos.check.Shown;
import io.tavolo.chaos.check.Stored;
import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.reservation.Status;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads, after the end, what the database and the topic have. */
final class Archive {
  private static final String TOPIC = "tavolo.reservations";
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration ALL_OF_IT = Duration.ofMinutes(5);

  private Archive() {}

  /**
   * Everything as it stands at one moment.
   *
   * @param connection fresh, and for nothing else afterwards
   */
  static Stored stored(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    try (Statement sql = connection.createStatement()) {
      Stored stored = new Stored(journal(sql), rows(sql), heads(sql));
      connection.commit();
      return stored;
    }
  }

  /** How many holds there are, those included that have run out without an event so far. */
  static long holds(Connection connection) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement("select count(*) from reservation where status = ?")) {
      sql.setInt(1, Status.HELD.code());
      try (ResultSet row = sql.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static List<Stored.Entry> journal(Statement sql) throws SQLException {
    List<Stored.Entry> journal = new ArrayList<>();
    try (ResultSet row =
        sql.executeQuery(
            """
            select shard, seq, epoch, restaurant, at_ms, key_high, key_low, payload
              from journal order by shard, seq
            """)) {
      while (row.next()) {
        journal.add(
            new Stored.Entry(
                row.getInt(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                new Name(row.getLong(6), row.getLong(7)),
                EventCodec.decode(row.getBytes(8))));
      }
    }
    return journal;
  }

  private static List<Stored.Row> rows(Statement sql) throws SQLException {
    List<Stored.Row> rows = new ArrayList<>();
    try (ResultSet row =
        sql.executeQuery(
            """
            select restaurant, shard, seq, hold_until, id, status, version, party_size, start_tick,
                   end_tick, tables
              from reservation
            """)) {
      while (row.next()) {
        Shown shown =
            new Shown(
                row.getLong(5),
                Status.of(row.getInt(6)),
                row.getInt(7),
                row.getInt(8),
                row.getInt(9),
                row.getInt(10),
                List.of(row.getString(11).split(",", -1)));
        rows.add(
            new Stored.Row(row.getLong(1), row.getInt(2), row.getLong(3), row.getLong(4), shown));
      }
    }
    return rows;
  }

  private static List<Stored.Head> heads(Statement sql) throws SQLException {
    List<Stored.Head> heads = new ArrayList<>();
    try (ResultSet row = sql.executeQuery("select shard, epoch, last_seq from shard_head")) {
      while (row.next()) {
        heads.add(new Stored.Head(row.getInt(1), row.getLong(2), row.getLong(3)));
      }
    }
    return heads;
  }

  /** Everything that the topic has now, in the order of each partition. */
  static List<Published> published(String bootstrap) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrap);
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "earliest");
    List<Published> all = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC, ALL_OF_IT).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ALL_OF_IT);
      long deadline = System.nanoTime() + ALL_OF_IT.toNanos();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("the topic was not read within " + ALL_OF_IT);
        }
        consumer.poll(POLL).forEach(record -> all.add(published(record)));
      }
    }
    return all;
  }

  private static Published published(ConsumerRecord<String, String> record) {
    return new Published(
        header(record, "ce_id"),
        record.key(),
        header(record, "ce_type"),
        header(record, "ce_subject"));
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
