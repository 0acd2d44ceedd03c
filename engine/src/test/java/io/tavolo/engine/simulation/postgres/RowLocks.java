package io.tavolo.engine.simulation.postgres;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code select … order by … for …}: locks the rows of a snapshot one after the other, and after a
 * wait looks at the newest version.
 */
final class RowLocks<T> {
  private final Session session;
  private final Lock lock;
  private final List<Version<T>> seen;
  private final List<@Nullable Version<T>> locked;
  private @Nullable RowLock<T> next;

  /**
   * Nothing is locked yet.
   *
   * @param seen of the statement's snapshot, in the order of the locking
   */
  RowLocks(Session session, Lock lock, List<Version<T>> seen) {
    this.session = session;
    this.lock = lock;
    this.seen = seen;
    this.locked = new ArrayList<>(seen.size());
  }

  /** Goes on locking; false when it has to wait. */
  boolean all() {
    while (locked.size() < seen.size()) {
      if (next == null) {
        next = RowLock.ofSelect(session, lock, seen.get(locked.size()));
      }
      RowLock.State state = next.goOn();
      if (state == RowLock.State.WAITS) {
        return false;
      }
      locked.add(state == RowLock.State.GOT ? next.version() : null);
      next = null;
    }
    return true;
  }

  int size() {
    return seen.size();
  }

  /** The row as the statement's snapshot has it. */
  T seen(int i) {
    return seen.get(i).value;
  }

  /** The newest version, which is locked; null when the row was deleted during a wait. */
  @Nullable Version<T> locked(int i) {
    return locked.get(i);
  }
}
