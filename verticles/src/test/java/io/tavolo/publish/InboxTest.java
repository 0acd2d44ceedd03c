package io.tavolo.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.publish.Publishing;
import io.tavolo.engine.publish.PublishingEffects;
import io.tavolo.engine.publish.PublishingLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final MemoryJournal journal = new MemoryJournal();
  private final Inbox inbox = new Inbox(() -> {});
  private final List<Long> sent = new ArrayList<>();
  private final List<Long> readAfter = new ArrayList<>();
  private final Publishing publishing =
      new Publishing(new Recorded(), new PublishingLimits(100_000, 100, 2, 50, 50, 1_000), 0);

  @Test
  void shouldTellOfRowsThatPassedTheFenceAndOfNoOthers() {
    ready();
    inbox.committed(journal.commit(1, 2, 1), shard -> false);
    inbox.drainTo(publishing);
    assertThat(sent).isEmpty();
    assertThat(publishing.eventsBehind()).isZero();
  }

  @Test
  void shouldKeepOnlyTheNewestSequenceWhenTooManyRowsWait() {
    ready();
    for (int i = 0; i < 20; i++) {
      inbox.committed(journal.commit(1, 1_000, 1), shard -> true);
    }
    inbox.drainTo(publishing);
    publishing.advance(2);
    assertThat(sent).hasSize(16_000).isSorted();
    assertThat(publishing.eventsBehind()).isEqualTo(20_000);
    assertThat(readAfter).containsExactly(16_000L);
  }

  private void ready() {
    inbox.tell(p -> p.owned(1, 0));
    inbox.drainTo(publishing);
    publishing.advance(1);
    publishing.producerUp(1);
    publishing.cursor(1, 0);
  }

  private final class Recorded implements PublishingEffects {
    @Override
    public void send(long generation, JournalRow row) {
      sent.add(row.seq());
    }

    @Override
    public void readCursors(int[] shards) {}

    @Override
    public void read(int shard, long afterSeq, long sinceMs, int limit, long read) {
      readAfter.add(afterSeq);
    }

    @Override
    public void storeCursors(int[] shards, long[] seqs) {}

    @Override
    public void renewProducer(long generation) {}

    @Override
    public void missing(int shard, long fromSeq, long toSeq) {}
  }
}
