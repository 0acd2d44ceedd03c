package io.tavolo.bench.peer.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * One transaction a command, which first locks the restaurant's row: {@code BEGIN}, {@code SELECT …
 * FOR UPDATE}, the statement, {@code COMMIT}. All four are sent at once, so that no lock is held
 * over a round trip.
 */
final class ForUpdate implements Writing {
  /**
   * Takes the best table that is free. A statement of its own after the lock: its snapshot has
   * everything that was committed before the lock was had. {@code offset 0} keeps the search a walk
   * over the tables in their order that ends at the first free one.
   */
  private static final String BOOK =
      Sql.book(
          """
          taken as materialized (
            select t.label, t.area_id from dining_table t
             where %s
               and not exists (
                 select 1 from reservation r
                  where r.restaurant = $1 and r.tables = t.label and r.status in (0, 1, 2, 3)
                    and r.start_tick > $24::int and r.start_tick < $6::int and r.end_tick > $5::int
                 offset 0)
             %s
             limit 1
          )"""
              .formatted(Sql.SUITS, Sql.BEST_FIRST),
          "true");

  private static final String CANCEL = Sql.cancel("");

  @Override
  public String script() {
    return "for-update.sql";
  }

  @Override
  public List<String> statements() {
    return List.of(BOOK, CANCEL, Sql.PUT_TABLES);
  }

  @Override
  public Future<Row> book(Session session, Booking booking) {
    Tuple row = booking.row().addInteger(booking.horizonTick());
    return session
        .locked(booking.restaurant(), List.of(new Session.Step(BOOK, row)))
        .map(rows -> rows.iterator().next());
  }

  @Override
  public Future<RowSet<Row>> cancel(Session session, long restaurant, Tuple row) {
    return session.locked(restaurant, List.of(new Session.Step(CANCEL, row)));
  }

  @Override
  public List<Session.Step> replaceTables(long restaurant, Tuple tables) {
    return List.of(
        new Session.Step(Sql.DROP_TABLES, Tuple.of(restaurant)),
        new Session.Step(Sql.PUT_TABLES, tables));
  }
}
