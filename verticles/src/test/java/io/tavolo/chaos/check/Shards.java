package io.tavolo.chaos.check;

import io.tavolo.chaos.check.Stored.Entry;
import io.tavolo.chaos.check.Stored.Head;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** D: each shard's sequence, epochs and time. */
final class Shards {
  private final Stored stored;
  private final Verdict verdict;

  Shards(Stored stored, Verdict verdict) {
    this.stored = stored;
    this.verdict = verdict;
  }

  void check() {
    Map<Integer, Entry> last = new HashMap<>();
    for (Entry entry : stored.journal()) {
      Entry before = last.put(entry.shard(), entry);
      long expected = before == null ? 1 : before.seq() + 1;
      if (entry.seq() != expected) {
        broken(entry, "after which %d was expected".formatted(expected));
      }
      if (before != null && entry.epoch() < before.epoch()) {
        broken(entry, "after epoch %d".formatted(before.epoch()));
      }
      if (before != null && entry.atMs() < before.atMs()) {
        broken(entry, "%d ms before the one before it".formatted(before.atMs() - entry.atMs()));
      }
    }
    for (Head head : stored.heads()) {
      Entry entry = last.remove(head.shard());
      check(head, entry);
    }
    last.values().forEach(entry -> broken(entry, "of a shard that has no head"));
  }

  private void check(Head head, @Nullable Entry entry) {
    long seq = entry == null ? 0 : entry.seq();
    if (head.lastSeq() != seq) {
      verdict.broken(
          "D",
          "shard %d: the head says %d, the journal ends with %d"
              .formatted(head.shard(), head.lastSeq(), seq));
    }
    if (entry != null && head.epoch() < entry.epoch()) {
      broken(entry, "while the head has epoch %d".formatted(head.epoch()));
    }
  }

  private void broken(Entry entry, String what) {
    verdict.broken(
        "D",
        "shard %d: sequence %d, epoch %d, %s"
            .formatted(entry.shard(), entry.seq(), entry.epoch(), what));
  }
}
