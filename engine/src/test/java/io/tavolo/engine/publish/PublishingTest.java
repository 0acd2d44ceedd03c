package io.tavolo.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.lane.Batch.JournalRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishingTest {
  private static final PublishingLimits LIMITS = new PublishingLimits(40, 10, 2, 200, 250, 60_000);

  private final Journal journal = new Journal(4);
  private final KafkaByHand kafka = new KafkaByHand(journal.published);
  private final World world = new World(LIMITS, journal, kafka);

  private void own(int shard) {
    world.owned(shard);
    world.advance(1);
    kafka.up();
    while (!world.cursorReads.isEmpty()) {
      world.answerCursors();
    }
    world.advance(1);
  }

  private void commit(int shard, int count) {
    for (int i = 0; i < count; i++) {
      world.publishing.committed(world.commit(shard, 1));
    }
    world.advance(1);
  }

  @Test
  void shouldSendWhatIsCommittedWithoutReadingTheJournal() {
    own(0);
    commit(0, 20);
    assertThat(world.sends).isEqualTo(20);
    world.heal();
    assertThat(world.reads).isEmpty();
    assertThat(journal.cursor[0]).isEqualTo(20);
  }

  @Test
  void shouldReadTheJournalAfterTheStoredCursorWhenAShardIsTaken() {
    for (int i = 0; i < 25; i++) {
      world.commit(0, 1);
    }
    journal.publishedBefore(0, 5);
    own(0);
    assertThat(world.reads)
        .singleElement()
        .isEqualTo(new World.Read(0, 5, 10, world.reads.get(0).read()));
    world.heal();
    assertThat(world.sends).isEqualTo(20);
    assertThat(journal.cursor[0]).isEqualTo(25);
  }

  @Test
  void shouldKeepNothingWhileKafkaIsAway() {
    world.publishing.owned(0, 0);
    world.advance(1);
    world.answerCursors();
    commit(0, 100_000);
    assertThat(world.sends).isZero();
    assertThat(world.reads).isEmpty();
    assertThat(world.publishing.inFlight()).isZero();
    assertThat(world.publishing.eventsBehind()).isEqualTo(100_000);
  }

  @Test
  void shouldSendNoMoreThanTheBoundAndCatchUpFromTheJournal() {
    own(0);
    commit(0, 100);
    assertThat(world.sends).isEqualTo(40);
    world.heal();
    assertThat(world.sends).isEqualTo(100);
  }

  @Test
  void shouldBeDirectAgainAlthoughRowsAreCommittedDuringEveryRead() {
    own(0);
    commit(0, 60);
    kafka.ackAll();
    for (int page = 0; page < 3; page++) {
      world.advance(1);
      World.Read read = world.reads.get(0);
      // The statement saw less than what is committed when its answer comes.
      List<JournalRow> seen = journal.page(0, read.afterSeq(), read.limit());
      commit(0, 3);
      world.answer(read, seen);
    }
    world.advance(1);
    assertThat(world.reads).isEmpty();
    assertThat(world.sends).isEqualTo(69);
    commit(0, 1);
    assertThat(world.sends).isEqualTo(70);
  }

  @Test
  void shouldSendAgainEverythingAfterTheLastAckedWhenARecordFails() {
    own(0);
    commit(0, 10);
    kafka.ack(1);
    kafka.ack(1);
    world.publishing.failed(world.generationWanted);
    world.advance(1);
    assertThat(world.generationWanted).isEqualTo(2);
    world.publishing.producerUp(2);
    world.advance(1);
    assertThat(world.reads.get(0).afterSeq()).isEqualTo(2);
    world.heal();
    assertThat(world.sends).isEqualTo(18);
  }

  @Test
  void shouldNotCountAcksOfAnEarlierGeneration() {
    own(0);
    commit(0, 3);
    long former = world.generationWanted;
    world.publishing.failed(former);
    world.advance(1);
    world.publishing.acked(former, 0, 1);
    assertThat(world.publishing.inFlight()).isZero();
    assertThat(world.publishing.eventsBehind()).isEqualTo(3);
  }

  @Test
  void shouldStoreOnlyWhatIsAckedWithoutAGap() {
    own(0);
    for (int restaurant = 0; restaurant < 3; restaurant++) {
      world.publishing.committed(world.commit(0, restaurant));
    }
    kafka.ack(0);
    kafka.ack(2);
    world.advance(1000);
    assertThat(world.stores.remove().seqs).containsExactly(1);
    world.publishing.stored();
    kafka.ack(1);
    world.advance(1000);
    assertThat(world.stores.remove().seqs).containsExactly(3);
  }

  @Test
  void shouldStoreAgainWhatMayNotHaveBeenStored() {
    own(0);
    commit(0, 2);
    kafka.ack(1);
    world.advance(1000);
    World.Store store = world.stores.remove();
    kafka.ack(1);
    world.publishing.storeFailed(store.shards, store.seqs);
    world.advance(1000);
    assertThat(world.stores.remove().seqs).containsExactly(2);
  }

  @Test
  void shouldStoreTheCursorOfAShardThatHasGone() {
    own(0);
    commit(0, 2);
    kafka.ack(1);
    world.dropped(0);
    world.advance(1000);
    assertThat(world.stores.remove().seqs).containsExactly(1);
  }

  @Test
  void shouldReadWhatWasOnlyNoted() {
    own(0);
    world.commit(0, 1);
    world.commit(0, 1);
    world.publishing.noted(0, 2);
    world.heal();
    assertThat(journal.cursor[0]).isEqualTo(2);
  }

  @Test
  void shouldGiveUpAProducerThatIsStuckWithOneShardAlthoughItAnswersForAnother() {
    own(0);
    own(1);
    commit(0, 1);
    kafka.ack(1);
    world.publishing.committed(world.commit(0, 0));
    for (int i = 0; i < 10; i++) {
      world.advance(LIMITS.stallMs() / 11);
      assertThat(world.generationWanted).isEqualTo(1);
      commit(1, 1);
      kafka.ack(1);
    }
    world.advance(LIMITS.stallMs() / 11 + LIMITS.storeEveryMs());
    assertThat(world.generationWanted).isEqualTo(2);
    world.heal();
    assertThat(journal.cursor).containsExactly(2, 10, 0, 0);
  }

  @Test
  void shouldSayWhatTheJournalHasLostAndGoOn() {
    own(0);
    for (int i = 0; i < 20; i++) {
      world.commit(0, 1);
    }
    journal.forget(0, 15);
    world.publishing.noted(0, 20);
    world.heal();
    assertThat(world.lost).containsExactly("0: 1..15");
    assertThat(world.sends).isEqualTo(5);
    assertThat(journal.cursor[0]).isEqualTo(20);
  }

  @Test
  void shouldTellHowOldTheOldestUnpublishedEventIs() {
    own(0);
    assertThat(world.publishing.oldestMs()).isEqualTo(world.nowMs());
    commit(0, 1);
    long committedMs = world.nowMs() - 1;
    world.advance(5_000);
    commit(0, 1);
    assertThat(world.publishing.oldestMs()).isEqualTo(committedMs);
    kafka.ack(1);
    assertThat(world.publishing.oldestMs()).isEqualTo(committedMs + 5_001);
    kafka.ack(1);
    assertThat(world.publishing.oldestMs()).isEqualTo(world.nowMs());
  }

  @Test
  void shouldServeShardsInTurnWhenManyAreBehind() {
    for (int shard = 0; shard < 4; shard++) {
      for (int i = 0; i < 30; i++) {
        world.commit(shard, shard);
      }
      own(shard);
    }
    assertThat(world.reads).extracting(World.Read::shard).containsExactly(0, 1);
    List.copyOf(world.reads).forEach(world::answer);
    kafka.ackAll();
    world.advance(1);
    assertThat(world.reads).extracting(World.Read::shard).containsExactly(2, 3);
  }

  @Test
  void shouldHandOverNothingMoreOnceItIsClosing() {
    own(0);
    commit(0, 2);
    world.publishing.close();
    commit(0, 2);
    assertThat(world.sends).isEqualTo(2);
    kafka.ack(1);
    kafka.ack(1);
    assertThat(world.publishing.inFlight()).isZero();
    world.publishing.store();
    assertThat(world.stores.remove().seqs).containsExactly(2);
    assertThat(world.publishing.isStored()).isFalse();
    world.publishing.stored();
    assertThat(world.publishing.isStored()).isTrue();
  }
}
