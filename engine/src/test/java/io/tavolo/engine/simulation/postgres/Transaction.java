package io.tavolo.engine.simulation.postgres;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session's statement has locked and written, until it is committed or rolled back. */
final class Transaction {
  private record Written<T>(Version<T> before, @Nullable Version<T> after) {
    void commit() {
      before.isOld = true;
      before.row.committed = after;
    }

    void rollback() {
      before.writer = null;
      before.next = null;
      if (after != null) {
        after.isAborted = true;
      }
    }
  }

  private record Inserted<T>(Row<T> row, Version<T> version) {
    void commit() {
      row.committed = version;
      row.inserter = null;
    }

    void rollback() {
      row.inserter = null;
    }
  }

  private final List<Version<?>> held = new ArrayList<>();
  private final List<Written<?>> written = new ArrayList<>();
  private @Nullable Inserted<?> inserted;
  private @Nullable Committed batch;

  /** Who waits for its end, in the order of their coming. */
  private final List<Session> waiting = new ArrayList<>();

  private boolean isOver;

  boolean isOver() {
    return isOver;
  }

  /** Locks the version, if it is not locked by this one already; nobody else is against it. */
  void hold(Version<?> version, Lock lock) {
    if (version.hold(this, lock)) {
      held.add(version);
    }
  }

  /** Updates the locked version. */
  <T> void update(Version<T> version, T changed) {
    write(version, new Version<>(version.row, changed));
  }

  /** Deletes the locked version. */
  void delete(Version<?> version) {
    write(version, null);
  }

  private <T> void write(Version<T> version, @Nullable Version<T> next) {
    version.writer = this;
    version.next = next;
    written.add(new Written<>(version, next));
  }

  <T> void insert(Row<T> row, T value) {
    row.inserter = this;
    inserted = new Inserted<>(row, new Version<>(row, value));
  }

  /** Inserts and updates a batch's rows. */
  void write(Committed rows) {
    batch = rows;
  }

  /**
   * Makes all of it visible; the locks stay.
   *
   * @return the rows of a batch, not visible yet
   */
  @Nullable Committed commit() {
    written.forEach(Written::commit);
    if (inserted != null) {
      inserted.commit();
    }
    return batch;
  }

  void rollback() {
    written.forEach(Written::rollback);
    if (inserted != null) {
      inserted.rollback();
    }
  }

  /** Frees the locks and wakes those that wait. */
  void end() {
    isOver = true;
    for (Version<?> version : held) {
      version.free(this);
    }
    waiting.forEach(Session::wake);
    waiting.clear();
  }

  void awaitedBy(Session session) {
    waiting.add(session);
  }

  void forget(Session session) {
    waiting.remove(session);
  }
}
