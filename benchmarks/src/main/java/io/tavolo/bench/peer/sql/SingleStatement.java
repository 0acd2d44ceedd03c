package io.tavolo.bench.peer.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * One statement a command, which is its own transaction: book if free.
 *
 * <p>Each table's row says when it is taken. A booking finds the best table that is free, locks its
 * row, adds the visit to it and writes the rest. That no table is given twice rests on {@code FOR
 * UPDATE} under READ COMMITTED: who gets the lock after somebody else's commit is shown the row as
 * it is then, and looks again whether it is free. (A {@code not exists} over the reservations would
 * look at what was there when the statement began.) A row that somebody else has locked is skipped:
 * two who want tables of one restaurant at once get two, and neither waits. Only where all that is
 * free is locked, the same is asked again without skipping, and that answer counts.
 *
 * <p>An exclusion constraint over restaurant, table and time would be as right. It would add an
 * entry to a GiST index for each booking, leave a dead one for each cancellation, and need another
 * statement for each collision; one session alone took 1.2 to 1.6 times as long with it.
 */
final class SingleStatement implements Writing {
  private static final String BOOK =
      book(
          "for update skip locked",
          """
          f.found or not exists (
            select 1 from dining_table t where %s and not t.taken && int4range($5, $6))"""
              .formatted(Sql.SUITS));

  private static final String BOOK_PATIENTLY = book("for update", "true");

  private static final String CANCEL =
      Sql.cancel(
          """
          given as (
            update dining_table t
               set taken = t.taken - int4multirange(int4range(r.start_tick, r.end_tick))
              from r
             where t.restaurant = $1 and t.label = r.tables
          ),""");

  /** With what is taken by then: it sees what was committed before the rows were dropped. */
  private static final String PUT_TABLES =
      """
      insert into dining_table
        (restaurant, max_party, priority, ordinal, min_party, label, area_id, taken)
      select $1, t.*,
             coalesce((select range_agg(int4range(r.start_tick, r.end_tick)) from reservation r
                        where r.restaurant = $1 and r.tables = t.label
                          and r.status in (0, 1, 2, 3)), '{}')
        from unnest($2::int2[], $3::int2[], $4::int2[], $5::int2[], $6::text[], $7::text[])
          t(max_party, priority, ordinal, min_party, label, area_id)
      """;

  private static String book(String locking, String ifAny) {
    return Sql.book(
        """
        best as materialized (
          select t.max_party, t.priority, t.ordinal from dining_table t
           where %s
             and not t.taken && int4range($5::int, $6::int)
           %s
           limit 1 %s
        ),
        taken as (
          update dining_table t set taken = t.taken + int4multirange(int4range($5, $6))
            from best b
           where t.restaurant = $1 and t.max_party = b.max_party and t.priority = b.priority
             and t.ordinal = b.ordinal
          returning t.label, t.area_id
        )"""
            .formatted(Sql.SUITS, Sql.BEST_FIRST, locking),
        ifAny);
  }

  @Override
  public String script() {
    return "single-statement.sql";
  }

  @Override
  public List<String> statements() {
    return List.of(BOOK, BOOK_PATIENTLY, CANCEL, PUT_TABLES);
  }

  @Override
  public Future<Row> book(Session session, Booking booking) {
    return session
        .run(BOOK, booking.row())
        .map(SingleStatement::only)
        .compose(
            row ->
                row.getValue("outcome") == null
                    ? session.run(BOOK_PATIENTLY, booking.row()).map(SingleStatement::only)
                    : Future.succeededFuture(row));
  }

  private static Row only(RowSet<Row> rows) {
    return rows.iterator().next();
  }

  @Override
  public Future<RowSet<Row>> cancel(Session session, long restaurant, Tuple row) {
    return session.run(CANCEL, row);
  }

  @Override
  public List<Session.Step> replaceTables(long restaurant, Tuple tables) {
    return List.of(
        new Session.Step(Sql.DROP_TABLES, Tuple.of(restaurant)),
        new Session.Step(PUT_TABLES, tables));
  }
}
