package io.tavolo.engine.simulation.postgres;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a row, as it lies in the heap: an update leaves it there, with a link to the next
 * one. Locks are held on versions; who has waited for one that was then updated begins anew at the
 * next.
 */
final class Version<T> {
  final Row<T> row;
  final T value;

  /** Who updates or deletes it, and has not committed yet. */
  @Nullable Session writer;

  /** What the writer makes of it, null for a deletion. */
  @Nullable Version<T> next;

  /** Whether the writer has committed. */
  boolean isOld;

  private final List<Session> holders = new ArrayList<>(1);
  private Lock heldAs = Lock.SHARE;
  private @Nullable Line line;

  Version(Row<T> row, T value) {
    this.row = row;
    this.value = value;
  }

  /** Another session whose transaction has to end before this one gets the lock; null for none. */
  @Nullable Session against(Session session, Lock lock) {
    if (lock.isAgainst(heldAs)) {
      for (Session holder : holders) {
        if (holder != session) {
          return holder;
        }
      }
    }
    return null;
  }

  void hold(Session session, Lock lock) {
    if (holders.isEmpty() || lock == Lock.EXCLUSIVE) {
      heldAs = lock;
    }
    holders.add(session);
  }

  void free(Session session) {
    holders.remove(session);
  }

  Line line() {
    if (line == null) {
      line = new Line();
    }
    return line;
  }
}
