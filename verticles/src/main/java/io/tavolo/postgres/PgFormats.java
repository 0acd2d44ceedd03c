package io.tavolo.postgres;

import io.tavolo.engine.form.Formats;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/**
 * Which format is written, by the rule of {@link Formats}. Registering waits for a rise under way
 * and is then held to the new format; a rise waits for registrations under way and then counts
 * them. Any thread.
 */
public final class PgFormats {
  private final Pool pool;

  public PgFormats(Pool pool) {
    this.pool = pool;
  }

  /** The format that is written. */
  public Future<Integer> written() {
    return pool.preparedQuery(FormatSql.WRITTEN)
        .execute()
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  /**
   * Raises what is written to the newest format that all registered nodes read; those too whose
   * lease lapsed less than two minutes ago.
   *
   * @return the format that is written from now on, raised or not
   */
  public Future<Integer> raise() {
    return pool.preparedQuery(FormatSql.RAISE)
        .execute()
        .map(rows -> rows.iterator().next().getInteger(0));
  }
}
