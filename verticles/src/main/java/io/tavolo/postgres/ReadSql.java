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
            , m.restaurant_id, m.timezone, m.tables_shown
             from reservation r
             join restaurant m on m.number = r.restaurant
             left join diner d on d.restaurant = r.restaurant and d.ref = r.diner
            where r.restaurant = $1 and r.id = $2
            """;

  /**
   * Binds text pattern or null, cuisine or null, the name and number to go on after, and how many.
   */
  static final String LIST_BY_NAME =
      """
      select number, definition, name, null::float8 as distance_km
        from restaurant
       where ($1::text is null or name ilike $1 or cuisine ilike $1)
         and ($2::text is null or lower(cuisine) = lower($2))
         and (name, number) > ($3, $4::bigint)
       order by name, number limit $5
      """;

  /**
   * Binds text pattern or null, cuisine or null, the distance and number to go on after, how many,
   * and latitude, longitude, radius in km. Great-circle distance by the haversine formula on a
   * sphere of 6,371.0088 km; the band of latitudes only spares most of the arithmetic.
   */
  static final String LIST_BY_DISTANCE =
      """
      select number, definition, name, distance_km
        from (select number, definition, name,
                     12742.0176 * asin(sqrt(least(1.0,
                       power(sin(radians(latitude - $6) / 2), 2)
                       + cos(radians($6)) * cos(radians(latitude))
                         * power(sin(radians(longitude - $7) / 2), 2)))) as distance_km
                from restaurant
               where latitude between $6 - $8::float8 / 111.0 and $6 + $8::float8 / 111.0
                 and ($1::text is null or name ilike $1 or cuisine ilike $1)
                 and ($2::text is null or lower(cuisine) = lower($2))) near
       where distance_km <= $8
         and (distance_km, number) > ($3::float8, $4::bigint)
       order by distance_km, number limit $5
      """;
}
