package io.tavolo.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.lane.Batch.JournalRow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When cursors and the journal are read, how much of it, and what becomes of reads that fail. */
class PublishingReadsTest {
  private static final PublishingLimits LIMITS = new PublishingLimits(40, 10, 2, 200, 250, 60_000);

  private final Journal journal = new Journal(6);
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

  /** Committed, but known to nobody here yet. */
  private void elsewhere(int shard, int count) {
    for (int i = 0; i < count; i++) {
      world.commit(shard, 1);
    }
  }

  private List<Integer> shardsRead() {
    return world.reads.stream().map(World.Read::shard).toList();
  }

  private World.Read fail(World.Read read) {
    world.reads.remove(read);
    world.publishing.readFailed(read.shard(), read.read());
    return read;
  }

  // ---- cursors

  @Test
  void shouldAskForACursorThatCouldNotBeReadAgainAfterAPause() {
    world.owned(0);
    world.advance(1);
    assertThat(world.cursorReads.remove()).containsExactly(0);
    world.publishing.cursorFailed(0);
    world.advance(LIMITS.retryMs() - 1);
    assertThat(world.cursorReads).isEmpty();
    world.advance(1);
    assertThat(world.cursorReads.remove()).containsExactly(0);
    world.advance(10_000);
    assertThat(world.cursorReads).as("that one is under way").isEmpty();
  }

  @Test
  void shouldPassOverACursorThatFailsForAShardThatHasOneOrIsGone() {
    own(0);
    elsewhere(0, 1);
    world.publishing.noted(0, 1);
    world.advance(1);
    World.Read read = world.reads.get(0);
    world.publishing.cursorFailed(0);
    world.publishing.cursorFailed(5);
    world.answer(read);
    assertThat(world.sends).isEqualTo(1);
  }

  // ---- ownership

  @Test
  void shouldReadNothingWhenItIsToldAgainWhatItKnows() {
    own(0);
    commit(0, 2);
    world.owned(0);
    world.publishing.noted(0, 1);
    world.publishing.committed(journal.row(0, 2));
    world.advance(1);
    assertThat(world.reads).isEmpty();
    assertThat(world.sends).isEqualTo(2);
    commit(0, 1);
    assertThat(world.sends).as("still direct").isEqualTo(3);
  }

  @Test
  void shouldCountAtOnceWhatItIsToldIsCommitted() {
    own(0);
    elsewhere(0, 3);
    world.publishing.noted(0, 3);
    world.publishing.noted(5, 3);
    assertThat(world.publishing.eventsBehind()).isEqualTo(3);
  }

  @Test
  void shouldReadForOthersOnceAShardThatIsBeingReadIsGone() {
    for (int shard = 0; shard < 4; shard++) {
      elsewhere(shard, 5);
      own(shard);
    }
    assertThat(shardsRead()).containsExactly(0, 1);
    world.dropped(0);
    world.dropped(1);
    world.dropped(5);
    world.advance(1);
    assertThat(shardsRead()).containsExactly(0, 1, 2, 3);
    world.answer(world.reads.get(0));
    assertThat(world.sends).as("the answer for a shard that is gone").isZero();
  }

  @Test
  void shouldReadForOthersWhileAShardThatComesBackDoesNotKnowItsCursor() {
    elsewhere(0, 5);
    own(0);
    world.dropped(0);
    world.reads.clear();
    own(1);
    world.owned(0);
    elsewhere(1, 3);
    world.publishing.noted(1, 3);
    world.advance(1);
    assertThat(shardsRead()).containsExactly(1);
  }

  // ---- pages

  @Test
  void shouldReadAPageAgainAfterAPauseWhenItCouldNotBeRead() {
    elsewhere(0, 5);
    own(0);
    World.Read failed = fail(world.reads.get(0));
    world.advance(LIMITS.retryMs() - 1);
    assertThat(world.reads).isEmpty();
    world.advance(1);
    assertThat(world.reads).hasSize(1);
    world.publishing.readFailed(0, failed.read());
    world.publishing.readFailed(5, failed.read());
    world.advance(LIMITS.retryMs());
    assertThat(world.reads).as("the one that failed was another").hasSize(1);
    world.heal();
    assertThat(world.sends).isEqualTo(5);
  }

  @Test
  void shouldReadForOthersWhileAShardRestsAfterAReadThatFailed() {
    for (int shard = 0; shard < 4; shard++) {
      elsewhere(shard, 5);
      own(shard);
    }
    List.copyOf(world.reads).forEach(this::fail);
    world.advance(1);
    assertThat(shardsRead()).containsExactly(2, 3);
  }

  @Test
  void shouldRestAShardWhosePageToldNothingNew() {
    elsewhere(0, 5);
    own(0);
    world.answer(world.reads.get(0), List.of());
    world.advance(LIMITS.retryMs() - 1);
    assertThat(world.reads).isEmpty();
    world.advance(1);
    assertThat(world.reads).hasSize(1);
  }

  @Test
  void shouldReadPagesOnlyWhereThreeQuartersOfTheBoundHaveRoomForThem() {
    own(0);
    own(1);
    elsewhere(1, 30);
    commit(0, 20);
    world.publishing.noted(1, 30);
    world.advance(1);
    assertThat(world.reads).as("20 in flight and a page of 10").hasSize(1);
    commit(0, 1);
    world.answer(world.reads.get(0));
    world.advance(1);
    assertThat(world.reads).as("31 in flight").isEmpty();
    for (int i = 0; i < 10; i++) {
      kafka.ack(1);
    }
    world.advance(1);
    assertThat(world.reads).as("21 in flight").isEmpty();
    kafka.ack(1);
    world.advance(1);
    assertThat(world.reads).as("20 in flight").hasSize(1);
    assertThat(world.publishing.inFlight()).isEqualTo(20);
  }

  @Test
  void shouldSendDirectlyOnlyWhatPagesUnderWayLeaveRoomFor() {
    own(0);
    own(1);
    own(2);
    elsewhere(1, 30);
    elsewhere(2, 30);
    world.publishing.noted(1, 30);
    world.publishing.noted(2, 30);
    world.advance(1);
    assertThat(world.reads).hasSize(2);
    commit(0, 25);
    assertThat(world.sends).isEqualTo(20);
    assertThat(world.publishing.inFlight()).isEqualTo(20);
  }

  @Test
  void shouldWaitForWhatIsInFlightBeforeItPassesAGapInTheJournal() {
    own(0);
    commit(0, 1);
    elsewhere(0, 10);
    journal.forget(0, 6);
    world.publishing.noted(0, 11);
    world.advance(1);
    world.answer(world.reads.get(0));
    assertThat(world.lost).isEmpty();
    assertThat(world.sends).isEqualTo(1);
    kafka.ack(1);
    world.advance(LIMITS.retryMs() - 1);
    assertThat(world.reads).isEmpty();
    world.advance(1);
    world.answer(world.reads.get(0));
    assertThat(world.lost).containsExactly("0: 2..6");
    assertThat(world.sends).isEqualTo(6);
  }

  @Test
  void shouldStoreThatItPassedAGapAlsoWhenNothingComesAfterIt() {
    own(0);
    elsewhere(0, 5);
    journal.forget(0, 4);
    world.publishing.noted(0, 5);
    world.advance(1);
    world.answer(world.reads.get(0));
    world.advance(LIMITS.storeEveryMs());
    assertThat(world.stores.remove().seqs).containsExactly(4);
  }

  @Test
  void shouldPassOverAPageThatWasAskedForBeforeTheProducerFailed() {
    elsewhere(0, 5);
    elsewhere(1, 5);
    own(0);
    own(1);
    List<World.Read> former = List.copyOf(world.reads);
    world.publishing.failed(world.generationWanted);
    world.advance(1);
    kafka.up();
    assertThat(world.publishing.generation()).isEqualTo(2);
    former.forEach(world::answer);
    assertThat(world.sends).isZero();
    world.advance(1);
    assertThat(world.reads).as("both may be read again at once").hasSize(2);
    world.heal();
    assertThat(world.sends).isEqualTo(10);
  }

  // ---- what is committed during a read

  /** A read of shard 0 that has seen ten rows. */
  private World.Read reading() {
    own(0);
    elsewhere(0, 10);
    world.publishing.noted(0, 10);
    world.advance(1);
    return world.reads.get(0);
  }

  @Test
  void shouldSendWhatWasCommittedDuringAReadBehindItsPage() {
    World.Read read = reading();
    List<JournalRow> page = journal.page(0, 0, 10);
    commit(0, 10);
    assertThat(world.sends).isZero();
    world.answer(read, page);
    assertThat(world.sends).isEqualTo(20);
    commit(0, 1);
    assertThat(world.sends).isEqualTo(21);
  }

  @Test
  void shouldKeepNoMoreOfWhatIsCommittedDuringAReadThanAPage() {
    World.Read read = reading();
    List<JournalRow> page = journal.page(0, 0, 10);
    commit(0, 11);
    world.answer(read, page);
    assertThat(world.sends).as("the rows kept had to be given up").isEqualTo(10);
    world.advance(1);
    assertThat(world.reads).hasSize(1);
    world.heal();
    assertThat(world.sends).isEqualTo(21);
  }

  @Test
  void shouldKeepOnlyWhatMayContinueThePage() {
    World.Read read = reading();
    List<JournalRow> page = journal.page(0, 0, 10);
    elsewhere(0, 1);
    commit(0, 2);
    world.answer(read, page);
    assertThat(world.sends).as("rows after a gap do not continue it").isEqualTo(10);
    world.heal();
    assertThat(world.sends).isEqualTo(13);
  }

  @Test
  void shouldCountWhatItKeepsAgainstTheBoundAndGiveItBack() {
    World.Read read = reading();
    own(1);
    commit(0, 10);
    commit(1, 25);
    assertThat(world.sends).as("40 less a page and ten rows kept").isEqualTo(20);
    world.dropped(0);
    kafka.ackAll();
    world.heal();
    world.sends = 0;
    commit(1, 40);
    assertThat(world.sends).as("nothing of the shard that is gone is counted").isEqualTo(40);
    assertThat(read.shard()).isZero();
  }

  @Test
  void shouldForgetWhatItKeptWhenTheReadFails() {
    World.Read read = reading();
    commit(0, 10);
    fail(read);
    world.heal();
    assertThat(world.sends).isEqualTo(20);
    commit(0, 40);
    assertThat(world.sends).isEqualTo(60);
  }

  // ---- storing

  @Test
  void shouldStoreNoMoreOftenThanItsTime() {
    own(0);
    commit(0, 2);
    kafka.ack(1);
    world.advance(LIMITS.storeEveryMs());
    world.stores.remove();
    world.publishing.stored();
    kafka.ack(1);
    world.advance(LIMITS.storeEveryMs() - 1);
    assertThat(world.stores).isEmpty();
    world.advance(1);
    assertThat(world.stores).hasSize(1);
  }

  @Test
  void shouldStoreAgainWhatMayNotHaveBeenStoredAlsoWhenNothingHasRisenSince() {
    own(0);
    commit(0, 2);
    kafka.ack(1);
    world.advance(LIMITS.storeEveryMs());
    World.Store store = world.stores.remove();
    world.publishing.storeFailed(store.shards, store.seqs);
    assertThat(world.publishing.isStored()).isFalse();
    world.advance(LIMITS.storeEveryMs());
    assertThat(world.stores.remove().seqs).containsExactly(1);
  }

  @Test
  void shouldGiveAProducerUpOnlyAfterAShardsRecordWasInFlightForItsWholeTime() {
    own(0);
    commit(0, 1);
    long sentMs = world.nowMs() - 1;
    world.advance(sentMs + LIMITS.stallMs() - world.nowMs());
    assertThat(world.generationWanted).isEqualTo(1);
    world.advance(LIMITS.storeEveryMs());
    assertThat(world.generationWanted).isEqualTo(2);
  }
}
