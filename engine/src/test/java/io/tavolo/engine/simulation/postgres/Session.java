package io.tavolo.engine.simulation.postgres;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection, with one transaction of one statement at a time. */
public final class Session {
  private final Postgres postgres;
  private @Nullable Transaction transaction;
  private @Nullable Execution execution;
  private @Nullable Consumer<Result> executed;
  private @Nullable Transaction waitsFor;
  private @Nullable Line standsIn;
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
    if (!isOpen || transaction != null) {
      throw new IllegalStateException(isOpen ? "in a transaction" : "closed");
    }
    if (statement instanceof Statement.Read read) {
      answer(executed, postgres.read(read));
    } else {
      transaction = new Transaction();
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
    if (transaction != null) {
      Committed batch = transaction.commit();
      if (batch != null) {
        postgres.land(batch);
      }
      end(transaction);
      postgres.drain();
    }
  }

  /** Undoes the transaction, if there is one; a statement that waits is given up and not told. */
  public void rollback() {
    givenUp++;
    if (transaction != null) {
      transaction.rollback();
      end(transaction);
      postgres.drain();
    }
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
    transaction = null;
  }

  private void end(Transaction ended) {
    execution = null;
    executed = null;
    transaction = null;
    if (waitsFor != null) {
      waitsFor.forget(this);
      waitsFor = null;
    }
    postgres.sleep(this);
    leaveLine();
    ended.end();
  }

  /** Goes on with its statement; called when what it waited for may be free. */
  void goOn() {
    Result result = Objects.requireNonNull(execution).goOn();
    if (result != null) {
      answer(Objects.requireNonNull(executed), result);
      execution = null;
      executed = null;
      if (result instanceof Result.Failed) {
        transaction().rollback();
        end(transaction());
      }
    }
  }

  private void answer(Consumer<Result> listener, Result result) {
    int mine = givenUp;
    postgres.tell(
        () -> {
          if (givenUp == mine) {
            listener.accept(result);
          }
        });
  }

  // ---- for executions

  Transaction transaction() {
    return Objects.requireNonNull(transaction);
  }

  /** Waits for the end of the other transaction. */
  void waitFor(Transaction other) {
    waitsFor = other;
    other.awaitedBy(this);
  }

  void wake() {
    waitsFor = null;
    postgres.wake(this);
  }

  /** Stands in the line, and tells whether at its head; where not, it is woken when it is. */
  boolean isFirstIn(Line line, Lock lock) {
    if (standsIn == null) {
      standsIn = line;
      return line.enter(this, lock);
    }
    return line.hasAtHead(this);
  }

  void leaveLine() {
    Line line = standsIn;
    if (line != null) {
      standsIn = null;
      line.leave(this);
    }
  }

  /**
   * Where others are awake too, any of them may take the next step: true when this session has to
   * wait to be called again.
   */
  boolean givesWay() {
    return postgres.givesWay(this);
  }
}
