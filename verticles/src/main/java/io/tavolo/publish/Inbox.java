package io.tavolo.publish;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Batch.Head;
import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.publish.Publishing;
import io.vertx.core.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What other threads tell the publisher, in the order they tell it. Rows that wait are bounded:
 * past the bound only the newest sequence of each shard is kept, and the journal has the rest.
 */
final class Inbox {
  private static final int ROWS = 16_384;
  private static final int PER_TURN = 4_096;

  private final ConcurrentLinkedQueue<Consumer<Publishing>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger rowsWaiting = new AtomicInteger();

  /** By shard, the newest sequence whose row was not taken in. */
  private final Map<Integer, Long> notes = new ConcurrentHashMap<>();

  private final AtomicBoolean woken = new AtomicBoolean();
  private final Runnable turn;
  private volatile @Nullable Context context;
  private volatile boolean closed;

  /**
   * @param turn run on the publisher's context when something waits
   */
  Inbox(Runnable turn) {
    this.turn = turn;
  }

  void open(Context own) {
    context = own;
    wake();
  }

  /** What is told from now on is nobody's. */
  void close() {
    closed = true;
    queue.clear();
  }

  /** Any thread. */
  void tell(Consumer<Publishing> input) {
    if (!closed) {
      queue.add(input);
      wake();
    }
  }

  /** Any thread; {@code passed} is asked before this returns. */
  void committed(Batch batch, IntPredicate passed) {
    List<JournalRow> rows = batch.journal();
    List<Head> heads = batch.heads();
    boolean whole = heads.stream().allMatch(head -> passed.test(head.shard()));
    List<JournalRow> mine =
        whole ? rows : rows.stream().filter(row -> passed.test(row.shard())).toList();
    if (rowsWaiting.get() + mine.size() > ROWS) {
      for (Head head : heads) {
        if (whole || passed.test(head.shard())) {
          note(head.shard(), head.nextSeq());
        }
      }
      return;
    }
    rowsWaiting.addAndGet(mine.size());
    tell(
        publishing -> {
          rowsWaiting.addAndGet(-mine.size());
          mine.forEach(publishing::committed);
        });
  }

  /** On the publisher's context. */
  void drainTo(Publishing publishing) {
    woken.set(false);
    for (int i = 0; i < PER_TURN; i++) {
      Consumer<Publishing> input = queue.poll();
      if (input == null) {
        return;
      }
      input.accept(publishing);
    }
    wake();
  }

  /** One entry a shard waits at most; what is noted meanwhile raises it. */
  private void note(int shard, long lastSeq) {
    if (notes.put(shard, lastSeq) == null) {
      tell(
          publishing -> {
            Long newest = notes.remove(shard);
            if (newest != null) {
              publishing.noted(shard, newest);
            }
          });
    }
  }

  private void wake() {
    Context own = context;
    if (own != null && woken.compareAndSet(false, true)) {
      own.runOnContext(v -> turn.run());
    }
  }
}
