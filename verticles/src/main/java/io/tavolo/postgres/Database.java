package io.tavolo.postgres;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Where the database is, and what every session of ours sets. Immutable; any thread.
 *
 * <p>Settings travel in the start packet: there is no moment at which a session lacks them.
 */
public final class Database {
  private static final int USER_TIMEOUT_MS = 10_000;
  private static final int CONNECT_TIMEOUT_MS = 5_000;
  private static final int LOGIN_TIMEOUT_S = 10;
  private static final int MAX_WAITING = 10_000;

  private final PgConnectOptions target;

  private Database(PgConnectOptions target) {
    this.target = target;
  }

  /**
   * The database that the URI names.
   *
   * @param uri {@code postgresql://user:password@host:port/database}, with {@code ?sslmode=…}
   * @throws IllegalArgumentException when it is not one; the message has no part of the URI, which
   *     may hold a password
   */
  public static Database at(String uri) {
    PgConnectOptions target;
    try {
      target = PgConnectOptions.fromUri(uri);
    } catch (RuntimeException e) {
      // Not as the cause: its message repeats the URI, password and all.
      throw new IllegalArgumentException(
          "the Postgres URI cannot be read (expected: postgresql://user:password@host:port/database)");
    }
    if (target.isUsingDomainSocket()) {
      throw new IllegalArgumentException(
          "the Postgres URI names a socket file (expected: a host and port)");
    }
    return new Database(target);
  }

  /** Host, port and database: fit to be shown, nothing secret in it. */
  public String place() {
    String host = target.getHost();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]")
        + ":"
        + target.getPort()
        + "/"
        + target.getDatabase();
  }

  /**
   * Options of a session.
   *
   * @param role shown in {@code pg_stat_activity}, such as {@code journal}
   * @param statementTimeoutMs after which Postgres ends a statement, at least 1
   */
  PgConnectOptions session(String role, int statementTimeoutMs) {
    Map<String, String> properties = new HashMap<>(target.getProperties());
    properties.put("application_name", "tavolo-" + role);
    properties.put("client_encoding", "UTF8");
    properties.put("synchronous_commit", "on");
    properties.put("default_transaction_isolation", "read committed");
    properties.put("default_transaction_read_only", "off");
    properties.put("statement_timeout", Integer.toString(statementTimeoutMs));
    properties.put("idle_in_transaction_session_timeout", "10s");
    // A client that has vanished is noticed within half a minute, and its locks are freed.
    properties.put("tcp_keepalives_idle", "10");
    properties.put("tcp_keepalives_interval", "5");
    properties.put("tcp_keepalives_count", "3");
    properties.put("TimeZone", "UTC");
    PgConnectOptions session = new PgConnectOptions(target);
    session.setProperties(properties);
    session.setMetricsName(role);
    return session;
  }

  /**
   * A pool of sessions that connects when it is first used and again when it has to. What waits for
   * a session is bounded in number and time, and then fails.
   *
   * @param role as in {@link #session}
   * @param sessions at most
   * @param statementTimeoutMs after which Postgres ends a statement, at least 1
   */
  public Pool pool(Vertx vertx, String role, int sessions, int statementTimeoutMs) {
    PoolOptions options = new PoolOptions();
    options.setName("tavolo-" + role);
    options.setMaxSize(sessions);
    options.setMaxWaitQueueSize(MAX_WAITING);
    options.setConnectionTimeout(CONNECT_TIMEOUT_MS);
    options.setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    PgConnectOptions session = session(role, statementTimeoutMs);
    session.setCachePreparedStatements(true);
    NetClientOptions network = new NetClientOptions();
    network.setConnectTimeout(CONNECT_TIMEOUT_MS);
    network.setTcpKeepAlive(true);
    // A connection that was cut in silence is noticed while a statement waits, not after minutes.
    network.setTcpUserTimeout(USER_TIMEOUT_MS);
    return PgBuilder.pool().with(options).with(network).connectingTo(session).using(vertx).build();
  }

  String jdbcUrl() {
    return "jdbc:postgresql://" + place();
  }

  Properties jdbcProperties() {
    Properties properties = new Properties();
    properties.setProperty("user", target.getUser());
    if (target.getPassword() != null) {
      properties.setProperty("password", target.getPassword());
    }
    properties.setProperty("sslmode", target.getSslMode().value);
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_MS / 1_000));
    // A server that takes the connection and then says nothing.
    properties.setProperty("loginTimeout", Integer.toString(LOGIN_TIMEOUT_S));
    properties.setProperty("ApplicationName", "tavolo-migrations");
    return properties;
  }
}
