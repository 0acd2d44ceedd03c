package io.tavolo.publish;

import io.tavolo.retry.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.NewTopic;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one producer after another, each with the topic in place and known to it before its first
 * record. Tries for as long as it takes, so that a node starts without Kafka. One worker context.
 */
final class Producers {
  private static final Logger log = LoggerFactory.getLogger(Producers.class);
  private static final Backoff BACKOFF = new Backoff(100, 5_000);
  private static final int ADMIN_TIMEOUT_MS = 5_000;

  private final Vertx vertx;
  private final PublisherSettings settings;
  private final ProducerGeneration.Answers answers;
  private final LongConsumer up;
  private @Nullable ProducerGeneration current;
  private long wanted;

  /** Failures since a record was last taken. */
  private int failures;

  /**
   * @param up told on this context that the generation is ready
   */
  Producers(
      Vertx vertx,
      PublisherSettings settings,
      ProducerGeneration.Answers answers,
      LongConsumer up) {
    this.vertx = vertx;
    this.settings = settings;
    this.answers = answers;
    this.up = up;
  }

  @Nullable ProducerGeneration current() {
    return current;
  }

  /** A record was taken: the next failure is a first one again. */
  void noteSuccess() {
    failures = 0;
  }

  /** Ends the present generation and makes this one. */
  void renew(long generation) {
    close();
    wanted = generation;
    if (failures == 0) {
      attempt(generation);
    } else {
      pause(generation);
    }
  }

  void close() {
    wanted = 0;
    ProducerGeneration former = current;
    current = null;
    if (former != null) {
      failures++;
      former.end();
    }
  }

  private void attempt(long generation) {
    if (wanted != generation) {
      return;
    }
    ensureTopic()
        .compose(topic -> connect(generation))
        .onComplete(
            made -> {
              if (made.failed()) {
                failures++;
                log.warn(
                    "Kafka at {} cannot be reached, events wait in the journal: {}",
                    settings.bootstrap(),
                    made.cause().toString());
                pause(generation);
              }
            });
  }

  private void pause(long generation) {
    vertx.setTimer(BACKOFF.pauseMs(failures), timer -> attempt(generation));
  }

  private Future<Void> ensureTopic() {
    KafkaAdminClient admin;
    try {
      admin = KafkaAdminClient.create(vertx, adminConfig());
    } catch (KafkaException e) {
      return Future.failedFuture(e);
    }
    NewTopic topic = new NewTopic(settings.topic(), settings.partitions(), settings.replicas());
    return admin
        .createTopics(List.of(topic))
        .onSuccess(made -> log.info("made Kafka's topic {}", settings.topic()))
        .recover(
            fault ->
                mayBeThere(fault) ? Future.succeededFuture() : Future.<Void>failedFuture(fault))
        .eventually(() -> admin.close(1));
  }

  /** Who may not make topics has had it made by somebody else. */
  private static boolean mayBeThere(Throwable fault) {
    Throwable cause =
        fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
    return cause instanceof TopicExistsException || cause instanceof AuthorizationException;
  }

  private Future<Void> connect(long generation) {
    KafkaWriteStream<byte[], byte[]> stream;
    try {
      stream =
          KafkaWriteStream.create(
              vertx, producerConfig(), new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      return Future.failedFuture(e);
    }
    ProducerGeneration made = new ProducerGeneration(generation, stream.unwrap(), answers);
    // From here on the client knows the topic's partitions, and a send does not have to wait.
    return stream
        .partitionsFor(settings.topic())
        .onFailure(fault -> made.end())
        .map(
            partitions -> {
              if (wanted != generation) {
                made.end();
              } else {
                current = made;
                up.accept(generation);
              }
              return null;
            });
  }

  private Map<String, String> adminConfig() {
    Map<String, String> config = new HashMap<>();
    config.put("bootstrap.servers", settings.bootstrap());
    config.put("client.id", "tavolo-publisher-admin");
    config.put("request.timeout.ms", Integer.toString(ADMIN_TIMEOUT_MS));
    config.put("default.api.timeout.ms", Integer.toString(ADMIN_TIMEOUT_MS));
    config.put("enable.metrics.push", "false");
    return config;
  }

  private Map<String, Object> producerConfig() {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", settings.bootstrap());
    config.put("client.id", "tavolo-publisher");
    config.put("acks", "all");
    config.put("enable.idempotence", true);
    // Idempotence alone keeps no order with more: a partition that knows nothing of this producer
    // takes a second batch although it refused the first.
    config.put("max.in.flight.requests.per.connection", 1);
    // No record fails by itself while Kafka is away: it waits, and its order with it.
    config.put("delivery.timeout.ms", Integer.MAX_VALUE);
    config.put("request.timeout.ms", 15_000);
    config.put("max.block.ms", 2_000);
    config.put("metadata.max.idle.ms", 86_400_000L);
    config.put("reconnect.backoff.max.ms", 1_000L);
    config.put("linger.ms", 5L);
    config.put("batch.size", 65_536);
    config.put("buffer.memory", 64L * 1024 * 1024);
    config.put("compression.type", "lz4");
    config.put("enable.metrics.push", false);
    return config;
  }
}
