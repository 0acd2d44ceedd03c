package io.tavolo.engine.simulation.postgres;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ShardSql.RENEW}, {@code UNREGISTER} and {@code LEAVE}: the row is locked, and what it says
 * and what the clock shows is read afterwards.
 */
final class NodeChange implements Execution {
  private final Postgres postgres;
  private final Session session;
  private final Statement.OfNode statement;
  private final RowLocks<Node> mine;

  NodeChange(Postgres postgres, Session session, Statement.OfNode statement) {
    this.postgres = postgres;
    this.session = session;
    this.statement = statement;
    Row<Node> row = postgres.nodes.get(statement.node());
    Version<Node> seen = row == null ? null : row.committed;
    mine = new RowLocks<>(session, Lock.EXCLUSIVE, seen == null ? List.of() : List.of(seen));
  }

  @Override
  public @Nullable Result goOn() {
    if (!mine.all()) {
      return null;
    }
    Version<Node> version = mine.size() == 0 ? null : mine.locked(0);
    return new Result.Count(version != null && changes(version) ? 1 : 0);
  }

  private boolean changes(Version<Node> version) {
    Node node = version.value;
    if (statement instanceof Statement.Renew renew) {
      boolean runs = node.leaseUntilMs() > postgres.nowMs();
      if (runs) {
        session.update(version, node.withLease(postgres.nowMs() + renew.leaseMs()));
      }
      return runs;
    }
    if (statement instanceof Statement.Unregister) {
      session.delete(version);
    } else if (statement instanceof Statement.Leave) {
      session.update(version, node.left());
    } else {
      session.update(version, node.withLease(postgres.nowMs() - 1));
    }
    return true;
  }
}
