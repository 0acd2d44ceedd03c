package io.tavolo.engine.simulation.postgres;

import org.jspecify.annotations.Nullable;

/**
 * One row on its way to being locked: {@code heap_lock_tuple} and the loop around it, step by step,
 * since the order in which those that wait come to the row follows from them.
 */
final class RowLock<T> {
  /** What is known of the way. */
  enum State {
    /** The newest version is locked. */
    GOT,
    WAITS,
    /** The row was deleted; without {@code follows} also when it was updated. */
    GONE
  }

  private final Session session;
  private final Lock lock;

  /** Whether an update that was waited for has its new version locked at once, still in line. */
  private final boolean locksUpdates;

  /** Whether an updated row is looked for in its new version. */
  private final boolean follows;

  /** The version that is to be locked. */
  private Version<T> at;

  /** Came to {@code at} by the link of an updated version, and has not looked at it yet. */
  private boolean arrives;

  private boolean got;

  /** Who had {@code at} when it was last looked at; null when it has to be looked at. */
  private @Nullable Transaction holder;

  /** What the holder had made of it by then. */
  private @Nullable Version<T> update;

  private RowLock(
      Session session, Lock lock, Version<T> at, boolean locksUpdates, boolean follows) {
    this.session = session;
    this.lock = lock;
    this.at = at;
    this.locksUpdates = locksUpdates;
    this.follows = follows;
  }

  /** As {@code select … for …} locks a row of its snapshot. */
  static <T> RowLock<T> ofSelect(Session session, Lock lock, Version<T> seen) {
    return new RowLock<>(session, lock, seen, true, true);
  }

  /** As an update or a delete locks a row of its snapshot. */
  static <T> RowLock<T> ofChange(Session session, Version<T> seen) {
    return new RowLock<>(session, Lock.EXCLUSIVE, seen, false, true);
  }

  /** As {@code on conflict do update} locks the row that it found. */
  static <T> RowLock<T> ofConflict(Session session, Version<T> found) {
    return new RowLock<>(session, Lock.EXCLUSIVE, found, false, false);
  }

  /** The version that is locked. */
  Version<T> version() {
    return at;
  }

  /** Goes on; when it has to wait, the session is woken to go on again. */
  State goOn() {
    while (!got) {
      if (arrives) {
        if (at.isOld) {
          if (at.next == null) {
            return State.GONE;
          }
          at = at.next;
          continue;
        }
        if (at.writer != null) {
          // Who comes by the link waits for the writer itself, and not in a line.
          session.waitFor(at.writer);
          return State.WAITS;
        }
        arrives = false;
      }
      if (holder == null && at.isOld) {
        session.leaveLine();
        if (!follows) {
          return State.GONE;
        }
        arrives = true;
        if (session.givesWay()) {
          return State.WAITS;
        }
        continue;
      }
      if (holder == null) {
        holder = at.against(session.transaction(), lock);
        if (holder == null) {
          session.transaction().hold(at, lock);
          session.leaveLine();
          got = true;
          if (session.givesWay()) {
            return State.WAITS;
          }
          break;
        }
        update = at.writer == null ? null : at.next;
      }
      if (!session.isFirstIn(at.line(), lock)) {
        return State.WAITS;
      }
      if (!holder.isOver()) {
        session.waitFor(holder);
        return State.WAITS;
      }
      if (locksUpdates && update != null && !update.isAborted && !update.isOld) {
        Transaction other = update.against(session.transaction(), lock);
        if (other != null) {
          session.waitFor(other);
          return State.WAITS;
        }
        session.transaction().hold(update, lock);
      }
      holder = null;
    }
    return State.GOT;
  }
}
