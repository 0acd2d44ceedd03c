package io.tavolo.engine.simulation.postgres;

import org.jspecify.annotations.Nullable;

/**
 * {@code ShardSql.REGISTER}: insert, on conflict update. The unique index comes first: an insert,
 * update or delete of the same node that is not committed yet is waited for outside of any line.
 */
final class Registering implements Execution {
  private final Postgres postgres;
  private final Session session;
  private final Statement.Register register;
  private final Row<Node> row;
  private final long insertedUntilMs;

  /** The row that stands there already, while its lock is waited for. */
  private @Nullable Version<Node> locking;

  Registering(Postgres postgres, Session session, Statement.Register register) {
    this.postgres = postgres;
    this.session = session;
    this.register = register;
    row = postgres.nodes.computeIfAbsent(register.node(), node -> new Row<>());
    insertedUntilMs = postgres.nowMs() + register.leaseMs();
  }

  @Override
  public @Nullable Result goOn() {
    while (true) {
      if (locking == null) {
        Version<Node> there = row.committed;
        Session busy = there == null ? row.inserter : there.writer;
        if (busy != null) {
          session.waitFor(busy);
          return null;
        }
        if (there == null) {
          session.insert(row, registered(insertedUntilMs));
          return new Result.Count(1);
        }
        locking = there;
      }
      Session.Attempt attempt = session.lock(locking, Lock.EXCLUSIVE);
      if (attempt == Session.Attempt.GOT) {
        session.update(locking, registered(postgres.nowMs() + register.leaseMs()));
        return new Result.Count(1);
      }
      if (attempt == Session.Attempt.WAITS) {
        return null;
      }
      locking = null;
      if (session.givesWay()) {
        return null;
      }
    }
  }

  private Node registered(long untilMs) {
    return new Node(register.node(), register.address(), untilMs, false);
  }
}
