package io.tavolo.postgres;

/** The format that is written. */
final class FormatSql {
  private FormatSql() {}

  static final String WRITTEN = "select value::int from setting where name = 'format'";

  /** Answers the format that is written from then on; waits for registrations under way. */
  static final String RAISE = "select raise_format()";

  /** The SQLSTATE with which a registration is refused whose formats do not fit. */
  static final String REFUSED = "TV001";
}
