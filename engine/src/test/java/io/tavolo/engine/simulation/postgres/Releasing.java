package io.tavolo.engine.simulation.postgres;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code ShardSql.RELEASE}: a plain update. It waits only for a row that was the owner's in its
 * snapshot, and looks again afterwards; the lock stays also when the row is another's by then.
 */
final class Releasing implements Execution {
  private final Session session;
  private final Statement.Release release;
  private final RowLocks<Head> row;

  Releasing(Postgres postgres, Session session, Statement.Release release) {
    this.session = session;
    this.release = release;
    Version<Head> seen = Objects.requireNonNull(postgres.heads.get(release.shard()).committed);
    row = new RowLocks<>(session, Lock.EXCLUSIVE, isOurs(seen.value) ? List.of(seen) : List.of());
  }

  private boolean isOurs(Head head) {
    return head.epoch() == release.epoch() && release.node().equals(head.owner());
  }

  @Override
  public @Nullable Result goOn() {
    if (!row.all()) {
      return null;
    }
    Version<Head> version = row.size() == 0 ? null : row.locked(0);
    if (version == null || !isOurs(version.value)) {
      return new Result.Count(0);
    }
    Head head = version.value;
    session.update(
        version, new Head(head.shard(), null, head.epoch(), head.lastSeq(), release.successor()));
    return new Result.Count(1);
  }
}
