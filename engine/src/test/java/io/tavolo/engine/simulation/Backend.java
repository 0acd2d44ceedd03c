package io.tavolo.engine.simulation;

import io.tavolo.engine.simulation.postgres.Result;
import io.tavolo.engine.simulation.postgres.Session;
import io.tavolo.engine.simulation.postgres.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of a connection: one statement at a time, each a transaction. It does not notice
 * that its client is gone before it has something to say.
 */
final class Backend {
  private static final String CANCELLED = "57014";
  private static final String DISK_FULL = "53100";
  private static final String POISONED = "22P02";

  private final World world;
  private final Database database;
  private final Machine server;
  private final Session session;
  private final Connection connection;
  private final long timeoutUs;
  private final List<Backend> all;
  private final RandomGenerator random;
  private final Deque<Connection.Sent> queue = new ArrayDeque<>();
  private Connection.@Nullable Sent current;
  private @Nullable Result committing;

  Backend(
      World world,
      Database database,
      Machine server,
      Session session,
      Connection connection,
      long timeoutUs,
      List<Backend> all) {
    this.world = world;
    this.database = database;
    this.server = server;
    this.session = session;
    this.connection = connection;
    this.timeoutUs = timeoutUs;
    this.all = all;
    random = database.random();
  }

  Connection connection() {
    return connection;
  }

  boolean isCommitting() {
    return committing != null;
  }

  void receive(Connection.Sent sent) {
    if (server.isAlive()) {
      queue.add(sent);
      next();
    }
  }

  /** What has arrived is still done. */
  void clientGone() {
    if (server.isAlive()) {
      endIfIdle();
    }
  }

  private void endIfIdle() {
    boolean idle = current == null && queue.isEmpty();
    if (idle && !connection.isHeard() && !connection.mayBring()) {
      all.remove(this);
      session.close();
    }
  }

  private void next() {
    if (current == null && !queue.isEmpty()) {
      Connection.Sent sent = queue.remove();
      current = sent;
      server.after(20 + random.nextInt(120), () -> begin(sent));
    }
  }

  private void begin(Connection.Sent sent) {
    session.execute(sent.statement, result -> executed(sent, result));
    if (session.isWaiting()) {
      server.after(
          timeoutUs,
          () -> {
            if (current == sent && session.isWaiting()) {
              world.count(Fault.STATEMENT_TIMED_OUT);
              session.rollback();
              finish(sent, new Result.Failed(CANCELLED));
            }
          });
    }
  }

  private void executed(Connection.Sent sent, Result result) {
    if (result instanceof Result.Failed failed) {
      if (failed.sqlState().equals(POISONED)) {
        world.count(Fault.POISON_ROW);
      }
      server.after(1, () -> finish(sent, result));
    } else if (!(sent.statement instanceof Statement.Read)) {
      committing = result;
      server.after(commitUs(), () -> commit(sent, result));
    } else {
      session.commit();
      // What was read may be old by the time it is told.
      long us = database.happens(database.slowOneIn) ? random.nextInt(900_000) : 1;
      server.after(us, () -> finish(sent, result));
    }
  }

  private long commitUs() {
    if (database.happens(database.slowOneIn)) {
      world.count(Fault.COMMIT_SLOW);
      return 20_000L + random.nextInt(random.nextInt(6) == 0 ? 7_000_000 : 900_000);
    }
    return 150L + random.nextInt(600);
  }

  private void commit(Connection.Sent sent, Result result) {
    committing = null;
    if (database.happens(database.failedOneIn)) {
      world.count(Fault.COMMIT_FAILED);
      session.rollback();
      finish(sent, new Result.Failed(DISK_FULL));
      return;
    }
    if (!connection.isHeard() && sent.statement instanceof Statement.Write) {
      world.count(Fault.ORPHAN_LANDED);
    }
    commit(result);
    finish(sent, result);
  }

  /** At once, for a server that is about to crash. */
  void commit() {
    Result result = committing;
    committing = null;
    if (result != null) {
      commit(result);
    }
  }

  private void commit(Result result) {
    session.commit();
    if (result instanceof Result.Taken taken) {
      database.taken(taken);
    }
  }

  private void finish(Connection.Sent sent, Result result) {
    current = null;
    connection.answered(sent, result);
    next();
    endIfIdle();
  }
}
