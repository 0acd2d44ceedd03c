package io.tavolo.postgres;

import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Deposit;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP reads: committed rows, on sessions apart from the lanes', so that readers cannot keep a
 * restaurant from loading. Any thread.
 */
public final class PgReader {

  /**
   * A reservation and what its answer shows beside it.
   *
   * @param diner null while a hold has none
   * @param zoneId the restaurant's IANA zone
   * @param tablesShown whether diners may see the tables
   * @param currency of its deposit, if it has one and the restaurant still asks for some
   */
  public record ReservationView(
      Reservation reservation,
      @Nullable Diner diner,
      String restaurantId,
      String zoneId,
      boolean tablesShown,
      @Nullable String currency) {}

  /**
   * A restaurant of a list.
   *
   * @param distanceKm null when the list is not by distance
   * @param cursor to go on after it
   */
  public record Listed(
      long number, Profile profile, @Nullable Double distanceKm, RestaurantSearch.Cursor cursor) {}

  private final Pool pool;

  public PgReader(Pool pool) {
    this.pool = pool;
  }

  /** The reservation with its diner, or null when there is none. */
  public Future<@Nullable ReservationView> reservationWithDiner(long restaurant, long reservation) {
    return pool.preparedQuery(ReadSql.RESERVATION_WITH_DINER)
        .execute(Tuple.of(restaurant, reservation))
        .map(rows -> rows.size() == 0 ? null : view(rows.iterator().next()));
  }

  /** The restaurant's definition, or null when there is none. */
  public Future<@Nullable Restaurant> definition(long restaurant) {
    return pool.preparedQuery(LoadSql.DEFINITION)
        .execute(Tuple.of(restaurant))
        .map(
            rows -> {
              return rows.size() == 0
                  ? null
                  : EventCodec.decodeDefinition(rows.iterator().next().getBuffer(0).getBytes());
            });
  }

  /** A page of restaurants. */
  public Future<List<Listed>> list(RestaurantSearch search) {
    SearchSql.Statement statement = SearchSql.of(search);
    boolean byDistance = search.near() != null;
    return pool.preparedQuery(statement.sql())
        .execute(statement.values())
        .map(
            rows -> {
              List<Listed> page = new ArrayList<>(rows.size());
              for (Row row : rows) {
                page.add(listed(row, byDistance));
              }
              return page;
            });
  }

  private static Listed listed(Row row, boolean byDistance) {
    long number = row.getLong(0);
    double rank = row.getDouble(3);
    return new Listed(
        number,
        EventCodec.decodeProfile(row.getBuffer(1).getBytes()),
        byDistance ? rank : null,
        new RestaurantSearch.Cursor(rank, row.getString(2), number));
  }

  private static @Nullable String currency(@Nullable Buffer definition) {
    if (definition == null) {
      return null;
    }
    Deposit deposit = EventCodec.decodeDefinition(definition.getBytes()).policies().deposit();
    return deposit == null ? null : deposit.currency();
  }

  private static ReservationView view(Row row) {
    int at = RowForms.RESERVATION_WIDTH + RowForms.DINER_WIDTH;
    return new ReservationView(
        RowForms.reservation(row),
        RowForms.diner(row, RowForms.RESERVATION_WIDTH),
        row.getString(at),
        row.getString(at + 1),
        row.getBoolean(at + 2),
        currency(row.getBuffer(at + 3)));
  }
}
