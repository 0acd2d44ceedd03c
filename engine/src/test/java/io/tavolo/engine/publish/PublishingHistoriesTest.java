package io.tavolo.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.RandomHistories;
import io.tavolo.engine.RandomHistories.Steps;
import io.tavolo.engine.lane.Batch.JournalRow;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order: all arrives, in order, and the cursor says no more. */
class PublishingHistoriesTest {
  private static final int SHARDS = 4;

  @Test
  void shouldPublishEveryEventInOrderWhateverHappens() {
    RandomHistories.run(0.2, PublishingHistoriesTest::history);
  }

  private static void history(SplittableRandom random, Steps steps) {
    PublishingLimits limits =
        new PublishingLimits(
            random.nextInt(8, 60), random.nextInt(1, 3), random.nextInt(1, 4), 20, 10, 500);
    World world = new World(SHARDS, limits);
    boolean[] owned = new boolean[SHARDS];
    int length = random.nextInt(50, 600);
    for (int i = 0; i < length; i++) {
      step(random, steps, world, owned);
    }
    for (int shard = 0; shard < SHARDS; shard++) {
      world.publishing.owned(shard, world.lastSeq(shard));
    }
    steps.next("heal");
    world.heal();
    for (int shard = 0; shard < SHARDS; shard++) {
      assertThat(world.allLanded(shard)).as("shard %d", shard).isTrue();
      assertThat(world.cursor[shard]).isEqualTo(world.lastSeq(shard));
    }
    int before = world.sends;
    for (int shard = 0; shard < SHARDS; shard++) {
      world.publishing.committed(world.commit(shard, 0));
    }
    assertThat(world.sends - before).as("direct again").isEqualTo(SHARDS);
    assertThat(world.lost).isEmpty();
  }

  private static void step(SplittableRandom random, Steps steps, World world, boolean[] owned) {
    int shard = random.nextInt(SHARDS);
    int partition = random.nextInt(World.PARTITIONS);
    int dice = random.nextInt(100);
    if (dice < 35) {
      steps.next("commit " + shard);
      commit(random, world, shard);
    } else if (dice < 60) {
      steps.next("ack " + partition);
      for (int i = random.nextInt(8); i > 0 && world.hasUnderWay(partition); i--) {
        world.ack(partition);
      }
    } else if (dice < 70) {
      steps.next("read");
      answerRead(random, world);
    } else if (dice < 85) {
      steps.next("advance");
      world.advance(random.nextInt(30));
    } else if (dice < 89) {
      steps.next("store");
      answerStore(random, world);
    } else if (dice < 92) {
      steps.next("own or drop " + shard);
      if (owned[shard]) {
        world.dropped(shard);
      } else {
        world.publishing.owned(shard, world.lastSeq(shard));
      }
      owned[shard] = !owned[shard];
    } else if (dice < 95) {
      steps.next("producer up, cursors");
      world.publishing.producerUp(world.generationWanted);
      if (!world.cursorReads.isEmpty()) {
        answerCursors(random, world);
      }
    } else if (dice < 99) {
      steps.next("failure");
      // Kafka may have taken some of what is never answered.
      for (int i = random.nextInt(4); i > 0 && world.hasUnderWay(partition); i--) {
        world.land(partition);
      }
      world.publishing.failed(world.generationWanted);
    } else if (random.nextInt(4) == 0) {
      steps.next("restart");
      world.restart();
      world.generationWanted = 0;
      Arrays.fill(owned, false);
    }
  }

  private static void commit(SplittableRandom random, World world, int shard) {
    for (int i = random.nextInt(6); i > 0; i--) {
      JournalRow row = world.commit(shard, random.nextInt(World.RESTAURANTS));
      int dice = random.nextInt(40);
      if (dice == 0) {
        world.publishing.noted(shard, row.seq());
      } else if (dice != 1) {
        // Else it is not told at all, as when the outcome is not known yet.
        world.publishing.committed(row);
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
    if (random.nextInt(4) == 0) {
      for (int shard : world.cursorReads.remove()) {
        world.publishing.cursorFailed(shard);
      }
    } else {
      world.answerCursors();
    }
  }
}
