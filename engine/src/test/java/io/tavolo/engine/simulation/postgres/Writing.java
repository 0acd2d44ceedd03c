package io.tavolo.engine.simulation.postgres;

import io.tavolo.engine.lane.Batch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** {@code BatchSql.WRITE}. */
final class Writing implements Execution {
  private static final String DATA_EXCEPTION = "22P02";

  private final Postgres postgres;
  private final Session session;
  private final Batch batch;
  private final List<Batch.Head> wanted;
  private final RowLocks<Head> heads;

  Writing(Postgres postgres, Session session, Batch batch) {
    this.postgres = postgres;
    this.session = session;
    this.batch = batch;
    wanted = inOrder(batch.heads());
    List<Version<Head>> seen = new ArrayList<>(wanted.size());
    for (Batch.Head want : wanted) {
      seen.add(Objects.requireNonNull(postgres.heads.get(want.shard()).committed));
    }
    heads = new RowLocks<>(session, Lock.EXCLUSIVE, seen);
  }

  private static List<Batch.Head> inOrder(List<Batch.Head> heads) {
    if (heads.size() < 2) {
      return heads;
    }
    List<Batch.Head> sorted = new ArrayList<>(heads);
    sorted.sort((a, b) -> Integer.compare(a.shard(), b.shard()));
    return sorted;
  }

  @Override
  public @Nullable Result goOn() {
    return heads.all() ? write() : null;
  }

  private Result write() {
    List<Batch.FenceResult> results = new ArrayList<>(wanted.size());
    List<Committed.Fenced> fenced = new ArrayList<>(wanted.size());
    for (int i = 0; i < wanted.size(); i++) {
      Batch.Head want = wanted.get(i);
      Version<Head> version = Objects.requireNonNull(heads.locked(i));
      Head head = version.value;
      boolean passed = want.epoch() == head.epoch() && want.previousSeq() == head.lastSeq();
      if (passed) {
        session.transaction().update(version, head.withLastSeq(want.nextSeq()));
        fenced.add(new Committed.Fenced(head.shard(), head.epoch(), want, head.lastSeq()));
      }
      results.add(new Batch.FenceResult(head.shard(), head.epoch(), head.lastSeq(), passed));
    }
    if (!fenced.isEmpty()) {
      Committed rows = rows(fenced);
      String failure = failure(rows);
      if (failure != null) {
        return new Result.Failed(failure);
      }
      session.transaction().write(rows);
    }
    return new Result.Fences(results);
  }

  /** The rows of the shards that passed. */
  private Committed rows(List<Committed.Fenced> fenced) {
    List<JournalEntry> journal = new ArrayList<>(batch.journal().size());
    for (Batch.JournalRow row : batch.journal()) {
      Committed.Fenced head = find(fenced, row.shard());
      if (head != null) {
        journal.add(new JournalEntry(row, head.epoch()));
      }
    }
    return new Committed(
        fenced,
        journal,
        of(fenced, batch.reservations(), Batch.ReservationRow::shard),
        of(fenced, batch.diners(), Batch.DinerRow::shard),
        of(fenced, batch.keys(), Batch.KeyRow::shard),
        of(fenced, batch.definitions(), Batch.DefinitionRow::shard));
  }

  private static <R> List<R> of(
      List<Committed.Fenced> fenced, Iterable<R> rows, ToIntFunction<R> shard) {
    List<R> theirs = Collections.emptyList();
    for (R row : rows) {
      if (find(fenced, shard.applyAsInt(row)) != null) {
        if (theirs.isEmpty()) {
          theirs = new ArrayList<>();
        }
        theirs.add(row);
      }
    }
    return theirs;
  }

  private static Committed.@Nullable Fenced find(List<Committed.Fenced> fenced, int shard) {
    for (Committed.Fenced head : fenced) {
      if (head.shard() == shard) {
        return head;
      }
    }
    return null;
  }

  /** The SQL state with which the rows are refused, or null. */
  private @Nullable String failure(Committed rows) {
    String failure = postgres.tables.refusesDefinitions(rows.definitions());
    if (failure == null) {
      failure = postgres.tables.refusesKeys(rows.keys());
    }
    if (failure == null) {
      failure = refusesDiners(rows.diners());
    }
    if (failure == null) {
      failure = postgres.tables.refusesJournal(rows.journal());
    }
    return failure == null ? postgres.tables.refusesReservations(rows.reservations()) : failure;
  }

  private @Nullable String refusesDiners(List<Batch.DinerRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      Batch.DinerRow row = rows.get(i);
      if (postgres.isPoison(row.diner().ref())) {
        return DATA_EXCEPTION;
      }
      for (int j = 0; j < i; j++) {
        Batch.DinerRow other = rows.get(j);
        if (other.restaurant() == row.restaurant() && other.diner().ref() == row.diner().ref()) {
          return Tables.ROW_TWICE;
        }
      }
    }
    return null;
  }
}
