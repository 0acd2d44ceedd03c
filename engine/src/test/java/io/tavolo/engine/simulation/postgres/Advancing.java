package io.tavolo.engine.simulation.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code PublishSql.ADVANCE}. */
final class Advancing implements Execution {
  private final Session session;
  private final List<Cursor> wanted;
  private final RowLocks<Cursor> rows;

  Advancing(Postgres postgres, Session session, Statement.Advance advance) {
    this.session = session;
    wanted = new ArrayList<>(advance.cursors());
    wanted.sort((a, b) -> Integer.compare(a.shard(), b.shard()));
    List<Version<Cursor>> seen = new ArrayList<>(wanted.size());
    for (Cursor want : wanted) {
      seen.add(Objects.requireNonNull(postgres.cursors.get(want.shard()).committed));
    }
    rows = new RowLocks<>(session, Lock.EXCLUSIVE, seen);
  }

  @Override
  public @Nullable Result goOn() {
    if (!rows.all()) {
      return null;
    }
    for (int i = 0; i < wanted.size(); i++) {
      Version<Cursor> version = Objects.requireNonNull(rows.locked(i));
      Cursor cursor = version.value;
      long seq = Math.max(cursor.seq(), wanted.get(i).seq());
      session.transaction().update(version, new Cursor(cursor.shard(), seq));
    }
    return new Result.Count(wanted.size());
  }
}
