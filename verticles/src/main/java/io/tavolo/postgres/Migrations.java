package io.tavolo.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the database to the schema of this software. Blocks: call it on a worker thread, before
 * anything else uses the database. Several nodes may do so at once; they take turns.
 *
 * <p>The first node of a release migrates while others of the release before still write, and such
 * may start later yet: a migration only adds, with defaults under which their statements go on
 * working. What nobody uses any more is dropped a release later. A schema newer than the software
 * is left as it is.
 */
public final class Migrations {
  private static final Logger log = LoggerFactory.getLogger(Migrations.class);
  private static final long PAUSE_MS = 250;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private Migrations() {}

  /**
   * Waits until the server takes connections, checks it, and migrates.
   *
   * @param patience how long a server that is not there yet, or is still starting, is waited for
   * @throws DatabaseUnusable when it stays away, lets us not in, must not be used, or refuses a
   *     migration
   */
  public static void run(Database database, Duration patience)
      throws DatabaseUnusable, InterruptedException {
    String place = database.place();
    try (Connection connection = connect(database, patience)) {
      ServerChecks.check(connection);
    } catch (SQLException e) {
      throw new DatabaseUnusable("Postgres at %s: %s".formatted(place, oneLine(e)), e);
    } catch (DatabaseUnusable e) {
      throw new DatabaseUnusable("Postgres at %s: %s".formatted(place, e.getMessage()), e);
    }
    migrate(database, System.nanoTime() + patience.toNanos());
  }

  /** A migration does not wait for a lock behind which others would wait: it comes again. */
  private static void migrate(Database database, long deadline)
      throws DatabaseUnusable, InterruptedException {
    Flyway flyway =
        Flyway.configure().dataSource(source(database)).locations("classpath:db/migration").load();
    while (true) {
      try {
        flyway.migrate();
        return;
      } catch (FlywayException e) {
        if (!isLocked(e) || System.nanoTime() > deadline) {
          throw new DatabaseUnusable(
              "Postgres at %s: migration failed: %s".formatted(database.place(), oneLine(e)), e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }
  }

  private static boolean isLocked(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private static DataSource source(Database database) throws DatabaseUnusable {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.jdbcUrl());
    Properties properties = database.jdbcProperties();
    try {
      for (String name : properties.stringPropertyNames()) {
        source.setProperty(name, properties.getProperty(name));
      }
    } catch (SQLException e) {
      throw new DatabaseUnusable("Postgres at %s: %s".formatted(database.place(), oneLine(e)), e);
    }
    return source;
  }

  private static Connection connect(Database database, Duration patience)
      throws SQLException, DatabaseUnusable, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean told = false;
    while (true) {
      try {
        return DriverManager.getConnection(database.jdbcUrl(), database.jdbcProperties());
      } catch (SQLException e) {
        if (!mayPass(e)) {
          throw e;
        }
        if (System.nanoTime() > deadline) {
          throw new DatabaseUnusable(
              "unreachable for %d s: %s".formatted(patience.toSeconds(), oneLine(e)), e);
        }
        if (!told) {
          told = true;
          log.info("waiting for Postgres at {}: {}", database.place(), oneLine(e));
        }
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }
  }

  /** No connection (class 08), starting or stopping (57P03, 57P01), too many clients (53300). */
  private static boolean mayPass(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("08")
            || state.equals("57P03")
            || state.equals("57P01")
            || state.equals("53300"));
  }

  private static String oneLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("")
        .replaceFirst("^FATAL: ", "");
  }
}
