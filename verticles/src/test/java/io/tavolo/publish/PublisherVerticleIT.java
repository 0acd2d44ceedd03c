package io.tavolo.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tavolo.embedded.LocalKafka;
import io.tavolo.engine.publish.PublishingLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherVerticleIT {
  private static final int SHARDS = 4;
  private static final int RESTAURANTS = 7;
  private static final PublishingLimits LIMITS = new PublishingLimits(1000, 100, 2, 50, 50, 60_000);

  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final MemoryJournal journal = new MemoryJournal();

  @AfterEach
  void closeVertx() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void shouldPublishWhatIsCommittedWithoutReadingTheJournal() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(dir)) {
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      PublisherVerticle publisher = deploy(kafka.bootstrap(), registry);
      own(publisher);
      until(() -> registry.get("tavolo.publish.generation").gauge().value() == 1);
      commit(publisher, 1);
      until(this::isStored);
      int readsBefore = journal.reads.get();
      for (int round = 0; round < 20; round++) {
        commit(publisher, 5);
      }
      until(this::isStored);
      assertThat(journal.reads.get()).isEqualTo(readsBefore);
      ReadBack read = ReadBack.of(kafka.bootstrap(), 101 * SHARDS);
      assertThat(read.partitions()).isEqualTo(PublisherSettings.PARTITIONS);
      assertThat(read.twice).isZero();
      assertThat(registry.get("tavolo.publish.records").counter().count()).isEqualTo(404);
      until(() -> registry.get("tavolo.publish.lag.events").gauge().value() == 0);
    }
  }

  @Test
  void shouldBringEverythingOnceKafkaIsBackAndInOrder() throws Exception {
    int port;
    PublisherVerticle publisher;
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (LocalKafka kafka = LocalKafka.start(dir)) {
      port = kafka.port();
      publisher = deploy(kafka.bootstrap(), registry);
      own(publisher);
      commit(publisher, 200);
      until(this::isStored);
      // Some of these are under way when Kafka goes.
      commit(publisher, 100);
    }
    for (int round = 0; round < 40; round++) {
      commit(publisher, 50);
    }
    // The publisher has heard of all that, and whichever producer it has, what it keeps is bounded.
    until(() -> registry.get("tavolo.publish.lag.events").gauge().value() >= 2_000 * SHARDS);
    assertThat(registry.get("tavolo.publish.in.flight").gauge().value())
        .isLessThanOrEqualTo(LIMITS.inFlight());
    try (LocalKafka kafka = LocalKafka.start(dir, port)) {
      until(this::isStored);
      commit(publisher, 10);
      until(this::isStored);
      ReadBack.of(kafka.bootstrap(), 2310 * SHARDS);
    }
  }

  @Test
  void shouldStartWithoutKafkaAndPublishWhenItComes() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    PublisherVerticle publisher = deploy("127.0.0.1:" + port, new SimpleMeterRegistry());
    own(publisher);
    commit(publisher, 1_000);
    try (LocalKafka kafka = LocalKafka.start(dir, port)) {
      until(this::isStored);
      ReadBack.of(kafka.bootstrap(), 1_000 * SHARDS);
    }
  }

  @Test
  void shouldGoOnFromTheStoredCursorAfterAStop() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(dir)) {
      PublisherVerticle first =
          new PublisherVerticle(
              PublisherSettings.of(kafka.bootstrap(), (short) 1),
              LIMITS,
              journal,
              new SimpleMeterRegistry());
      String id = await(vertx.deployVerticle(first, PublisherVerticle.deployment()));
      own(first);
      commit(first, 50);
      until(() -> journal.cursor(0) > 0);
      await(vertx.undeploy(id));
      assertThat(isStored()).isTrue();
      commit(first, 50);
      own(deploy(kafka.bootstrap(), new SimpleMeterRegistry()));
      until(this::isStored);
      assertThat(ReadBack.of(kafka.bootstrap(), 100 * SHARDS).twice).isZero();
    }
  }

  private PublisherVerticle deploy(String bootstrap, SimpleMeterRegistry registry)
      throws Exception {
    PublisherVerticle publisher =
        new PublisherVerticle(
            PublisherSettings.of(bootstrap, (short) 1), LIMITS, journal, registry);
    await(vertx.deployVerticle(publisher, PublisherVerticle.deployment()));
    return publisher;
  }

  private void own(PublisherVerticle publisher) {
    for (int shard = 0; shard < SHARDS; shard++) {
      publisher.owned(shard, journal.lastSeq(shard));
    }
  }

  private void commit(PublisherVerticle publisher, int count) {
    for (int shard = 0; shard < SHARDS; shard++) {
      publisher.committed(journal.commit(shard, count, RESTAURANTS), passed -> true);
    }
  }

  private boolean isStored() {
    for (int shard = 0; shard < SHARDS; shard++) {
      if (journal.cursor(shard) < journal.lastSeq(shard)) {
        return false;
      }
    }
    return true;
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(2_000_000);
    }
  }
}
