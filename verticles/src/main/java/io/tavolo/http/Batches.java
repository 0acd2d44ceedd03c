package io.tavolo.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a node whose senders do not wait: how many there may be at once, and where their
 * answers are kept. Any thread.
 */
public final class Batches {
  /** Being read or carried out at once. Each may hold its body and its answers in memory. */
  static final int MAX_RUNNING = 4;

  private final BatchStore store;
  private final Semaphore rooms = new Semaphore(MAX_RUNNING);

  public Batches(BatchStore store) {
    this.store = store;
  }

  BatchStore store() {
    return store;
  }

  /** Room for one more, or null when there is none. */
  @Nullable Room enter() {
    return rooms.tryAcquire() ? new Room() : null;
  }

  /** The room of one batch, given back once however often that is said. */
  final class Room {
    private final AtomicBoolean left = new AtomicBoolean();

    void leave() {
      if (left.compareAndSet(false, true)) {
        rooms.release();
      }
    }
  }
}
