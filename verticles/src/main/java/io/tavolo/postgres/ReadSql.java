package io.tavolo.postgres;

/** What HTTP reads of Postgres. */
final class ReadSql {
  private ReadSql() {}

  /** Binds restaurant and reservation. */
  static final String RESERVATION_WITH_DINER =
      "select "
          + RowForms.RESERVATION_COLUMNS
          + ", "
          + RowForms.DINER_COLUMNS
          + """
            , m.restaurant_id, m.timezone, m.tables_shown,
                   case when r.deposit_minor > 0 then m.definition end
             from reservation r
             join restaurant m on m.number = r.restaurant
             left join diner d on d.restaurant = r.restaurant and d.ref = r.diner
            where r.restaurant = $1 and r.id = $2
            """;
}
