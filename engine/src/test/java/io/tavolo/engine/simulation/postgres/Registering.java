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

  /** On the row that stands there already. */
  private @Nullable RowLock<Node> conflict;

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
      if (conflict == null) {
        Version<Node> there = row.committed;
        Transaction busy = there == null ? row.inserter : there.writer;
        if (busy != null) {
          session.waitFor(busy);
          return null;
        }
        if (there == null) {
          session.transaction().insert(row, registered(insertedUntilMs));
          return new Result.Count(1);
        }
        conflict = RowLock.ofConflict(session, there);
      }
      RowLock.State state = conflict.goOn();
      if (state == RowLock.State.WAITS) {
        return null;
      }
      if (state == RowLock.State.GOT) {
        long untilMs = postgres.nowMs() + register.leaseMs();
        session.transaction().update(conflict.version(), registered(untilMs));
        return new Result.Count(1);
      }
      conflict = null;
      if (session.givesWay()) {
        return null;
      }
    }
  }

  private Node registered(long untilMs) {
    return new Node(register.node(), register.address(), untilMs, false);
  }
}
