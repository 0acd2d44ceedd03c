package io.tavolo.engine.simulation.postgres;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a row, as it lies in the heap: an update leaves it there, with a link to the next
 * one. Locks are held on versions; who has waited for one that was then updated has to lock the
 * next.
 */
final class Version<T> {
  final Row<T> row;
  final T value;

  /** Who updates or deletes it, or has done so. */
  @Nullable Transaction writer;

  /** What the writer makes of it, null for a deletion. */
  @Nullable Version<T> next;

  /** Whether the writer has committed. */
  boolean isOld;

  /** Whether whoever made it has rolled back. */
  boolean isAborted;

  private final List<Transaction> holders = new ArrayList<>(1);
  private Lock heldAs = Lock.SHARE;
  private @Nullable Line line;

  Version(Row<T> row, T value) {
    this.row = row;
    this.value = value;
  }

  /** Another transaction that has to end before this one gets the lock; null for none. */
  @Nullable Transaction against(Transaction mine, Lock lock) {
    if (lock.isAgainst(heldAs)) {
      for (Transaction holder : holders) {
        if (holder != mine) {
          return holder;
        }
      }
    }
    return null;
  }

  /** False when it holds it already. */
  boolean hold(Transaction transaction, Lock lock) {
    if (holders.contains(transaction)) {
      return false;
    }
    heldAs = lock;
    holders.add(transaction);
    return true;
  }

  void free(Transaction transaction) {
    holders.remove(transaction);
  }

  Line line() {
    if (line == null) {
      line = new Line();
    }
    return line;
  }
}
