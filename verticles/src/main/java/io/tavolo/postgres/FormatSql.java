package io.tavolo.postgres;

/** The format that is written. */
final class FormatSql {
  private FormatSql() {}

  static final String WRITTEN = "select value::int from setting where name = 'format'";

  /** Shuts registrations out, which take the row for share, until the transaction ends. */
  static final String LOCK = WRITTEN + " for update";

  /**
   * To be sent under {@link #LOCK}. Each lease is locked first and the clock read afterwards: a
   * renewal under way that found its lease running counts as one.
   */
  static final String RAISE =
      """
      with registered as materialized (
        select lease_until, reads_to from node order by node for share
      )
      update setting s set value = r.newest::text
        from (select min(reads_to) as newest from registered
               where lease_until > clock_timestamp()) r
       where s.name = 'format' and s.value::int < r.newest
      """;

  /** The SQLSTATE with which a registration is refused whose formats do not fit. */
  static final String REFUSED = "TV001";
}
