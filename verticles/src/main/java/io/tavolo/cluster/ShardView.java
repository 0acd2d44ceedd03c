package io.tavolo.cluster;

import io.tavolo.engine.ownership.Head;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The shards as this node last saw them in Postgres, and which of them it holds. Read on any
 * thread.
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

  void seen(Head head) {
    entries.updateAndGet(
        head.shard(),
        old ->
            head.epoch() < old.epoch()
                ? old
                : new Entry(
                    head.shard(),
                    head.owner(),
                    head.address(),
                    head.epoch(),
                    head.lastSeq(),
                    old.held()));
  }

  void held(int shard, String owner, long epoch, long lastSeq) {
    entries.updateAndGet(
        shard, old -> new Entry(shard, owner, old.address(), epoch, lastSeq, true));
  }

  void dropped(int shard) {
    entries.updateAndGet(
        shard, e -> new Entry(shard, e.owner(), e.address(), e.epoch(), e.lastSeq(), false));
  }
}
