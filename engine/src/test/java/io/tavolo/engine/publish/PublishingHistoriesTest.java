package io.tavolo.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.RandomHistories;
import io.tavolo.engine.RandomHistories.Steps;
import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.simulation.Scheduler;
import io.tavolo.engine.simulation.outside.Tally;
import io.tavolo.engine.simulation.outside.Topic;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order: all arrives, in order, and the cursor says no more. */
class PublishingHistoriesTest {
  private static final int SHARDS = 4;
  private static final int RESTAURANTS = 5;
  private static final int PARTITIONS = 3;
  private static final int BROKERS = 2;
  private static final long LATE_US = 3_000_000;
  private static final long MOST_PAUSE_MS = 6_000;

  @Test
  void shouldPublishEveryEventInOrderWhateverHappens() {
    RandomHistories.run(0.2, (random, steps) -> new PublishingHistoriesTest().run(random, steps));
  }

  /** One of two nodes. They may both believe that a shard is theirs. */
  private static final class Node {
    final KafkaModel kafka;
    final World world;
    final boolean[] owned = new boolean[SHARDS];

    Node(KafkaModel kafka, World world) {
      this.kafka = kafka;
      this.world = world;
    }
  }

  private final Journal journal = new Journal(SHARDS);
  private final Scheduler time = new Scheduler();

  private void run(SplittableRandom random, Steps steps) {
    Topic topic =
        new Topic(PARTITIONS, BROKERS, journal.published, time, random.split(), new Tally());
    Node[] nodes = {node(random, topic), node(random, topic)};
    int length = random.nextInt(50, 600);
    for (int i = 0; i < length; i++) {
      step(random, steps, topic, nodes);
    }
    steps.next("heal");
    topic.heal();
    for (Node node : nodes) {
      node.kafka.producers().cut(false);
      for (int shard = 0; shard < SHARDS; shard++) {
        node.world.owned(shard);
      }
      node.world.heal();
    }
    journal.published.finish();
    for (int shard = 0; shard < SHARDS; shard++) {
      assertThat(journal.cursor[shard]).isEqualTo(journal.lastSeq(shard));
    }
    World world = nodes[1].world;
    // With nothing to send its producer may still be in the making.
    world.advance(MOST_PAUSE_MS);
    int before = world.sends;
    for (int shard = 0; shard < SHARDS; shard++) {
      world.publishing.committed(world.commit(shard, 0));
    }
    assertThat(world.sends - before).as("direct again").isEqualTo(SHARDS);
  }

  private Node node(SplittableRandom random, Topic topic) {
    PublishingLimits limits =
        new PublishingLimits(
            random.nextInt(8, 60), random.nextInt(1, 3), random.nextInt(1, 4), 20, 10, 500);
    KafkaModel kafka = new KafkaModel(topic, time);
    return new Node(kafka, new World(limits, journal, kafka));
  }

  private static void step(SplittableRandom random, Steps steps, Topic topic, Node[] nodes) {
    Node node = nodes[random.nextInt(nodes.length)];
    World world = node.world;
    int shard = random.nextInt(SHARDS);
    int dice = random.nextInt(100);
    if (dice < 35) {
      steps.next("commit " + shard);
      commit(random, nodes, shard);
    } else if (dice < 65) {
      steps.next("advance");
      world.advance(random.nextInt(20));
    } else if (dice < 78) {
      steps.next("read");
      answerRead(random, world);
    } else if (dice < 84) {
      steps.next("store");
      answerStore(random, world);
    } else if (dice < 88) {
      steps.next("own or drop " + shard);
      if (node.owned[shard]) {
        world.dropped(shard);
      } else {
        world.owned(shard);
      }
      node.owned[shard] = !node.owned[shard];
    } else if (dice < 94) {
      steps.next("cursors");
      answerCursors(random, world);
    } else if (dice < 99) {
      steps.next("Kafka changes");
      trouble(random, topic, node.kafka);
    } else if (random.nextInt(4) == 0) {
      steps.next("restart");
      world.restart();
      Arrays.fill(node.owned, false);
    }
  }

  private static void trouble(SplittableRandom random, Topic topic, KafkaModel kafka) {
    int oneIn = random.nextInt(2, 20);
    switch (random.nextInt(12)) {
      case 0 -> topic.refuseOneIn(oneIn);
      case 1 -> topic.loseRequestOneIn(oneIn);
      case 2 -> topic.loseAnswerOneIn(oneIn);
      case 3 -> topic.landLate(oneIn, LATE_US);
      case 4 -> topic.slow(random.nextInt(50_000));
      case 5 -> topic.down(random.nextInt(BROKERS), true);
      case 6 -> topic.down(true);
      case 7 -> kafka.producers().cut(true);
      case 8 -> kafka.producers().cut(false);
      default -> topic.heal();
    }
  }

  private static void commit(SplittableRandom random, Node[] nodes, int shard) {
    for (int i = random.nextInt(6); i > 0; i--) {
      JournalRow row = nodes[0].world.commit(shard, random.nextInt(RESTAURANTS));
      for (Node node : nodes) {
        int dice = random.nextInt(40);
        if (dice == 0) {
          node.world.publishing.noted(shard, row.seq());
        } else if (dice != 1) {
          // Else it is not told at all, as when the outcome is not known yet.
          node.world.publishing.committed(row);
        }
      }
    }
  }

  private static void answerRead(SplittableRandom random, World world) {
    if (!world.reads.isEmpty()) {
      World.Read read = world.reads.get(random.nextInt(world.reads.size()));
      if (random.nextInt(8) == 0) {
        world.reads.remove(read);
        world.publishing.readFailed(read.shard(), read.read());
      } else {
        world.answer(read);
      }
    }
  }

  private static void answerStore(SplittableRandom random, World world) {
    if (!world.stores.isEmpty()) {
      World.Store store = world.stores.remove();
      boolean fails = random.nextInt(4) == 0;
      if (!fails || random.nextBoolean()) {
        world.applyStore(store);
      }
      if (fails) {
        world.publishing.storeFailed(store.shards, store.seqs);
      } else {
        world.publishing.stored();
      }
    }
  }

  private static void answerCursors(SplittableRandom random, World world) {
    if (world.cursorReads.isEmpty()) {
      return;
    }
    if (random.nextInt(4) == 0) {
      for (int shard : world.cursorReads.remove()) {
        world.publishing.cursorFailed(shard);
      }
    } else {
      world.answerCursors();
    }
  }
}
