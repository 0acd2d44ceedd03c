package io.tavolo.engine.simulation.postgres;

import org.jspecify.annotations.Nullable;

/**
 * {@code ShardSql.RENEW}, {@code UNREGISTER} and {@code LEAVE}: the row is locked, and what it says
 * and what the clock shows is read afterwards.
 */
final class NodeChange implements Execution {
  private final Postgres postgres;
  private final Session session;
  private final Statement.OfNode statement;

  /** Null when the snapshot has no such row. */
  private final @Nullable RowLock<Node> mine;

  NodeChange(Postgres postgres, Session session, Statement.OfNode statement) {
    this.postgres = postgres;
    this.session = session;
    this.statement = statement;
    Row<Node> row = postgres.nodes.get(statement.node());
    Version<Node> seen = row == null ? null : row.committed;
    if (seen == null) {
      mine = null;
    } else if (statement instanceof Statement.Renew) {
      mine = RowLock.ofSelect(session, Lock.EXCLUSIVE, seen);
    } else {
      mine = RowLock.ofChange(session, seen);
    }
  }

  @Override
  public @Nullable Result goOn() {
    if (mine == null) {
      return new Result.Count(0);
    }
    RowLock.State state = mine.goOn();
    if (state == RowLock.State.WAITS) {
      return null;
    }
    boolean changed = state == RowLock.State.GOT && change(mine.version());
    return new Result.Count(changed ? 1 : 0);
  }

  private boolean change(Version<Node> version) {
    Node node = version.value;
    if (statement instanceof Statement.Renew renew) {
      return renew(version, renew.leaseMs());
    }
    if (statement instanceof Statement.Unregister) {
      session.transaction().delete(version);
    } else if (statement instanceof Statement.Leave) {
      session.transaction().update(version, node.left());
    } else {
      session.transaction().update(version, node.withLease(postgres.nowMs() - 1));
    }
    return true;
  }

  private boolean renew(Version<Node> version, long leaseMs) {
    Node node = version.value;
    boolean runs = node.leaseUntilMs() > postgres.nowMs();
    if (runs) {
      session.transaction().update(version, node.withLease(postgres.nowMs() + leaseMs));
    }
    return runs;
  }
}
