package io.tavolo.bench.peer.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** How a peer writes, so that no table is given twice. */
interface Writing {
  /** What the database has for it beyond the common tables: a script beside this class. */
  String script();

  /** What it runs: each session prepares them once. */
  List<String> statements();

  /** Answers as {@link Sql#book}, once it is committed. */
  Future<Row> book(Session session, Booking booking);

  /**
   * Answers the cancelled reservation, or no row, once it is committed.
   *
   * @param row the parameters of {@link Sql#cancel}
   */
  Future<RowSet<Row>> cancel(Session session, long restaurant, Tuple row);

  /**
   * Puts the tables of a definition in the place of those there were, under the lock of its row.
   */
  List<Session.Step> replaceTables(long restaurant, Tuple tables);

  /**
   * A booking that only needs a table.
   *
   * @param row the parameters of {@link Sql#book}
   * @param horizonTick what starts at it or before is over when the visit begins
   */
  record Booking(long restaurant, Tuple row, int horizonTick) {}
}
