package io.tavolo.postgres;

/** What a lane reads of its shards. */
final class LoadSql {
  private LoadSql() {}

  /** Binds restaurant. */
  static final String DEFINITION = "select definition from restaurant where number = $1";

  /**
   * Binds restaurant and the first service day; those that occupy a table ({@code
   * Status.occupies}).
   */
  static final String STANDING =
      "select "
          + RowForms.RESERVATION_COLUMNS
          + """
             from reservation r
            where r.restaurant = $1 and r.service_day >= $2 and r.status in (0, 1, 2, 3)
            """;

  /** Binds restaurant and reservation. */
  static final String RESERVATION =
      "select "
          + RowForms.RESERVATION_COLUMNS
          + " from reservation r where r.restaurant = $1 and r.id = $2";

  /**
   * Binds restaurant, the first day (for the partitions), and from when on keys count: those that
   * callers gave, and the others.
   */
  static final String KEYS =
      """
      select key_high, key_low, payload_hash, by_caller, outcome, reservation, at_ms
        from command_key
       where restaurant = $1 and day >= $2 and (at_ms >= $4 or by_caller and at_ms >= $3)
       order by at_ms
      """;

  /** Binds shard and the first day: older partitions are not opened. */
  static final String LAST_EVENT =
      """
      select at_ms from journal where shard = $1 and day >= $2 order by seq desc limit 1
      """;

  /** Binds restaurant. */
  static final String EXTERNAL_IDS =
      """
      select external_high, external_low, id from reservation
       where restaurant = $1 and external_high is not null
      """;

  /** Binds shard, time, and how many; more when the last of them have the same time. */
  static final String DEADLINES =
      """
      select restaurant, id, hold_until from reservation
       where shard = $1 and hold_until > $2 and hold_until > 0 and status = 0
       order by hold_until fetch first $3 rows with ties
      """;
}
