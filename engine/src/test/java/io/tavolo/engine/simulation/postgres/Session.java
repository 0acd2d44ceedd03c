package io.tavolo.engine.simulation.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection, with one transaction of one statement at a time. */
public final class Session {
  /** What became of an attempt to lock a version. */
  enum Attempt {
    GOT,
    WAITS,
    /** It was updated or deleted. */
    OLD
  }

  private record Written<T>(Version<T> before, @Nullable Version<T> after) {
    void commit() {
      before.isOld = true;
      before.row.committed = after;
    }

    void rollback() {
      before.writer = null;
      before.next = null;
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

  private final Postgres postgres;
  private final List<Version<?>> held = new ArrayList<>();
  private final List<Written<?>> written = new ArrayList<>();
  private @Nullable Inserted<?> inserted;
  private @Nullable Committed batch;

  /** Who waits for the end of this transaction, in the order of their coming. */
  private final List<Session> waiting = new ArrayList<>();

  private @Nullable Session waitsFor;
  private @Nullable Line standsIn;
  private @Nullable Execution execution;
  private @Nullable Consumer<Result> executed;
  private boolean inTransaction;
  private boolean isOpen = true;

  /** Counts the transactions that were given up: what they would have answered is not told. */
  private int givenUp;

  Session(Postgres postgres) {
    this.postgres = postgres;
  }

  /**
   * Executes the statement in a transaction of its own. {@code executed} is told at once, or when
   * the locks that it waits for are free; it may call any session. Locks are held until {@link
   * #commit} or {@link #rollback}, which may come at any time. After {@link Result.Failed} the
   * transaction is rolled back already, and after a {@link Statement.Read} there is none.
   *
   * @throws IllegalStateException when the session is closed, or in a transaction
   */
  public void execute(Statement statement, Consumer<Result> executed) {
    if (!isOpen || inTransaction) {
      throw new IllegalStateException(isOpen ? "in a transaction" : "closed");
    }
    if (statement instanceof Statement.Read read) {
      Result result = postgres.read(read);
      postgres.tell(() -> executed.accept(result));
    } else {
      inTransaction = true;
      this.executed = executed;
      execution = postgres.begin(this, statement);
      goOn();
    }
    postgres.drain();
  }

  /** Whether its statement waits for a lock. */
  public boolean isWaiting() {
    return execution != null;
  }

  public boolean isOpen() {
    return isOpen;
  }

  /**
   * Makes the statement's work visible and durable, and frees its locks. Those that waited go on
   * from here, or right after the callback that this is called from.
   *
   * @throws IllegalStateException when the session is closed, or its statement waits
   */
  public void commit() {
    if (!isOpen || execution != null) {
      throw new IllegalStateException(isOpen ? "its statement waits" : "closed");
    }
    Committed landed = batch;
    written.forEach(Written::commit);
    if (inserted != null) {
      inserted.commit();
    }
    if (landed != null) {
      postgres.land(landed);
    }
    end();
    postgres.drain();
  }

  /** Undoes the transaction, if there is one; a statement that waits is given up and not told. */
  public void rollback() {
    givenUp++;
    written.forEach(Written::rollback);
    if (inserted != null) {
      inserted.rollback();
    }
    end();
    postgres.drain();
  }

  /** Ends the session: as {@link #rollback}, and nothing can be executed any more. */
  public void close() {
    if (isOpen) {
      isOpen = false;
      postgres.gone(this);
      rollback();
    }
  }

  /** It ends with the server, which looks after the locks. */
  void die() {
    isOpen = false;
    givenUp++;
    execution = null;
  }

  private void end() {
    execution = null;
    executed = null;
    inTransaction = false;
    batch = null;
    inserted = null;
    written.clear();
    if (waitsFor != null) {
      waitsFor.waiting.remove(this);
      waitsFor = null;
    }
    postgres.sleep(this);
    for (Version<?> version : held) {
      version.free(this);
    }
    held.clear();
    leaveLine();
    for (Session other : waiting) {
      other.waitsFor = null;
      other.wake();
    }
    waiting.clear();
  }

  /** Goes on with its statement; called when what it waited for may be free. */
  void goOn() {
    Result result = Objects.requireNonNull(execution).goOn();
    if (result != null) {
      Consumer<Result> listener = Objects.requireNonNull(executed);
      execution = null;
      executed = null;
      if (result instanceof Result.Failed) {
        written.forEach(Written::rollback);
        end();
      }
      int mine = givenUp;
      postgres.tell(
          () -> {
            if (givenUp == mine) {
              listener.accept(result);
            }
          });
    }
  }

  // ---- for executions

  /** Tries to lock the version; where that has to wait, the session is woken to try again. */
  Attempt lock(Version<?> version, Lock lock) {
    if (version.isOld) {
      leaveLine();
      return Attempt.OLD;
    }
    Session holder = version.against(this, lock);
    if (holder == null) {
      version.hold(this, lock);
      held.add(version);
      leaveLine();
      return Attempt.GOT;
    }
    Line line = version.line();
    if (standsIn == null) {
      standsIn = line;
      line.enter(this, lock);
    }
    if (line.hasAtHead(this)) {
      waitFor(holder);
    }
    return Attempt.WAITS;
  }

  /** Waits for the end of the other's transaction. */
  void waitFor(Session other) {
    waitsFor = other;
    other.waiting.add(this);
  }

  void wake() {
    postgres.wake(this);
  }

  /**
   * Where another was woken by this session's own step, either may be the first at the next
   * version.
   */
  boolean givesWay() {
    return postgres.givesWay(this);
  }

  private void leaveLine() {
    Line line = standsIn;
    if (line != null) {
      standsIn = null;
      line.leave(this);
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

  /** What a batch will have committed. */
  void write(Committed rows) {
    batch = rows;
  }
}
