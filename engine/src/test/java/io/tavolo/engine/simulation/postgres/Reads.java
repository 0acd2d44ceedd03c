package io.tavolo.engine.simulation.postgres;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Loaded;
import io.tavolo.engine.reservation.Reservation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The statements that only read: what is committed at that moment. */
final class Reads {
  private final Postgres postgres;

  Reads(Postgres postgres) {
    this.postgres = postgres;
  }

  Result read(Statement.Read read) {
    if (read instanceof Statement.Heads) {
      return heads();
    }
    if (read instanceof Statement.Staying) {
      return staying();
    }
    if (read instanceof Statement.Clock) {
      return new Result.Time(postgres.nowMs());
    }
    if (read instanceof Statement.Definition definition) {
      return new Result.Definition(postgres.definition(definition.restaurant()));
    }
    if (read instanceof Statement.Standing standing) {
      return standing(standing);
    }
    if (read instanceof Statement.Keys keys) {
      return keys(keys);
    }
    if (read instanceof Statement.LastEvent last) {
      return lastEvent(last);
    }
    if (read instanceof Statement.ExternalIds external) {
      return externalIds(external);
    }
    if (read instanceof Statement.OneReservation one) {
      Reservation row = postgres.reservation(one.restaurant(), one.id());
      return new Result.Reservations(row == null ? List.of() : List.of(row));
    }
    if (read instanceof Statement.Deadlines deadlines) {
      return deadlines(deadlines);
    }
    if (read instanceof Statement.Cursors cursors) {
      List<Cursor> rows = new ArrayList<>();
      for (int shard : new TreeSet<>(cursors.shards())) {
        rows.add(postgres.cursor(shard));
      }
      return new Result.Cursors(rows);
    }
    if (read instanceof Statement.Journal journal) {
      return journal(journal);
    }
    throw new IllegalArgumentException(read.toString());
  }

  private Result heads() {
    List<Result.HeadView> views = new ArrayList<>();
    for (int shard = 0; shard < postgres.heads.size(); shard++) {
      Head head = postgres.head(shard);
      Node owner = head.owner() == null ? null : postgres.node(head.owner());
      views.add(
          owner == null
              ? new Result.HeadView(head, null, 0)
              : new Result.HeadView(
                  head, owner.address(), owner.leaseUntilMs() - postgres.nowMs()));
    }
    return new Result.Heads(views);
  }

  private Result staying() {
    List<String> names = new ArrayList<>();
    for (Node node : postgres.nodes()) {
      if (node.leaseUntilMs() > postgres.nowMs() && !node.leaving()) {
        names.add(node.node());
      }
    }
    return new Result.Staying(names);
  }

  private Result standing(Statement.Standing read) {
    List<Reservation> rows = new ArrayList<>();
    for (Reservation row : postgres.tables.house(read.restaurant()).standing.values()) {
      if (row.serviceDay() >= read.firstServiceDay()) {
        rows.add(row);
      }
    }
    return new Result.Reservations(rows);
  }

  private Result keys(Statement.Keys read) {
    List<Batch.KeyRow> all = postgres.tables.house(read.restaurant()).keys;
    long firstMs = Math.min(read.callerKeysFromMs(), read.ownKeysFromMs());
    int first = all.size();
    while (first > 0 && all.get(first - 1).atMs() >= firstMs) {
      first--;
    }
    List<Batch.KeyRow> rows = new ArrayList<>();
    for (Batch.KeyRow row : all.subList(first, all.size())) {
      boolean counts =
          row.atMs() >= read.ownKeysFromMs()
              || (row.key().byCaller() && row.atMs() >= read.callerKeysFromMs());
      if (counts && row.atMs() / Tables.DAY_MS >= read.firstDay()) {
        rows.add(row);
      }
    }
    return new Result.Keys(rows);
  }

  private Result lastEvent(Statement.LastEvent read) {
    List<JournalEntry> journal = postgres.tables.shard(read.shard()).journal;
    for (int at = journal.size() - 1; at >= 0; at--) {
      if (journal.get(at).day() >= read.firstDay()) {
        return new Result.Time(journal.get(at).row().atMs());
      }
    }
    return new Result.Time(0);
  }

  private Result externalIds(Statement.ExternalIds read) {
    List<Loaded.External> rows = new ArrayList<>();
    postgres
        .tables
        .house(read.restaurant())
        .externals
        .forEach((external, id) -> rows.add(new Loaded.External(external, id)));
    return new Result.ExternalIds(rows);
  }

  private Result deadlines(Statement.Deadlines read) {
    Loaded.Deadline after =
        new Loaded.Deadline(Long.MAX_VALUE, Long.MAX_VALUE, Math.max(0, read.afterMs()));
    List<Loaded.Deadline> rows = new ArrayList<>();
    for (Loaded.Deadline hold : postgres.tables.shard(read.shard()).holds.tailSet(after, false)) {
      if (rows.size() >= read.limit() && hold.atMs() != rows.get(rows.size() - 1).atMs()) {
        break;
      }
      rows.add(hold);
    }
    return new Result.Deadlines(rows);
  }

  private Result journal(Statement.Journal read) {
    List<JournalEntry> journal = postgres.tables.shard(read.shard()).journal;
    int at = journal.size();
    while (at > 0 && journal.get(at - 1).row().seq() > read.afterSeq()) {
      at--;
    }
    List<JournalEntry> rows = new ArrayList<>();
    for (; at < journal.size() && rows.size() < read.limit(); at++) {
      if (journal.get(at).day() >= read.firstDay()) {
        rows.add(joined(journal.get(at)));
      }
    }
    return new Result.Journal(rows);
  }

  /** With the id under which its restaurant stands; an empty one when it has no row. */
  private JournalEntry joined(JournalEntry entry) {
    Batch.JournalRow row = entry.row();
    String stored = postgres.tables.house(row.restaurant()).restaurantId;
    String id = stored == null ? "" : stored;
    if (id.equals(row.restaurantId())) {
      return entry;
    }
    return new JournalEntry(
        new Batch.JournalRow(
            row.shard(),
            row.seq(),
            row.restaurant(),
            id,
            row.atMs(),
            row.event(),
            row.key(),
            row.trace()),
        entry.epoch());
  }
}
