package io.tavolo.engine.simulation.outside;

import io.tavolo.engine.simulation.check.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;

/**
 * Invariant F: every committed event reaches Kafka, per restaurant in order, once after removing
 * duplicates by id; nothing else does.
 *
 * <p>Checked at each append, in constant time: the event is committed, and the restaurant's event
 * before it has been appended before. An event that comes again counts no more. Checked at each
 * stored cursor: all up to it is there. What is missing altogether is found by {@link #advance} and
 * {@link #finish}.
 */
public final class Published implements Topic.Appends {
  /** By sequence, from 1. */
  private static final class Feed {
    long[] restaurants = new long[64];

    /** The restaurant's event before, or 0. */
    long[] before = new long[64];

    /** Or lost by the journal. */
    boolean[] appended = new boolean[64];

    int committed;

    /** All up to this one have had the time to be appended. */
    int due;

    /** The journal has let go of all up to this one. */
    int forgotten;

    /** All up to this one are appended. */
    int whole;

    final Long2LongHashMap newest = new Long2LongHashMap(0);

    void commit(long restaurant) {
      committed++;
      if (committed == restaurants.length) {
        restaurants = Arrays.copyOf(restaurants, 2 * committed);
        before = Arrays.copyOf(before, 2 * committed);
        appended = Arrays.copyOf(appended, 2 * committed);
      }
      restaurants[committed] = restaurant;
      before[committed] = newest.put(restaurant, committed);
    }
  }

  private final List<Feed> feeds = new ArrayList<>();
  private long committed;
  private long appended;
  private long repeats;

  public Published(int shards) {
    for (int shard = 0; shard < shards; shard++) {
      feeds.add(new Feed());
    }
  }

  /** A journal row is committed; a shard's come in order, from 1. To be told at the commit. */
  public void committed(int shard, long seq, long restaurant) {
    Feed feed = feeds.get(shard);
    if (seq != feed.committed + 1L) {
      throw new IllegalArgumentException(
          "shard %d, seq: %d (expected: %d)".formatted(shard, seq, feed.committed + 1));
    }
    feed.commit(restaurant);
    committed++;
  }

  @Override
  public void appended(int shard, long seq, long restaurant) {
    Feed feed = feeds.get(shard);
    if (seq < 1 || seq > feed.committed || feed.restaurants[(int) seq] != restaurant) {
      throw new Violation('F', "%d-%d of %d was never committed".formatted(shard, seq, restaurant));
    }
    int at = (int) seq;
    if (feed.appended[at]) {
      repeats++;
      return;
    }
    int before = (int) feed.before[at];
    if (before > 0 && !feed.appended[before]) {
      throw new Violation(
          'F', "%d-%d of %d came before %d-%d".formatted(shard, seq, restaurant, shard, before));
    }
    feed.appended[at] = true;
    appended++;
  }

  /** The shard is said to be published so far. */
  public void cursor(int shard, long seq) {
    Feed feed = feeds.get(shard);
    while (feed.whole < feed.committed && feed.appended[feed.whole + 1]) {
      feed.whole++;
    }
    if (seq > feed.whole) {
      throw new Violation(
          'F',
          "the cursor of shard %d is at %d, but only %d are in Kafka"
              .formatted(shard, seq, feed.whole));
    }
  }

  /** The journal keeps nothing of the shard up to {@code seq} any more. */
  public void forgotten(int shard, long seq) {
    Feed feed = feeds.get(shard);
    feed.forgotten = Math.max(feed.forgotten, (int) seq);
  }

  /** The publisher says that the journal lost these; then they need not come. */
  public void missing(int shard, long fromSeq, long toSeq) {
    Feed feed = feeds.get(shard);
    if (toSeq > feed.forgotten) {
      throw new Violation(
          'F',
          "%d-%d to %d are said to be lost, but the journal has all after %d"
              .formatted(shard, fromSeq, toSeq, feed.forgotten));
    }
    for (int seq = (int) fromSeq; seq <= toSeq; seq++) {
      if (!feed.appended[seq]) {
        feed.appended[seq] = true;
        appended++;
      }
    }
  }

  /** Whether every committed event is in Kafka. */
  public boolean isWhole() {
    return appended == committed;
  }

  /** Appends of what was there already. */
  public long repeats() {
    return repeats;
  }

  /**
   * Nothing has been in the way for a while: every event that was committed when this was called
   * before is in Kafka.
   */
  public void advance() {
    for (int shard = 0; shard < feeds.size(); shard++) {
      Feed feed = feeds.get(shard);
      for (int seq = 1; seq <= feed.due; seq++) {
        if (!feed.appended[seq]) {
          throw new Violation(
              'F', "%d-%d of %d never reached Kafka".formatted(shard, seq, feed.restaurants[seq]));
        }
      }
      feed.due = feed.committed;
    }
  }

  /** At rest: every committed event is in Kafka. */
  public void finish() {
    feeds.forEach(feed -> feed.due = feed.committed);
    advance();
  }
}
