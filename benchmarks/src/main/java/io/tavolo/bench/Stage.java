package io.tavolo.bench;

import io.tavolo.bench.load.LoadGenerator;
import io.tavolo.bench.peer.Peer;
import io.tavolo.bench.peer.PeerServer;
import io.tavolo.bench.peer.sql.BareCopy;
import io.tavolo.bench.peer.sql.BareInsert;
import io.tavolo.node.LocalServers;
import io.tavolo.node.ServerProvider;
import io.tavolo.node.ServerProvider.Server;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** All that runs during a comparison besides the load: servers, node and peers. */
final class Stage implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(3);
  private static final int STATEMENT_S = 120;

  private final Path root;
  private final Path work;
  private final Consumer<String> progress;
  private final Deque<AutoCloseable> toStop = new ArrayDeque<>();
  private final LocalServers servers;
  private final ProcessTree postgres;
  private volatile boolean closing;
  private final Vertx vertx = Vertx.vertx();

  /** Their addresses, by the server that uses it. */
  private final Map<String, String> databases = new LinkedHashMap<>();

  /**
   * Starts Postgres, Kafka and Redis.
   *
   * @param root of the project
   * @param work an empty folder
   */
  Stage(Path root, Path work, Consumer<String> progress) throws IOException {
    this.root = root;
    this.work = work;
    this.progress = progress;
    this.servers =
        LocalServers.start(
            ServiceLoader.load(ServerProvider.class),
            EnumSet.allOf(Server.class),
            work.resolve("servers"),
            progress);
    toStop.push(servers);
    this.postgres = ProcessTree.ofThisJvm().below("postgres").orElseThrow();
    toStop.push(() -> vertx.close().await(10, TimeUnit.SECONDS));
  }

  /** Starts a node as {@code scripts/run} does. */
  Subject tavolo() throws IOException {
    return tavolo(Options.TAVOLO, address(Server.POSTGRES), Map.of());
  }

  /**
   * Starts a node with a database of its own.
   *
   * @param name as the table has it
   * @param more settings
   */
  Subject tavolo(String name, Map<String, String> more) throws IOException {
    return tavolo(name, database(name), more);
  }

  private Subject tavolo(String name, String uri, Map<String, String> more) throws IOException {
    databases.put(name, uri);
    int port = freePort();
    int adminPort = freePort();
    String token = UUID.randomUUID().toString();
    Map<String, String> settings = new HashMap<>();
    settings.put("TAVOLO_HTTP_PORT", Integer.toString(port));
    settings.put("TAVOLO_ADMIN_PORT", Integer.toString(adminPort));
    settings.put("TAVOLO_POSTGRES_URI", uri);
    settings.put("TAVOLO_KAFKA_BOOTSTRAP", address(Server.KAFKA));
    settings.put("TAVOLO_REDIS_URI", address(Server.REDIS));
    settings.put("TAVOLO_DATA_DIR", work.resolve("node of " + name).toString());
    settings.put("TAVOLO_CLUSTER_NAME", "bench-" + UUID.randomUUID());
    settings.put("TAVOLO_ADMIN_TOKEN", token);
    // The limit stays on, and is too high to be met.
    settings.put("TAVOLO_RATE_LIMIT", "1000000000");
    settings.put("TAVOLO_DEMO", "off");
    // Nothing of the peers writes one either.
    settings.put("TAVOLO_ACCESS_LOG", "off");
    settings.putAll(more);
    List<String> command = List.of(root.resolve("scripts/run").toString());
    Child node = child(name, command, settings);
    node.awaitAnswer(URI.create("http://127.0.0.1:%d/health/ready".formatted(adminPort)), READY);
    return Subject.of(name, node, new LoadGenerator.Target(port, token));
  }

  /**
   * Starts the peer in a database of its own on the same Postgres.
   *
   * @param connections to its database
   */
  Subject peer(Peer peer, int connections) throws IOException {
    String uri = database("peer " + peer.title());
    databases.put(peer.title(), uri);
    int port = freePort();
    String token = UUID.randomUUID().toString();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(peer.jvmOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PeerServer.class.getName());
    command.addAll(
        List.of(peer.title(), Integer.toString(port), uri, token, Integer.toString(connections)));
    Child child = child(peer.title(), command, Map.of());
    child.awaitAnswer(URI.create("http://127.0.0.1:%d/problems/not-found".formatted(port)), READY);
    return Subject.of(peer.title(), child, new LoadGenerator.Target(port, token));
  }

  /** One client's bare insertions, in a database of their own. */
  BareInsert bareInsert() throws IOException {
    try {
      return BareInsert.into(vertx, database("bare insert"));
    } catch (TimeoutException e) {
      throw new IOException("the bare insertions could not begin", e);
    }
  }

  /** Rows copied into the same tables, in a database of their own. */
  BareCopy bareCopy() throws IOException, SQLException {
    return BareCopy.into(database("bare copy"));
  }

  /** Bookings by batch. */
  Bulk bulk() {
    return new Bulk(vertx, work);
  }

  /** The micro-benchmarks that something is promised of. */
  Micro micro() throws IOException {
    return Micro.run(work, "\\.(Decide|Availability)Benchmark\\.");
  }

  /** Creates an empty database on the same Postgres. */
  private String database(String name) throws IOException {
    String database = name.replaceAll("\\W", "_");
    String uri = address(Server.POSTGRES);
    sql(uri, "create database " + database);
    return uri.substring(0, uri.lastIndexOf('/') + 1) + database;
  }

  /** Gives the databases fresh statistics, and the log a fresh start, as hours of service would. */
  void settle() throws IOException {
    for (String uri : databases.values()) {
      sql(uri, "vacuum analyze");
    }
    sql(address(Server.POSTGRES), "checkpoint");
  }

  /** Processor time that Postgres has used so far, with all that serves its sessions. */
  Duration postgresCpu() {
    return postgres.cpu();
  }

  /** A transaction of that server's database that sees it as it was when this was called. */
  Snapshot holdSnapshot(String server) throws IOException {
    String uri = Objects.requireNonNull(databases.get(server));
    try {
      return new Snapshot(
          PgConnection.connect(vertx, PgConnectOptions.fromUri(uri))
              .compose(
                  session ->
                      session
                          .query("begin isolation level repeatable read")
                          .execute()
                          .compose(begun -> session.query(Snapshot.LOOK).execute())
                          .map(session))
              .await(STATEMENT_S, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      throw new IOException("no snapshot within %d s".formatted(STATEMENT_S), e);
    }
  }

  /** Held until it is closed. */
  static final class Snapshot implements AutoCloseable {
    private static final String LOOK = "select count(*) from setting";

    private final PgConnection session;

    private Snapshot(PgConnection session) {
      this.session = session;
    }

    /** That it was not lost on the way. */
    void check() throws IOException {
      try {
        session.query(LOOK).execute().await(STATEMENT_S, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new IOException("the snapshot was lost", e);
      }
    }

    @Override
    public void close() {
      session.close();
    }
  }

  private Child child(String name, List<String> command, Map<String, String> environment)
      throws IOException {
    progress.accept("%-16s starting".formatted(name));
    Files.createDirectories(work);
    Child child = Child.start(name, command, environment, work.resolve(name + ".log"));
    toStop.push(child);
    return child;
  }

  private String address(Server server) {
    return Objects.requireNonNull(servers.address(server));
  }

  private void sql(String uri, String statement) throws IOException {
    try {
      PgConnection.connect(vertx, PgConnectOptions.fromUri(uri))
          .compose(session -> session.query(statement).execute().eventually(session::close))
          .await(STATEMENT_S, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("%s: not done within %d s".formatted(statement, STATEMENT_S), e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether what is measured is being stopped: figures mean nothing any more. */
  boolean isClosing() {
    return closing;
  }

  /** Stops everything, the last started first; a second call does nothing. */
  @Override
  public void close() {
    closing = true;
    stopAll();
  }

  private synchronized void stopAll() {
    while (!toStop.isEmpty()) {
      try {
        toStop.pop().close();
      } catch (Exception e) {
        progress.accept("could not be stopped: " + e);
      }
    }
  }
}
