package io.tavolo.engine.publish;

import io.tavolo.engine.lane.Batch.JournalRow;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** How far one shard of ours is published, and what is known to follow. */
final class ShardFeed {
  /** No read is under way. */
  static final long NONE = 0;

  final int shard;

  /** The newest event known to be committed. */
  long lastSeq;

  /** Null until the stored cursor is known. */
  @Nullable AckWindow window;

  /** Rows go out as they are committed; otherwise they come from the journal. */
  boolean direct;

  /** The read under way, of the cursor or of the journal, or {@link #NONE}. */
  long read = NONE;

  /** The time of the event last sent, or 0 when it is not known. */
  long sinceMs;

  /** When the event that is now to be acked next became that. */
  long movedMs;

  /** Not read again before this. */
  long retryAtMs;

  /**
   * What was committed while the last page was being read, without a gap: it closes the gap between
   * page and present, or a busy shard would never be direct again.
   */
  final ArrayDeque<JournalRow> tail = new ArrayDeque<>();

  /** About the oldest event that is not acked; when {@code markSeq} is acked it is looked up. */
  private long markSeq;

  private long markMs;
  private long sentMs;

  ShardFeed(int shard, long lastSeq, long nowMs) {
    this.shard = shard;
    this.lastSeq = lastSeq;
    markSeq = lastSeq;
    markMs = nowMs;
    sentMs = nowMs;
  }

  /** Events committed and not acked. */
  long lag() {
    return window == null ? 0 : lastSeq - window.acked();
  }

  /** About when the oldest event that is not acked was committed, milliseconds since the epoch. */
  long oldestMs() {
    return markMs;
  }

  /** Committed up to {@code seq}: the first after a pause is the oldest there is. */
  void noteCommitted(long seq, long atMs) {
    if (window != null && lag() == 0) {
      markSeq = seq;
      markMs = atMs;
    }
    lastSeq = seq;
  }

  void noteSent(JournalRow row, long acked, long nowMs) {
    sentMs = row.atMs();
    sinceMs = sentMs;
    if (row.seq() == acked + 1) {
      movedMs = nowMs;
      markSeq = row.seq();
      markMs = row.atMs();
    }
  }

  void noteAcked(AckWindow progress, long nowMs) {
    movedMs = nowMs;
    if (progress.acked() >= markSeq && progress.acked() < lastSeq) {
      // No older than what was sent last: within what is in flight that is near enough.
      markSeq = Math.max(progress.sent(), progress.acked() + 1);
      markMs = sentMs;
    }
  }
}
