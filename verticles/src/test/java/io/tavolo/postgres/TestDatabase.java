package io.tavolo.postgres;

import io.tavolo.embedded.LocalPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A migrated database of its own on a server that all tests of this JVM share. */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger count = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String name;
  private final Database database;
  private final Connection observer;

  private TestDatabase(String name, Database database, Connection observer) {
    this.name = name;
    this.database = database;
    this.observer = observer;
  }

  /** A database with the newest schema and no rows. */
  public static TestDatabase migrated() throws Exception {
    TestDatabase fresh = empty();
    Migrations.run(fresh.database, Duration.ZERO);
    return fresh;
  }

  /** A database with nothing in it. */
  public static TestDatabase empty() throws SQLException {
    String name = "test" + count.incrementAndGet();
    try (Connection admin = DriverManager.getConnection(Server.POSTGRES.jdbcUrl());
        Statement statement = admin.createStatement()) {
      statement.execute("create database " + name);
    }
    Database database = Database.at(inDatabase(Server.POSTGRES.uri(), name));
    return new TestDatabase(name, database, open(name));
  }

  public Database database() {
    return database;
  }

  /** With the password in it. */
  public String uri() {
    return inDatabase(Server.POSTGRES.uri(), name);
  }

  /** A session of the test's own, by JDBC. */
  public Connection connect() throws SQLException {
    return open(name);
  }

  /** A session with our settings, for statements within an open transaction. */
  public PgConnection session(Vertx vertx, String role) {
    return await(PgConnection.connect(vertx, database.session(role, 60_000)));
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = observer.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the first row, as text. */
  public String value(String sql) throws SQLException {
    try (Statement statement = observer.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Waits until so many sessions of the role wait for a lock that another session holds. */
  public void awaitWaiting(String role, int sessions) throws SQLException {
    awaitTrue(
        """
        select count(*) = %d from pg_stat_activity
         where datname = current_database() and application_name = 'tavolo-%s'
           and wait_event_type = 'Lock' and cardinality(pg_blocking_pids(pid)) > 0
        """
            .formatted(sessions, role));
  }

  /** Waits until the query answers true. */
  public void awaitTrue(String sql) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!value(sql).equals("t")) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not true within " + PATIENCE.toSeconds() + " s: " + sql);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** The result, waited for. */
  public static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no result within " + PATIENCE.toSeconds() + " s", e);
    }
  }

  @Override
  public void close() throws SQLException {
    observer.close();
    try (Connection admin = DriverManager.getConnection(Server.POSTGRES.jdbcUrl());
        Statement statement = admin.createStatement()) {
      statement.execute("drop database " + name + " with (force)");
    }
  }

  private static Connection open(String name) throws SQLException {
    return DriverManager.getConnection(
        Server.POSTGRES.jdbcUrl().replace("/tavolo?", "/" + name + "?"));
  }

  private static String inDatabase(String uri, String name) {
    return uri.substring(0, uri.lastIndexOf('/') + 1) + name;
  }

  /** Started when it is first used; it ends with the JVM, and its folder is removed. */
  private static final class Server {
    static final LocalPostgres POSTGRES = start();

    private static LocalPostgres start() {
      try {
        Path dir = Files.createTempDirectory("tavolo-test-postgres");
        LocalPostgres postgres = LocalPostgres.start(dir);
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                      postgres.close();
                      delete(dir);
                    },
                    "test-postgres-stop"));
        return postgres;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path dir) {
      try (Stream<Path> all = Files.walk(dir)) {
        List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
