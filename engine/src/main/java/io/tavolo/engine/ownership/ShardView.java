package io.tavolo.engine.ownership;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The shards as this node last saw them in Postgres, and which of them it holds. Read on any
 * thread, written on that of {@link Ownership}.
 */
public final class ShardView {
  /**
   * One shard.
   *
   * @param owner node that owns it, or null
   * @param address where the owner is reached, or null
   * @param held whether its lane runs here
   */
  public record Entry(
      int shard,
      @Nullable String owner,
      @Nullable String address,
      long epoch,
      long lastSeq,
      boolean held) {}

  private final AtomicReferenceArray<Entry> entries;

  ShardView(int shards) {
    entries = new AtomicReferenceArray<>(shards);
    for (int shard = 0; shard < shards; shard++) {
      entries.set(shard, new Entry(shard, null, null, 0, 0, false));
    }
  }

  public int size() {
    return entries.length();
  }

  public Entry get(int shard) {
    return entries.get(shard);
  }

  /** The newest epoch seen; what is of an older one is out of date. */
  public long epoch(int shard) {
    return entries.get(shard).epoch();
  }

  /** Shards whose lanes run here. */
  public int heldCount() {
    int held = 0;
    for (int shard = 0; shard < size(); shard++) {
      held += get(shard).held() ? 1 : 0;
    }
    return held;
  }

  /** Whether the shard is reached elsewhere than it was in the view before. */
  boolean seen(Head head) {
    Entry old = get(head.shard());
    if (head.epoch() >= old.epoch()) {
      entries.set(
          head.shard(),
          new Entry(
              head.shard(),
              head.owner(),
              head.address(),
              head.epoch(),
              head.lastSeq(),
              old.held()));
      return !Objects.equals(old.address(), head.address());
    }
    return false;
  }

  void held(Taken taken, String owner) {
    String address = get(taken.shard()).address();
    entries.set(
        taken.shard(),
        new Entry(taken.shard(), owner, address, taken.epoch(), taken.lastSeq(), true));
  }

  void dropped(int shard) {
    Entry e = get(shard);
    entries.set(shard, new Entry(shard, e.owner(), e.address(), e.epoch(), e.lastSeq(), false));
  }
}
