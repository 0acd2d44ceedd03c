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

  /** Where the row that is to be locked next has been followed to; null at its beginning. */
  private @Nullable Version<T> at;

  private boolean following;

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
      if (!one(seen.get(locked.size()))) {
        return false;
      }
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

  private boolean one(Version<T> first) {
    Version<T> version = at == null ? first : at;
    while (true) {
      if (following) {
        if (version.isOld) {
          if (version.next == null) {
            return done(null);
          }
          version = version.next;
          at = version;
          continue;
        }
        if (version.writer != null) {
          // Whoever comes along the link waits for the writer itself, and not in the line.
          session.waitFor(version.writer);
          return false;
        }
        following = false;
      }
      Session.Attempt attempt = session.lock(version, lock);
      if (attempt == Session.Attempt.GOT) {
        return done(version);
      }
      if (attempt == Session.Attempt.WAITS) {
        return false;
      }
      at = version;
      following = true;
      if (session.givesWay()) {
        return false;
      }
    }
  }

  private boolean done(@Nullable Version<T> version) {
    locked.add(version);
    at = null;
    following = false;
    return true;
  }
}
