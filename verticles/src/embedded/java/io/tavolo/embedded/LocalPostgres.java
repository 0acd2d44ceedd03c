package io.tavolo.embedded;

import io.tavolo.node.ServerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A real Postgres, by default on a free port of loopback, durable as in production, whose life ends
 * with this JVM's.
 *
 * <p>User and database are both {@code tavolo}; the password is made at first start and kept beside
 * the data. A folder belongs to one JVM at a time, which its caller sees to: a former server that
 * still uses it is an orphan, is told to stop, and the folder is taken over once it is gone.
 */
public final class LocalPostgres implements ServerProvider.Running {
  private static final String NAME = "tavolo";
  private static final String PIDFILE = "postmaster.pid";
  private static final int PIDFILE_STATUS_LINE = 7;
  private static final Duration FORMER_SERVER = Duration.ofSeconds(30);
  private static final Duration ORPHAN_STOP = Duration.ofSeconds(20);
  private static final Duration RECOVERY = Duration.ofMinutes(5);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

  /** What Postgres says when another start, and not the folder or the settings, was in the way. */
  private static final List<String> PASSING =
      List.of(
          "Address already in use",
          "lock file \"" + PIDFILE + "\" already exists",
          "pre-existing shared memory block");

  private final ChildProcess process;
  private final String host;
  private final int port;
  private final String password;

  private LocalPostgres(ChildProcess process, String host, int port, String password) {
    this.process = process;
    this.host = host;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts Postgres with its data in {@code dir} and returns when it takes connections: half a
   * second, a second more at first.
   *
   * @param dir made when missing; belongs to the server from then on
   * @throws IOException when it does not start, with the server's own last words
   */
  public static LocalPostgres start(Path dir) throws IOException {
    return start(dir, 0);
  }

  /**
   * The same on a given port, so that a client that knew an earlier Postgres finds this one.
   *
   * @param port 1..65535, or 0 for a free one
   */
  public static LocalPostgres start(Path dir, int port) throws IOException {
    return start(dir, Host.LOOPBACK, port);
  }

  /**
   * The same on a given address of this machine; clients of that network are admitted by password.
   *
   * @param host an IPv4 address
   */
  public static LocalPostgres start(Path dir, String host, int port) throws IOException {
    Path home = Files.createDirectories(dir).toRealPath();
    Path programs = Unpacked.archive("postgres", "postgres-linux-x86_64.txz").resolve("bin");
    Path data = home.resolve("data");
    ServerUser user = ServerUser.notRoot(data, programs);
    user.own(home);
    try {
      if (Files.notExists(data)) {
        initialise(programs, home, data, user);
      }
      String password = Files.readString(passwordFile(home)).strip();
      admitNetwork(home, user);
      long deadline = System.nanoTime() + FORMER_SERVER.toNanos();
      while (true) {
        endFormerServer(data, deadline);
        int chosen = port == 0 ? Host.freePort(host) : port;
        ChildProcess process =
            ChildProcess.start(
                command(programs, home, host, chosen),
                user,
                "INT",
                home,
                home.resolve("server.log"));
        if (awaitReady(process, data)) {
          return new LocalPostgres(process, host, chosen, password);
        }
        boolean passing = PASSING.stream().anyMatch(process.logTail()::contains);
        if (!passing || System.nanoTime() > deadline) {
          throw new IOException("Postgres did not start: " + process.lastWords("FATAL:"));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Postgres was starting", e);
    }
  }

  /**
   * Makes the data folder whole under another name first, so that a kill leaves none that is half
   * made.
   */
  private static void initialise(Path programs, Path home, Path data, ServerUser user)
      throws IOException, InterruptedException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    Path password = passwordFile(home);
    Files.deleteIfExists(password);
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, HexFormat.of().formatHex(random));
    user.own(password);
    Path fresh = home.resolve("data.new");
    Host.deleteTree(fresh);
    Files.createDirectory(fresh);
    user.own(fresh);
    run(
        home,
        user,
        List.of(
            programs.resolve("initdb").toString(),
            "--pgdata=" + fresh,
            "--username=" + NAME,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8"));
    String single = "echo \"create database $1\" | exec \"$0\" --single -D \"$2\" postgres";
    String postgres = programs.resolve("postgres").toString();
    run(home, user, List.of("sh", "-c", single, postgres, NAME, fresh.toString()));
    Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void run(Path home, ServerUser user, List<String> command)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(user.prefix("KILL"));
    line.addAll(command);
    Host.run(new ProcessBuilder(line).directory(home.toFile()));
  }

  /**
   * Whoever is on a network of this machine, which the address listened at then narrows, may show
   * the password.
   */
  private static void admitNetwork(Path home, ServerUser user) throws IOException {
    Path rules = rulesFile(home);
    Files.writeString(
        rules, "host all all samenet scram-sha-256\nhost replication all samenet scram-sha-256\n");
    user.own(rules);
  }

  private static List<String> command(Path programs, Path home, String host, int port) {
    String data = home.resolve("data").toString();
    List<String> line =
        new ArrayList<>(List.of(programs.resolve("postgres").toString(), "-D", data, "-k", ""));
    for (String setting :
        List.of(
            "port=" + port,
            "listen_addresses=" + host,
            "hba_file=" + rulesFile(home),
            // A dozen nodes, each with some twenty sessions.
            "max_connections=300",
            // Durable as in production: what is acknowledged survives a power cut.
            "fsync=on",
            "full_page_writes=on",
            "synchronous_commit=on",
            "wal_level=replica",
            // Fewer checkpoints, hence fewer full page images; costs disk and time to recover, not
            // durability.
            "shared_buffers=256MB",
            "max_wal_size=2GB",
            "checkpoint_timeout=15min",
            "TimeZone=UTC",
            "log_timezone=UTC",
            "log_checkpoints=off")) {
      line.add("-c");
      line.add(setting);
    }
    return line;
  }

  /** Stops the Postgres that a former JVM left on the folder, if any, and waits for its end. */
  private static void endFormerServer(Path data, long deadline)
      throws IOException, InterruptedException {
    Deque<String> signals = new ArrayDeque<>(List.of("INT", "KILL"));
    long nextSignal = System.nanoTime();
    while (true) {
      List<String> pidfile = pidfile(data);
      if (pidfile.isEmpty()) {
        return;
      }
      String pid = pidfile.get(0).strip();
      if (!isPostgresOn(data, pid)) {
        // Postgres would hesitate when the number now belongs to another process of its user.
        Files.deleteIfExists(data.resolve(PIDFILE));
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("another Postgres (pid %s) still uses %s".formatted(pid, data));
      }
      if (System.nanoTime() >= nextSignal && !signals.isEmpty()) {
        Host.signal(signals.pop(), Long.parseLong(pid));
        nextSignal += ORPHAN_STOP.toNanos();
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Whether the process is a server on this very folder: numbers are given to others again. */
  private static boolean isPostgresOn(Path data, String pid) {
    try {
      String words = Files.readString(Path.of("/proc", pid, "cmdline"));
      int name = words.lastIndexOf('/', words.indexOf('\0')) + 1;
      return words.startsWith("postgres\0-D\0" + data + "\0", name);
    } catch (IOException e) {
      return false;
    }
  }

  /** True when ready, false when it ended instead. Postgres writes its state into its pidfile. */
  private static boolean awaitReady(ChildProcess process, Path data) throws IOException {
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    while (process.isAlive()) {
      List<String> pidfile = pidfile(data);
      if (pidfile.size() > PIDFILE_STATUS_LINE
          && pidfile.get(0).strip().equals(Long.toString(process.pid()))
          && pidfile.get(PIDFILE_STATUS_LINE).strip().equals("ready")) {
        return true;
      }
      if (System.nanoTime() > deadline) {
        process.stop("INT", STOP);
        throw new IOException("Postgres was not ready within " + RECOVERY.toMinutes() + " min");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return false;
  }

  private static List<String> pidfile(Path data) throws IOException {
    try {
      return Files.readAllLines(data.resolve(PIDFILE));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static Path passwordFile(Path home) {
    return home.resolve("password");
  }

  private static Path rulesFile(Path home) {
    return home.resolve("hba.conf");
  }

  /** For the Vert.x client; contains the password. */
  public String uri() {
    return "postgresql://%s:%s@%s/%s".formatted(NAME, password, place(), NAME);
  }

  /** For JDBC; contains the password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://%s/%s?user=%s&password=%s".formatted(place(), NAME, NAME, password);
  }

  public int port() {
    return port;
  }

  /** The process id of the server's first process. */
  public long pid() {
    return process.pid();
  }

  @Override
  public String address() {
    return uri();
  }

  @Override
  public String place() {
    return host + ":" + port;
  }

  /** Ends all sessions, writes a checkpoint, and stops. */
  @Override
  public void close() {
    process.stop("INT", STOP);
  }
}
