package io.tavolo.postgres;

import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Restaurant;
import io.vertx.core.Future;
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
   */
  public record ReservationView(
      Reservation reservation,
      @Nullable Diner diner,
      String restaurantId,
      String zoneId,
      boolean tablesShown) {}

  /**
   * A restaurant of a list.
   *
   * @param distanceKm null when the list is not by distance
   * @param cursor to go on after it
   */
  public record Listed(
      long number,
      Restaurant definition,
      @Nullable Double distanceKm,
      RestaurantSearch.Cursor cursor) {}

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

  /** A page of restaurants, by distance where the search has a place, else by name. */
  public Future<List<Listed>> list(RestaurantSearch search) {
    RestaurantSearch.Cursor after =
        search.after() == null ? RestaurantSearch.Cursor.BEGINNING : search.after();
    RestaurantSearch.Near near = search.near();
    long limit = search.limit();
    if (near == null) {
      return page(
          ReadSql.LIST_BY_NAME,
          Tuple.of(search.pattern(), search.cuisine(), after.name(), after.number(), limit));
    }
    return page(
        ReadSql.LIST_BY_DISTANCE,
        Tuple.of(search.pattern(), search.cuisine(), after.distanceKm(), after.number(), limit)
            .addDouble(near.latitude())
            .addDouble(near.longitude())
            .addDouble(near.radiusKm()));
  }

  private Future<List<Listed>> page(String sql, Tuple parameters) {
    return pool.preparedQuery(sql)
        .execute(parameters)
        .map(
            rows -> {
              List<Listed> page = new ArrayList<>(rows.size());
              for (Row row : rows) {
                page.add(listed(row));
              }
              return page;
            });
  }

  private static Listed listed(Row row) {
    long number = row.getLong(0);
    @Nullable Double distanceKm = row.getDouble(3);
    return new Listed(
        number,
        EventCodec.decodeDefinition(row.getBuffer(1).getBytes()),
        distanceKm,
        new RestaurantSearch.Cursor(distanceKm == null ? 0 : distanceKm, row.getString(2), number));
  }

  private static ReservationView view(Row row) {
    int at = RowForms.RESERVATION_WIDTH + RowForms.DINER_WIDTH;
    return new ReservationView(
        RowForms.reservation(row),
        RowForms.diner(row, RowForms.RESERVATION_WIDTH),
        row.getString(at),
        row.getString(at + 1),
        row.getBoolean(at + 2));
  }
}
