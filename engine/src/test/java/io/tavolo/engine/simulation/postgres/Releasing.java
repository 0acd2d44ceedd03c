package io.tavolo.engine.simulation.postgres;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code ShardSql.RELEASE}: a plain update. It waits only for a row that was the owner's in its
 * snapshot, and looks again afterwards; the lock stays also when the row is another's by then.
 */
final class Releasing implements Execution {
  private final Session session;
  private final Statement.Release release;
  private final @Nullable RowLock<Head> row;

  Releasing(Postgres postgres, Session session, Statement.Release release) {
    this.session = session;
    this.release = release;
    Version<Head> seen = Objects.requireNonNull(postgres.heads.get(release.shard()).committed);
    row = isOurs(seen.value) ? RowLock.ofChange(session, seen) : null;
  }

  private boolean isOurs(Head head) {
    return head.epoch() == release.epoch() && release.node().equals(head.owner());
  }

  @Override
  public @Nullable Result goOn() {
    if (row == null) {
      return new Result.Count(0);
    }
    if (row.goOn() == RowLock.State.WAITS) {
      return null;
    }
    Head head = row.version().value;
    if (!isOurs(head)) {
      return new Result.Count(0);
    }
    session
        .transaction()
        .update(
            row.version(),
            new Head(head.shard(), null, head.epoch(), head.lastSeq(), release.successor()));
    return new Result.Count(1);
  }
}
