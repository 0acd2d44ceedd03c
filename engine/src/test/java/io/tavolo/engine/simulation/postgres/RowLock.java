package io.tavolo.engine.simulation.postgres;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row on its way to being locked, in the steps of Postgres's {@code heap_lock_tuple} and of the
 * loop around it ({@code heapam_tuple_lock}), since they decide who is the next to have the row.
 *
 * <p>Who finds the version locked stands in line before it, and from its head waits for the
 * transaction that he saw there. When that had updated the row already, and commits, a {@code
 * select … for} locks the new version before he leaves the line; all others leave it, follow the
 * link, and are no better there than who comes afresh.
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

  private enum Stage {
    ARRIVES,
    LOOKS,
    LINES_UP,
    HAS
  }

  private final Session session;
  private final Lock lock;

  /** Whether an update that was waited for has its new version locked at once, still in line. */
  private final boolean locksUpdates;

  /** Whether an updated row is looked for in its new version. */
  private final boolean follows;

  /** The version that is to be locked. */
  private Version<T> at;

  private Stage stage = Stage.LOOKS;

  /** Who had {@code at} when it was last looked at. */
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
    while (true) {
      State state =
          switch (stage) {
            case ARRIVES -> arrive();
            case LOOKS -> look();
            case LINES_UP -> lineUp();
            case HAS -> State.GOT;
          };
      if (state != null) {
        return state;
      }
    }
  }

  /** Came by the link of an updated version. */
  private @Nullable State arrive() {
    if (at.isOld) {
      if (at.next == null) {
        return State.GONE;
      }
      at = at.next;
      return null;
    }
    if (at.writer != null) {
      // Who comes by the link waits for the writer itself, and not in a line.
      session.waitFor(at.writer);
      return State.WAITS;
    }
    stage = Stage.LOOKS;
    return null;
  }

  private @Nullable State look() {
    if (at.isOld) {
      session.leaveLine();
      stage = Stage.ARRIVES;
      if (!follows) {
        return State.GONE;
      }
    } else {
      holder = at.against(session.transaction(), lock);
      if (holder != null) {
        update = at.writer == null ? null : at.next;
        stage = Stage.LINES_UP;
        return null;
      }
      session.transaction().hold(at, lock);
      session.leaveLine();
      stage = Stage.HAS;
    }
    return session.givesWay() ? State.WAITS : null;
  }

  private @Nullable State lineUp() {
    if (!session.isFirstIn(at.line(), lock)) {
      return State.WAITS;
    }
    Transaction awaited = Objects.requireNonNull(holder);
    if (!awaited.isOver()) {
      session.waitFor(awaited);
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
    stage = Stage.LOOKS;
    return null;
  }
}
