package io.tavolo.engine.simulation.check;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.simulation.postgres.Committed;
import io.tavolo.engine.simulation.postgres.JournalEntry;

/**
 * D of each commit: a shard is written by the owner of its newest epoch only, who knows its newest
 * sequence; its events count up by one, and their time never falls.
 */
final class Heads {
  /** What is committed of a shard. */
  private static final class Head {
    long epoch;
    boolean epochTold;
    long seq;
    long atMs = Long.MIN_VALUE;
  }

  private final Head[] heads;

  Heads(int shards) {
    heads = new Head[shards];
    for (int shard = 0; shard < shards; shard++) {
      heads[shard] = new Head();
    }
  }

  /** From now on the epoch is known: a commit has that one and no other. */
  void taken(int shard, long epoch, long nowUs) {
    Head head = heads[shard];
    if (epoch <= head.epoch) {
      throw new Violation(
          'D',
          "shard %d was taken at %d us with epoch %d (expected: above %d)"
              .formatted(shard, nowUs, epoch, head.epoch));
    }
    head.epoch = epoch;
    head.epochTold = true;
  }

  void check(Committed commit, long nowUs) {
    for (Committed.Fenced fenced : commit.heads()) {
      fence(fenced, nowUs);
    }
    for (JournalEntry entry : commit.journal()) {
      inOrder(entry, nowUs);
    }
    for (Committed.Fenced fenced : commit.heads()) {
      Head head = heads[fenced.shard()];
      if (fenced.want().nextSeq() != head.seq) {
        throw new Violation(
            'D',
            "shard %d at %d us is set to seq %d (expected: its newest event's, %d)"
                .formatted(fenced.shard(), nowUs, fenced.want().nextSeq(), head.seq));
      }
    }
  }

  /** Who writes is who took the shard last, and knows how far it was. */
  private void fence(Committed.Fenced fenced, long nowUs) {
    Head head = heads[fenced.shard()];
    Batch.Head want = fenced.want();
    if (fenced.epoch() < head.epoch
        || (head.epochTold && fenced.epoch() > head.epoch)
        || want.epoch() != fenced.epoch()) {
      throw new Violation(
          'D',
          "shard %d at %d us, in epoch %d, is written by an owner of epoch %d (expected: %s%d)"
              .formatted(
                  fenced.shard(),
                  nowUs,
                  fenced.epoch(),
                  want.epoch(),
                  head.epochTold ? "" : "from ",
                  head.epoch));
    }
    if (fenced.previousSeq() != head.seq || want.previousSeq() != head.seq) {
      throw new Violation(
          'D',
          "shard %d at %d us, at seq %d, is written by an owner that knew seq %d (expected: %d)"
              .formatted(
                  fenced.shard(), nowUs, fenced.previousSeq(), want.previousSeq(), head.seq));
    }
    head.epoch = fenced.epoch();
  }

  private void inOrder(JournalEntry committed, long nowUs) {
    Batch.JournalRow row = committed.row();
    Head head = heads[row.shard()];
    if (committed.epoch() != head.epoch) {
      throw new Violation(
          'D',
          "%s has epoch %d (expected: %d)"
              .formatted(Words.of(row, nowUs), committed.epoch(), head.epoch));
    }
    if (row.seq() != head.seq + 1) {
      throw new Violation(
          'D', "%s (expected: seq %d)".formatted(Words.of(row, nowUs), head.seq + 1));
    }
    if (row.atMs() < head.atMs) {
      throw new Violation(
          'D',
          "%s happened at %d ms (expected: not before the event before it, %d ms)"
              .formatted(Words.of(row, nowUs), row.atMs(), head.atMs));
    }
    head.seq = row.seq();
    head.atMs = row.atMs();
  }
}
