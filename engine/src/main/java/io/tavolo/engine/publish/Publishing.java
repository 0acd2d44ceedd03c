package io.tavolo.engine.publish;

import io.tavolo.engine.lane.Batch.JournalRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Brings every committed event of a node's shards to Kafka, in the order of its shard, at least
 * once.
 *
 * <p><b>Memory.</b> Rows are sent as they are committed while a node-wide bound of records in
 * flight allows it. Past the bound, after a gap, or without a producer, a shard keeps its cursor
 * and nothing else, and comes back through pages of the journal. What is sent is not kept: after a
 * failure it is read again.
 *
 * <p><b>Order.</b> A shard's rows are handed over without a gap. A failed record ends the
 * producer's generation, so that no later record overtakes it; the next generation begins after
 * each shard's last acked event. Whoever sent the same events before began no later and left no gap
 * either, so that first occurrences are in order whatever was sent twice.
 *
 * <p>One owner thread. Inputs only note what happened and send what can be sent directly; {@link
 * #advance} does the rest.
 */
public final class Publishing {
  private final PublishingEffects effects;
  private final PublishingLimits limits;
  private final Int2ObjectHashMap<ShardFeed> feeds = new Int2ObjectHashMap<>();

  /** By shard: the journal has to be read. */
  private final BitSet behind = new BitSet();

  /** By shard: the stored cursor is not known. */
  private final BitSet strange = new BitSet();

  private final Cursors cursors;

  private long generation;
  private boolean up;
  private boolean renewing;
  private boolean closing;

  /** Records handed over and not answered. */
  private int inFlight;

  /** Rows kept in the feeds' tails. */
  private int kept;

  private int reads;
  private long lastRead = ShardFeed.NONE;

  /** The shard after which the next page is read. */
  private int turn;

  private long nowMs;
  private long checkedAtMs;

  /**
   * @param nowMs milliseconds since the epoch, here and in {@link #advance}
   */
  public Publishing(PublishingEffects effects, PublishingLimits limits, long nowMs) {
    this.effects = effects;
    this.limits = limits;
    this.nowMs = nowMs;
    cursors = new Cursors(effects, nowMs);
    checkedAtMs = nowMs;
  }

  /**
   * The shard is ours, and committed up to {@code lastSeq}. May be said again, when more is found
   * to be committed than was told.
   */
  public void owned(int shard, long lastSeq) {
    ShardFeed feed = feeds.get(shard);
    if (feed == null) {
      feeds.put(shard, new ShardFeed(shard, lastSeq, nowMs));
      strange.set(shard);
    } else if (lastSeq > feed.lastSeq) {
      feed.noteCommitted(lastSeq, nowMs);
      fallBehind(feed);
    }
  }

  /** Committed up to {@code lastSeq}, but the rows are not at hand. */
  public void noted(int shard, long lastSeq) {
    if (feeds.containsKey(shard)) {
      owned(shard, lastSeq);
    }
  }

  /** The shard is not ours any more; what is in flight stays in flight. */
  public void dropped(int shard) {
    ShardFeed feed = feeds.remove(shard);
    if (feed == null) {
      return;
    }
    forgetRead(feed);
    strange.clear(shard);
    behind.clear(shard);
  }

  /** A row is committed; rows of a shard come in order, those of shards not ours are ignored. */
  public void committed(JournalRow row) {
    ShardFeed feed = feeds.get(row.shard());
    if (feed == null || row.seq() <= feed.lastSeq) {
      return;
    }
    boolean gap = row.seq() != feed.lastSeq + 1;
    feed.noteCommitted(row.seq(), row.atMs());
    if (feed.window == null) {
      return;
    }
    if (!feed.direct) {
      keep(feed, feed.window, row, gap);
    } else if (!gap && up && !closing && room() > 0) {
      send(feed, feed.window, row);
    } else {
      fallBehind(feed);
    }
  }

  /** How far the shard was published, as stored. */
  public void cursor(int shard, long publishedSeq) {
    ShardFeed feed = feeds.get(shard);
    if (feed == null || feed.window != null) {
      return;
    }
    feed.read = ShardFeed.NONE;
    feed.window = new AckWindow(publishedSeq);
    feed.lastSeq = Math.max(feed.lastSeq, publishedSeq);
    strange.clear(shard);
    settle(feed, feed.window);
  }

  public void cursorFailed(int shard) {
    ShardFeed feed = feeds.get(shard);
    if (feed != null && feed.window == null) {
      feed.read = ShardFeed.NONE;
      feed.retryAtMs = nowMs + limits.retryMs();
    }
  }

  /** The rows a read asked for, in order; empty when there are none. */
  public void rows(int shard, long read, List<JournalRow> rows) {
    ShardFeed feed = feeds.get(shard);
    if (feed == null || feed.window == null || feed.read != read) {
      return;
    }
    reads--;
    feed.read = ShardFeed.NONE;
    AckWindow window = feed.window;
    long before = window.sent();
    for (JournalRow row : rows) {
      if (row.seq() > window.sent() + 1 && !skip(feed, window, row.seq() - 1)) {
        break;
      }
      if (row.seq() == window.sent() + 1 && !closing) {
        send(feed, window, row);
      }
    }
    if (window.sent() == before) {
      feed.retryAtMs = nowMs + limits.retryMs();
    }
    feed.lastSeq = Math.max(feed.lastSeq, window.sent());
    sendTail(feed, window);
    settle(feed, window);
  }

  public void readFailed(int shard, long read) {
    ShardFeed feed = feeds.get(shard);
    if (feed != null && feed.window != null && feed.read == read) {
      forgetRead(feed);
      feed.retryAtMs = nowMs + limits.retryMs();
    }
  }

  /** The record is in Kafka. */
  public void acked(long ofGeneration, int shard, long seq) {
    if (ofGeneration != generation || !up) {
      return;
    }
    inFlight--;
    ShardFeed feed = feeds.get(shard);
    if (feed != null && feed.window != null && feed.window.ack(seq)) {
      feed.noteAcked(feed.window, nowMs);
      cursors.rise(shard, feed.window.acked());
    }
  }

  /** A record of that generation failed, or the producer did. */
  public void failed(long ofGeneration) {
    if (ofGeneration == generation && up) {
      up = false;
      inFlight = 0;
      for (ShardFeed feed : feeds.values()) {
        forgetRead(feed);
        AckWindow window = feed.window;
        if (window != null) {
          window.restart(window.acked());
          feed.sinceMs = 0;
          settle(feed, window);
        }
      }
    }
  }

  /** The producer of that generation can reach the topic. */
  public void producerUp(long ofGeneration) {
    if (ofGeneration == generation && renewing) {
      renewing = false;
      up = true;
    }
  }

  /** What {@link PublishingEffects#storeCursors} was asked is stored. */
  public void stored() {
    cursors.stored();
  }

  /** It may not have been; the arguments as they were given. */
  public void storeFailed(int[] shards, long[] seqs) {
    cursors.failed(shards, seqs);
  }

  /** To be called after inputs, and every now and then without any. */
  public void advance(long now) {
    nowMs = now;
    if (up && now - checkedAtMs >= limits.storeEveryMs()) {
      checkedAtMs = now;
      endWhenStalled();
    }
    if (!up && !renewing && !closing) {
      renewing = true;
      generation++;
      effects.renewProducer(generation);
    }
    readCursors();
    readPages();
    if (now - cursors.storedAtMs() >= limits.storeEveryMs()) {
      cursors.store(now);
    }
  }

  /** Stores what is acked, without waiting for the time to come. */
  public void store() {
    cursors.store(nowMs);
  }

  /** Hands over nothing more; what is in flight is still awaited, and stored. */
  public void close() {
    closing = true;
  }

  /** Records handed to the producer and not answered. */
  public int inFlight() {
    return inFlight;
  }

  /** Whether all that is acked is stored. */
  public boolean isStored() {
    return cursors.isStored();
  }

  /** The producers there have been, the present one included. */
  public long generation() {
    return generation;
  }

  /** Events that are committed and not known to be in Kafka. */
  public long eventsBehind() {
    long sum = 0;
    for (ShardFeed feed : feeds.values()) {
      sum += feed.lag();
    }
    return sum;
  }

  /**
   * About when the oldest of those was committed, milliseconds since the epoch; now when there is
   * none.
   */
  public long oldestMs() {
    long oldest = nowMs;
    for (ShardFeed feed : feeds.values()) {
      if (feed.lag() > 0) {
        oldest = Math.min(oldest, feed.oldestMs());
      }
    }
    return oldest;
  }

  /** Kafka may answer for one partition and not for another: each shard has to go on. */
  private void endWhenStalled() {
    for (ShardFeed feed : feeds.values()) {
      AckWindow window = feed.window;
      if (window != null
          && window.acked() < window.sent()
          && nowMs - feed.movedMs > limits.stallMs()) {
        failed(generation);
        return;
      }
    }
  }

  private void readCursors() {
    List<Integer> asked = new ArrayList<>();
    for (int shard = strange.nextSetBit(0); shard >= 0; shard = strange.nextSetBit(shard + 1)) {
      ShardFeed feed = feeds.get(shard);
      if (feed != null && feed.read == ShardFeed.NONE && feed.retryAtMs <= nowMs) {
        feed.read = ++lastRead;
        asked.add(shard);
      }
    }
    if (!asked.isEmpty()) {
      effects.readCursors(asked.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  /** A quarter of the bound stays for those that need no journal. */
  private void readPages() {
    int page = limits.pageRows();
    int most = limits.inFlight() - limits.inFlight() / 4;
    while (up
        && !closing
        && reads < limits.reads()
        && inFlight + kept + (reads + 1) * page <= most) {
      int shard = nextToRead();
      ShardFeed feed = shard < 0 ? null : feeds.get(shard);
      if (feed == null || feed.window == null) {
        return;
      }
      turn = shard;
      reads++;
      feed.read = ++lastRead;
      effects.read(shard, feed.window.sent(), feed.sinceMs, page, feed.read);
    }
  }

  /** The next shard behind that is not being read nor waiting, or -1. */
  private int nextToRead() {
    int first = nextBehind(turn);
    int shard = first;
    while (shard >= 0) {
      ShardFeed feed = feeds.get(shard);
      if (feed != null && feed.read == ShardFeed.NONE && feed.retryAtMs <= nowMs) {
        return shard;
      }
      shard = nextBehind(shard);
      if (shard == first) {
        return -1;
      }
    }
    return -1;
  }

  private int nextBehind(int shard) {
    int next = behind.nextSetBit(shard + 1);
    return next >= 0 ? next : behind.nextSetBit(0);
  }

  /** Records that may still be handed over, beside the pages that are being read. */
  private int room() {
    return limits.inFlight() - inFlight - kept - reads * limits.pageRows();
  }

  private void send(ShardFeed feed, AckWindow window, JournalRow row) {
    inFlight++;
    window.send();
    feed.noteSent(row, window.acked(), nowMs);
    effects.send(generation, row);
  }

  /** The journal goes on only after {@code seq}. Returns whether we do, too. */
  private boolean skip(ShardFeed feed, AckWindow window, long seq) {
    if (window.acked() < window.sent()) {
      // What is in flight has to be answered first, or the cursor would pass it.
      feed.retryAtMs = nowMs + limits.retryMs();
      return false;
    }
    effects.missing(feed.shard, window.sent() + 1, seq);
    window.restart(seq);
    feed.sinceMs = 0;
    cursors.rise(feed.shard, seq);
    return true;
  }

  /** Keeps the row while it may continue the page that is being read. */
  private void keep(ShardFeed feed, AckWindow window, JournalRow row, boolean gap) {
    boolean near =
        (gap || feed.tail.isEmpty())
            ? row.seq() - window.sent() <= limits.pageRows() + 1
            : feed.tail.size() < limits.pageRows();
    boolean keeps = near && feed.read != ShardFeed.NONE && room() > 0;
    if (gap || !keeps) {
      dropTail(feed);
    }
    if (keeps) {
      feed.tail.add(row);
      kept++;
    }
  }

  private void sendTail(ShardFeed feed, AckWindow window) {
    for (JournalRow row : feed.tail) {
      if (!closing && row.seq() == window.sent() + 1) {
        send(feed, window, row);
      }
    }
    dropTail(feed);
  }

  private void dropTail(ShardFeed feed) {
    kept -= feed.tail.size();
    feed.tail.clear();
  }

  private void forgetRead(ShardFeed feed) {
    if (feed.window != null && feed.read != ShardFeed.NONE) {
      feed.read = ShardFeed.NONE;
      reads--;
    }
    dropTail(feed);
  }

  private void fallBehind(ShardFeed feed) {
    feed.direct = false;
    if (feed.window != null) {
      behind.set(feed.shard);
    }
  }

  private void settle(ShardFeed feed, AckWindow window) {
    feed.direct = window.sent() >= feed.lastSeq;
    behind.set(feed.shard, !feed.direct);
  }
}
